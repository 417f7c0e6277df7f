import { addWorkingDays, isWorkingDay } from '../../hours/rules/working-days.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';

/** What is asked of somebody soon: within so long it is told before it breaks. */
export const SOON_MINUTES = 60;
/** No promise reaches further. */
const MOST_DAYS = 366;

export interface PromiseTimes {
  readonly dueAt: Temporal.Instant;
  readonly keptAt: Temporal.Instant | null;
  readonly movedAt: Temporal.Instant | null;
}

/** `late`: broken, and still to be kept. `kept-late`: it was broken first. */
export type PromiseState = 'coming' | 'today' | 'soon' | 'late' | 'kept' | 'kept-late' | 'moved';

export function promiseState({ dueAt, keptAt, movedAt }: PromiseTimes, now: Temporal.Instant): PromiseState {
  if (movedAt !== null) return 'moved';
  if (keptAt !== null) return Temporal.Instant.compare(keptAt, dueAt) <= 0 ? 'kept' : 'kept-late';
  if (Temporal.Instant.compare(now, dueAt) > 0) return 'late';
  if (dueAt.since(now).total('minutes') <= SOON_MINUTES) return 'soon';
  return swedishDay(dueAt) === swedishDay(now) ? 'today' : 'coming';
}

/** Why nobody can be promised that: null when they can. A promise is kept on a working day, when somebody is there to keep it. */
export function whyNoPromise(
  dueAt: Temporal.Instant,
  now: Temporal.Instant,
): 'in-the-past' | 'not-a-working-day' | 'too-far' | null {
  if (Temporal.Instant.compare(dueAt, now) <= 0) return 'in-the-past';
  const day = swedishDay(dueAt);
  if (day > addDays(swedishDay(now), MOST_DAYS)) return 'too-far';
  return isWorkingDay(day) ? null : 'not-a-working-day';
}

/** An instant of a Swedish day; `time` is `HH:MM`. A time that a clock skips in spring is the next that there is. */
export function instantOf(day: PlainDate, time: string): Temporal.Instant {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: 'Europe/Stockholm', plainTime: Temporal.PlainTime.from(time) })
    .toInstant();
}

/** The day that is so many working days from now; 0: today, or the next working day when today is none. */
export function workingDayFrom(now: Temporal.Instant, days: number): PlainDate {
  return addWorkingDays(swedishDay(now), days);
}
