import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { askBack, type Wanted, whenGivenBack } from '../give-back.server.ts';
import { type Asker, alreadyDone, inLine, type Line } from '../line.server.ts';
import { lineTimes } from '../line-times.server.ts';
import { mayServe } from '../may-serve.server.ts';
import { inOrder } from '../rules/order.ts';
import { isAway, keptFor } from '../rules/shares.ts';
import { mayNotCall } from '../rules/who-may-call.ts';
import {
  deskInLine,
  needsOf,
  type Session,
  sessionsOf,
  takeStep,
  ticketInLine,
  ticketsIn,
} from '../store.server.ts';
import { type Ticket, ticketLabel } from '../ticket.ts';

export type Called =
  | { readonly ticket: Ticket }
  | {
      readonly ticket: null;
      /** Nobody waits; or those who wait are not for this desk. */
      readonly why: 'nobody-waits' | 'none-for-you';
      readonly waiting: number;
    };

/** Somebody who sits at a desk. */
export type AtDesk = Asker & { readonly officerId: number };

interface InLine {
  readonly session: Session;
  readonly waiting: readonly Ticket[];
  /** Why this desk may not call a ticket, or null. */
  readonly refusal: (ticket: Ticket) => ReturnType<typeof mayNotCall>;
  /** The other desk in whose share a ticket is: nobody else calls it until it is given back (docs/adr/0012). */
  readonly keeper: (ticket: Ticket) => Session | null;
  /** Whether such a desk has its line, and so can be asked. */
  readonly canAsk: (keeper: Session) => boolean;
}

/** The officer's open desk. Throws Problem `not-possible` with `no-desk` or `desk-on-break`. */
export async function ownSession(
  db: Db,
  asker: AtDesk,
  officeId: number,
  { evenOnBreak = false } = {},
): Promise<Session> {
  return openSession(await sessionsOf(db, officeId), asker, evenOnBreak);
}

function openSession(sessions: readonly Session[], asker: AtDesk, evenOnBreak: boolean): Session {
  const session = sessions.find(({ officerId }) => officerId === asker.officerId);
  if (session === undefined) throw new Problem('not-possible', { reason: 'no-desk' });
  if (session.state !== 'open' && !evenOnBreak)
    throw new Problem('not-possible', { reason: 'desk-on-break' });
  return session;
}

/** Works in the line; when a visitor is in the share of a desk that has its line, it is asked to give them back, once. */
async function asking<T extends object>(
  asker: AtDesk,
  officeId: number,
  work: (db: Db, line: Line, mayAsk: boolean) => Promise<T | { readonly wanted: Wanted }>,
): Promise<T> {
  const first = await inLine(asker, officeId, async (db, line) => {
    const done = await work(db, line, true);
    if ('wanted' in done) await askBack(db, officeId, done.wanted);
    return done;
  });
  if (!('wanted' in first)) return first;
  await whenGivenBack(asker.pool, asker.scope, officeId, first.wanted);
  return inLine(asker, officeId, async (db, line) => (await work(db, line, false)) as T);
}

/** Everything that a call is decided from: the statements go out together (`pipeline`), behind the lock. */
async function readLine(db: Db, { officeId }: Line, key: string | undefined) {
  const [done, sessions, needs, tickets] = await Promise.all([
    alreadyDone(db, officeId, key),
    sessionsOf(db, officeId),
    needsOf(db, officeId, { served: true }),
    ticketsIn(db, officeId, ['waiting', 'called', 'serving']),
  ]);
  return { done, sessions, needs, tickets };
}

async function lineFor(
  db: Db,
  asker: AtDesk,
  line: Line,
  { sessions, needs, tickets }: Omit<Awaited<ReturnType<typeof readLine>>, 'done'>,
): Promise<InLine> {
  const session = openSession(sessions, asker, false);
  const may = await mayServe(db, asker, line, needs);
  if (may.join() !== session.mayServe.join())
    await db.run(sql`update desk_session set may_serve = ${may} where id = ${session.sessionId}`);
  const own = deskInLine(session, may);
  const desks = sessions.map((other) => (other === session ? own : deskInLine(other)));
  const busy = tickets.find(
    ({ state, sessionId }) => state !== 'waiting' && sessionId === session.sessionId && !session.onFloor,
  );
  if (busy !== undefined)
    throw new Problem('not-possible', { reason: 'has-a-visitor', ticket: ticketLabel(busy) });
  const waiting = tickets.filter(({ state }) => state === 'waiting').sort(inOrder);
  const kept = new Map(
    sessions
      .filter((other) => other !== session)
      .flatMap((other) => keptFor(other, line.now, lineTimes()).map((id) => [id, other] as const)),
  );
  return {
    ...{ session, waiting },
    refusal: (ticket) => mayNotCall(ticket, own, desks),
    keeper: ({ id }) => kept.get(id) ?? null,
    canAsk: (keeper) => !isAway(keeper, line.now, lineTimes()),
  };
}

/**
 * Calls the first in the line whom this desk may and can serve: mandates and competence (the law), language and other ways of
 * being met, priority and age. Throws Problem `not-found`, `not-possible` with `no-desk`, `desk-on-break`, `has-a-visitor`.
 */
export function callNext(
  asker: AtDesk,
  officeId: number,
  { key }: { readonly key?: string | undefined } = {},
): Promise<Called> {
  return asking<Called>(asker, officeId, async (db, line, mayAsk) => {
    const { done, ...read } = await readLine(db, line, key);
    if (done !== null) return { ticket: await ticketInLine(db, line, done) };
    const { session, waiting, refusal, keeper, canAsk } = await lineFor(db, asker, line, read);
    const next = waiting.find((ticket) => {
      const kept = keeper(ticket);
      return refusal(ticket) === null && (kept === null || (mayAsk && canAsk(kept)));
    });
    const kept = next === undefined ? null : keeper(next);
    if (next !== undefined && kept !== null)
      return { wanted: { sessionId: kept.sessionId, ticketId: next.id } };
    if (next === undefined)
      return {
        ticket: null,
        why: waiting.length === 0 ? 'nobody-waits' : 'none-for-you',
        waiting: waiting.length,
      };
    const details = passing(waiting, next, (ticket) => refusal(ticket) === null && keeper(ticket) !== null);
    return { ticket: await call(db, asker, line, next, session, { key, details }) };
  });
}

/**
 * Calls a chosen one, with a reason when it is not the one who comes next. Throws as `callNext`, and `not-possible` with what
 * stands against it, `not-next-needs-reason`.
 */
export function callChosen(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key, reason }: { readonly key?: string | undefined; readonly reason?: string | undefined },
): Promise<Ticket> {
  return asking<Ticket>(asker, officeId, async (db, line, mayAsk) => {
    const { done, ...read } = await readLine(db, line, key);
    if (done !== null) return ticketInLine(db, line, done);
    const { session, waiting, refusal, keeper, canAsk } = await lineFor(db, asker, line, read);
    const ticket = waiting.find(({ id }) => id === ticketId) ?? (await ticketInLine(db, line, ticketId));
    const kept = keeper(ticket);
    if (kept !== null && mayAsk && canAsk(kept)) return { wanted: { sessionId: kept.sessionId, ticketId } };
    if (kept !== null && ticket.state === 'waiting')
      throw new Problem('not-possible', {
        ...{ reason: 'kept-for-a-desk-without-line', ticket: ticketLabel(ticket), desk: kept.desk },
      });
    const against = refusal(ticket);
    // Whom another desk would meet better, or who was meant for another, may be called with a reason; the law has none.
    if (against === 'not-within-mandate')
      throw new Problem('not-possible', { reason: against, ticket: ticketLabel(ticket) });
    const isNext = waiting.find((each) => refusal(each) === null && keeper(each) === null)?.id === ticketId;
    // Of a protected visitor nothing is written, why they are called neither.
    const said = ticket.protected ? undefined : reason;
    if (!isNext && said === undefined && !ticket.protected)
      throw new Problem('not-possible', { reason: 'not-next-needs-reason' });
    return call(db, asker, line, ticket, session, {
      key,
      details: isNext
        ? passing(waiting, ticket, (each) => refusal(each) === null && keeper(each) !== null)
        : { chosen: true, reason: said, against },
    });
  });
}

/** Those before in the line who were passed because another desk may have called them already (docs/adr/0012). */
function passing(
  waiting: readonly Ticket[],
  next: Ticket,
  isKept: (ticket: Ticket) => boolean,
): { readonly kept?: readonly string[] } {
  const kept = waiting.slice(0, waiting.indexOf(next)).filter(isKept);
  return kept.length === 0 ? {} : { kept: kept.map(({ id }) => id) };
}

/** One visitor at a time at a desk; on the floor several. */
export async function requireFree(db: Db, session: Session): Promise<void> {
  if (session.onFloor) return;
  const busy = await db.maybe<{ prefix: string; number: number }>(sql`
    select prefix, number from ticket where session_id = ${session.sessionId} and state in ('called', 'serving')`);
  if (busy !== undefined)
    throw new Problem('not-possible', { reason: 'has-a-visitor', ticket: ticketLabel(busy) });
}

function call(
  db: Db,
  asker: Asker,
  line: Line,
  ticket: Ticket,
  session: Session,
  { key, details }: { readonly key: string | undefined; readonly details: Readonly<Record<string, unknown>> },
): Promise<Ticket> {
  return takeStep(db, asker, line, ticket, {
    kind: 'called',
    key,
    details,
    changes: { state: 'called', ...atSession(session), forDeskId: null, forOfficerId: null },
  });
}

/** A ticket is with this desk. */
export function atSession({ sessionId, deskId, officerId, onFloor }: Session) {
  return { sessionId, deskId, officerId, oneAtATime: !onFloor };
}

/** Announces a called visitor again. Throws Problem `not-possible` for one who is not on the way. */
export function announceAgain(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: { readonly key?: string | undefined } = {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    return takeStep(db, asker, line, await ownTicket(db, asker, line, ticketId), { kind: 'announced', key });
  });
}

/** A ticket that this officer has. Throws Problem `not-found`, `not-possible` with `with-another-officer`. */
export async function ownTicket(db: Db, asker: AtDesk, line: Line, ticketId: string): Promise<Ticket> {
  const ticket = await ticketInLine(db, line, ticketId);
  await requireOwn(db, asker, ticket);
  return ticket;
}

/** Throws Problem `not-possible` with `with-another-officer`. */
export async function requireOwn(db: Db, asker: AtDesk, ticket: Ticket): Promise<void> {
  if (ticket.officerId !== asker.officerId && ['called', 'serving', 'held'].includes(ticket.state)) {
    const { name } = await db.one<{ name: string }>(
      sql`select name from officer where id = ${ticket.officerId}`,
    );
    throw new Problem('not-possible', { reason: 'with-another-officer', officer: name });
  }
}
