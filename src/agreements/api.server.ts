import { createRoute, z } from '@hono/zod-openapi';
import { LEVELS } from '../law/facts.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { agreementsPart, asOfQuery } from './agreements-api.server.ts';
import { AsOfQuery } from './api-schemas.ts';
import { documentsPart } from './documents/documents-api.server.ts';
import { Id } from './mandate.ts';
import { mandatesPart } from './mandates-api.server.ts';
import { askLaw } from './queries/ask.server.ts';
import { VerdictSchema, verdictJson } from './verdict-json.ts';

const decisionsPart = api().openapi(
  createRoute({
    method: 'get',
    path: '/decisions',
    tags: ['Law'],
    security,
    summary: 'What the law says of one act, on a day, as the registers knew it then',
    description:
      'An officer asks about oneself; a coordinator about any officer and the tasks of the own authority.',
    request: {
      query: AsOfQuery.extend({
        officer: Id,
        office: Id,
        task: Id,
        authority: Id,
        level: z.enum(LEVELS, { error: 'required' }),
      }),
    },
    responses: { 200: json(VerdictSchema, 'Permitted or refused, with all grounds'), ...problems },
  }),
  async (c) => {
    const query = c.req.valid('query');
    const verdict = await askLaw(contextOf(c), {
      ...asOfQuery(c, query),
      officerId: query.officer,
      officeId: query.office,
      taskId: query.task,
      principalId: query.authority,
      level: query.level,
    });
    return c.json(verdictJson(verdict, c.get('locale')), 200);
  },
);

/** Agreements, mandates, acts in an authority's name, and questions to the law. */
export const agreementsApi = api()
  .route('/', agreementsPart)
  .route('/', documentsPart)
  .route('/', mandatesPart)
  .route('/', decisionsPart);
