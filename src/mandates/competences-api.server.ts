import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { recordCompetence, recordCompetenceFile } from './commands/record-competences.server.ts';
import { RecordCompetenceSchema } from './competence.ts';
import { COMPETENCE_STATES, listCompetences } from './queries/competences.server.ts';
import { fileFaultSentence } from './reason-texts.ts';

const day = z.string().openapi({ format: 'date' });
const Competence = z
  .object({
    id: z.number().int(),
    officer: z.string(),
    officerCode: z.string(),
    principalId: z.number().int(),
    principal: z.string(),
    taskId: z.number().int(),
    task: z.string(),
    proof: z.string(),
    obtainedOn: day,
    valid: z.object({ from: day, to: day.nullable() }),
    withdrawnReason: z.string().nullable(),
    state: z.enum(COMPETENCE_STATES),
  })
  .openapi('Competence');
const ListQuery = PageQuery.extend({
  search: z.string().max(200).optional().openapi({ description: 'Officer, code or task' }),
  state: z.enum(COMPETENCE_STATES).optional(),
});
const File = z.object({
  principalId: Id,
  csv: z.string().max(4_000_000).openapi({
    description: 'officer,task,proof,obtainedOn,from,to; UTF-8, at most 20 000 rows. Empty from: obtainedOn.',
  }),
});

/** What officers have been taught to do in the name of authorities. */
export const competencesApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/competences',
      tags: ['Mandates'],
      security,
      summary: 'Competence for the tasks of the caller’s authority, of its own staff, and the caller’s own',
      request: { query: ListQuery },
      responses: { 200: json(pageOf('competences', Competence), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { page: asked, search, state } = c.req.valid('query');
      const today = swedishDay(ctx.clock());
      const { rows, total, page, pages } = await listCompetences(ctx, { today, search, state, page: asked });
      const sv = c.get('locale') === 'sv';
      const competences = rows.map(({ taskSv, taskEn, ...row }) => ({ ...row, task: sv ? taskSv : taskEn }));
      return c.json({ total, page, pages, competences }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/competences',
      tags: ['Mandates'],
      security,
      summary: 'Record an officer’s competence for a task of the authority that the caller coordinates',
      request: body(RecordCompetenceSchema),
      responses: { 201: json(z.object({ id: z.number().int() }), 'Recorded'), ...problems },
    }),
    async (c) => c.json({ id: await recordCompetence(contextOf(c), c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/competence-files',
      tags: ['Mandates'],
      security,
      summary: 'Record a file of competence: the whole, or nothing and each row that is wrong in `rows`',
      request: body(File),
      responses: { 201: json(z.object({ stored: z.number().int() }), 'Recorded'), ...problems },
    }),
    async (c) => {
      const { principalId, csv } = c.req.valid('json');
      const result = await recordCompetenceFile(contextOf(c), principalId, new TextEncoder().encode(csv));
      if ('stored' in result) return c.json({ stored: result.stored }, 201);
      const locale = c.get('locale');
      const rows = result.faults.map((fault) => ({ ...fault, detail: fileFaultSentence(fault, locale) }));
      throw new Problem('invalid', { rows });
    },
  );
