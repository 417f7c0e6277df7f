import type { Ticket } from '../ticket.ts';
import { inOrder } from './order.ts';
import { type DeskInLine, mayNotCall } from './who-may-call.ts';

/** How long it takes until a called visitor stands at the desk, in seconds, when there is no history to go by. */
export const WALKING = 45;

/** What is expected of an office on a weekday. */
export interface Expected {
  /** Seconds at the desk, walking to it included, by need. */
  readonly serving: ReadonlyMap<number, number>;
  /** How far real waits were from what was expected: the shares of the expected wait between which most of them lay. */
  readonly spread: { readonly low: number; readonly high: number };
}
/** While too little is known of how well the estimates do. */
export const USUAL_SPREAD = { low: 0.6, high: 1.5 } as const;

export interface DeskWithWork extends DeskInLine {
  /** The visitors whom it has, with the seconds for which it has had each; several on the floor. */
  readonly has: readonly { readonly needId: number; readonly seconds: number }[];
  readonly onFloor: boolean;
}

/**
 * When each waiting visitor will probably be called, in seconds from now: the desks that are open are followed through the
 * line as they will take from it, each whom it may. Who cannot be called by any desk that is open is not in the answer.
 */
export function expectedCalls(
  waiting: readonly Ticket[],
  desks: readonly DeskWithWork[],
  expected: Expected,
): ReadonlyMap<string, number> {
  const takes = (needId: number) => expected.serving.get(needId) ?? 600;
  const free = desks.filter(({ open }) => open).map((desk) => ({ desk, at: freeIn(desk, takes) }));
  const line = [...waiting].sort(inOrder);
  const calls = new Map<string, number>();
  while (line.length > 0 && free.length > 0) {
    free.sort((a, b) => a.at - b.at);
    const next = free[0] as (typeof free)[number];
    const index = line.findIndex((ticket) => mayNotCall(ticket, next.desk, desks) === null);
    const [ticket] = index < 0 ? [] : line.splice(index, 1);
    if (ticket === undefined) {
      free.shift();
      continue;
    }
    calls.set(ticket.id, next.at);
    next.at += takes(ticket.needId);
  }
  return calls;
}

/** What is left of those whom a desk has: at least a little, however long it has taken already. */
function freeIn({ has, onFloor }: DeskWithWork, takes: (needId: number) => number): number {
  if (onFloor || has.length === 0) return 0;
  return has.reduce((left, { needId, seconds }) => left + Math.max(60, takes(needId) - seconds), 0);
}

export interface Range {
  /** Seconds. */
  readonly low: number;
  readonly high: number;
}

/** An honest range around an expected wait, in whole minutes: as wide as waits have differed from what was expected. */
export function rangeOf(seconds: number, { spread }: Expected): Range {
  const minute = (value: number) => Math.round(value / 60) * 60;
  const low = minute(seconds * spread.low);
  return { low, high: Math.max(low + 120, minute(seconds * spread.high)) };
}
