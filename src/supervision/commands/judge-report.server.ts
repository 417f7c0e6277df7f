import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { requireDesk } from '../desk.server.ts';
import type { Judge } from '../deviation.ts';
import { receivedReport } from '../queries/reports.server.ts';
import { itemsOf } from '../rules/report-items.ts';

/**
 * A person's word on whether a report is complete, item by item, kept beside what was read out of it. The newest counts;
 * the older stay. Throws Problem `forbidden`, `not-found`.
 */
export async function judgeReport(
  ctx: Context,
  reportId: number,
  version: number,
  { items }: Judge,
): Promise<void> {
  requireDesk(ctx);
  await transaction(ctx, async (db) => {
    const { content } = await receivedReport(db, reportId, version);
    const findings = itemsOf(content).map(({ item, fulfilled }) => ({
      item,
      derived: fulfilled,
      ...items[item],
    }));
    await db.run(sql`
      insert into supervision_item_check (report_id, version, findings, at, actor)
      values (${reportId}, ${version}, ${JSON.stringify(findings)}, ${ctx.clock()}, ${ctx.actor.userId})`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: 'report-judged',
      subject: 'annual-report',
      subjectId: `${reportId}/${version}`,
      details: { missing: findings.filter((each) => !each.fulfilled).map(({ item }) => item) },
    });
  });
}
