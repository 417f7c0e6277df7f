import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { renderPdf } from '../../platform/pdf/render.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import type { ReportContent } from '../content.ts';
import { reportOfAuthor } from '../report-of-author.server.ts';

/** What came out of making the PDFs again: the same bytes as those that are kept, or not. */
export interface Reproduced {
  readonly content: boolean;
  readonly archive: boolean;
  readonly reading: boolean;
}

interface Kept {
  readonly authorityId: number;
  readonly content: string;
  readonly contentSha256: string;
  readonly template: string;
  readonly archive: Buffer;
  readonly reading: Buffer;
  readonly frozenAt: Temporal.Instant;
}

/**
 * Makes a frozen version again from its content and template, and compares. Changes nothing but the audit. Throws Problem
 * `forbidden`, `not-found`, `unavailable`.
 */
export async function reproduceReport(ctx: Context, reportId: number, version: number): Promise<Reproduced> {
  const kept = await transaction(ctx, async (db) => {
    const { authorityId } = await reportOfAuthor(ctx, db, reportId);
    const row = await db.maybe<Omit<Kept, 'authorityId'>>(sql`
      select v.content, v.content_sha256 as "contentSha256", t.source as template, v.archive_pdf as archive,
        v.reading_pdf as reading, v.frozen_at as "frozenAt"
      from annual_report_version v join report_template t on t.sha256 = v.template_sha256
      where v.report_id = ${reportId} and v.version = ${version}`);
    if (row === undefined) throw new Problem('not-found');
    return { ...row, authorityId };
  });
  const content: ReportContent = JSON.parse(kept.content);
  const given = { content, template: kept.template, at: kept.frozenAt };
  const archive = await renderPdf({ ...given, standard: 'a-2a' });
  const reading = await renderPdf({ ...given, standard: 'ua-1' });
  const result: Reproduced = {
    content: sha256(kept.content) === kept.contentSha256,
    archive: kept.archive.equals(archive),
    reading: kept.reading.equals(reading),
  };
  await transaction(ctx, (db) =>
    recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'report-author',
      kind: 'report-reproduced',
      subject: 'annual-report',
      subjectId: reportId,
      authorityId: kept.authorityId,
      details: { version, ...result },
    }),
  );
  return result;
}
