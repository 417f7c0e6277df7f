import { type Context, transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import type { ReportContent } from './content.ts';
import { loadFrozen, type VersionRow } from './queries.server.ts';
import { reportOfReviewer, reviewedBy } from './report-of-author.server.ts';
import type { SentMail } from './sending.ts';
import { currentContent, hasGone, mailOf, standing } from './steps.server.ts';
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
          and x.kind not in ('opened', 'offices-asked', 'sent', 'received') order by x.id desc limit 1) e
          on e.kind = 'submitted'
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
  /** What has been frozen, newest first. */
  readonly versions: readonly VersionRow[];
}

/** What a reviewer reads. Throws Problem `forbidden`, `not-found`. */
export async function reviewView(ctx: Context, reportId: number): Promise<ReviewView> {
  return transaction(ctx, async (db) => {
    const report = await reportOfReviewer(ctx, db, reportId);
    const now = await currentContent(db, report);
    const { content, sha256 } = now;
    const { steps, ...stands } = await standing(db, reportId, now);
    const versions = await loadFrozen(db, reportId);
    return {
      reportId,
      content,
      sha256,
      standing: stands,
      ownWork: writersOf(steps).has(ctx.actor.userId),
      versions,
    };
  });
}

/** A frozen version in a reviewer's list. */
export interface FrozenReport {
  readonly reportId: number;
  readonly authority: string;
  readonly year: number;
  readonly version: number;
  readonly frozenAt: Temporal.Instant;
  readonly sent: boolean;
  readonly received: boolean;
  readonly mail: SentMail | null;
}

/** Every frozen version of the authorities that the actor reviews for, newest year first. Throws Problem `forbidden`. */
export async function frozenReports(ctx: Context): Promise<FrozenReport[]> {
  const mine = reviewedBy(ctx);
  return transaction(ctx, (db) =>
    db.many<FrozenReport>(sql`
      select r.id as "reportId", a.name as authority, r.year, v.version, v.frozen_at as "frozenAt",
        count(d.how) filter (where ${hasGone}) > 0 as sent,
        coalesce(bool_or(d.received_on is not null), false) as received, ${mailOf(sql`r.id`, sql`v.version`)} as mail
      from annual_report_version v join annual_report r on r.id = v.report_id join authority a on a.id = r.authority_id
        left join annual_report_dispatch d on d.report_id = v.report_id and d.version = v.version
        left join outgoing_mail m on m.id = d.mail_id
      where r.authority_id = any (${mine})
      group by r.id, a.name, r.year, v.version, v.frozen_at order by r.year desc, a.name, v.version desc`),
  );
}
