import { createRoute, z } from '@hono/zod-openapi';
import { CHANNELS } from '../contacts/contact.ts';
import { Problem } from '../platform/problem.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf, fieldErrors } from '../shell/http.ts';
import { ask, seesOfAsker } from './ask.server.ts';
import { DefinitionJson, definitionJson, FiguresJson, jsonOf } from './exports/json.ts';
import { unitOf } from './format.ts';
import { MEASURES, type MeasureKey } from './measures.ts';
import { BY, COMPARE, FigureAddress } from './query.ts';

/** As the pages' addresses say it: one language for who writes an address by hand and who writes a program. */
const Query = z.object({
  matt: z.string().openapi({ description: 'Measures, comma between', example: 'visits,matters' }),
  plats: z
    .string()
    .openapi({ description: 'landet, utforare-1, region-1, omrade-1, kontor-1', example: 'landet' }),
  fran: z.string().openapi({ format: 'date' }),
  till: z.string().openapi({ format: 'date' }),
  per: z
    .string()
    .optional()
    .openapi({ enum: [...BY] }),
  myndighet: z.string().optional().openapi({ description: 'Id of an authority' }),
  uppgift: z.string().optional().openapi({ description: 'Id of a task' }),
  kanal: z
    .string()
    .optional()
    .openapi({ enum: [...CHANNELS] }),
  jamfor: z
    .string()
    .optional()
    .openapi({ enum: [...COMPARE] }),
  ackumulerat: z
    .string()
    .optional()
    .openapi({ enum: ['ja'] }),
  samma: z
    .string()
    .optional()
    .openapi({ enum: ['ja'], description: 'Only offices that were open all the time' }),
});

export const statisticsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/figures',
      summary: 'Figures by measure, place, period and split, as the account may see them',
      security,
      request: { query: Query },
      responses: { 200: json(FiguresJson, 'The view with its definitions'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      seesOfAsker(ctx);
      const read = FigureAddress.safeParse(c.req.query());
      if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
      return c.json(jsonOf(await ask(ctx, read.data), unitOf), 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/measures',
      summary: 'Every measure with all versions of its definition',
      security,
      responses: {
        200: json(z.object({ measures: z.array(DefinitionJson) }), 'Oldest version first'),
        ...problems,
      },
    }),
    async (c) => {
      seesOfAsker(contextOf(c));
      return c.json(
        {
          measures: MEASURES.flatMap(({ key, unit, versions }) =>
            versions.map((version) => definitionJson({ measure: key as MeasureKey, version }, unit)),
          ),
        },
        200,
      );
    },
  );
