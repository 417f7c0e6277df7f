import { addDays, type Period, type PlainDate } from '../../kernel/plain-date.ts';

export function overlap(a: Period, b: Period): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

/** The first day of `period` that no part covers; null when all are covered. A gap between two parts is no agreement. */
export function firstUncovered(period: Period, parts: readonly Period[]): PlainDate | null {
  let day = period.from;
  for (const part of parts.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (part.to !== null && part.to < day) continue;
    if (part.from > day) break;
    if (part.to === null || (period.to !== null && period.to <= part.to)) return null;
    day = addDays(part.to, 1);
  }
  return day;
}
