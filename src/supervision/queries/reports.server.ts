import { type Context, transaction } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { ReportContent } from '../../reports/content.ts';
import { requireDesk } from '../desk.server.ts';
import { reportDeviations } from '../rules/report-deviations.ts';
import { itemsOf, type ReportItem } from '../rules/report-items.ts';
import type { ItemFinding, Suggestion } from '../suggestion.ts';
import { receivedDiaryNumbers } from './copies.server.ts';
import { type DeviationRow, deviationsAbout } from './deviations.server.ts';
import { type Run, runsOf } from './runs.server.ts';

/** A version of a report that was sent, by whichever way first. */
export interface ReceivedRow {
  readonly reportId: number;
  readonly version: number;
  readonly authorityId: number;
  readonly authority: string;
  readonly year: number;
  readonly how: string;
  readonly sentOn: PlainDate;
  readonly diaryNumber: string | null;
  readonly registeredOn: PlainDate | null;
}
export interface ReceivedReport extends ReceivedRow {
  readonly content: ReportContent;
}

/** One row a version: the first day that it was sent, and its diary number whichever sending carries it. */
export async function receivedReports(db: Db, where: Sql = sql`true`): Promise<ReceivedRow[]> {
  return db.many<ReceivedRow>(sql`
    select d.report_id as "reportId", d.version, d.authority_id as "authorityId", a.name as authority, d.year,
      min(d.how) as how, min(d.sent_on) as "sentOn", max(d.diary_number) as "diaryNumber",
      min(d.received_on) as "registeredOn"
    from annual_report_dispatch d join authority a on a.id = d.authority_id where ${where}
    group by d.report_id, d.version, d.authority_id, a.name, d.year order by min(d.sent_on), d.report_id, d.version`);
}

/** Throws Problem `not-found` for what was not sent. */
export async function receivedReport(db: Db, reportId: number, version: number): Promise<ReceivedReport> {
  const [row] = await receivedReports(db, sql`d.report_id = ${reportId} and d.version = ${version}`);
  if (row === undefined) throw new Problem('not-found');
  const { content } = await db.one<{ content: string }>(
    sql`select content from annual_report_version where report_id = ${reportId} and version = ${version}`,
  );
  return { ...row, content: JSON.parse(content) };
}

export interface JudgedItem {
  readonly item: ReportItem;
  readonly fulfilled: boolean;
  readonly note: string;
}
export interface ReportView extends ReceivedReport {
  readonly items: readonly ItemFinding[];
  /** The newest judgement by a person. */
  readonly judged: {
    readonly findings: readonly JudgedItem[];
    readonly at: Temporal.Instant;
    readonly by: string | null;
  } | null;
  readonly agreements: readonly {
    readonly diaryNumber: string;
    readonly name: string;
    readonly counterparties: readonly string[];
    readonly copy: 'received' | 'not-received' | 'exempt';
  }[];
  readonly newest: number;
  readonly deviations: readonly DeviationRow[];
  readonly found: readonly Suggestion[];
  readonly runs: readonly Run[];
}

/** Throws Problem `forbidden`, `not-found`. */
export async function reportView(ctx: Context, reportId: number, version: number): Promise<ReportView> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const report = await receivedReport(db, reportId, version);
    const law = await loadLaw(db);
    const received = await receivedDiaryNumbers(db);
    const found = reportDeviations(report, law, received);
    const lacking = new Set(
      found.flatMap(({ code, subject }) => (code === 'agreement-not-received' ? [subject] : [])),
    );
    const judged = await db.maybe<NonNullable<ReportView['judged']>>(sql`
      select k.findings, k.at, u.name as by from supervision_item_check k left join account_user u on u.id = k.actor
      where k.report_id = ${reportId} and k.version = ${version} order by k.id desc limit 1`);
    const { newest } = await db.one<{ newest: number }>(sql`
      select max(version) as newest from annual_report_dispatch where report_id = ${reportId}`);
    return {
      ...report,
      items: itemsOf(report.content),
      judged: judged ?? null,
      agreements: report.content.agreements.map(({ diaryNumber, name, counterparties }) => ({
        diaryNumber,
        name,
        counterparties,
        copy: received.has(diaryNumber) ? 'received' : lacking.has(diaryNumber) ? 'not-received' : 'exempt',
      })),
      newest,
      deviations: await deviationsAbout(db, { kind: 'report', reportId, version }),
      found,
      runs: await runsOf(db, law, { kind: 'report', id: reportId, version }),
    };
  });
}

/** A PDF of a version that was sent, as it was frozen. Throws Problem `forbidden`, `not-found`. */
export async function reportPdf(
  ctx: Context,
  reportId: number,
  version: number,
  kind: 'archive' | 'reading',
): Promise<{
  readonly bytes: Buffer<ArrayBuffer>;
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
}> {
  requireDesk(ctx);
  return transaction(ctx, async (db) => {
    const column = kind === 'archive' ? sql`v.archive_pdf` : sql`v.reading_pdf`;
    const row = await db.maybe<{ bytes: Buffer<ArrayBuffer>; sha256: string }>(sql`
      select ${column} as bytes, encode(sha256(${column}), 'hex') as sha256 from annual_report_version v
      where v.report_id = ${reportId} and v.version = ${version} and exists (select from annual_report_dispatch d
        where d.report_id = v.report_id and d.version = v.version)`);
    if (row === undefined) throw new Problem('not-found');
    return { ...row, name: `arsrapport-${reportId}-v${version}-${kind}.pdf`, type: 'application/pdf' };
  });
}
