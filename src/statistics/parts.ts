import { addDays, type PlainDate } from '../kernel/plain-date.ts';
import type { Days } from './query.ts';

/** What figures are kept of: days, months, years and decades. */
export type Tier = 'd' | 'm' | 'y' | 't';

/** Ten whole years (2010–2019), a whole year, a whole month or a day, that is added or taken away. */
export interface Part {
  readonly tier: Tier;
  /** The first day of the part. */
  readonly period: PlainDate;
  readonly sign: 1 | -1;
}

const text = (day: Temporal.PlainDate) => day.toString() as PlainDate;

/** As few parts as a period has: a year less two months is three, not ten; thirteen years are two decades less the years around them. None of one that ends before it begins. */
export function partsOf(period: Days): Part[] {
  if (period.from === period.to) return [{ tier: 'd', period: period.from, sign: 1 }];
  return seriesOf(period, 'decade').flatMap((decade) => cheapest('t', decade));
}

const SPAN = { d: 'day', m: 'month', y: 'year', t: 'decade' } as const;
const FINER = { m: 'd', y: 'm', t: 'y' } as const;

/** Days of one decade, year, month or day: as its own parts, or as the whole less what is not of it. */
function cheapest(tier: Tier, days: Days): Part[] {
  const first = startOf(Temporal.PlainDate.from(days.from), SPAN[tier]);
  const last = after(first, SPAN[tier]).subtract({ days: 1 });
  const whole: Part = { tier, period: text(first), sign: 1 };
  if (tier === 'd' || (days.from === text(first) && days.to === text(last))) return [whole];
  const within = (part: Days): Part[] =>
    seriesOf(part, SPAN[FINER[tier]]).flatMap((finer) => cheapest(FINER[tier], finer));
  const apart = within(days);
  if (apart.length <= 2) return apart;
  const rest = [
    ...within({ from: text(first), to: dayBefore(days.from) }),
    ...within({ from: addDays(days.to, 1), to: text(last) }),
  ].map((part): Part => ({ ...part, sign: part.sign === 1 ? -1 : 1 }));
  return 1 + rest.length < apart.length ? [whole, ...rest] : apart;
}

/** The same days so many years earlier; 29 February becomes the 28th, and whole months stay whole. A day stays one. */
export function yearsBack({ from, to }: Days, years: number): Days {
  const back = (day: PlainDate) => Temporal.PlainDate.from(day).subtract({ years });
  const end = Temporal.PlainDate.from(to);
  const earlier = back(to);
  const whole = from.endsWith('-01') && end.day === end.daysInMonth;
  return { from: text(back(from)), to: text(whole ? earlier.with({ day: earlier.daysInMonth }) : earlier) };
}

export type Span = 'day' | 'month' | 'year' | 'decade';

function startOf(day: Temporal.PlainDate, span: Span): Temporal.PlainDate {
  if (span === 'day') return day;
  if (span === 'month') return day.with({ day: 1 });
  return day.with({ year: span === 'year' ? day.year : day.year - (day.year % 10), month: 1, day: 1 });
}

/** What comes after the span that starts on a day. */
function after(start: Temporal.PlainDate, span: Span): Temporal.PlainDate {
  return start.add(span === 'decade' ? { years: 10 } : { [`${span}s`]: 1 });
}

/** The days, months, years or decades of a period, each cut to it. */
export function seriesOf(period: Days, by: Span): Days[] {
  const rows: Days[] = [];
  let at = Temporal.PlainDate.from(period.from);
  const end = Temporal.PlainDate.from(period.to);
  while (Temporal.PlainDate.compare(at, end) <= 0) {
    const next = after(startOf(at, by), by);
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
