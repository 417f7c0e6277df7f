import { inTransaction, type Pool, sql, unscoped } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { type HandOverView, viewIn } from './queries.server.ts';
import { codeHash, readCode, readReference } from './reference.server.ts';

export type Found = { readonly is: 'found'; readonly id: string } | { readonly is: 'wrong' | 'too-many' };

/**
 * The hand-over of a reference and a code. What is malformed, unknown or wrong is answered alike, and counted: after ten
 * wrong tries in ten minutes from one address nothing is looked at (migration 0061).
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
  const { id, tooMany } = await unscoped(pool).one<{ id: string | null; tooMany: boolean }>(sql`
    select hand_over_id as id, too_many as "tooMany" from hand_over_of_code(${reference}, ${hash}, ${counted}, ${now})`);
  if (tooMany) return { is: 'too-many' };
  return id === null ? { is: 'wrong' } : { is: 'found', id };
}

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
  | 'events'
  | 'solved'
  | 'followsByMail'
> & { readonly goesOn: { readonly reference: string; readonly authority: string } | null };

/** What the person sees: what is written to them, and what happened; never who at the authority, nor a reason's words. */
export async function followedView(pool: Pool, id: string): Promise<Followed> {
  return inTransaction(pool, { actor: 'citizen', followed: id }, async (db) => {
    const {
      reference,
      taskSv,
      taskEn,
      authority,
      office,
      state,
      responsible,
      dueOn,
      firstAnswered,
      finalAnswerDue,
      ...v
    } = await viewIn(db, id, 'citizen');
    const goesOn =
      state === 'rerouted'
        ? await db.maybe<{ reference: string; authority: string }>(sql`
            select n.reference, n.authority from hand_over_goes_on(${id}) n`)
        : undefined;
    const { receiverNumber, events, solved, followsByMail } = v;
    return {
      ...{
        reference,
        taskSv,
        taskEn,
        authority,
        office,
        state,
        responsible,
        dueOn,
        firstAnswered,
        finalAnswerDue,
      },
      ...{ receiverNumber, solved, followsByMail, goesOn: goesOn ?? null },
      events: events.map((event) => ({ ...event, by: null, reasonKind: null })),
    };
  });
}

/** For a cookie: never longer than what it holds. */
export function tokenOf(token: string): { readonly reference: string; readonly code: string } {
  const [reference = '', code = ''] = token.slice(0, 60).split('.');
  return { reference, code };
}
