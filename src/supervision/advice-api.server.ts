import { createRoute, z } from '@hono/zod-openapi';
import { IdText } from '../kernel/id.schema.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { giveAdvice } from './commands/give-advice.server.ts';
import { AdviceSchema } from './deviation.ts';
import { type AdviceRow, adviceView, listAdvice } from './queries/advice.server.ts';

const tags = ['Supervision'];
const Advice = AdviceSchema.and(
  z.object({
    id: z.number().int(),
    corrects: z.number().int().nullable().describe('The answer that this one corrects'),
    correctedBy: z.number().int().nullable(),
    recordedAt: z.string(),
  }),
);
const Given = z.object({ id: z.number().int() });

/** The advice that Kammarkollegiet gives (6 § förordningen (2019:214)). */
export const adviceApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/advice',
      tags,
      security,
      summary: 'Advice that was given, latest first; a correction is an entry of its own',
      request: { query: PageQuery.extend({ q: z.string().max(100).default('') }) },
      responses: { 200: json(pageOf('advice', Advice), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const { q, page } = c.req.valid('query');
      const { rows, ...pages } = await listAdvice(contextOf(c), { search: q, page });
      return c.json({ ...pages, advice: rows.map(adviceJson) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/advice',
      tags,
      security,
      summary: 'Record advice that was given',
      request: body(AdviceSchema),
      responses: { 201: json(Given, 'Recorded'), ...problems },
    }),
    async (c) => c.json({ id: await giveAdvice(contextOf(c), c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/advice/{id}',
      tags,
      security,
      summary: 'An answer with its history: what it corrects and what corrects it, each as it was given',
      request: { params: z.object({ id: IdText }) },
      responses: { 200: json(Advice.and(z.object({ history: z.array(Advice) })), 'The answer'), ...problems },
    }),
    async (c) => {
      const { history, ...row } = await adviceView(contextOf(c), c.req.valid('param').id);
      return c.json({ ...adviceJson(row), history: history.map(adviceJson) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/advice/{id}/correction',
      tags,
      security,
      summary: 'Correct an answer by a new one that points to it; the old one stays as it was',
      request: { params: z.object({ id: IdText }), ...body(AdviceSchema) },
      responses: { 201: json(Given, 'Recorded'), ...problems },
    }),
    async (c) =>
      c.json({ id: await giveAdvice(contextOf(c), c.req.valid('json'), c.req.valid('param').id) }, 201),
  );

function adviceJson({ recordedAt, recordedBy: _, provisions, ...row }: AdviceRow): z.infer<typeof Advice> {
  return { ...row, provisions: [...provisions], recordedAt: recordedAt.toString() };
}
