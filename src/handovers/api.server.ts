import { createRoute, z } from '@hono/zod-openapi';
import { COVERS, FOUND, REPRESENTATION_KINDS } from '../contacts/representation.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { offer } from './commands/offer.server.ts';
import { step } from './commands/step.server.ts';
import { asAccount } from './commands/take-step.server.ts';
import { handOverView } from './hand-over-view.server.ts';
import { FILTERS, type HandOverRow, listHandOvers } from './list.server.ts';
import { STATES, STEP_NAMES } from './rules/steps.ts';
import { CONSENTS, OfferSchema, REACH_BY, StepSchema } from './schemas.ts';

const IdParam = z.object({ id: z.uuid() });
const Standing = z.object({
  id: z.uuid(),
  state: z.enum(STATES),
  responsible: z.enum(['front-desk', 'receiver']),
  dueOn: day,
});
const Summary = Standing.extend({
  reference: z.string(),
  task: z.string(),
  office: z.string(),
  authority: z.string(),
  department: z.string(),
  assignedTo: z.string().nullable(),
  offeredOn: day,
}).openapi('HandOver');
const Detail = Summary.extend({
  wants: z.string(),
  done: z.string(),
  consent: z.enum(CONSENTS),
  reachBy: z.enum(REACH_BY),
  reach: z.string(),
  arrivedOn: day,
  termsFrom: z.enum(['agreement', 'authority', 'default']),
  firstAnswerDue: day,
  finalAnswerDue: day,
  receiverNumber: z.string().nullable(),
  may: z.array(z.enum(STEP_NAMES)).openapi({ description: 'The steps that the caller may take now' }),
  events: z.array(
    z.object({
      seq: z.number().int(),
      at: z.string(),
      kind: z.string(),
      side: z.string(),
      by: z.string().nullable(),
      reasonKind: z.string().nullable(),
      detail: z.string(),
      represented: z
        .string()
        .nullable()
        .openapi({ description: 'Who spoke for the person in it; null: the person' }),
      message: z
        .object({
          kind: z.string(),
          text: z.string(),
          toldAt: z.string().nullable().openapi({ description: 'Of oral information: when it was told' }),
          toldBy: z.string().nullable().openapi({ description: 'Of oral information: by whom' }),
        })
        .nullable(),
    }),
  ),
  representations: z
    .array(
      z.object({
        ...{ id: z.number().int(), kind: z.enum(REPRESENTATION_KINDS), name: z.string() },
        ...{ covers: z.enum(COVERS), powers: z.string(), proof: z.string() },
        ...{ from: day, to: day.nullable(), endedOn: day.nullable(), endedWhy: z.string().nullable() },
        lookedUp: z.array(
          z.object({ at: z.string(), by: z.string(), found: z.enum(FOUND), note: z.string() }),
        ),
      }),
    )
    .openapi({ description: 'Who may speak for the person, with what extent and proof, on which days' }),
}).openapi('HandOverDetail');

export const handOversApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/hand-overs',
      tags: ['Hand-overs'],
      security,
      summary: 'Hand-overs of the caller’s office or authority, the nearest deadline first',
      request: { query: PageQuery.extend({ filter: z.enum(FILTERS).default('ours') }) },
      responses: { 200: json(pageOf('handOvers', Summary), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { filter, page: asked } = c.req.valid('query');
      const list = await listHandOvers(ctx, { filter, page: asked, today: swedishDay(ctx.clock()) });
      const { total, page, pages } = list;
      return c.json({ total, page, pages, handOvers: list.rows.map(summaryJson) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/hand-overs',
      tags: ['Hand-overs'],
      security,
      summary: 'Hand a matter over to its authority; with an `id` of one’s own it is handed over once',
      request: body(OfferSchema),
      responses: {
        201: json(
          z.object({ id: z.uuid(), reference: z.string(), code: z.string() }),
          'Handed over. The code is given once: with the reference it lets the person follow it',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { id, reference, code } = await offer(contextOf(c), c.req.valid('json'));
      return c.json({ id, reference, code }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/hand-overs/{id}',
      tags: ['Hand-overs'],
      security,
      summary: 'A hand-over as the caller’s side sees it, with what the caller may do',
      request: { params: IdParam },
      responses: { 200: json(Detail, 'The hand-over'), ...problems },
    }),
    async (c) => {
      const view = await handOverView(contextOf(c), c.req.valid('param').id);
      const { wants, done, reach, arrivedOn, termsFrom, firstAnswerDue, finalAnswerDue, receiverNumber } =
        view;
      return c.json(
        {
          ...summaryJson(view),
          ...{ wants, done, reach, arrivedOn, termsFrom, firstAnswerDue, finalAnswerDue, receiverNumber },
          consent: view.consent as (typeof CONSENTS)[number],
          reachBy: view.reachBy as (typeof REACH_BY)[number],
          may: [...view.may],
          events: view.events.map(({ audience: _, ...event }) => event),
          representations: view.representations.map((each) => ({ ...each, lookedUp: [...each.lookedUp] })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/hand-overs/{id}/steps',
      tags: ['Hand-overs'],
      security,
      summary: 'Take a step: accept, refuse, return, ask, answer, close …; with a `key` it is taken once',
      request: { params: IdParam, ...body(StepSchema) },
      responses: { 200: json(Standing, 'Where it stands now'), ...problems },
    }),
    async (c) => {
      const asked = c.req.valid('json');
      const stands = await step(asAccount(contextOf(c)), c.req.valid('param').id, asked);
      const { id, state, responsible, dueOn } = stands;
      return c.json({ id, state, responsible, dueOn }, 200);
    },
  );

function summaryJson(row: HandOverRow): z.input<typeof Summary> {
  const { id, reference, state, responsible, dueOn, office, authority, department, assignedTo, offeredOn } =
    row;
  return {
    ...{ id, reference, state, responsible, dueOn, office, authority, department, assignedTo, offeredOn },
    task: row.taskSv,
  };
}
