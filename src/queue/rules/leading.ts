import type { Ticket } from '../ticket.ts';
import { inOrder } from './order.ts';
import { type DeskInLine, mayNotCall } from './who-may-call.ts';

/** A kind of need with those who wait for it. Minutes. */
export interface NeedWaits {
  readonly needId: number;
  readonly waiting: number;
  readonly longest: number;
  readonly limit: number;
  readonly over: boolean;
}

const waited = ({ joinedAt }: Ticket, now: Temporal.Instant) =>
  Math.max(0, Math.floor(now.since(joinedAt).total('minutes')));

/** How long those who wait have waited, by need, against what the office itself has said is too long. */
export function waitsByNeed(
  needs: readonly { readonly id: number; readonly waitLimitMinutes: number }[],
  waiting: readonly Ticket[],
  now: Temporal.Instant,
): NeedWaits[] {
  return needs.map(({ id, waitLimitMinutes }) => {
    const theirs = waiting.filter(({ needId }) => needId === id);
    const longest = Math.max(0, ...theirs.map((ticket) => waited(ticket, now)));
    return {
      ...{ needId: id, waiting: theirs.length, longest, limit: waitLimitMinutes },
      over: longest > waitLimitMinutes,
    };
  });
}

/** One who waits, and whether anybody can take them. */
export interface Waits {
  readonly ticket: Ticket;
  readonly minutes: number;
  /** Desks that may call now. */
  readonly callable: readonly number[];
  /** Desks that could, were they not on a break or in the back office. */
  readonly away: readonly number[];
}

/** Those who wait, in order, each with the desks (their sessions) that may call them: none is what a manager must see. */
export function whoWaits(
  waiting: readonly Ticket[],
  desks: readonly DeskInLine[],
  now: Temporal.Instant,
): Waits[] {
  return [...waiting].sort(inOrder).map((ticket) => {
    const callable = desks.filter((desk) => mayNotCall(ticket, desk, desks) === null);
    const away = desks.filter(
      (desk) => !desk.open && mayNotCall(ticket, { ...desk, open: true }, desks) === null,
    );
    return {
      ...{ ticket, minutes: waited(ticket, now) },
      callable: callable.map(({ sessionId }) => sessionId),
      away: away.map(({ sessionId }) => sessionId),
    };
  });
}

/** The share of a need's own numbers that may be given before who leads the queue is told. */
const NEARLY = 0.85;

/** Whether a need's numbers are nearly used up: what comes after them are numbers that follow all ranges. */
export function nearlyUsedUp(given: number, { rangeFrom, rangeTo }: { rangeFrom: number; rangeTo: number }) {
  return given >= (rangeTo - rangeFrom + 1) * NEARLY;
}
