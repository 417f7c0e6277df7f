import { type Context, transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { reportOfReviewer, reviewedBy } from './commands/review-report.server.ts';
import type { ReportContent } from './content.ts';
import { currentContent, standing } from './steps.server.ts';
import { type Standing, writersOf } from './workflow.ts';

/** A report that waits for a second person. */
export interface WaitingReport {
  readonly reportId: number;
  readonly authority: string;
  readonly year: number;
  readonly by: string | null;
  readonly at: Temporal.Instant;
}

/** What is handed over in the actor's authorities, by others, oldest first. Throws Problem `forbidden`. */
export async function waitingForReview(ctx: Context): Promise<WaitingReport[]> {
  const mine = reviewedBy(ctx);
  return transaction(ctx, (db) =>
    db.many<WaitingReport>(sql`
      select r.id as "reportId", a.name as authority, r.year, u.name as by, e.at
      from annual_report r join authority a on a.id = r.authority_id
        join lateral (select * from report_event x where x.report_id = r.id
          and x.kind in ('submitted', 'returned', 'reviewed', 'frozen') order by x.id desc limit 1) e on e.kind = 'submitted'
        left join account_user u on u.id = e.actor
      where r.authority_id = any (${mine}) and not exists (select from report_event w
        where w.report_id = r.id and w.actor = ${ctx.actor.userId} and w.kind in ('saved', 'submitted', 'answer-taken')
          and w.id > coalesce((select max(f.id) from report_event f where f.report_id = r.id and f.kind = 'frozen'), 0))
      order by e.at`),
  );
}

export interface ReviewView {
  readonly reportId: number;
  readonly content: ReportContent;
  readonly sha256: string;
  readonly standing: Standing;
  /** The reader wrote in it, and does not review it. */
  readonly ownWork: boolean;
}

/** What a reviewer reads. Throws Problem `forbidden`, `not-found`. */
export async function reviewView(ctx: Context, reportId: number): Promise<ReviewView> {
  return transaction(ctx, async (db) => {
    const report = await reportOfReviewer(ctx, db, reportId);
    const now = await currentContent(db, report);
    const { content, sha256 } = now;
    const { steps, ...stands } = await standing(db, reportId, now);
    return { reportId, content, sha256, standing: stands, ownWork: writersOf(steps).has(ctx.actor.userId) };
  });
}
