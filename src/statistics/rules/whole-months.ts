import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { Days, FigureQuery } from '../query.ts';

/**
 * Outside the office, what is narrow is shown by whole months: two periods that differ by a day would tell that day, whatever
 * is withheld of each. Narrow is an office, an authority, a task, or days of something smaller than an operator.
 */
export function mustBeWholeMonths({ place, by, authority, task }: FigureQuery): boolean {
  const wide = place.kind === 'country' || place.kind === 'operator';
  return (
    !wide ||
    authority !== undefined ||
    task !== undefined ||
    by === 'office' ||
    by === 'authority' ||
    by === 'task'
  );
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
