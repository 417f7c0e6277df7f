import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { sql } from '../../platform/database.server.ts';
import { pdfTemplate, renderPdf } from '../../platform/pdf/render.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import type { ReportContent } from '../content.ts';
import { missingIn } from '../content-of.ts';
import { RevisionSchema } from '../draft.ts';
import { text } from '../fields.ts';
import { reportOfAuthor } from '../report-of-author.server.ts';
import { currentContent, loadSteps, newestVersion, recordStep, standing } from '../steps.server.ts';
import { stale } from './save-report.server.ts';

export const FreezeSchema = RevisionSchema.extend({
  /** What the version supplements, once one has been sent. */
  supplement: text(2000).default(''),
});

export interface Frozen {
  readonly version: number;
  readonly sha256: string;
  readonly frozenAt: Temporal.Instant;
}

/**
 * Keeps the report as it stands for good: its content as canonical JSON with its hash, the template and both PDFs. What
 * is written or derived later becomes the next version. The revision grows, so that a second press of the button is told
 * and makes no second version.
 * The report has to be reviewed as it stands; once a version was sent, `supplement` says what the next one supplements.
 * Throws Problem `invalid` with all that is missing or that it is not reviewed, `stale`, `unavailable` when no PDF can be made here; then nothing
 * is stored.
 */
export async function freezeReport(
  ctx: Context,
  reportId: number,
  revision: number,
  supplement = '',
): Promise<Frozen> {
  // The PDFs carry whole seconds.
  const at = ctx.clock().round({ smallestUnit: 'second', roundingMode: 'floor' });
  const basis = await transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId);
    if (report.revision !== revision) throw await stale(db, report);
    const now = await currentContent(db, report);
    const { content, sha256: reviewed } = now;
    const missing = missingIn(content, swedishDay(at));
    if (missing.length > 0) throw new Problem('invalid', { reason: 'incomplete' }, missing);
    const { stage, step } = await standing(db, reportId, now);
    if (stage !== 'reviewed' || step === null)
      throw new Problem('invalid', { reason: 'not-reviewed' }, [{ field: 'review', code: 'not-reviewed' }]);
    const newest = await newestVersion(db, reportId);
    const supplements = newest?.sent === true ? { version: newest.version, what: supplement } : null;
    if (supplements?.what === '')
      throw new Problem('invalid', { reason: 'supplement' }, [{ field: 'supplement', code: 'required' }]);
    return { content: { ...content, supplements }, reviewed, reviewId: step.id };
  });
  const { reviewed, reviewId } = basis;
  const { supplements } = basis.content;
  const content = canonicalJson(basis.content);
  const template = pdfTemplate('reports/pdf/annual-report.typ');
  // From the text that is stored, as when it is made again: members in the same order.
  const frozen: ReportContent = JSON.parse(content);
  // Seconds of work: outside of any transaction.
  const archive = await renderPdf({ content: frozen, template, at, standard: 'a-2a' });
  const reading = await renderPdf({ content: frozen, template, at, standard: 'ua-1' });

  return transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    if (report.revision !== revision) throw await stale(db, report);
    // While the PDFs were made the review may have been followed by another word, or the version before been sent.
    const last = (await loadSteps(db, reportId)).findLast(
      (one) => !['offices-asked', 'sent', 'received'].includes(one.kind),
    );
    const sent = (await newestVersion(db, reportId))?.sent === true;
    if (last?.id !== reviewId || sent !== (supplements !== null)) throw await stale(db, report);
    await db.run(sql`
      insert into report_template (sha256, source) values (${sha256(template)}, ${template}) on conflict do nothing`);
    const { version } = await db.one<{ version: number }>(sql`
      insert into annual_report_version (report_id, version, content, content_sha256, template_sha256, archive_pdf,
        reading_pdf, frozen_at, frozen_by, review_id, supplements, supplement_note)
      select ${reportId}, coalesce(max(version), 0) + 1, ${content}, ${sha256(content)}, ${sha256(template)},
        ${Buffer.from(archive)}::bytea, ${Buffer.from(reading)}::bytea, ${at}, ${ctx.actor.userId}, ${reviewId},
        ${supplements?.version ?? null}, ${supplements?.what ?? ''}
      from annual_report_version where report_id = ${reportId} returning version`);
    // A mail that did not arrive is of an older version now: nobody can then try it again.
    await db.run(sql`
      with left_behind as (update outgoing_mail set state = 'cancelled' where state = 'failed' and id in (
          select mail_id from annual_report_dispatch where report_id = ${reportId}) returning id)
      insert into outgoing_mail_event (mail_id, state, detail, actor)
      select id, 'cancelled', 'replaced', scope_actor() from left_behind`);
    await db.run(sql`update annual_report set revision = revision + 1 where id = ${reportId}`);
    await recordStep(db, ctx, report, {
      kind: 'frozen',
      role: 'report-author',
      contentSha256: reviewed,
      version,
      note: supplements?.what ?? '',
      details: { sha256: sha256(content), template: sha256(template) },
    });
    return { version, sha256: sha256(content), frozenAt: at };
  });
}
