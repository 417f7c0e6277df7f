import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { missingIn } from '../content-of.ts';
import { text } from '../fields.ts';
import { reportOfAuthor, reportOfReviewer } from '../report-of-author.server.ts';
import { currentContent, recordStep, standing } from '../steps.server.ts';
import { tellOfReview } from '../tell.server.ts';
import { writersOf } from '../workflow.ts';
import { stale } from './save-report.server.ts';

/**
 * Hands the report over for review as it stands. Throws Problem `invalid` with all that is missing, `stale`,
 * `not-possible` when it is handed over already.
 */
export async function submitReport(ctx: Context, reportId: number, revision: number): Promise<void> {
  await transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    if (report.revision !== revision) throw await stale(db, report);
    const now = await currentContent(db, report);
    const { content, sha256 } = now;
    const missing = missingIn(content, swedishDay(ctx.clock()));
    if (missing.length > 0) throw new Problem('invalid', { reason: 'incomplete' }, missing);
    const { stage, steps } = await standing(db, reportId, now);
    if (stage === 'submitted' || stage === 'reviewed') throw new Problem('not-possible', { reason: stage });
    const step = await recordStep(db, ctx, report, {
      kind: 'submitted',
      role: 'report-author',
      contentSha256: sha256,
    });
    await tellOfReview(ctx, db, report, { step, kind: 'submitted', writers: [...writersOf(steps)] });
  });
}

/**
 * Takes back what was handed over and nobody has reviewed yet: by a report author of the authority. Throws Problem
 * `not-possible` (`not-submitted`) when it is not waiting as it stands.
 */
export async function withdrawReport(ctx: Context, reportId: number): Promise<void> {
  await transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    const now = await currentContent(db, report);
    const { stage } = await standing(db, reportId, now);
    if (stage !== 'submitted') throw new Problem('not-possible', { reason: 'not-submitted' });
    await recordStep(db, ctx, report, {
      kind: 'withdrawn',
      role: 'report-author',
      contentSha256: now.sha256,
    });
  });
}

export const ReviewSchema = z
  .object({
    /** The content that was read: another one is not reviewed by this. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'invalid-format' }),
    verdict: z.enum(['approve', 'return'], { error: 'invalid-value' }),
    note: text(4000),
  })
  .refine(({ verdict, note }) => verdict === 'approve' || note !== '', { path: ['note'], error: 'required' });
export type Review = z.infer<typeof ReviewSchema>;

/**
 * A second person's word on what was handed over. Throws Problem `not-possible` when nothing is handed over or the actor
 * wrote it (reason `own-work`), `stale` when it has changed since it was read.
 */
export async function reviewReport(ctx: Context, reportId: number, review: Review): Promise<void> {
  await transaction(ctx, async (db) => {
    const report = await reportOfReviewer(ctx, db, reportId, sql`for update`);
    const now = await currentContent(db, report);
    const { sha256 } = now;
    const { stage, steps } = await standing(db, reportId, now);
    const writers = writersOf(steps);
    if (writers.has(ctx.actor.userId)) throw new Problem('not-possible', { reason: 'own-work' });
    if (sha256 !== review.sha256) throw await stale(db, report);
    if (stage !== 'submitted') throw new Problem('not-possible', { reason: 'not-submitted' });
    const kind = review.verdict === 'approve' ? 'reviewed' : 'returned';
    const step = await recordStep(db, ctx, report, {
      kind,
      role: hasRole(ctx.actor, 'report-author') ? 'report-author' : 'coordinator',
      contentSha256: sha256,
      note: review.note,
    });
    await tellOfReview(ctx, db, report, { step, kind, writers: [...writers] });
  });
}
