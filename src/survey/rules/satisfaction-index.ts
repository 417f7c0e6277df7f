/** Best first, as they stand on the page. */
export const SCORES = [5, 4, 3, 2, 1] as const;
export type Score = (typeof SCORES)[number];

/** Fewer answers than this are not told, also at the office: a day's one answer would be one person's. */
export const LEAST_ANSWERS = 5;

/**
 * The index of SKR's service measurement (servicemätning): 5 is 100, 4 is 75, 3 is 50, 2 is 25, 1 is 0, and the mean of them.
 * Null below LEAST_ANSWERS.
 */
export function satisfactionIndex(answers: Readonly<Partial<Record<Score, number>>>): number | null {
  const counted = SCORES.map((score) => ({ score, count: answers[score] ?? 0 }));
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  if (total < LEAST_ANSWERS) return null;
  return counted.reduce((sum, { score, count }) => sum + (score - 1) * 25 * count, 0) / total;
}
