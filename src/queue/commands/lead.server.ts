import { managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { closeToday, reopenToday } from '../../hours/commands/close-today.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type Asker, alreadyDone, asPerson, inLine, type Line } from '../line.server.ts';
import type { CloseEarly, EndService } from '../schemas.ts';
import { needsOf, sessionsOf, takeStep, tell, ticketInLine, ticketsIn } from '../store.server.ts';
import { type Ticket, ticketLabel } from '../ticket.ts';

// What the manager of an office does in its queue. Each is an event of the office and an entry of the audit.

interface Leading extends Line {
  readonly asker: Asker;
}

/** One thing done in the locked line by who manages the office. Throws Problem `forbidden`, `not-found`. */
async function leading<T>(
  ctx: Context,
  officeId: number,
  work: (db: Db, line: Leading) => Promise<T>,
): Promise<T> {
  if (!managedOfficesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const asker = { ...asPerson(ctx, 'office-manager'), officerId: null };
  return inLine(asker, officeId, (db, line) => work(db, { ...line, asker }));
}

function audit(
  db: Db,
  { asker, officeId }: Leading,
  kind: string,
  subject: readonly [name: string, id: string | number],
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [name, subjectId] = subject;
  return recordEvent(db, {
    ...{ actor: asker.actor, role: 'office-manager', kind, subject: name, subjectId, officeId, details },
  });
}

/**
 * Ends a service that nobody ended: the visit is closed, and the time of its last phase is marked as not real. A visitor who
 * was called and never came to the desk has missed the call. Throws Problem `forbidden`, `not-found`, `not-possible` with what
 * the ticket is instead.
 */
export function endService(
  ctx: Context,
  officeId: number,
  ticketId: string,
  { reason, key }: EndService,
): Promise<Ticket> {
  return leading(ctx, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const ticket = await ticketInLine(db, line, ticketId);
    const details = { reason };
    if (!['called', 'serving', 'held'].includes(ticket.state))
      throw new Problem('not-possible', {
        reason: `ticket-is-${ticket.state}`,
        state: ticket.state,
        ticket: ticketLabel(ticket),
      });
    const { seq } = await db.one<{ seq: number }>(sql`
      select max(seq) as seq from ticket_phase where ticket_id = ${ticketId} and phase in ('walking', 'serving', 'held')`);
    await takeStep(db, line.asker, line, ticket, { kind: 'time-not-real', about: seq, details });
    const wasCalled = ticket.state === 'called';
    const ended = await takeStep(db, line.asker, line, ticket, {
      ...{ kind: wasCalled ? 'missed' : 'ended', key, details },
      changes: { state: wasCalled ? 'missed' : 'finished' },
    });
    await audit(db, line, 'service-ended', ['ticket', ticketId], details);
    return ended;
  });
}

/**
 * Closes the desk of an officer who has gone home: visitors who were there are back in the line, in their places, and a visit that
 * was open ends (by the database, migration 0054: the manager sees no visits); who helps them next opens another. Throws Problem
 * `forbidden`, `not-found`.
 */
export function closeDeskOf(
  ctx: Context,
  officeId: number,
  sessionId: number,
  { reason }: { readonly reason: string },
): Promise<void> {
  return leading(ctx, officeId, async (db, line) => {
    const session = (await sessionsOf(db, officeId)).find((each) => each.sessionId === sessionId);
    if (session === undefined) throw new Problem('not-found');
    const theirs = (await ticketsIn(db, officeId, ['called', 'serving', 'held'])).filter(
      ({ officerId }) => officerId === session.officerId,
    );
    for (const ticket of theirs)
      await takeStep(db, line.asker, line, ticket, {
        kind: 'put-back',
        details: { reason, deskClosed: true, fromSession: sessionId },
        changes: { state: 'waiting', sessionId: null, deskId: null, officerId: null },
      });
    await db.run(sql`update desk_session set closed_at = ${line.now} where id = ${sessionId}`);
    const { deskId } = session;
    const closedBy = line.asker.actor;
    await tell(db, line.asker, line, {
      ...({ kind: 'desk-closed', sessionId, deskId } as const),
      details: { reason, closedBy },
    });
    await audit(db, line, 'desk-closed-for-officer', ['desk-session', sessionId], {
      reason,
      putBack: theirs.map(({ id }) => id),
    });
  });
}

/**
 * Lets others call who is kept for a desk without line (docs/adr/0012): the manager answers for that the desk does not. Nothing
 * when nobody is kept any more. Throws Problem `forbidden`, `not-found`.
 */
export function releaseShare(
  ctx: Context,
  officeId: number,
  sessionId: number,
  { reason }: { readonly reason: string },
): Promise<void> {
  return leading(ctx, officeId, async (db, line) => {
    const session = (await sessionsOf(db, officeId)).find((each) => each.sessionId === sessionId);
    if (session === undefined) throw new Problem('not-found');
    if (session.share.length === 0) return;
    await db.run(sql`
      update desk_session set share = '{}', beat_at = null, share_holder = null, share_beat = 0 where id = ${sessionId}`);
    const { deskId, share } = session;
    const details = { reason, tickets: share };
    await tell(db, line.asker, line, { kind: 'share-released', sessionId, deskId, details });
    await audit(db, line, 'share-released', ['desk-session', sessionId], details);
  });
}

/** Takes no more tickets for a need, or takes them again; those who wait are served. Throws Problem `forbidden`, `not-found`. */
export function setNeedPaused(
  ctx: Context,
  officeId: number,
  needId: number,
  paused: boolean,
): Promise<void> {
  return leading(ctx, officeId, async (db, line) => {
    const need = (await needsOf(db, officeId)).find(({ id }) => id === needId);
    if (need === undefined) throw new Problem('not-found');
    if (need.paused === paused) return;
    await db.run(sql`update queue_need set paused_at = ${paused ? line.now : null} where id = ${needId}`);
    const kind = paused ? 'need-paused' : 'need-opened';
    await tell(db, line.asker, line, { kind, details: { need: needId } });
    await audit(db, line, kind, ['queue-need', needId], {});
  });
}

/**
 * Closes the office for the day: no more tickets, and today's hours end now for everybody who looks them up. Those who wait
 * are still served, or told to go: their tickets are left, with the reason. Returns how many were told to go. Throws Problem
 * `forbidden`, `not-found`, `not-possible` with `already-closed-early`.
 */
export function closeEarly(ctx: Context, officeId: number, given: CloseEarly): Promise<number> {
  const { reason, cause, waiting } = given;
  return leading(ctx, officeId, async (db, line) => {
    if (line.closedEarlyAt !== null) throw new Problem('not-possible', { reason: 'already-closed-early' });
    const exception = await closeToday(ctx, db, officeId, { cause, reason });
    await db.run(sql`
      update queue_office set closed_early_at = ${line.now}, closed_early_reason = ${reason},
        closed_early_exception = ${exception} where office_id = ${officeId}`);
    const gone = waiting === 'serve' ? [] : await ticketsIn(db, officeId, ['waiting', 'missed']);
    for (const ticket of gone)
      await takeStep(db, line.asker, line, ticket, {
        kind: 'left',
        details: { reason, closedEarly: true },
        changes: { state: 'left' },
      });
    const details = { reason, cause, waiting, told: gone.length };
    await tell(db, line.asker, line, { kind: 'closed-early', details });
    await audit(db, line, 'office-closed-early', ['queue', officeId], { ...details, exception });
    return gone.length;
  });
}

/** Opens again an office that was closed early: its hours are what they were. Throws Problem `forbidden`, `not-found`. */
export function openAgain(ctx: Context, officeId: number): Promise<void> {
  return leading(ctx, officeId, async (db, line) => {
    if (line.closedEarlyAt === null) return;
    const { exception } = await db.one<{ exception: number | null }>(
      sql`select closed_early_exception as exception from queue_office where office_id = ${officeId}`,
    );
    if (exception !== null) await reopenToday(ctx, db, officeId, exception);
    await db.run(sql`
      update queue_office set closed_early_at = null, closed_early_reason = null, closed_early_exception = null
      where office_id = ${officeId}`);
    await tell(db, line.asker, line, { kind: 'opened-again' });
    await audit(db, line, 'office-opened-again', ['queue', officeId], {});
  });
}
