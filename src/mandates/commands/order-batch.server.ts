import { setTimeout as sleep } from 'node:timers/promises';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { runBatch } from './run-batch.server.ts';

/** How long a page is held before it shows progress instead, ms. */
const PATIENCE = 1_000;

/**
 * Orders a drafted operation, or one that failed, and starts it; resolves when it has ended or has taken a second.
 * Ordering what is already ordered or done changes nothing: a double click is one operation.
 * Throws Problem `forbidden`, `not-found` for an operation with parts of authorities that the actor does not coordinate.
 */
export async function orderBatch(ctx: Context, id: string): Promise<void> {
  const mine = coordinated(ctx.actor);
  const ordered = await transaction(ctx, async (db) => {
    const batch = await db.maybe<{ others: boolean }>(sql`
      select b.part_count > (select count(*) from mandate_batch_part p
        where p.batch_id = b.id and p.principal_id = any (${mine})) as others
      from mandate_batch b where b.id = ${id}`);
    if (batch === undefined || batch.others) throw new Problem('not-found');
    const changed = await db.run(sql`
      update mandate_batch set state = 'ordered', ordered_by = ${ctx.actor.userId}, ordered_at = ${ctx.clock()},
        ended_at = null, failure = null, rows_done = 0
      where id = ${id} and state in ('draft', 'failed')`);
    if (changed === 0) return false;
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'mandate-batch-ordered',
      subject: 'mandate-batch',
      subjectId: id,
    });
    return true;
  });
  if (!ordered) return;
  // Not waited for to its end: it goes on when the page is closed, and the job takes it up if this process ends.
  const work = runBatch(ctx, id).catch((error) => console.error('mandate batch:', error));
  await Promise.race([work, sleep(PATIENCE, undefined, { ref: false })]);
}
