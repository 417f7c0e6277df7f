/** Counts below this are not told outside the office that they are of. */
export const LEAST_TOLD = 5;

/** A count, or that it is too small to be told. */
export type Told = number | 'withheld';

/** A count that stands alone. None is told as none: it is nobody's. */
export function tell(count: number): Told {
  return count > 0 && count < LEAST_TOLD ? 'withheld' : count;
}

/**
 * Counts whose sum is told as well: the small ones are withheld, and then the next smallest until what is withheld is at least two
 * counts and at least LEAST_TOLD together, so that the sum gives none of them away (complementary suppression). `besides`: those
 * that have to be withheld for another reason.
 */
export function tellTogether(counts: readonly number[], besides: readonly boolean[] = []): Told[] {
  const withheld = counts.map((count, index) => tell(count) === 'withheld' || besides[index] === true);
  protectLine(
    counts,
    withheld,
    counts.map((_, index) => index),
  );
  return counts.map((count, index) => (withheld[index] ? 'withheld' : count));
}

/** The same for a table whose rows and columns have their sums told. */
export function tellTable(
  rows: readonly (readonly number[])[],
  besides: readonly (readonly boolean[])[] = [],
): Told[][] {
  const width = rows[0]?.length ?? 0;
  const counts = rows.flat();
  const hidden = rows.flatMap((row, index) => row.map((_, column) => besides[index]?.[column] === true));
  const withheld = counts.map((count, index) => tell(count) === 'withheld' || hidden[index] === true);
  const lines = [
    ...rows.map((_, row) => Array.from({ length: width }, (_, column) => row * width + column)),
    ...Array.from({ length: width }, (_, column) => rows.map((_, row) => row * width + column)),
  ];
  // What is withheld for a row may leave its column open; each turn withholds one more, so it ends.
  while (lines.some((line) => protectLine(counts, withheld, line)));
  return rows.map((row, index) =>
    row.map((count, column) => (withheld[index * width + column] ? 'withheld' : count)),
  );
}

/** Whether the sum of these may be told where each is told alone: not when it gives one that is withheld away. */
export function sumMayBeTold(counts: readonly number[]): boolean {
  return tellTogether(counts).every((told, index) => told === tell(counts[index] ?? 0));
}

/** Withholds more of a line until its sum gives nothing away. Whether it had to. */
function protectLine(counts: readonly number[], withheld: boolean[], line: readonly number[]): boolean {
  let more = false;
  for (;;) {
    const hidden = line.filter((index) => withheld[index]);
    const sum = hidden.reduce((total, index) => total + (counts[index] ?? 0), 0);
    if (hidden.length === 0 || (hidden.length > 1 && sum >= LEAST_TOLD)) return more;
    const [next] = line
      .filter((index) => !withheld[index] && (counts[index] ?? 0) > 0)
      .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
    // Nothing else is in the line: its sum is as small, and is withheld where it is told.
    if (next === undefined) return more;
    withheld[next] = true;
    more = true;
  }
}
