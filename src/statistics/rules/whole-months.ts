import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { Days, FigureQuery } from '../query.ts';

/**
 * Outside the office, what is narrowed or split is shown by whole months: two periods that differ by a day would tell that day,
 * whatever is withheld of each. By the day is shown what all offices of the country, or of who runs them, have together.
 */
export function mustBeWholeMonths({ place, by, authority, task, channel }: FigureQuery): boolean {
  const wide = place.kind === 'country' || place.kind === 'operator';
  const narrowed = authority !== undefined || task !== undefined || channel !== undefined;
  return !wide || narrowed || !['none', 'day', 'month', 'year'].includes(by);
}

export function areWholeMonths({ from, to }: Days): boolean {
  return from.endsWith('-01') && addDays(to, 1).endsWith('-01');
}

/** The whole months that a period touches. */
export function wholeMonths({ from, to }: Days): Days {
  const last = Temporal.PlainDate.from(to);
  return {
    from: `${from.slice(0, 8)}01` as PlainDate,
    to: last.with({ day: last.daysInMonth }).toString() as PlainDate,
  };
}

/** The days of `2026-10`. */
export const monthOf = (month: string): Days =>
  wholeMonths({ from: `${month}-01` as PlainDate, to: `${month}-01` as PlainDate });
