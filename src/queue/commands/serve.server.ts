import type { Db } from '../../platform/database.server.ts';
import { alreadyDone, inLine, type Line } from '../line.server.ts';
import { type Step, takeStep, ticketInLine } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { closeVisitsOf, openVisitFor } from '../visits.server.ts';
import { type AtDesk, atSession, ownSession, ownTicket, requireFree, requireOwn } from './call.server.ts';

interface With {
  readonly key?: string | undefined;
}

/** One step with a visitor whom this officer has; what follows it comes in the same transaction. */
function stepWithOwn(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  step: Step,
  after: (db: Db, line: Line, ticket: Ticket) => Promise<void> = async () => {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const [done, ticket] = await Promise.all([
      alreadyDone(db, officeId, step.key),
      ticketInLine(db, line, ticketId),
    ]);
    if (done !== null) return ticketInLine(db, line, done);
    await requireOwn(db, asker, ticket);
    const stepped = await takeStep(db, asker, line, ticket, step);
    await after(db, line, stepped);
    return stepped;
  });
}

/** The visitor is at the desk: serving begins, and a visit is opened. Throws Problem `not-possible` for one who was not called. */
export function startServing(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: With = {},
): Promise<Ticket> {
  return stepWithOwn(
    asker,
    officeId,
    ticketId,
    { kind: 'started', key, changes: { state: 'serving' } },
    (db, line, ticket) => openVisitFor(db, asker, line, ticket),
  );
}

/** Parks a visitor, who fills in a form or fetches a paper: the desk is free meanwhile. */
export function hold(asker: AtDesk, officeId: number, ticketId: string, { key }: With = {}): Promise<Ticket> {
  return stepWithOwn(asker, officeId, ticketId, { kind: 'held', key, changes: { state: 'held' } });
}

/** Goes on with a parked visitor, at the desk where the officer is now. Throws Problem `not-possible` with `has-a-visitor`. */
export function resume(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: With = {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const session = await ownSession(db, asker, officeId, { evenOnBreak: true });
    const ticket = await ownTicket(db, asker, line, ticketId);
    if (ticket.state === 'held') await requireFree(db, session);
    return takeStep(db, asker, line, ticket, {
      kind: 'resumed',
      key,
      changes: { state: 'serving', ...atSession(session) },
    });
  });
}

/**
 * Ends serving and closes its visit. Throws Problem `not-possible` with `matter-without-act` when something that the visitor
 * wanted has neither been done nor removed.
 */
export function finish(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: With = {},
): Promise<Ticket> {
  return stepWithOwn(
    asker,
    officeId,
    ticketId,
    { kind: 'finished', key, changes: { state: 'finished' } },
    (db, line, ticket) => closeVisitsOf(db, asker, line, ticket),
  );
}

/** A called visitor did not come. Comes back to the line by saying so within the office's time. */
export function noShow(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: With = {},
): Promise<Ticket> {
  return stepWithOwn(asker, officeId, ticketId, { kind: 'missed', key, changes: { state: 'missed' } });
}
