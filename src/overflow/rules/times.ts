import { type OfficeHours, openIntervals } from '../../hours/rules/open.ts';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { addDays, swedishDay } from '../../kernel/plain-date.ts';

/** No longer than this is counted: beyond it every rule's limit is reached. */
const MOST_DAYS = 60;

/** Minutes that an office is open between two instants, whole ones; 0 when the second is not after the first. */
export function openMinutes(hours: OfficeHours, from: Temporal.Instant, to: Temporal.Instant): number {
  const last = swedishDay(to);
  let minutes = 0;
  let day = swedishDay(from);
  for (let days = 0; day <= last && days < MOST_DAYS; days += 1, day = addDays(day, 1))
    for (const opening of openIntervals(hours, day)) {
      const begins = Math.max(opening.from.epochMilliseconds, from.epochMilliseconds);
      const ends = Math.min(opening.to.epochMilliseconds, to.epochMilliseconds);
      minutes += Math.max(0, ends - begins) / 60_000;
    }
  return Math.floor(minutes);
}

/**
 * Whether somebody was answered in time: a promise when it was kept by its time; what came in, on the next working day at the latest.
 * That is our measure: 6 § förvaltningslagen (2017:900) asks for help without unnecessary delay, and has no number.
 */
export function inTime({
  arrivedAt,
  dueAt,
  answeredAt,
}: {
  readonly arrivedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | null;
  readonly answeredAt: Temporal.Instant;
}): boolean {
  if (dueAt !== null) return Temporal.Instant.compare(answeredAt, dueAt) <= 0;
  return swedishDay(answeredAt) <= addWorkingDays(swedishDay(arrivedAt), 1);
}
