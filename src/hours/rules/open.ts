import { addDays, contains, type Period, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { isBridgeDay, isHoliday, type SpecialDay, specialDay, weekdayOf } from './special-days.ts';
import { type DayHours, defaultWeek, type Span, spansOf, type TypeRules, type Week } from './week.ts';

/** Everything that decides when an office is open. Periods of weeks do not overlap, nor do those of exceptions. */
export interface OfficeHours {
  /** First and last visiting day of the office. */
  readonly open: Period;
  readonly type: TypeRules;
  readonly weeks: readonly { readonly valid: Period; readonly week: Week }[];
  readonly exceptions: readonly HoursException[];
}
export interface HoursException {
  readonly period: { readonly from: PlainDate; readonly to: PlainDate };
  /** null: closed. */
  readonly hours: DayHours | null;
}

/** Why a day is as it is. */
export type DayReason = 'not-open-yet' | 'ended' | 'exception' | 'holiday' | 'bridge-day' | 'summer' | 'week';
export interface OfficeDay {
  readonly day: PlainDate;
  /** When it is open, in Swedish clock time; none: closed. */
  readonly spans: readonly Span[];
  readonly reason: DayReason;
  readonly special: SpecialDay | null;
  readonly bridgeDay: boolean;
}

/** The week that holds on a day, and whether the office has set it or its type gives it. */
export function weekOn(rules: OfficeHours, day: PlainDate): { readonly week: Week; readonly own: boolean } {
  const own = rules.weeks.find(({ valid }) => contains(valid, day));
  return own === undefined ? { week: defaultWeek(rules.type), own: false } : { week: own.week, own: true };
}

/** The day as it would be without exceptions. */
export function ordinaryDay(rules: OfficeHours, day: PlainDate): OfficeDay {
  const about = { day, special: specialDay(day), bridgeDay: isBridgeDay(day) };
  const closed = (reason: DayReason): OfficeDay => ({ ...about, spans: [], reason });
  if (day < rules.open.from) return closed('not-open-yet');
  if (rules.open.to !== null && day > rules.open.to) return closed('ended');
  if (isHoliday(day)) return closed('holiday');
  const { week } = weekOn(rules, day);
  const hours = week.days[weekdayOf(day)];
  if (hours === undefined) return closed('week');
  if (about.bridgeDay && week.closedOnBridgeDays) return closed('bridge-day');
  const { weekOfYear = 0 } = Temporal.PlainDate.from(day);
  if (week.summerWeeks !== null && week.summerWeeks.from <= weekOfYear && weekOfYear <= week.summerWeeks.to)
    return closed('summer');
  return { ...about, spans: spansOf(hours), reason: 'week' };
}

/**
 * The day as it is. An exception of one day decides that day, even a red one; other hours of several days hold on those that
 * would be open anyway.
 */
export function officeDay(rules: OfficeHours, day: PlainDate): OfficeDay {
  const ordinary = ordinaryDay(rules, day);
  if (ordinary.reason === 'not-open-yet' || ordinary.reason === 'ended') return ordinary;
  const exception = rules.exceptions.find(({ period }) => contains(period, day));
  if (exception === undefined) return ordinary;
  const { period, hours } = exception;
  if (hours === null) return { ...ordinary, spans: [], reason: 'exception' };
  if (ordinary.spans.length === 0 && period.from !== period.to) return ordinary;
  return { ...ordinary, spans: spansOf(hours), reason: 'exception' };
}

/** The hours of a day that ends at a clock time instead; null when it would not have begun. */
export function endedAt(spans: readonly Span[], clock: string): DayHours | null {
  const [first, second] = spans.filter(({ from }) => from < clock);
  if (first === undefined) return null;
  const closes = (span: Span) => (span.to < clock ? span.to : clock);
  return second === undefined
    ? { opens: first.from, closes: closes(first), lunch: null }
    : { opens: first.from, closes: closes(second), lunch: { from: first.to, to: second.from } };
}

export interface Opening {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** When the office is open on a Swedish day, as instants: right also on the days of 23 and 25 hours. */
export function openIntervals(rules: OfficeHours, day: PlainDate): Opening[] {
  return officeDay(rules, day).spans.map(({ from, to }) => ({
    from: instant(day, from),
    to: instant(day, to),
  }));
}

function instant(day: PlainDate, clock: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime('Europe/Stockholm').toInstant();
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) > 0;

/** The opening that an instant lies in (it is open when it opens, and not any more when it closes), or null. */
export function openingAt(rules: OfficeHours, at: Temporal.Instant): Opening | null {
  return (
    openIntervals(rules, swedishDay(at)).find(({ from, to }) => !later(from, at) && later(to, at)) ?? null
  );
}
export function openAt(rules: OfficeHours, at: Temporal.Instant): boolean {
  return openingAt(rules, at) !== null;
}

/** How far ahead an opening is looked for, in days. */
const HORIZON = 400;

/** The first opening that begins after an instant, or null when there is none in 400 days. */
export function nextOpening(rules: OfficeHours, at: Temporal.Instant): Opening | null {
  const today = swedishDay(at);
  for (let ahead = 0; ahead <= HORIZON; ahead++) {
    const found = openIntervals(rules, addDays(today, ahead)).find(({ from }) => later(from, at));
    if (found !== undefined) return found;
  }
  return null;
}

/** The seven days from a Monday on. */
export function weekFrom(rules: OfficeHours, day: PlainDate): OfficeDay[] {
  const monday = addDays(day, 1 - weekdayOf(day));
  return [0, 1, 2, 3, 4, 5, 6].map((ahead) => officeDay(rules, addDays(monday, ahead)));
}
