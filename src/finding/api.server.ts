import { createRoute, z } from '@hono/zod-openapi';
import { transaction } from '../access/context.server.ts';
import { Id } from '../kernel/id.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { setVisitFacts, visitFactsOf } from './store.server.ts';
import { VisitFactsSchema } from './visit-facts.ts';

const OfficeParam = z.object({ id: z.coerce.number().pipe(Id) });
const Facts = z
  .object({
    address: z.object({ street: z.string(), postcode: z.string(), town: z.string() }).nullable(),
    directionsSv: z.string().nullable(),
    directionsEn: z.string().nullable(),
    stepFree: z.boolean().nullable(),
    languages: z.array(z.string()),
  })
  .openapi('OfficeVisitFacts');

/** How offices are found and entered, for the registers of others. */
export const findingApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/offices/{id}/visit-facts',
      tags: ['Opening hours'],
      security,
      summary: 'Address, directions, step-free access and languages of an office; null: not known',
      request: {
        params: OfficeParam,
        query: z.object({
          known: z.iso.datetime({ offset: true, error: 'invalid-format' }).optional().openapi({
            description: 'As it was known at this instant',
          }),
        }),
      },
      responses: { 200: json(Facts, 'What is known'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      if (ctx.actor.assignments.length === 0) throw new Problem('forbidden');
      const { known } = c.req.valid('query');
      const { facts } = await transaction(ctx, (db) =>
        visitFactsOf(
          db,
          c.req.valid('param').id,
          known === undefined ? undefined : Temporal.Instant.from(known),
        ),
      );
      return c.json({ ...facts, languages: [...facts.languages] }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/offices/{id}/visit-facts',
      tags: ['Opening hours'],
      security,
      summary: 'Say how an office is found and entered (its manager)',
      request: { params: OfficeParam, ...body(VisitFactsSchema) },
      responses: { 204: { description: 'Said' }, ...problems },
    }),
    async (c) => {
      await setVisitFacts(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    },
  );
