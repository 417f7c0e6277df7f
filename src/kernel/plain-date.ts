/**
 * A calendar day, `YYYY-MM-DD`. Kept as text: it sorts and compares as text, goes to and from PostgreSQL and
 * JSON unchanged, and has no time zone to get wrong.
 */
export type PlainDate = string & { readonly __brand: 'PlainDate' };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** The years that anything here can be about: the first agreements are of 1994. */
const YEARS = { first: 1900, last: 2199 };

/** The day that `text` names, or null when it is no day of the calendar (`2026-02-30`, `2026-2-3`) or of another age. */
export function parsePlainDate(text: string): PlainDate | null {
  const year = Number(text.slice(0, 4));
  if (!SHAPE.test(text) || year < YEARS.first || year > YEARS.last) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as PlainDate;
  } catch {
    return null;
  }
}

/** For constants in code and tests. Throws RangeError on what is no day. */
export function plainDate(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === null) throw new RangeError(`not a day: ${text}`);
  return day;
}

export function addDays(day: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(day).add({ days }).toString() as PlainDate;
}

/** First and last day that count; `to: null` means until further notice. */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

export function contains(period: Period, day: PlainDate): boolean {
  return period.from <= day && (period.to === null || day <= period.to);
}

/** The day it is in Sweden at an instant: the days of the law and of the statistics are Swedish days. */
export function swedishDay(at: Temporal.Instant): PlainDate {
  return at.toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString() as PlainDate;
}
