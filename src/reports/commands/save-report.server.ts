import { type Context, transaction } from '../../access/context.server.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Draft } from '../draft.ts';
import { reportOfAuthor, type StoredReport } from '../report-of-author.server.ts';
import { recordStep } from '../steps.server.ts';

/**
 * Stores what has been written. Returns the report's revision, the same when nothing was changed. Throws Problem `stale`
 * with who saved meanwhile when `revision` is not the stored one; `forbidden`, `not-found`.
 */
export async function saveReport(
  ctx: Context,
  reportId: number,
  { revision, draft }: { readonly revision: number; readonly draft: Draft },
): Promise<number> {
  return transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    if (report.revision !== revision) throw await stale(db, report);
    if (canonicalJson(report.draft) === canonicalJson(draft)) return revision;
    await db.run(sql`
      update annual_report set texts = ${JSON.stringify(draft)}, revision = revision + 1 where id = ${reportId}`);
    await recordStep(db, ctx, report, {
      kind: 'saved',
      role: 'report-author',
      details: { revision: revision + 1 },
    });
    return revision + 1;
  });
}

/** Somebody else has written, or frozen, since the page was opened: who, when, and the revision to write on. */
export async function stale(db: Db, report: StoredReport): Promise<Problem> {
  const last = await db.maybe<{ by: string | null; at: Temporal.Instant }>(sql`
    select u.name as by, e.at from event e left join account_user u on u.id = e.actor
    where e.subject = 'annual-report' and e.subject_id = ${String(report.id)}
      and e.kind in ('report-saved', 'report-frozen', 'report-answer-taken', 'report-returned')
    order by e.id desc limit 1`);
  return new Problem('stale', {
    revision: report.revision,
    savedBy: last?.by ?? null,
    savedAt: last?.at.toString() ?? null,
  });
}
