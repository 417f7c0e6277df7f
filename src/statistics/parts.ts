import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { Days } from './query.ts';

/** A whole year, a whole month or a day, that is added or taken away. */
export interface Part {
  readonly tier: 'd' | 'm' | 'y';
  /** The first day of the part. */
  readonly period: PlainDate;
  readonly sign: 1 | -1;
}

const text = (day: Temporal.PlainDate) => day.toString() as PlainDate;

/** As few parts as a period has: a year less two months is three, not ten. None of one that ends before it begins. */
export function partsOf(period: Days): Part[] {
  if (period.from === period.to) return [{ tier: 'd', period: period.from, sign: 1 }];
  return seriesOf(period, 'year').flatMap((year) => cheapest('y', year));
}

/** Days of one year or month: as its own parts, or as the whole less what is not of it. */
function cheapest(tier: 'm' | 'y', days: Days): Part[] {
  const first = Temporal.PlainDate.from(days.from).with(tier === 'y' ? { month: 1, day: 1 } : { day: 1 });
  const last = first.add(tier === 'y' ? { years: 1 } : { months: 1 }).subtract({ days: 1 });
  const whole: Part = { tier, period: text(first), sign: 1 };
  if (days.from === text(first) && days.to === text(last)) return [whole];
  const within = (part: Days): Part[] =>
    tier === 'y'
      ? seriesOf(part, 'month').flatMap((month) => cheapest('m', month))
      : seriesOf(part, 'day').map((day) => ({ tier: 'd', period: day.from, sign: 1 }));
  const apart = within(days);
  if (apart.length <= 2) return apart;
  const rest = [
    ...within({ from: text(first), to: dayBefore(days.from) }),
    ...within({ from: addDays(days.to, 1), to: text(last) }),
  ].map((part): Part => ({ ...part, sign: part.sign === 1 ? -1 : 1 }));
  return 1 + rest.length < apart.length ? [whole, ...rest] : apart;
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
