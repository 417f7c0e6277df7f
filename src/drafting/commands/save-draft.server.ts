import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { DraftContent } from '../draft.ts';
import { type Draft, ownContent } from '../queries/drafts.server.ts';
import { differences } from '../rules/differences.ts';

export type LockedDraft = Pick<Draft, 'id' | 'authorId' | 'amends' | 'content' | 'revision' | 'state'>;

/**
 * The draft, held until the transaction ends. Throws Problem `forbidden`, `not-found` for others' (the other parties read
 * it, they do not write it), `not-possible` for one that is closed.
 */
export async function lockDraft(ctx: Context, db: Db, id: number): Promise<LockedDraft> {
  const mine = coordinated(ctx.actor);
  const draft = await db.maybe<LockedDraft>(sql`
    select id, author_id as "authorId", content, revision, state, case when amends_agreement_id is null then null else
      jsonb_build_object('agreementId', amends_agreement_id, 'version', amends_version) end as amends
    from agreement_draft where id = ${id} and author_id = any (${mine}) for update`);
  if (draft === undefined) throw new Problem('not-found');
  if (draft.state !== 'open') throw new Problem('not-possible', { reason: 'draft-closed' });
  return draft;
}

/**
 * Saves a draft, however much is missing. Returns its new revision. Throws what `lockDraft` throws, and `stale` when
 * somebody has saved since `revision`, with the present revision and what differs: nothing of either is lost.
 */
export async function saveDraft(
  ctx: Context,
  id: number,
  { revision, content }: { readonly revision: number; readonly content: DraftContent },
): Promise<number> {
  return transaction(ctx, async (db) => {
    const draft = await lockDraft(ctx, db, id);
    const own = ownContent(draft, content);
    const differs = differences(own, draft.content);
    if (draft.revision !== revision)
      throw new Problem('stale', { revision: draft.revision, differs, ...(await whoSaved(db, id)) });
    if (differs.length === 0) return revision;
    await db.run(sql`
      update agreement_draft set content = ${JSON.stringify(own)}::jsonb, parties = ${own.parties}::int[],
        revision = revision + 1, changed_at = ${ctx.clock()}, changed_by = ${ctx.actor.userId} where id = ${id}`);
    return revision + 1;
  });
}

/** Who saved last, and when, for who comes second. */
function whoSaved(db: Db, id: number): Promise<{ savedBy: string | null; savedAt: string }> {
  return db.one(sql`
    select (select u.name from account_user u where u.id = d.changed_by) as "savedBy",
      to_char(d.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "savedAt"
    from agreement_draft d where d.id = ${id}`);
}

/** Puts a draft aside: it is kept, and nobody writes in it any more. Throws what `lockDraft` throws. */
export async function discardDraft(ctx: Context, id: number): Promise<void> {
  await transaction(ctx, async (db) => {
    const draft = await lockDraft(ctx, db, id);
    await db.run(sql`
      update agreement_draft set state = 'discarded', changed_at = ${ctx.clock()}, changed_by = ${ctx.actor.userId}
      where id = ${id}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'draft-discarded',
      subject: draft.amends === null ? 'agreement-draft' : 'agreement',
      subjectId: draft.amends?.agreementId ?? id,
      authorityId: draft.authorId,
      details: { draftId: id },
    });
  });
}
