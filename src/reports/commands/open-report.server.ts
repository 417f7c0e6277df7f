import { z } from 'zod';
import { type Context, transaction } from '../../access/context.server.ts';
import { Id, IdText } from '../../kernel/id.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { emptyDraft } from '../draft.ts';
import { authoredBy } from '../report-of-author.server.ts';
import { recordStep } from '../steps.server.ts';

/** The first of the five regimes is from 1994. */
export const FIRST_YEAR = 1994;

export const OpenReportSchema = z.object({
  authorityId: z.union([Id, IdText], { error: 'invalid-value' }),
  year: z.coerce
    .number({ error: 'invalid-format' })
    .int()
    .min(FIRST_YEAR, { error: 'too-small' })
    .max(2199, { error: 'too-big' }),
});
export type OpenReport = z.infer<typeof OpenReportSchema>;

/**
 * Begins the report of an authority for a year; begun already, it is the one that there is. Throws Problem `forbidden`
 * for an authority that the actor writes no reports for, `invalid` for a year that has not begun.
 */
export async function openReport(
  ctx: Context,
  { authorityId, year }: OpenReport,
): Promise<{ readonly id: number; readonly begun: boolean }> {
  if (!authoredBy(ctx).includes(authorityId)) throw new Problem('forbidden');
  if (`${year}-01-01` > swedishDay(ctx.clock()))
    throw new Problem('invalid', {}, [{ field: 'year', code: 'too-big' }]);
  return transaction(ctx, async (db) => {
    const added = await db.maybe<{ id: number }>(sql`
      insert into annual_report (authority_id, year, texts, opened_at, opened_by)
      values (${authorityId}, ${year}, ${JSON.stringify(emptyDraft())}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict (authority_id, year) do nothing returning id`);
    if (added === undefined) {
      const there = await db.one<{ id: number }>(
        sql`select id from annual_report where authority_id = ${authorityId} and year = ${year}`,
      );
      return { id: there.id, begun: false };
    }
    await recordStep(
      db,
      ctx,
      { id: added.id, authorityId, year },
      { kind: 'opened', role: 'report-author', details: { year } },
    );
    return { id: added.id, begun: true };
  });
}
