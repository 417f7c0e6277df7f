import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

/** Days that a draft which nobody orders is kept: it holds names, and what it foresaw is soon no longer so. */
export const DRAFT_DAYS = 30;

/**
 * Throws a draft away; what was ordered stays. Throws Problem `forbidden`, `not-found` for one with parts of authorities
 * that the actor does not coordinate, `not-possible` for what is no draft any more.
 */
export async function discardDraft(ctx: Context, id: string): Promise<void> {
  const mine = coordinated(ctx.actor);
  await transaction(ctx, async (db) => {
    const batch = await db.maybe<{ state: string; others: boolean }>(sql`
      select b.state, b.part_count > (select count(*) from mandate_batch_part p
        where p.batch_id = b.id and p.principal_id = any (${mine})) as others
      from mandate_batch b where b.id = ${id} for update`);
    if (batch === undefined || batch.others) throw new Problem('not-found');
    if (batch.state !== 'draft') throw new Problem('not-possible');
    await db.run(sql`delete from mandate_batch where id = ${id}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'mandate-batch-discarded',
      subject: 'mandate-batch',
      subjectId: id,
    });
  });
}

/** Throws away drafts that are older than DRAFT_DAYS. */
export async function discardOldDrafts({ pool, clock }: Pick<Context, 'pool' | 'clock'>): Promise<void> {
  const before = clock().subtract({ hours: DRAFT_DAYS * 24 });
  await inTransaction(pool, { registers: true }, (db) =>
    db.run(sql`delete from mandate_batch where state = 'draft' and drafted_at < ${before}`),
  );
}
