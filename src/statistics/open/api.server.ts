import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../platform/problem.ts';
import { api, json, problems } from '../../shell/api.ts';
import { DefinitionJson } from '../exports/json.ts';
import { openJson } from './files.server.ts';
import { OPEN_FILES } from './open-texts.ts';

const Names = ['riket', 'kontor', 'myndigheter', 'rapporterat'] as const satisfies typeof OPEN_FILES;
const number = z.number().nullable();
const OpenDataJson = z
  .object({
    title: z.string(),
    description: z.string(),
    licence: z.string(),
    withheld: z.string().optional().openapi({ description: 'What is withheld, and why' }),
    measures: z.array(DefinitionJson).optional(),
    figures: z
      .array(
        z.object({
          measure: z.string(),
          version: z.number().int(),
          period: z.string().openapi({ description: 'A month or a year', example: '2026-10' }),
          part: z.object({ id: z.number().int(), name: z.string() }).nullable(),
          value: number,
          base: number.openapi({ description: 'How many it counts' }),
          withheld: z.boolean(),
        }),
      )
      .optional(),
    years: z
      .array(
        z.object({ year: z.number().int(), visits: z.number().int(), note: z.string(), source: z.string() }),
      )
      .optional()
      .openapi({ description: 'Of rapporterat: what others have reported' }),
  })
  .openapi('OpenData');

/** The open figures for programs: anybody's, without signing in. */
export const openFiguresApi = api().openapi(
  createRoute({
    method: 'get',
    path: '/open-figures/{dataset}',
    tags: ['Open figures'],
    summary: 'A data set of the open figures, for anybody',
    description:
      'CC0. The same as CSV: /oppna-siffror/{dataset}.csv. The catalogue (DCAT-AP-SE 3.0.1): /oppna-siffror/dcat.rdf, dcat.ttl, dcat.jsonld.',
    security: [],
    request: { params: z.object({ dataset: z.string().openapi({ enum: [...Names] }) }) },
    responses: { 200: json(OpenDataJson, 'Months and years that are over'), 404: problems[404] },
  }),
  async (c) => {
    const dataset = OPEN_FILES.find((one) => one === c.req.valid('param').dataset);
    if (dataset === undefined) throw new Problem('not-found');
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cache-Control', 'public, max-age=3600');
    return c.json(await openJson(c.get('services').database.pool, dataset), 200);
  },
);
