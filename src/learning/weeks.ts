import { addDays, type PlainDate } from '../kernel/plain-date.ts';

/** How many whole weeks back one looks. */
export const PERIODS = [4, 13, 52] as const;
export type PeriodWeeks = (typeof PERIODS)[number];

/** Weeks that a small chart shows. */
export const CHART_WEEKS = 13;

/** The Monday of a day's week. */
export function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

export interface WholeWeeks {
  /** Mondays, the oldest first. */
  readonly mondays: readonly PlainDate[];
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** So many whole weeks, the last of them ended before the week of `today`; `back`: so many weeks earlier. */
export function wholeWeeks(today: PlainDate, count: number, back = 0): WholeWeeks {
  const end = addDays(mondayOf(today), -7 * back);
  const mondays = Array.from({ length: count }, (_, index) => addDays(end, -7 * (count - index)));
  return { mondays, first: mondays[0] ?? end, last: addDays(end, -1) };
}

/** Week of the year as Swedes count it (ISO 8601), `v. 47` without the letters. */
export function weekNumber(monday: PlainDate): number {
  return Temporal.PlainDate.from(monday).weekOfYear ?? 0;
}
