import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { withFreeDiaryNumber } from '../../post/diary-number.ts';
import { requireDesk } from '../desk.server.ts';
import { receivedCopy } from '../queries/copies.server.ts';
import { receivedReport } from '../queries/reports.server.ts';
import { askOfCopy, askOfReport } from './ask-rules.server.ts';

/**
 * Gives a copy the desk's diary number, which acknowledges it to who sent it, and keeps what the rules find in it.
 * Returns how many suggestions there are. Throws Problem `forbidden`, `not-found`, `already-recorded` when it has a
 * number, `invalid` when the number is another document's.
 */
export async function registerCopy(
  ctx: Context,
  agreementId: number,
  version: number,
  diaryNumber: string,
): Promise<number> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const copy = await receivedCopy(db, agreementId, version, sql`for update`);
    if (copy.diaryNumber !== null) throw new Problem('already-recorded');
    await withFreeDiaryNumber(() =>
      db.run(sql`
        update agreement_copy set state = 'acknowledged', diary_number = ${diaryNumber},
          acknowledged_on = ${swedishDay(ctx.clock())}, acknowledged_by = ${ctx.actor.userId}
        where agreement_id = ${agreementId} and version = ${version}`),
    );
    const kept = await askOfCopy(ctx, db, copy);
    await audit(ctx, db, 'copy-registered', 'agreement-copy', `${agreementId}/${version}`, {
      diaryNumber,
      suggestions: kept,
    });
    return kept;
  });
}

/** The same for a version of an annual report, by whichever way it came. */
export async function registerReport(
  ctx: Context,
  reportId: number,
  version: number,
  diaryNumber: string,
): Promise<number> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    await db.many(sql`
      select from annual_report_dispatch where report_id = ${reportId} and version = ${version} for update`);
    const report = await receivedReport(db, reportId, version);
    if (report.diaryNumber !== null) throw new Problem('already-recorded');
    const today = swedishDay(ctx.clock());
    const day = today < report.sentOn ? report.sentOn : today;
    await withFreeDiaryNumber(() =>
      db.run(sql`
        update annual_report_dispatch set diary_number = ${diaryNumber}, received_on = ${day},
          received_by = ${ctx.actor.userId}
        where report_id = ${reportId} and version = ${version} and diary_number is null`),
    );
    await db.run(sql`
      insert into report_event (report_id, authority_id, year, kind, version, note, at, actor)
      values (${reportId}, ${report.authorityId}, ${report.year}, 'received', ${version}, ${diaryNumber}, ${ctx.clock()},
        ${ctx.actor.userId})`);
    const kept = await askOfReport(ctx, db, report);
    const subject = `${reportId}/${version}`;
    await audit(ctx, db, 'report-registered', 'annual-report', subject, { diaryNumber, suggestions: kept });
    return kept;
  });
}

function audit(
  ctx: Context,
  db: Db,
  kind: string,
  subject: string,
  subjectId: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordEvent(db, { actor: ctx.actor.userId, role: 'supervisor', kind, subject, subjectId, details });
}
