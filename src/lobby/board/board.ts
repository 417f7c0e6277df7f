import { nextOpening, type OfficeHours, openingAt } from '../../hours/rules/open.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { Range } from '../../queue/rules/estimate.ts';
import type { DeskKind, TicketState } from '../../queue/ticket.ts';
import { ticketLabel } from '../../queue/ticket.ts';
import { arrivalAt } from '../arrival.ts';

/** A call as the wall shows it: a number and where to go. Nothing else of a ticket comes here. */
export interface BoardCall {
  /** Of the event: which call it is. */
  readonly seq: number;
  readonly number: string;
  readonly desk: string;
  readonly deskKind: DeskKind;
  /** Whether the visitor is still on the way: only then is it spoken. */
  readonly calling: boolean;
  /** Seconds since it was called. */
  readonly age: number;
}

export interface BoardNeed {
  readonly sv: string;
  readonly en: string;
  readonly waiting: number;
  readonly paused: boolean;
  /** Minutes; null when nothing is known. */
  readonly minutes: { readonly from: number; readonly to: number } | null;
}

export type BoardHours =
  | { readonly kind: 'open'; readonly closes: Temporal.Instant }
  /** Tickets are given from a quarter of an hour before the office opens. */
  | { readonly kind: 'opens-soon'; readonly opens: Temporal.Instant }
  | { readonly kind: 'closed' | 'closed-early'; readonly opens: Temporal.Instant | null };

export interface Board {
  readonly officeId: number;
  readonly office: string;
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly hours: BoardHours;
  /** The last calls, newest first, each visitor once. */
  readonly calls: readonly BoardCall[];
  readonly waiting: number;
  readonly needs: readonly BoardNeed[];
}

/** What a board needs of a queue: no field of it says who anybody is. */
export interface BoardQueue {
  readonly officeId: number;
  readonly office: string;
  readonly seq: number;
  readonly day: PlainDate;
  readonly closedEarlyAt: string | null;
  readonly needs: readonly {
    readonly id: number;
    readonly names: Readonly<Record<string, string>>;
    readonly paused: boolean;
  }[];
  readonly tickets: readonly { readonly needId: number; readonly state: TicketState }[];
  readonly calls: readonly {
    readonly ticketId: string;
    readonly prefix: string;
    readonly number: number;
    readonly desk: string;
    readonly deskKind: DeskKind;
    readonly at: string;
    readonly seq: number;
    readonly state: TicketState;
  }[];
}

/** The board of an office at a moment. */
export function boardOf(
  queue: BoardQueue,
  estimates: ReadonlyMap<number, Range>,
  hours: OfficeHours,
  now: Temporal.Instant,
): Board {
  const { officeId, office, seq } = queue;
  const waits = queue.tickets.filter(({ state }) => state === 'waiting');
  const open = hoursOfBoard(queue, hours, now);
  // What a newcomer is told is nothing to anybody where no newcomer gets a ticket.
  const takesMore = open.kind === 'open' || open.kind === 'opens-soon';
  // Yesterday's line, until the first step of today ends it.
  const ofToday = queue.day >= swedishDay(now);
  return {
    ...{ officeId, office, seq, at: now, hours: open, waiting: waits.length },
    calls: ofToday ? callsOf(queue, now) : [],
    needs: queue.needs.map(({ id, names, paused }) => {
      const range = takesMore && !paused ? estimates.get(id) : undefined;
      return {
        ...{ sv: names.sv ?? '', en: names.en ?? '', paused },
        waiting: waits.filter(({ needId }) => needId === id).length,
        minutes: range === undefined ? null : minutesOf(range),
      };
    }),
  };
}

function callsOf({ calls }: BoardQueue, now: Temporal.Instant): BoardCall[] {
  const shown = new Set<string>();
  return calls
    .filter(({ ticketId, state }) => {
      // Who was put back in the line is not to go to that desk any more; who was announced again stands once.
      if (state === 'waiting' || state === 'left' || shown.has(ticketId)) return false;
      shown.add(ticketId);
      return true;
    })
    .map(({ seq, prefix, number, desk, deskKind, at, state }) => ({
      ...{ seq, desk, deskKind, number: ticketLabel({ prefix, number }), calling: state === 'called' },
      age: Math.max(0, Math.round((now.epochMilliseconds - Date.parse(at)) / 1000)),
    }));
}

/** A range in whole minutes, the upper end in steps of five: the last digit of a wait is not known. */
function minutesOf({ low, high }: Range): { from: number; to: number } {
  return { from: Math.floor(low / 60 / 5) * 5, to: Math.ceil(high / 60 / 5) * 5 };
}

function hoursOfBoard(
  { closedEarlyAt, day }: BoardQueue,
  hours: OfficeHours,
  now: Temporal.Instant,
): BoardHours {
  const arrival = arrivalAt(hours, { at: closedEarlyAt, day }, now);
  if (!arrival.open) return { kind: arrival.why, opens: arrival.opens };
  const opening = openingAt(hours, now);
  if (opening !== null) return { kind: 'open', closes: opening.to };
  const opens = nextOpening(hours, now)?.from ?? now;
  return { kind: 'opens-soon', opens };
}
