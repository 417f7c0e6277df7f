import type { Context } from '../access/context.server.ts';
import type { Job } from '../platform/background.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { discardOldDrafts } from './commands/discard-draft.server.ts';
import { runBatch } from './commands/run-batch.server.ts';

/**
 * Takes up operations that were ordered and whose process ended before they did; one that is running is left alone. Drafts
 * that nobody ordered are thrown away.
 */
export function mandateBatchJob({ pool, clock }: Pick<Context, 'pool' | 'clock'>): Job {
  return {
    name: 'mandate batches',
    every: 5_000,
    run: async () => {
      const left = await inTransaction(pool, { registers: true }, (db) =>
        db.many<{ id: string }>(
          sql`select id from mandate_batch where state = 'ordered' order by ordered_at`,
        ),
      );
      for (const { id } of left) await runBatch({ pool, clock }, id);
      await discardOldDrafts({ pool, clock });
    },
  };
}
