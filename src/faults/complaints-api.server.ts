import { createRoute, z } from '@hono/zod-openapi';
import { swedishDay } from '../kernel/plain-date.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { answerComplaint } from './commands/complaints.server.ts';
import { type ComplaintRow, complaintList, complaintOf } from './complaint-queries.server.ts';
import { readReference } from './reference.server.ts';
import { STANDINGS, standing } from './rules/answer-duty.ts';
import { COMPLAINT_KINDS } from './states.ts';

const tags = ['Complaints'];
const Reference = z.object({ reference: z.string().max(40).openapi({ example: 'K7QM-2XPA' }) });

const Complaint = z
  .object({
    reference: z.string(),
    kind: z.enum(COMPLAINT_KINDS),
    authorityId: z.number().int(),
    authority: z.string(),
    receivedAt: z.string(),
    dueOn: day.nullable(),
    answeredAt: z.string().nullable(),
    standing: z.enum(STANDINGS),
  })
  .openapi('Complaint', { description: '`soon`: due within two working days; `none`: no answer is wanted' });
const Conversation = Complaint.extend({
  words: z.string(),
  email: z.string().nullable(),
  said: z.array(
    z.object({
      id: z.number().int(),
      at: z.string(),
      byAuthor: z.boolean(),
      words: z.string(),
      by: z.string().nullable(),
    }),
  ),
});

const complaintJson = (row: ComplaintRow, now: Temporal.Instant) => ({
  reference: row.reference,
  kind: row.kind,
  authorityId: row.authorityId,
  authority: row.authority,
  receivedAt: row.receivedAt.toString(),
  dueOn: row.dueOn,
  answeredAt: row.answeredAt?.toString() ?? null,
  standing: standing(row.dueOn, row.answeredAt !== null, swedishDay(now)),
});

function referenceOf(text: string): string {
  const reference = readReference(text);
  if (reference === null) throw new Problem('not-found');
  return reference;
}

export const complaintsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/complaints',
      tags,
      security,
      summary:
        'What has been written to the caller’s authorities: first what waits for an answer, by when it is due',
      request: { query: PageQuery },
      responses: { 200: json(pageOf('complaints', Complaint), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { rows, total, page, pages } = await complaintList(ctx, c.req.valid('query').page);
      const complaints = rows.map((row) => complaintJson(row, ctx.clock()));
      return c.json({ total, page, pages, complaints }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/complaints/{reference}',
      tags,
      security,
      summary: 'One of them, and what has been said about it since, by both',
      request: { params: Reference },
      responses: { 200: json(Conversation, 'The complaint'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const row = await complaintOf(ctx, referenceOf(c.req.valid('param').reference));
      return c.json(
        {
          ...complaintJson(row, ctx.clock()),
          words: row.words,
          email: row.email,
          said: row.said.map(({ id, at, byAuthor, words, who }) => ({
            ...{ id, at: at.toString(), byAuthor, words, by: who },
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/complaints/{reference}/answers',
      tags,
      security,
      summary: 'Answer it; mailed to who left an address',
      request: {
        params: Reference,
        ...body(
          z.object({
            words: z.string().trim().max(8000),
            after: z.number().int().min(0).openapi({
              description:
                'The id of the last of `said` that was read, 0 for none: what was written meanwhile is not passed over',
            }),
          }),
        ),
      },
      responses: { 204: { description: 'Answered' }, ...problems },
    }),
    async (c) => {
      const { words, after } = c.req.valid('json');
      await answerComplaint(contextOf(c), referenceOf(c.req.valid('param').reference), words, after);
      return c.body(null, 204);
    },
  );
