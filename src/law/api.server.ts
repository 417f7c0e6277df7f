import { createRoute, z } from '@hono/zod-openapi';
import { PeriodSchema, PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { api, body, json, Period, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { addCatalogueItem } from './commands/add-catalogue-item.server.ts';
import { NewItemSchema } from './commands/new-item.ts';
import { LastDaySchema, setLastDay } from './commands/set-last-day.server.ts';
import {
  ACTIONS,
  CatalogueItemSchema,
  CONDITIONS,
  RegimeRulesSchema,
  RegimeSchema,
  SPHERES,
} from './content.ts';
import { BASES } from './facts.ts';
import { type ItemView, items, lists, regimes, stateOn } from './queries.server.ts';

const STATES = ['valid', 'lapsed', 'coming'] as const;

const Regime = z
  .object({
    id: z.string(),
    name: z.string(),
    basis: z.enum(BASES),
    signed: Period,
    rules: z
      .looseObject({})
      .openapi({ description: 'What the regime asks, with the provision of each rule' }),
    lists: z.array(
      z.object({
        sphere: z.enum(SPHERES),
        provision: z.string(),
        known: Period,
        note: z.string(),
        source: z.string(),
        verifiedOn: z.string(),
      }),
    ),
    source: z.string(),
    verifiedOn: z.string(),
  })
  .openapi('Regime');

const Item = z
  .object({
    code: z.string(),
    version: z.number().int(),
    regimeId: z.string(),
    sphere: z.enum(SPHERES),
    provision: z.string(),
    action: z.enum(ACTIONS),
    text: z.string(),
    tasks: z.array(z.string()),
    conditions: z.array(z.enum(CONDITIONS)),
    valid: Period,
    state: z.enum(STATES),
    listKnown: z.boolean().openapi({ description: 'Whether the list is known for all its days' }),
    listNotes: z.array(z.string()),
    note: z.string(),
    source: z.string(),
    verifiedOn: z.string(),
  })
  .openapi('CatalogueItem');

const NewItem = CatalogueItemSchema.omit({ version: true })
  .extend({
    valid: PeriodSchema,
    conditions: z.array(z.enum(CONDITIONS)).default([]),
    note: CatalogueItemSchema.shape.note.default(''),
  })
  .openapi('NewCatalogueItem');

const Filter = z.object({
  regime: RegimeSchema.shape.id.optional(),
  sphere: z.enum(SPHERES).optional(),
  state: z.enum(STATES).optional(),
  on: PlainDateSchema.optional().openapi({ description: 'The day that the state is about; default today' }),
  knownAt: z.iso
    .datetime({ offset: true })
    .optional()
    .openapi({ description: 'What was known at this instant; default now' }),
});

export const lawApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/law/regimes',
      tags: ['Law'],
      security,
      summary: 'The regimes by signing day, with their rules, provisions and closed lists',
      responses: { 200: json(z.array(Regime), 'Oldest first'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const closed = await lists(ctx);
      const all = await regimes(ctx);
      return c.json(
        all.map(({ id, name, basis, signed, rules, source, verifiedOn }) => ({
          ...{ id, name, basis, signed, source, verifiedOn },
          rules: RegimeRulesSchema.parse(rules),
          lists: closed
            .filter((list) => list.regimeId === id)
            .map(({ regimeId: _, items: __, ...list }) => list),
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/law/catalogue',
      tags: ['Law'],
      security,
      summary: 'The items of the closed lists; each wording is an element',
      request: { query: Filter },
      responses: { 200: json(z.array(Item), 'Newest regime first'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { regime, sphere, state, on: asked, knownAt } = c.req.valid('query');
      const on = asked ?? swedishDay(ctx.clock());
      const known = knownAt === undefined ? null : Temporal.Instant.from(knownAt);
      const found = await items(ctx, { regimeId: regime, sphere, state, on, known });
      return c.json(
        found.map((item) => ({ ...itemJson(item), state: stateOn(item.valid, on) })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/law/catalogue',
      tags: ['Law'],
      security,
      summary: 'Add an item to a list, or a new wording of one; it holds at once (law editor)',
      request: body(NewItem),
      responses: {
        201: json(z.object({ code: z.string(), version: z.number().int() }), 'Stored'),
        ...problems,
      },
    }),
    async (c) => {
      const item = NewItemSchema.parse(c.req.valid('json'));
      const stored = await addCatalogueItem(contextOf(c), item);
      return c.json(stored, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/law/catalogue/{code}/{version}/last-day',
      tags: ['Law'],
      security,
      summary: 'Give a wording its last day; it holds at once (law editor)',
      request: {
        params: z.object({
          code: z.string().max(30),
          version: z.coerce.number().int().positive().max(1_000_000),
        }),
        ...body(LastDaySchema),
      },
      responses: { 204: { description: 'Stored' }, ...problems },
    }),
    async (c) => {
      const { code, version } = c.req.valid('param');
      await setLastDay(contextOf(c), code, version, c.req.valid('json'));
      return c.body(null, 204);
    },
  );

function itemJson(item: ItemView) {
  const { code, version, regimeId, sphere, provision, action, text, valid, listKnown, note, source } = item;
  return {
    ...{ code, version, regimeId, sphere, provision, action, text, valid, listKnown, note, source },
    verifiedOn: item.verifiedOn,
    tasks: [...item.tasks],
    conditions: [...item.conditions],
    listNotes: [...item.listNotes],
  };
}
