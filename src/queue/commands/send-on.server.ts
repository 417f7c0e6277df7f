import type { Db } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type Asker, alreadyDone, inLine } from '../line.server.ts';
import type { Redirect } from '../schemas.ts';
import { needsOf, type Step, sessionsOf, takeStep, ticketInLine, wrongState } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { type AtDesk, requireOwn } from './call.server.ts';

/** Back in the line, in the place that waiting since the arrival gives. */
const BACK = { state: 'waiting', sessionId: null, deskId: null, officerId: null } as const;

function step(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  key: string | undefined,
  what: (db: Db, ticket: Ticket) => Promise<Step>,
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const [done, ticket] = await Promise.all([
      alreadyDone(db, officeId, key),
      ticketInLine(db, line, ticketId),
    ]);
    if (done !== null) return ticketInLine(db, line, done);
    await requireOwn(db, asker, ticket);
    return takeStep(db, asker, line, ticket, { ...(await what(db, ticket)), key });
  });
}

/** Puts a visitor back in the line. */
export function putBack(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: { readonly key?: string | undefined } = {},
): Promise<Ticket> {
  return step(asker, officeId, ticketId, key, async () => ({ kind: 'put-back', changes: BACK }));
}

/**
 * Sends a visitor on: to a desk, to an officer, or to whoever serves another need, with a note to who takes over. Throws
 * Problem `invalid` with `unknown-need`, `not-possible` with `desk-closed` or `officer-not-at-a-desk`.
 */
export function redirect(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { needId, deskId, officerId, note, key }: Redirect,
): Promise<Ticket> {
  return step(asker, officeId, ticketId, key, async (db, ticket) => {
    if (ticket.protected && note !== undefined)
      throw new Problem('invalid', {}, [{ field: 'note', code: 'protected-is-a-number-only' }]);
    if (needId !== undefined) await requireNeed(db, officeId, needId);
    const sessions = await sessionsOf(db, officeId);
    if (deskId !== undefined && !sessions.some((session) => session.deskId === deskId))
      throw new Problem('not-possible', { reason: 'desk-closed' });
    if (officerId !== undefined && !sessions.some((session) => session.officerId === officerId))
      throw new Problem('not-possible', { reason: 'officer-not-at-a-desk' });
    return {
      kind: 'redirected',
      changes: {
        ...BACK,
        ...(needId === undefined ? {} : { needId }),
        forDeskId: deskId ?? null,
        forOfficerId: officerId ?? null,
        note: note ?? null,
      },
    };
  });
}

async function requireNeed(db: Db, officeId: number, needId: number): Promise<void> {
  const needs = await needsOf(db, officeId);
  if (!needs.some(({ id }) => id === needId))
    throw new Problem('invalid', {}, [{ field: 'needId', code: 'unknown-need' }]);
}

/** The visitor has left: said by an officer, by the reception, or by the visitor, until somebody helps them; then by who does. */
export function leave(
  asker: Asker,
  officeId: number,
  ticketId: string,
  { key, reason }: { readonly key?: string | undefined; readonly reason?: string | undefined } = {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const ticket = await ticketInLine(db, line, ticketId);
    const details = reason === undefined ? {} : { reason };
    // Who is being helped is with somebody: it is theirs to say.
    if (ticket.state === 'serving' || ticket.state === 'held') {
      if (asker.officerId === null) throw wrongState(ticket);
      await requireOwn(db, { ...asker, officerId: asker.officerId }, ticket);
    }
    return takeStep(db, asker, line, ticket, { kind: 'left', key, details, changes: { state: 'left' } });
  });
}

/**
 * A visitor who missed the call is back. Throws Problem `not-possible` with `too-late-to-return` after the office's time; the
 * staff may take one back all the same.
 */
export function comeBack(
  asker: Asker,
  officeId: number,
  ticketId: string,
  { key }: { readonly key?: string | undefined } = {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const ticket = await ticketInLine(db, line, ticketId);
    const until = ticket.stateAt.add({ minutes: line.returnWithinMinutes });
    const tooLate = Temporal.Instant.compare(line.now, until) > 0;
    if (tooLate && (asker.role === 'visitor' || asker.role === 'device') && ticket.state === 'missed')
      throw new Problem('not-possible', { reason: 'too-late-to-return', minutes: line.returnWithinMinutes });
    return takeStep(db, asker, line, ticket, { kind: 'returned', key, changes: BACK });
  });
}
