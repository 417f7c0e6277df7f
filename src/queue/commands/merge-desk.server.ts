import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { alreadyDone, inLine, type Line } from '../line.server.ts';
import { lineTimes } from '../line-times.server.ts';
import { mayServe } from '../may-serve.server.ts';
import { noteRefusal } from '../refusals.server.ts';
import { keptFor } from '../rules/shares.ts';
import type { DeskEvent } from '../schemas.ts';
import {
  needsOf,
  type Session,
  sessionsOf,
  takeStep,
  tell,
  ticketInLine,
  ticketsIn,
  wrongState,
} from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { ticketLabel } from '../ticket.ts';
import { closeVisitsOf, openVisitFor } from '../visits.server.ts';
import { type AtDesk, atSession, ownSession, ownTicket } from './call.server.ts';

/** What came of one thing that a desk did without line. */
export type Merged =
  | { readonly key: string; readonly done: true; readonly note?: string }
  | { readonly key: string; readonly done: false; readonly reason: string; readonly facts: Problem['facts'] };

/**
 * Takes in what a desk did while its line was down, in order, each at its own time. What cannot be taken in (the visitor had
 * left meanwhile) is answered as such and noted for staff, and does not keep the rest out. Sent again it changes nothing.
 */
export function mergeDesk(asker: AtDesk, officeId: number, events: readonly DeskEvent[]): Promise<Merged[]> {
  return inLine(asker, officeId, async (db, line) => {
    await openAgain(db, asker, line);
    const merged: Merged[] = [];
    for (const event of events) merged.push(await mergeOne(db, asker, line, event));
    return merged;
  });
}

/**
 * A desk that the manager closed while it was without contact: somebody was there after all. It is opened again, so that what
 * was done at it is taken in; not when the officer or the desk is taken, or the day is another.
 */
async function openAgain(db: Db, asker: AtDesk, line: Line): Promise<void> {
  const opened = await db.maybe<{ id: number; deskId: number }>(sql`
    update desk_session s set closed_at = null, state = 'open', state_at = ${line.now},
      share = '{}', beat_at = null, share_holder = null, share_beat = 0
    where s.id = (select max(l.id) from desk_session l where l.office_id = ${line.officeId} and l.officer_id = ${asker.officerId})
      and (select e.details ? 'closedBy' from queue_event e where e.office_id = s.office_id and e.session_id = s.id
        and e.kind = 'desk-closed' order by e.seq desc limit 1)
      and s.closed_at > ${line.now.subtract({ milliseconds: lineTimes().keeps })}
      and not exists (select from desk_session o where o.closed_at is null
        and (o.officer_id = s.officer_id or (o.desk_id = s.desk_id and not s.on_floor)))
    returning s.id, s.desk_id as "deskId"`);
  if (opened === undefined) return;
  const { id: sessionId, deskId } = opened;
  await tell(db, asker, line, { kind: 'desk-opened', sessionId, deskId, details: { offline: true } });
}

async function mergeOne(db: Db, asker: AtDesk, line: Line, event: DeskEvent): Promise<Merged> {
  const { key, ticketId, kind } = event;
  if ((await alreadyDone(db, line.officeId, key)) !== null) return { key, done: true };
  const at = Temporal.Instant.fromEpochMilliseconds(Math.min(event.at, line.now.epochMilliseconds));
  let label = event.label;
  await db.run(sql`savepoint one`);
  try {
    const ticket = await ticketInLine(db, line, ticketId);
    label = ticketLabel(ticket);
    // Its own time, never before the ticket's last step.
    const then = { ...line, now: Temporal.Instant.compare(at, ticket.stateAt) < 0 ? ticket.stateAt : at };
    const note = await step(db, asker, then, ticket, event);
    return { key, done: true, ...(note === null ? {} : { note }) };
  } catch (error) {
    const refused = asProblem(error);
    await db.run(sql`rollback to savepoint one`);
    const reason = String(refused.facts.reason ?? refused.code);
    await noteRefusal(db, asker, line, { key, kind, label, reason, happenedAt: at });
    return { key, done: false, reason, facts: { ...refused.facts, ticket: label } };
  }
}

/** A refusal by rule, or by the database, which has the same ones. Throws anything else. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (/^23/.test(String((error as { code?: unknown }).code)))
    return new Problem('not-possible', { reason: 'not-so-any-more' });
  throw error;
}

/** What a ticket is after a step that the server had taken in before the line broke: the desk did not hear of it, and did it again. */
const ALREADY: Readonly<Record<DeskEvent['kind'], readonly Ticket['state'][]>> = {
  called: ['called', 'serving'],
  started: ['serving'],
  finished: ['finished'],
  missed: ['missed'],
};

/** The steps of the ordinary commands; a refusal leaves nothing behind. */
async function step(
  db: Db,
  asker: AtDesk,
  line: Line,
  ticket: Ticket,
  { kind, key }: Pick<DeskEvent, 'kind' | 'key' | 'ticketId'>,
): Promise<string | null> {
  const details = { offline: true };
  const session = await ownSession(db, asker, line.officeId, { evenOnBreak: true });
  const take = (now: Ticket, what: Parameters<typeof takeStep>[4]) =>
    takeStep(db, asker, line, now, { details, ...what });
  if (ticket.officerId === asker.officerId && ALREADY[kind].includes(ticket.state)) return null;
  if (kind !== 'called' && (await wasPutBackFrom(db, ticket, session))) {
    const called = await take(ticket, {
      kind: 'called',
      changes: { state: 'called', ...atSession(session) },
    });
    if (kind === 'finished') {
      const serving = await take(called, { kind: 'started', changes: { state: 'serving' } });
      await openVisitFor(db, asker, line, serving);
    }
    return step(db, asker, line, await ticketInLine(db, line, ticket.id), { kind, key, ticketId: ticket.id });
  }
  switch (kind) {
    case 'called': {
      await requireCallable(db, asker, line, ticket, session);
      await makeRoom(db, asker, line, session);
      await take(ticket, {
        ...{ kind, key },
        changes: { state: 'called', ...atSession(session), forDeskId: null, forOfficerId: null },
      });
      return null;
    }
    case 'started': {
      await own(db, asker, line, ticket, ['called']);
      const started = await take(ticket, { kind, key, changes: { state: 'serving' } });
      await openVisitFor(db, asker, line, started);
      return null;
    }
    case 'missed': {
      await own(db, asker, line, ticket, ['called']);
      await take(ticket, { kind, key, changes: { state: 'missed' } });
      return null;
    }
    case 'finished': {
      await own(db, asker, line, ticket, ['serving', 'held']);
      try {
        await closeVisitsOf(db, asker, line, ticket);
      } catch (error) {
        if (!(error instanceof Problem) || error.facts.reason !== 'matter-without-act') throw error;
        // The desk has gone on: the visitor is parked until the matter has its act, so that the next one is not kept out.
        if (ticket.state === 'serving') await take(ticket, { kind: 'held', key, changes: { state: 'held' } });
        return 'matter-without-act';
      }
      await take(ticket, { kind, key, changes: { state: 'finished' } });
      return null;
    }
  }
}

/** Whether who waits was at this desk when the manager closed it, and nothing has happened to them since. */
async function wasPutBackFrom(db: Db, ticket: Ticket, session: Session): Promise<boolean> {
  if (ticket.state !== 'waiting') return false;
  const last = await db.maybe<{ from: number | null }>(sql`
    select (e.details ->> 'fromSession')::int as "from" from queue_event e where e.ticket_id = ${ticket.id}
    order by e.seq desc limit 1`);
  return last?.from === session.sessionId;
}

async function requireCallable(
  db: Db,
  asker: AtDesk,
  line: Line,
  ticket: Ticket,
  session: Session,
): Promise<void> {
  if (ticket.state !== 'waiting') throw wrongState(ticket);
  // A share that was released, and nobody has called from: the visitor has been called, and is not to be called again.
  const others = (await sessionsOf(db, line.officeId)).filter(
    ({ sessionId }) => sessionId !== session.sessionId,
  );
  if (others.some((other) => keptFor(other, line.now, lineTimes()).includes(ticket.id)))
    throw new Problem('not-possible', { reason: 'not-in-share' });
  const may = await mayServe(db, asker, line, await needsOf(db, line.officeId, { served: true }));
  if (!may.includes(ticket.needId)) throw new Problem('not-possible', { reason: 'not-within-mandate' });
}

/**
 * The line may have broken in the middle of a request: the server gave the desk a visitor whom it knows nothing of, and it has
 * called another. Who was called waits again, in the old place; who was taken up again is parked again.
 */
async function makeRoom(db: Db, asker: AtDesk, line: Line, session: Session): Promise<void> {
  if (session.onFloor) return;
  for (const has of await ticketsIn(db, line.officeId, ['called', 'serving'])) {
    if (has.sessionId !== session.sessionId) continue;
    const details = { offline: true, reason: 'called-another-without-line' };
    const back = { state: 'waiting', sessionId: null, deskId: null, officerId: null } as const;
    await takeStep(
      ...([db, asker, line, has] as const),
      has.state === 'called'
        ? { kind: 'put-back', details, changes: back }
        : { kind: 'held', details, changes: { state: 'held' } },
    );
  }
}

async function own(
  db: Db,
  asker: AtDesk,
  line: Line,
  ticket: Ticket,
  states: readonly Ticket['state'][],
): Promise<void> {
  await ownTicket(db, asker, line, ticket.id);
  if (!states.includes(ticket.state) || ticket.officerId !== asker.officerId) throw wrongState(ticket);
}
