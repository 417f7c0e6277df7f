import { managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { deriveReport } from '../derive.server.ts';
import type { Answer } from '../office-answer.ts';
import { loadAsked } from '../office-answers.server.ts';
import { reportOfAuthor } from '../report-of-author.server.ts';
import { recordStep } from '../steps.server.ts';

/**
 * Asks every office of the report about its part, as the registers have it now; asked again, the figures are renewed.
 * Returns how many. Throws Problem `not-possible` when the report has no office.
 */
export async function askOffices(ctx: Context, reportId: number): Promise<number> {
  return transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    const { offices } = await deriveReport(db, report.authorityId, report.year);
    if (offices.length === 0) throw new Problem('not-possible', { reason: 'no-offices' });
    const parts = offices.map(({ id, ...part }) => ({ id, part }));
    await db.run(sql`
      insert into report_office_request (report_id, authority_id, year, office_id, part, asked_at, asked_by)
      select ${reportId}, ${report.authorityId}, ${report.year}, (x->>'id')::int, x->'part', ${ctx.clock()},
        ${ctx.actor.userId}
      from jsonb_array_elements(${JSON.stringify(parts)}::jsonb) x`);
    await recordStep(db, ctx, report, {
      kind: 'offices-asked',
      role: 'report-author',
      details: { offices: offices.length },
    });
    return offices.length;
  });
}

/**
 * The office's answer about its own part. Answered again, the newer counts. `after` is the answer that was seen (0: none).
 * Throws Problem `forbidden`, `not-found` for another office's, `stale` when somebody answered meanwhile.
 */
export async function answerOffice(
  ctx: Context,
  requestId: number,
  { after, ...answer }: Answer & { readonly after: number },
): Promise<number> {
  const mine = managedOfficesOf(ctx.actor);
  if (mine.length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const asked = await db.maybe<{ reportId: number; authorityId: number; officeId: number }>(sql`
      select report_id as "reportId", authority_id as "authorityId", office_id as "officeId"
      from report_office_request where id = ${requestId} and office_id = any (${mine})`);
    if (asked === undefined) throw new Problem('not-found');
    // One answer of an office at a time: two managers who send at once are one after the other.
    await db.run(
      sql`select pg_advisory_xact_lock(hashtext('report-office'), ${asked.reportId} * 1009 + ${asked.officeId})`,
    );
    const last = await db.maybe<{ id: number; at: Temporal.Instant; by: string | null }>(sql`
      select a.id, a.answered_at as at, u.name as by from report_office_answer a
        left join account_user u on u.id = a.answered_by
      where a.report_id = ${asked.reportId} and a.office_id = ${asked.officeId} order by a.id desc limit 1`);
    if ((last?.id ?? 0) !== after)
      throw new Problem('stale', {
        after: last?.id ?? 0,
        savedBy: last?.by ?? null,
        savedAt: last?.at.toString() ?? null,
      });
    const { id } = await db.one<{ id: number }>(sql`
      insert into report_office_answer (request_id, report_id, authority_id, office_id, answer, answered_at, answered_by)
      values (${requestId}, ${asked.reportId}, ${asked.authorityId}, ${asked.officeId}, ${JSON.stringify(answer)},
        ${ctx.clock()}, ${ctx.actor.userId}) returning id`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'office-manager',
      kind: 'report-office-answered',
      subject: 'annual-report',
      subjectId: asked.reportId,
      authorityId: asked.authorityId,
      officeId: asked.officeId,
      details: { answer: id },
    });
    return id;
  });
}

/** Takes the newest answers of these offices into the report, each as it was seen. Returns how many were new in it. */
export async function takeAnswers(
  ctx: Context,
  reportId: number,
  answerIds: readonly number[],
): Promise<number> {
  return transaction(ctx, async (db) => {
    const report = await reportOfAuthor(ctx, db, reportId, sql`for update`);
    const there = await loadAsked(db, reportId);
    const taking = there.filter((row) => row.answer !== null && answerIds.includes(row.answer.id));
    if (taking.length !== new Set(answerIds).size)
      throw new Problem('stale', { reason: 'answered-again', savedBy: null, savedAt: null });
    const fresh = taking.flatMap(({ officeId, answer }) =>
      answer === null || answer.taken ? [] : [{ officeId, answerId: answer.id }],
    );
    for (const { officeId, answerId } of fresh) {
      await db.run(sql`
        insert into report_answer_taken (answer_id, report_id, office_id, taken_at, taken_by)
        values (${answerId}, ${reportId}, ${officeId}, ${ctx.clock()}, ${ctx.actor.userId})`);
      await recordStep(db, ctx, report, {
        kind: 'answer-taken',
        role: 'report-author',
        details: { answer: answerId, office: officeId },
      });
    }
    return fresh.length;
  });
}
