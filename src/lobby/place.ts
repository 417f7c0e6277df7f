import { swedishDay } from '../kernel/plain-date.ts';
import type { Place } from './place.server.ts';

/** What a visitor is to be told of a ticket. */
export type Where =
  | 'waiting'
  | 'called'
  | 'serving'
  | 'held'
  | 'missed'
  | 'missed-too-late'
  | 'finished'
  | 'left'
  | 'yesterday';

/** An earlier day's ticket is yesterday's, also before the first step of the new day, unless the office keeps its queue overnight. */
export function whereItIs(
  place: Pick<Place, 'state' | 'stateAt' | 'day' | 'keepOvernight' | 'returnWithinMinutes'>,
  now: Temporal.Instant,
): Where {
  const { state } = place;
  if (place.day < swedishDay(now) && !(place.keepOvernight && state === 'waiting'))
    return state === 'finished' ? 'finished' : 'yesterday';
  if (state !== 'missed') return state;
  const until = place.stateAt.add({ minutes: place.returnWithinMinutes });
  return Temporal.Instant.compare(now, until) > 0 ? 'missed-too-late' : 'missed';
}

/** Whether anything can still happen to it. */
export function isOver(where: Where): boolean {
  return where === 'finished' || where === 'left' || where === 'yesterday';
}

/** A range of seconds as it is said, in whole minutes: never shorter than it is. */
export function minutesOf(range: { readonly low: number; readonly high: number } | null): {
  readonly low: number;
  readonly high: number;
} | null {
  if (range === null) return null;
  const high = Math.max(1, Math.ceil(range.high / 60));
  return { low: Math.max(1, Math.min(high, Math.floor(range.low / 60))), high };
}
