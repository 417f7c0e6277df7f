import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../agreements/mandate.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { LEVELS } from '../law/facts.ts';
import { api, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { HELP_FORMS, OUTCOMES } from './act.ts';
import { type ActRow, listActs } from './acts-in-name-of.server.ts';

const ActDone = z
  .object({
    id: z.uuid(),
    actedAt: z.string(),
    officerCode: z.string(),
    officer: z.string(),
    role: z.string(),
    office: z.string(),
    authority: z.string(),
    task: z.string(),
    level: z.enum(LEVELS),
    helpForm: z.enum(HELP_FORMS),
    outcome: z.enum(OUTCOMES),
    agreementId: z.number().int().nullable(),
    diaryNumber: z.string().nullable(),
    agreementVersion: z.number().int().nullable(),
    mandateId: z.number().int().nullable(),
    catalogueItem: z.string().nullable(),
    catalogueVersion: z.number().int().nullable(),
  })
  .openapi('ActDone');

export const actsApi = api().openapi(
  createRoute({
    method: 'get',
    path: '/acts',
    tags: ['Acts'],
    security,
    summary: 'Acts done in the name of the authority that the caller coordinates, newest first',
    description: '`total` counts to 10,000; narrow by days to reach older ones.',
    request: {
      query: PageQuery.extend({
        from: PlainDateSchema.optional(),
        to: PlainDateSchema.optional(),
        office: Id.optional(),
        level: z.enum(LEVELS).optional(),
      }),
    },
    responses: { 200: json(pageOf('acts', ActDone), 'A page of 50'), ...problems },
  }),
  async (c) => {
    const { office, ...query } = c.req.valid('query');
    const { rows, total, page, pages } = await listActs(contextOf(c), { ...query, officeId: office });
    return c.json({ total, page, pages, acts: rows.map(actJson) }, 200);
  },
);

function actJson(row: ActRow): z.infer<typeof ActDone> {
  const { principal, taskSv, taskEn: _, catalogueCode, actedAt, ...rest } = row;
  return {
    ...rest,
    actedAt: actedAt.toString(),
    authority: principal,
    task: taskSv,
    catalogueItem: catalogueCode,
  };
}
