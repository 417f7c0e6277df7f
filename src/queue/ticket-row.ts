import type { Ticket } from './ticket.ts';

/** A ticket as a page has it: instants as text. */
export type TicketRow = {
  readonly [K in keyof Ticket]: Ticket[K] extends Temporal.Instant ? string : Ticket[K];
} & {
  readonly deskName: string | null;
  /** How the desk is reached where the visitor is; null while there is none. */
  readonly deskKind: 'desk' | 'floor' | 'remote' | null;
  /** Where a remote officer is met by video. */
  readonly link: string | null;
  /** What the visitor was told at issue, seconds. */
  readonly estimateLow: number | null;
  readonly estimateHigh: number | null;
};

/** The same with its instants, for the rules. */
export const ticketOf = (row: TicketRow): Ticket => ({
  ...row,
  stateAt: Temporal.Instant.from(row.stateAt),
  issuedAt: Temporal.Instant.from(row.issuedAt),
  joinedAt: Temporal.Instant.from(row.joinedAt),
});
