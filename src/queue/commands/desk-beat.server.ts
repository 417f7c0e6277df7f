import { type Scope, shortRead, sql } from '../../platform/database.server.ts';
import { type Asker, inLine } from '../line.server.ts';
import { lineTimes } from '../line-times.server.ts';
import type { QueueState } from '../queries.server.ts';
import { inOrder } from '../rules/order.ts';
import { keptFor, shareOf, sizeOfShare } from '../rules/shares.ts';
import { mayNotCall } from '../rules/who-may-call.ts';
import type { Beat } from '../schemas.ts';
import { lineNow } from '../shared-line.server.ts';
import { deskInLine, type Session, sessionsOf, ticketsIn } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { ticketOf } from '../ticket-row.ts';
import type { AtDesk } from './call.server.ts';

/** What a desk's page is told at a beat. */
export interface Beaten {
  readonly queue: QueueState;
  readonly session: QueueState['sessions'][number];
  /** Whom the desk may call by itself from now on, if it hears nothing more; empty when another browser has the share. */
  readonly share: readonly string[];
  readonly elsewhere: boolean;
}

/** Who holds a desk's share, besides the share itself. */
interface Holding {
  readonly holder: string | null;
  readonly beat: number;
}

/**
 * A desk's page is there. Its share becomes what it says that it holds, and what is added; what it holds is taken from it by
 * nobody but itself. Null for an officer without an open desk. Throws Problem `not-found`.
 */
export async function beatDesk(asker: AtDesk, officeId: number, given: Beat): Promise<Beaten | null> {
  const { pool, scope } = asker;
  const queue = await lineNow(pool, scope, officeId);
  const session = queue.sessions.find(({ officerId }) => officerId === asker.officerId);
  if (session === undefined) return null;
  const now = asker.clock();
  const holding = { sessions: queue.sessions, session, now };
  const waiting = queue.tickets.filter(({ state }) => state === 'waiting').map(ticketOf);
  const wanted = newShare(holding, waiting, given);
  // Nothing new is the common case: then nobody waits for the line, and the beat is noted without waiting for the disk. A beat
  // that a crash loses makes the desk be taken for away, which is the safe side; a share is never given that way.
  if (wanted.join() === session.share.join() && (await noteBeat(pool, scope, session, given, now)))
    return { queue, session, share: wanted, elsewhere: false };
  return inLine(asker, officeId, async (db, line) => {
    const sessions = await sessionsOf(db, officeId);
    const own = sessions.find(({ officerId }) => officerId === asker.officerId);
    if (own === undefined) return null;
    const kept = keptFor(own, line.now, lineTimes());
    const { holder, beat } = await db.one<Holding>(
      sql`select share_holder as holder, share_beat as beat from desk_session where id = ${own.sessionId}`,
    );
    const isHolder = holder === given.holder;
    const elsewhere = !isHolder && holder !== null && kept.length > 0;
    if (elsewhere || (isHolder && given.beat <= beat)) return { queue, session, share: [], elsewhere };
    const all = await ticketsIn(db, officeId, ['waiting']);
    const share = newShare(
      { sessions, session: own, now: line.now },
      all,
      isHolder ? given : { ...given, holds: [] },
    );
    await db.run(sql`
      update desk_session set share = ${share}, share_holder = ${given.holder}, share_beat = ${given.beat}, beat_at = ${line.now}
      where id = ${own.sessionId}`);
    return { queue, session, share, elsewhere: false };
  });
}

async function noteBeat(
  pool: Asker['pool'],
  scope: Scope,
  { sessionId, share }: Session,
  { holder, beat }: Beat,
  now: Temporal.Instant,
): Promise<boolean> {
  const noted = await shortRead<{ id: number }>(
    pool,
    scope,
    sql`
      with lightly as materialized (select set_config('synchronous_commit', 'off', true))
      update desk_session s set beat_at = ${now}, share_beat = ${beat} from lightly
      where s.id = ${sessionId} and s.closed_at is null and s.share_holder = ${holder} and s.share_beat < ${beat}
        and s.share = ${share}::uuid[] returning s.id`,
  );
  return noted.length > 0;
}

interface Desks {
  readonly sessions: readonly Session[];
  readonly session: Session;
  readonly now: Temporal.Instant;
}

function newShare(
  { sessions, session, now }: Desks,
  tickets: readonly Ticket[],
  { holds, adds }: Beat,
): string[] {
  const waiting = tickets.toSorted(inOrder);
  const byId = new Map(waiting.map((ticket) => [ticket.id, ticket]));
  const own = deskInLine(session);
  const desks = sessions.map((each) => deskInLine(each));
  const others = sessions.filter((each) => each.sessionId !== session.sessionId);
  const mayCall = (id: string) => {
    const ticket = byId.get(id);
    return ticket !== undefined && mayNotCall(ticket, own, desks) === null;
  };
  // A desk can hold only what it was given.
  const held = holds.filter((id) => session.share.includes(id));
  const open = sessions.filter((each) => each.state === 'open').length;
  return shareOf({
    waiting: waiting.map(({ id }) => id),
    holds: held,
    mayCall,
    othersHave: new Set(others.flatMap((each) => keptFor(each, now, lineTimes()))),
    size: adds ? sizeOfShare(waiting.filter(({ id }) => mayCall(id)).length, open) : 0,
  });
}

/** The desk's page is left: it holds nothing any more, and says so as its last word. A beat of before that comes after it says nothing. */
export async function leaveShare(
  asker: AtDesk,
  officeId: number,
  given: Pick<Beat, 'holder' | 'beat'>,
): Promise<void> {
  await inLine(asker, officeId, (db) =>
    db.run(sql`
      update desk_session set share = '{}', beat_at = null, share_beat = ${given.beat}
      where office_id = ${officeId} and officer_id = ${asker.officerId} and closed_at is null
        and share_holder = ${given.holder} and share_beat < ${given.beat}`),
  );
}
