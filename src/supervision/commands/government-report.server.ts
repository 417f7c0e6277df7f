import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { pdfTemplate, renderPdf } from '../../platform/pdf/render.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { requireDesk } from '../desk.server.ts';
import { type GovernmentContent, type GovernmentTexts, NO_TEXTS } from '../government-report.ts';
import { governmentDraft, yearExists } from '../queries/government.server.ts';

/**
 * Stores the words of a year's report to the Government; the first saving begins it. Returns the revision. Throws Problem
 * `forbidden`, `not-found`, `stale` when somebody saved since `revision`.
 */
export async function saveGovernmentReport(
  ctx: Context,
  year: number,
  revision: number,
  texts: GovernmentTexts,
): Promise<number> {
  requireDesk(ctx);
  yearExists(ctx, year);
  return transaction(ctx, async (db) => {
    const saved =
      revision === 0
        ? await db.maybe<{ revision: number }>(sql`
            insert into government_report (year, texts, opened_at, opened_by)
            values (${year}, ${JSON.stringify(texts)}, ${ctx.clock()}, ${ctx.actor.userId})
            on conflict do nothing returning revision`)
        : await db.maybe<{ revision: number }>(sql`
            update government_report set texts = ${JSON.stringify(texts)}, revision = revision + 1
            where year = ${year} and revision = ${revision} returning revision`);
    if (saved === undefined) {
      const stored = await db.maybe<{ revision: number }>(
        sql`select revision from government_report where year = ${year}`,
      );
      throw new Problem('stale', { revision: stored?.revision ?? 0 });
    }
    await keepDraft(ctx, db, year);
    await audit(ctx, db, 'government-report-saved', year, saved);
    return saved.revision;
  });
}

/**
 * Makes the draft again from what has come in by now, the words as they are: what it said before stays beside it. Returns
 * the new revision. Throws Problem `forbidden`, `not-found`, `stale`.
 */
export async function makeGovernmentReportAgain(
  ctx: Context,
  year: number,
  revision: number,
): Promise<number> {
  requireDesk(ctx);
  yearExists(ctx, year);
  if (revision === 0) return saveGovernmentReport(ctx, year, 0, NO_TEXTS);
  return transaction(ctx, async (db) => {
    const made = await db.maybe<{ revision: number }>(sql`
      update government_report set revision = revision + 1 where year = ${year} and revision = ${revision}
      returning revision`);
    if (made === undefined) throw new Problem('stale', { revision });
    await keepDraft(ctx, db, year);
    await audit(ctx, db, 'government-report-made-again', year, made);
    return made.revision;
  });
}

/** What the draft says now, words and figures, kept for good. */
async function keepDraft(ctx: Context, db: Db, year: number): Promise<void> {
  const { content, revision } = await governmentDraft(ctx, db, year);
  await db.run(sql`
    insert into government_report_draft (year, revision, content, made_at, made_by)
    values (${year}, ${revision}, ${canonicalJson(content)}, ${ctx.clock()}, ${ctx.actor.userId})`);
}

/**
 * Keeps the report to the Government as it stands for good: content, hash, template and PDF. The revision grows, so that
 * a second press of the button is told. Throws Problem `invalid` with what is missing, `stale`, `unavailable` without PDF.
 */
export async function freezeGovernmentReport(
  ctx: Context,
  year: number,
  revision: number,
): Promise<{ readonly version: number; readonly sha256: string }> {
  requireDesk(ctx);
  yearExists(ctx, year);
  const at = ctx.clock().round({ smallestUnit: 'second', roundingMode: 'floor' });
  const draft = await transaction(ctx, (db) => governmentDraft(ctx, db, year));
  if (draft.revision !== revision) throw new Problem('stale', { revision: draft.revision });
  const { texts } = draft.content;
  const missing = (['summary', 'deviations'] as const).filter((name) => texts[name] === '');
  if (missing.length > 0)
    throw new Problem(
      'invalid',
      { reason: 'incomplete' },
      missing.map((field) => ({ field, code: 'required' })),
    );
  const content = canonicalJson(draft.content);
  const template = pdfTemplate('supervision/pdf/government-report.typ');
  const frozen: GovernmentContent = JSON.parse(content);
  // Seconds of work: outside of any transaction.
  const pdf = await renderPdf({ content: frozen, template, at, standard: 'a-2a' });
  return transaction(ctx, async (db) => {
    const taken = await db.maybe(sql`
      update government_report set revision = revision + 1 where year = ${year} and revision = ${revision}
      returning revision`);
    if (taken === undefined) throw new Problem('stale', { revision });
    await db.run(sql`
      insert into report_template (sha256, source) values (${sha256(template)}, ${template}) on conflict do nothing`);
    const { version } = await db.one<{ version: number }>(sql`
      insert into government_report_version (year, version, content, content_sha256, template_sha256, pdf, frozen_at,
        frozen_by)
      select ${year}, coalesce(max(version), 0) + 1, ${content}, ${sha256(content)}, ${sha256(template)},
        ${Buffer.from(pdf)}::bytea, ${at}, ${ctx.actor.userId}
      from government_report_version where year = ${year} returning version`);
    await audit(ctx, db, 'government-report-frozen', year, { version, sha256: sha256(content) });
    return { version, sha256: sha256(content) };
  });
}

function audit(
  ctx: Context,
  db: Parameters<typeof recordEvent>[0],
  kind: string,
  year: number,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const subject = { subject: 'government-report', subjectId: year };
  return recordEvent(db, { actor: ctx.actor.userId, role: 'supervisor', kind, ...subject, details });
}
