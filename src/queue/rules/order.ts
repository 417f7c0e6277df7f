import type { Ticket } from '../ticket.ts';

/**
 * How far ahead a priority puts a visitor, in minutes of waiting. A bonus and not a lane of its own: who has waited that much
 * longer still comes first, so nobody is passed for ever.
 */
export const PRIORITY_MINUTES = [0, 15, 30, 60] as const;

type Placed = Pick<Ticket, 'joinedAt' | 'priority' | 'ordinal'>;

/** The moment that decides a ticket's place, in milliseconds. */
function place({ joinedAt, priority }: Placed): number {
  return joinedAt.epochMilliseconds - (PRIORITY_MINUTES[priority] ?? 0) * 60_000;
}

/** Who comes first, as for `Array.prototype.sort`; the same for everybody who sorts. */
export function inOrder(a: Placed, b: Placed): number {
  return place(a) - place(b) || a.ordinal - b.ordinal;
}
