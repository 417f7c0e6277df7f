import { createRoute, z } from '@hono/zod-openapi';
import { hasRole } from '../access/actor.ts';
import { transaction } from '../access/context.server.ts';
import { IdText } from '../kernel/id.schema.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { answerOffice, askOffices, TakeAnswersSchema, takeAnswers } from './commands/ask-offices.server.ts';
import { ReviewSchema, reviewReport, submitReport, withdrawReport } from './commands/review-report.server.ts';
import { ReceiveSchema, receiveReport, SendSchema, sendReport } from './commands/send-report.server.ts';
import { RevisionSchema } from './draft.ts';
import { reportDuties } from './duties.server.ts';
import { daysLate } from './duties.ts';
import { explained } from './explained.ts';
import { GiveAnswerSchema } from './office-answer.ts';
import { officeQuestions } from './office-answers.server.ts';
import { DutyListSchema, QuestionListSchema, ReviewViewSchema } from './way-api-schemas.ts';
import { reviewView } from './way-queries.server.ts';

const tags = ['Annual reports'];
const id = IdText;
const ReportId = z.object({ id });
const VersionId = ReportId.extend({ version: id });
const done = z.object({ done: z.literal(true) });

/** The way of a report: review, the offices' part, sending and receipt; and who owes one. */
export const reportWayApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/report-duties',
      tags,
      security,
      summary:
        'Who owes an account of a year, by when, and what was sent: of all for the supervising authority, else of one’s own',
      request: { query: z.object({ year: z.coerce.number().int().min(1994).max(2199) }) },
      responses: { 200: json(DutyListSchema, 'By authority'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      if (!(['supervisor', 'report-author', 'coordinator'] as const).some((role) => hasRole(ctx.actor, role)))
        throw new Problem('forbidden');
      const rows = await transaction(ctx, (db) => reportDuties(db, c.req.valid('query').year));
      const today = swedishDay(ctx.clock());
      return c.json(
        rows.map((row) => ({ ...row, daysLate: daysLate(row, today) })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/submission',
      tags,
      security,
      summary: 'Hand the report over for review as it stands',
      request: { params: ReportId, ...body(RevisionSchema) },
      responses: { 200: json(done, 'Handed over'), ...problems },
    }),
    async (c) => {
      await submitReport(contextOf(c), c.req.valid('param').id, c.req.valid('json').revision).catch(
        (error) => {
          throw explained(error, c.get('locale'));
        },
      );
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/reports/{id}/submission',
      tags,
      security,
      summary: 'Take back what was handed over and nobody has reviewed yet',
      request: { params: ReportId },
      responses: { 200: json(done, 'Taken back'), ...problems },
    }),
    async (c) => {
      await withdrawReport(contextOf(c), c.req.valid('param').id);
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}/review',
      tags,
      security,
      summary: 'What a reviewer reads: the content as it stands, and its hash',
      request: { params: ReportId },
      responses: { 200: json(ReviewViewSchema, 'The content'), ...problems },
    }),
    async (c) => {
      const { reportId, content, sha256, standing, ownWork, versions } = await reviewView(
        contextOf(c),
        c.req.valid('param').id,
      );
      return c.json(
        {
          reportId,
          content,
          sha256,
          stage: standing.stage,
          ownWork,
          versions: versions.map((row) => ({ ...row, frozenAt: row.frozenAt.toString() })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/review',
      tags,
      security,
      summary: 'A second person’s word on the content with this hash: approved, or returned with a note',
      request: { params: ReportId, ...body(ReviewSchema) },
      responses: { 200: json(done, 'Kept'), ...problems },
    }),
    async (c) => {
      await reviewReport(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/versions/{version}/dispatches',
      tags,
      security,
      summary:
        'Send a frozen version: queued as mail with both PDFs and the list of agreements, or posted as a letter',
      request: { params: VersionId, ...body(SendSchema) },
      responses: { 201: json(done, 'Sent'), ...problems },
    }),
    async (c) => {
      const at = c.req.valid('param');
      await sendReport(contextOf(c), at.id, at.version, c.req.valid('json'));
      return c.json({ done: true as const }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/reports/{id}/versions/{version}/receipt',
      tags,
      security,
      summary:
        'A sent version has come in, with the recipient’s diary number: by the author or the supervising authority',
      request: { params: VersionId, ...body(ReceiveSchema) },
      responses: { 200: json(done, 'Kept'), ...problems },
    }),
    async (c) => {
      const at = c.req.valid('param');
      await receiveReport(contextOf(c), at.id, at.version, c.req.valid('json'));
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/office-requests',
      tags,
      security,
      summary: 'Ask every office of the report about its part',
      request: { params: ReportId },
      responses: { 201: json(z.object({ offices: z.number().int() }), 'How many were asked'), ...problems },
    }),
    async (c) => c.json({ offices: await askOffices(contextOf(c), c.req.valid('param').id) }, 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/office-answers',
      tags,
      security,
      summary: 'Take the offices’ answers into the report',
      request: { params: ReportId, ...body(TakeAnswersSchema) },
      responses: { 200: json(z.object({ taken: z.number().int() }), 'How many were new'), ...problems },
    }),
    async (c) => {
      const taken = await takeAnswers(contextOf(c), c.req.valid('param').id, c.req.valid('json').answers);
      return c.json({ taken }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/report-questions',
      tags,
      security,
      summary: 'What the manager of an office is asked about its part of the authorities’ reports',
      responses: { 200: json(QuestionListSchema, 'Newest year first'), ...problems },
    }),
    async (c) => {
      const rows = await officeQuestions(contextOf(c));
      return c.json(
        rows.map(({ answer, ...row }) => ({
          ...row,
          answer: answer === null ? null : { ...answer, at: answer.at.toString() },
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/report-questions/{id}/answer',
      tags,
      security,
      summary: 'Answer for one’s office, on the answer that was seen (0: none)',
      request: { params: ReportId, ...body(GiveAnswerSchema) },
      responses: { 200: json(z.object({ id: z.number().int() }), 'Answered'), ...problems },
    }),
    async (c) => {
      const answered = await answerOffice(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.json({ id: answered }, 200);
    },
  );
