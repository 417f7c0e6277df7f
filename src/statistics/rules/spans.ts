import type { Days } from '../query.ts';

/** A month of a span: whether its figure is withheld where one asks for that month, and how many it counts. */
export interface MonthOfSpan {
  readonly hidden: boolean;
  readonly count: number;
}

/**
 * Whether the sum of several months may be shown. Two spans that differ by a month tell that month; so a span with a month that
 * is withheld is withheld as well. Whole calendar years alone may hold some: no two of them differ by a month, and in one at least
 * two months are then withheld, together five or more.
 */
export function mayShowSpan(months: readonly MonthOfSpan[], wholeYears: boolean): boolean {
  const hidden = months.filter((month) => month.hidden);
  if (hidden.length === 0 || months.length === 1) return hidden.length === 0;
  return wholeYears && hidden.length > 1 && hidden.reduce((sum, { count }) => sum + count, 0) >= 5;
}

/** The months of a span of whole months, `2026-10`. */
export function monthsOf({ from, to }: Days): string[] {
  const months: string[] = [];
  const last = to.slice(0, 7);
  for (let day = Temporal.PlainDate.from(from); ; day = day.add({ months: 1 })) {
    const month = day.toString().slice(0, 7);
    if (month > last) return months;
    months.push(month);
  }
}

export const isWholeYear = ({ from, to }: Days): boolean =>
  from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01-01') && to.endsWith('-12-31');
