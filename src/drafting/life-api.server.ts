import { createRoute, z } from '@hono/zod-openapi';
import { IdParam } from '../agreements/api-schemas.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { addItem, tickItem } from './commands/checklist.server.ts';
import { addStep, changeStep, closeStep, draftOfStep } from './commands/plan-steps.server.ts';
import { lifeTexts } from './life-texts.ts';
import { AddItemSchema, AddStepSchema, LISTS, STANDING, TickItemSchema } from './plan.ts';
import { checklistOf, planOf } from './queries/plan.server.ts';

const id = z.number().int();
const day = z.string().openapi({ format: 'date' });
const Named = z.object({ id, name: z.string() });
const StepParam = IdParam.extend({ step: IdParam.shape.id });
const Made = z.object({ id });

const Plan = z
  .object({
    officeScope: z.enum(['all', 'listed']),
    offices: z.array(id).openapi({ description: 'Offices of the last version' }),
    steps: z.array(
      z.object({
        id,
        plannedOn: day,
        title: z.string(),
        remaining: z.string(),
        state: z.enum(['planned', 'done', 'cancelled']),
        draftId: id.nullable(),
        author: z.string(),
        mine: z.boolean().openapi({ description: 'Whether the caller may change it' }),
        offices: z.array(Named),
      }),
    ),
  })
  .openapi('AgreementPlan');
const Checklist = z
  .object({
    list: z.enum(LISTS),
    authorityId: id,
    items: z.array(
      z.object({
        item: z.string().openapi({ description: 'What to tick it off by' }),
        title: z.string(),
        fromRegisters: z.boolean().openapi({ description: 'Done when the registers say so; not ticked off' }),
        done: z.boolean(),
        doneOn: day.nullable(),
        responsible: z.string(),
        dueOn: day.nullable(),
      }),
    ),
  })
  .openapi('AgreementChecklist');
const ChecklistQuery = z.object({ list: z.enum(LISTS), authority: IdParam.shape.id.optional() });

const plan = { tags: ['Agreements'], security, path: '/agreements/{id}/plan' };
const stepAt = (verb: string) => ({
  tags: ['Agreements'],
  security,
  path: `/agreements/{id}/plan/{step}${verb}`,
});

const planPart = api()
  .openapi(
    createRoute({
      ...plan,
      method: 'get',
      summary: 'The coming steps of an agreement (coordinator of a party)',
      request: { params: IdParam },
      responses: { 200: json(Plan, 'The plan, by day'), ...problems },
    }),
    async (c) => {
      const { officeScope, offices, steps } = await planOf(contextOf(c), c.req.valid('param').id);
      const told = steps.map((step) => ({ ...step, offices: [...step.offices] }));
      return c.json({ officeScope, offices: [...offices], steps: told }, 200);
    },
  )
  .openapi(
    createRoute({
      ...plan,
      method: 'post',
      summary: 'Plan a step: on a day, some offices join',
      request: { params: IdParam, ...body(AddStepSchema) },
      responses: { 201: json(Made, 'Planned'), ...problems },
    }),
    async (c) =>
      c.json({ id: await addStep(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      ...stepAt(''),
      method: 'put',
      summary: 'Change a planned step; a draft that was made from it stays as it is',
      request: { params: StepParam, ...body(AddStepSchema) },
      responses: { 200: json(Made, 'Changed'), ...problems },
    }),
    async (c) => {
      const { id, step } = c.req.valid('param');
      await changeStep(contextOf(c), id, step, c.req.valid('json'));
      return c.json({ id: step }, 200);
    },
  )
  .openapi(
    createRoute({
      ...stepAt('/draft'),
      method: 'post',
      summary: 'A draft amendment from the step’s day with its offices; asked again, the same draft',
      request: { params: StepParam },
      responses: { 201: json(Made, 'The draft'), ...problems },
    }),
    async (c) => {
      const { id, step } = c.req.valid('param');
      return c.json({ id: await draftOfStep(contextOf(c), id, step) }, 201);
    },
  )
  .openapi(
    createRoute({
      ...stepAt('/state'),
      method: 'post',
      summary: 'Close a step: carried out some other way, or cancelled',
      request: { params: StepParam, ...body(z.object({ state: z.enum(['done', 'cancelled']) })) },
      responses: { 200: json(Made, 'Closed'), ...problems },
    }),
    async (c) => {
      const { id, step } = c.req.valid('param');
      await closeStep(contextOf(c), id, step, c.req.valid('json').state);
      return c.json({ id: step }, 200);
    },
  );

const list = { tags: ['Agreements'], security, path: '/agreements/{id}/checklist' };

const checklistPart = api()
  .openapi(
    createRoute({
      ...list,
      method: 'get',
      summary: 'What is left before an authority has joined or left (its coordinator)',
      request: { params: IdParam, query: ChecklistQuery },
      responses: { 200: json(Checklist, 'From the registers, standing, and own items'), ...problems },
    }),
    async (c) => {
      const { list, authority } = c.req.valid('query');
      const t = lifeTexts[c.get('locale')];
      const view = await checklistOf(contextOf(c), c.req.valid('param').id, list, authority ?? null);
      const none = { doneOn: null, responsible: '', dueOn: null };
      const derived = view.derived.map(({ code, done, count }) => ({
        ...{ item: code, title: t.derived[code](count), fromRegisters: true, done },
        ...none,
      }));
      const standing = STANDING[list].map((code) => {
        const ticked = view.items.find((item) => item.code === code);
        const title = t.standing[code as keyof typeof t.standing];
        return { item: code, title, fromRegisters: false, ...none, ...doneOf(ticked?.doneOn ?? null) };
      });
      const own = view.items
        .filter((item) => item.code === null)
        .map(({ id, title, responsible, dueOn, doneOn }) => ({
          ...{ item: String(id), title, fromRegisters: false, responsible, dueOn },
          ...doneOf(doneOn),
        }));
      const items = [...derived, ...standing, ...own];
      return c.json({ list, authorityId: view.authorityId, items }, 200);
    },
  )
  .openapi(
    createRoute({
      ...list,
      method: 'post',
      summary: 'Add an item of one’s own',
      request: { params: IdParam, ...body(AddItemSchema) },
      responses: { 201: json(Made, 'Added'), ...problems },
    }),
    async (c) =>
      c.json({ id: await addItem(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      ...list,
      path: '/agreements/{id}/checklist/done',
      method: 'post',
      summary: 'Tick off a standing or own item; a second tick changes nothing',
      request: { params: IdParam, ...body(TickItemSchema) },
      responses: { 200: json(z.object({ item: z.string() }), 'Done'), ...problems },
    }),
    async (c) => {
      const which = c.req.valid('json');
      await tickItem(contextOf(c), c.req.valid('param').id, which);
      return c.json({ item: which.item }, 200);
    },
  );

const doneOf = <Day extends string>(doneOn: Day | null) => ({ done: doneOn !== null, doneOn });

/** The plan of coming steps, and the checklists for joining and leaving. */
export const agreementLifeApi = api().route('/', planPart).route('/', checklistPart);
