import { inTransaction, type Pool, sql, unscoped } from '../platform/database.server.ts';
import { secondsUntil } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { type HandOverView, type ThreadEvent, viewIn } from './hand-over-view.server.ts';
import { codeHash, readCode, readReference } from './reference.server.ts';

export type Found =
  | { readonly is: 'found'; readonly id: string }
  | { readonly is: 'wrong' }
  | { readonly is: 'too-many' /** Seconds. */; readonly retryAfter: number };

/**
 * The hand-over of a reference and a code. What is malformed, unknown or wrong is answered alike, and counted: after ten
 * wrong tries in ten minutes from one address nothing is looked at (migration 0091).
 */
export async function findFollowed(
  pool: Pool,
  typed: { readonly reference: string; readonly code: string },
  client: string,
  now: Temporal.Instant,
): Promise<Found> {
  const reference = readReference(typed.reference) ?? '?';
  const hash = codeHash(readCode(typed.code) ?? '?');
  const counted = sha256(`follow ${client}`);
  const { id, freeAt } = await unscoped(pool).one<{ id: string | null; freeAt: Temporal.Instant | null }>(sql`
    select hand_over_id as id, free_at as "freeAt" from hand_over_of_code(${reference}, ${hash}, ${counted}, ${now})`);
  if (freeAt !== null) return { is: 'too-many', retryAfter: secondsUntil(freeAt, now) };
  return id === null ? { is: 'wrong' } : { is: 'found', id };
}

/** What happened, with whom: what goes on from another authority has what happened there before it. */
export type FollowedEvent = ThreadEvent & { readonly authority: string };
export type Followed = Pick<
  HandOverView,
  | 'reference'
  | 'taskSv'
  | 'taskEn'
  | 'authority'
  | 'office'
  | 'state'
  | 'responsible'
  | 'dueOn'
  | 'firstAnswered'
  | 'finalAnswerDue'
  | 'receiverNumber'
  | 'solved'
  | 'answerIn'
  | 'followsByMail'
> & { readonly events: readonly FollowedEvent[] };

/** No chain of authorities is longer. */
const MOST = 20;

/** What the person sees: what is written to them, and what happened; never who at the authority, nor a reason's words. */
export async function followedView(pool: Pool, id: string): Promise<Followed> {
  const { events, ...now } = await followedOne(pool, id);
  const before: FollowedEvent[] = [];
  for (let from = now.from, n = 0; from !== null && n < MOST; n += 1) {
    const earlier = await followedOne(pool, from);
    before.unshift(...earlier.events);
    from = earlier.from;
  }
  const { from: _, ...followed } = now;
  return { ...followed, events: [...before, ...events] };
}

/** One of them, by itself: the database shows a person one at a time. */
function followedOne(pool: Pool, id: string): Promise<Followed & { readonly from: string | null }> {
  return inTransaction(pool, { actor: 'citizen', followed: id }, async (db) => {
    const v = await viewIn(db, id);
    const { from } = await db.one<{ from: string | null }>(
      sql`select continues as from from hand_over where id = ${id}`,
    );
    return {
      ...{
        reference: v.reference,
        taskSv: v.taskSv,
        taskEn: v.taskEn,
        authority: v.authority,
        office: v.office,
      },
      ...{ state: v.state, responsible: v.responsible, dueOn: v.dueOn, firstAnswered: v.firstAnswered },
      ...{ finalAnswerDue: v.finalAnswerDue, receiverNumber: v.receiverNumber, solved: v.solved },
      ...{ answerIn: v.answerIn, followsByMail: v.followsByMail, from },
      events: v.events.map((event) => ({ ...event, by: null, reasonKind: null, authority: v.authority })),
    };
  });
}

/** For a cookie: never longer than what it holds. */
export function tokenOf(token: string): { readonly reference: string; readonly code: string } {
  const [reference = '', code = ''] = token.slice(0, 60).split('.');
  return { reference, code };
}
