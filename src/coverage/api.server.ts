import { createRoute, z } from '@hono/zod-openapi';
import { asOfQuery } from '../agreements/agreements-api.server.ts';
import { AsOfQuery } from '../agreements/api-schemas.ts';
import { Id } from '../agreements/mandate.ts';
import { VerdictSchema, verdictJson } from '../agreements/verdict-json.ts';
import { LEVELS } from '../law/facts.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { askLaw } from './queries/ask.server.ts';

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

export const coverageApi = api().route('/', decisionsPart);
