import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sidesOf } from '../queries/overtaken.server.ts';
import { type Change, merge } from '../rules/merge.ts';
import { lockDraft } from './save-draft.server.ts';

export interface Rebased {
  readonly revision: number;
  /** The version that the draft amends now. */
  readonly version: number | null;
  /** What the other conclusion changed and the draft says now. */
  readonly taken: readonly Change[];
  /** What both changed: `before` is the agreement's, `after` the draft's own, which stands. */
  readonly conflicts: readonly Change[];
}

/**
 * Lets a draft amendment that another conclusion has overtaken go on from the last version: its own changes stand, what
 * the other changed is taken over, and what both changed is told. One that is not overtaken stays as it is. Throws what
 * `lockDraft` throws, and `stale` when somebody has saved since `revision`.
 */
export async function rebaseDraft(
  ctx: Context,
  id: number,
  { revision }: { readonly revision: number },
): Promise<Rebased> {
  return transaction(ctx, async (db) => {
    const draft = await lockDraft(ctx, db, id);
    if (draft.revision !== revision) throw new Problem('stale', { revision: draft.revision });
    const sides = await sidesOf(db, draft);
    if (sides === null || draft.amends === null)
      return { revision, version: draft.amends?.version ?? null, taken: [], conflicts: [] };
    const { content, taken, conflicts } = merge(sides.base, draft.content, sides.theirs);
    await db.run(sql`
      update agreement_draft set content = ${JSON.stringify(content)}::jsonb, amends_version = ${sides.version},
        revision = revision + 1, changed_at = ${ctx.clock()}, changed_by = ${ctx.actor.userId} where id = ${id}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'amendment-rebased',
      subject: 'agreement',
      subjectId: draft.amends.agreementId,
      authorityId: draft.authorId,
      details: { draftId: id, version: sides.version },
    });
    return { revision: revision + 1, version: sides.version, taken, conflicts };
  });
}
