import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { Days } from './query.ts';

/** Whole years, whole months and the days that are left: as few parts as a period has. */
export interface Part {
  readonly tier: 'd' | 'm' | 'y';
  /** The first day of the part. */
  readonly period: PlainDate;
}

const text = (day: Temporal.PlainDate) => day.toString() as PlainDate;

/** The parts of a period, in order; none of one that ends before it begins. */
export function partsOf({ from, to }: Days): Part[] {
  const parts: Part[] = [];
  let at = Temporal.PlainDate.from(from);
  const end = Temporal.PlainDate.from(to).add({ days: 1 });
  while (Temporal.PlainDate.compare(at, end) < 0) {
    const year = at.add({ years: 1 });
    const month = at.add({ months: 1 });
    if (at.dayOfYear === 1 && Temporal.PlainDate.compare(year, end) <= 0) {
      parts.push({ tier: 'y', period: text(at) });
      at = year;
    } else if (at.day === 1 && Temporal.PlainDate.compare(month, end) <= 0) {
      parts.push({ tier: 'm', period: text(at) });
      at = month;
    } else {
      parts.push({ tier: 'd', period: text(at) });
      at = at.add({ days: 1 });
    }
  }
  return parts;
}

/** The same days so many years earlier; 29 February becomes the 28th, and a whole February stays whole. */
export function yearsBack({ from, to }: Days, years: number): Days {
  const back = (day: PlainDate) => Temporal.PlainDate.from(day).subtract({ years });
  const end = Temporal.PlainDate.from(to);
  const earlier = back(to);
  const whole = end.day === end.daysInMonth;
  return { from: text(back(from)), to: text(whole ? earlier.with({ day: earlier.daysInMonth }) : earlier) };
}

/** The days, months or years of a period, each cut to it. */
export function seriesOf(period: Days, by: 'day' | 'month' | 'year'): Days[] {
  const rows: Days[] = [];
  let at = Temporal.PlainDate.from(period.from);
  const end = Temporal.PlainDate.from(period.to);
  while (Temporal.PlainDate.compare(at, end) <= 0) {
    const next =
      by === 'day'
        ? at.add({ days: 1 })
        : by === 'month'
          ? at.with({ day: 1 }).add({ months: 1 })
          : at.with({ month: 1, day: 1 }).add({ years: 1 });
    const last = next.subtract({ days: 1 });
    rows.push({ from: text(at), to: Temporal.PlainDate.compare(last, end) < 0 ? text(last) : text(end) });
    at = next;
  }
  return rows;
}

/** From 1 January of the year in which a period ends. */
export function yearToDate({ to }: Days): Days {
  return { from: `${to.slice(0, 4)}-01-01` as PlainDate, to };
}

export const dayBefore = (day: PlainDate): PlainDate => addDays(day, -1);
