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
export function partsOf(period: Days): readonly Part[] {
  if (period.from === period.to) return [{ tier: 'd', period: period.from, sign: 1 }];
  const key = `${period.from} ${period.to}`;
  const parts = known.get(key) ?? seriesOf(period, 'decade').flatMap((decade) => cheapest('t', decade));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, parts);
  return parts;
}

/** A month held against each earlier year asks for hundreds of periods, the same each time. */
const known = new Map<string, readonly Part[]>();
const MOST_KNOWN = 5_000;

const SPAN = { d: 'day', m: 'month', y: 'year', t: 'decade' } as const;
const FINER = { m: 'd', y: 'm', t: 'y' } as const;

/** Days of one decade, year, month or day: as its own parts, or as the whole less what is not of it. */
function cheapest(tier: Tier, days: Days): Part[] {
  const first = startOf(Temporal.PlainDate.from(days.from), SPAN[tier]);
  const last = after(first, SPAN[tier]).subtract({ days: 1 });
  const whole: Part = { tier, period: text(first), sign: 1 };
  if (tier === 'd' || (days.from === text(first) && days.to === text(last))) return [whole];
  const finer = FINER[tier];
  const inside = seriesOf(days, SPAN[finer]);
  const within = (parts: readonly Days[]): Part[] => parts.flatMap((part) => cheapest(finer, part));
  const apart = within(inside);
  // What lies around is at least a part for each year, month or day of it.
  const around = (tier === 't' ? 10 : tier === 'y' ? 12 : first.daysInMonth) - inside.length;
  if (apart.length <= 1 + around) return apart;
  const rest = [
    ...within(seriesOf({ from: text(first), to: dayBefore(days.from) }, SPAN[finer])),
    ...within(seriesOf({ from: addDays(days.to, 1), to: text(last) }, SPAN[finer])),
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
