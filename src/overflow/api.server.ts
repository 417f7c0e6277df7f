import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from '../access/context.server.ts';
import { Id } from '../kernel/id.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, Period, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { SendBackSchema, sendBack, takeBack } from './commands/end-move.server.ts';
import { changeRule, checkRule, endRule, makeRule, ruleFrom } from './commands/set-rule.server.ts';
import { effectOf } from './effect.server.ts';
import { KINDS, LEVELS, RuleSchema } from './rule.ts';
import { CANNOT, STAYS } from './rules/where-to.ts';
import { moveNow, type Preview, preview } from './run.server.ts';
import { areaAsked, areasManaged, ruleOf, rulesOf } from './store.server.ts';

const AreaParam = z.object({ area: z.coerce.number().pipe(Id) });
const RuleParam = z.object({ rule: z.coerce.number().pipe(Id) });
const ContactParam = z.object({ id: z.uuid() });
const tags = ['Offices that help each other'];
const count = z.number().int();

const Rule = z
  .object({
    id: count,
    areaId: count,
    name: z.string(),
    fromOffices: z.array(count),
    toOffices: z.array(count),
    kinds: z.array(z.enum(KINDS)),
    principalId: count.nullable(),
    taskId: count.nullable(),
    level: z.enum(LEVELS),
    afterMinutes: count.nullable(),
    promiseMinutes: count.nullable(),
    loadOver: count.nullable(),
    mostAtOnce: count,
    valid: Period,
    follows: count.nullable().openapi({ description: 'The rule that it was before it was changed' }),
    there: count.openapi({ description: 'How many are elsewhere by it now' }),
  })
  .openapi('HelpRule');

const Standing = {
  reference: z.string(),
  kind: z.enum(KINDS),
  office: count,
  waitedMinutes: count.openapi({ description: 'Minutes that its office was open since it came' }),
  minutesLeft: count.nullable().openapi({ description: 'Open minutes before its promise breaks' }),
  rule: count,
};
const Plan = z
  .object({
    moving: z.array(z.object({ ...Standing, toOffice: count })),
    staying: z.array(
      z.object({
        ...Standing,
        why: z.enum(STAYS),
        offices: z.array(z.object({ office: count, cannot: z.enum(CANNOT) })),
      }),
    ),
  })
  .openapi('HelpPlan');

const Counts = z.object({ moved: count, there: count, answered: count, inTime: count, returned: count });
const Effect = z
  .object({
    from: z.string().openapi({ format: 'date' }),
    total: Counts,
    offices: z.array(z.object({ officeId: count, sent: Counts, received: Counts })),
    weeks: z.array(
      z.object({
        officeId: count,
        weeks: z.array(
          z.object({
            week: z.string().openapi({ format: 'date', description: 'Its Monday' }),
            came: count,
            moved: count,
            medianMinutes: z.number().nullable(),
          }),
        ),
      }),
    ),
  })
  .openapi('HelpEffect');

function planAnswer({ moving, staying, now }: Preview): z.infer<typeof Plan> {
  const standing = ({ waiting, ruleId }: Preview['moving'][number] | Preview['staying'][number]) => ({
    reference: now.about.get(waiting.id)?.reference ?? '',
    ...{ kind: waiting.kind, office: waiting.officeId, waitedMinutes: waiting.waitedMinutes },
    ...{ minutesLeft: waiting.minutesLeft, rule: ruleId },
  });
  return {
    moving: moving.map((each) => ({ ...standing(each), toOffice: each.toOffice })),
    staying: staying.map((each) => ({
      ...standing(each),
      why: each.why,
      offices: each.offices.map(({ id, cannot }) => ({ office: id, cannot })),
    })),
  };
}

/** A rule of the actor's area, as it is answered. */
async function answer(ctx: Context, id: number): Promise<z.infer<typeof Rule>> {
  const rules = await rulesOf(ctx, (await ruleOf(ctx, id)).areaId);
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Problem('not-found');
  return shown(rule);
}

function shown(rule: Awaited<ReturnType<typeof rulesOf>>[number]): z.infer<typeof Rule> {
  const {
    madeAt: _,
    madeBy: __,
    endedAt: ___,
    principal: ____,
    taskSv: _____,
    taskEn: ______,
    ...rest
  } = rule;
  return {
    ...rest,
    fromOffices: [...rule.fromOffices],
    toOffices: [...rule.toOffices],
    kinds: [...rule.kinds],
    level: rule.level as (typeof LEVELS)[number],
  };
}

export const overflowApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/areas',
      tags,
      security,
      summary: 'The areas that one manages, with their offices',
      responses: {
        200: json(
          z.array(
            z.object({
              id: count,
              name: z.string(),
              offices: z.array(z.object({ id: count, name: z.string() })),
            }),
          ),
          'By name',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const areas = await areasManaged(contextOf(c));
      return c.json(
        areas.map(({ id, name, offices }) => ({ id, name, offices: [...offices] })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/areas/{area}/help-rules',
      tags,
      security,
      summary: 'When which offices of an area answer for which others',
      request: { params: AreaParam },
      responses: { 200: json(z.array(Rule), 'Those that have not been ended'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = await areaAsked(ctx, c.req.valid('param').area);
      return c.json((await rulesOf(ctx, id)).map(shown), 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/help-rules',
      tags,
      security,
      summary: 'Make a rule; by it contacts move within half a minute',
      request: body(RuleSchema),
      responses: { 201: json(Rule, 'Made'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      return c.json(await answer(ctx, await makeRule(ctx, c.req.valid('json'))), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/help-rules/preview',
      tags,
      security,
      summary: 'What would move now with a rule that is not made yet; changes nothing',
      request: body(RuleSchema),
      responses: { 200: json(Plan, 'With the rules that stand; the new one is rule 0'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const rule = c.req.valid('json');
      await checkRule(ctx, rule);
      return c.json(planAnswer(await preview(ctx, rule.areaId, ruleFrom(rule, 0))), 200);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/help-rules/{rule}',
      tags,
      security,
      summary: 'Change a rule: it ends, and another follows it from today at the earliest',
      request: { params: RuleParam, ...body(RuleSchema) },
      responses: { 200: json(Rule, 'The one that follows it'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      return c.json(
        await answer(ctx, await changeRule(ctx, c.req.valid('param').rule, c.req.valid('json'))),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/help-rules/{rule}',
      tags,
      security,
      summary: 'End a rule; what moved by it is answered where it is',
      request: { params: RuleParam },
      responses: { 204: { description: 'Ended' }, ...problems },
    }),
    async (c) => {
      await endRule(contextOf(c), c.req.valid('param').rule);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/areas/{area}/help',
      tags,
      security,
      summary: 'What the rules in force move now, and what stays and why',
      request: { params: AreaParam },
      responses: { 200: json(Plan, 'References, kinds and times; nothing of who it is with'), ...problems },
    }),
    async (c) => c.json(planAnswer(await preview(contextOf(c), c.req.valid('param').area)), 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/areas/{area}/help',
      tags,
      security,
      summary: 'Move now what is due',
      request: { params: AreaParam },
      responses: { 200: json(z.object({ moved: count }), 'How many moved'), ...problems },
    }),
    async (c) => c.json({ moved: await moveNow(contextOf(c), c.req.valid('param').area) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/areas/{area}/help-effect',
      tags,
      security,
      summary: 'What has come of it in eight weeks: by office, and the wait by week',
      request: { params: AreaParam },
      responses: { 200: json(Effect, 'Numbers alone'), ...problems },
    }),
    async (c) => {
      const { newest: _, ...effect } = await effectOf(contextOf(c), c.req.valid('param').area);
      return c.json(
        {
          ...effect,
          offices: [...effect.offices],
          weeks: effect.weeks.map(({ officeId, weeks }) => ({ officeId, weeks: [...weeks] })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/contacts/{id}/send-back',
      tags,
      security,
      summary: 'Send a contact back to the office that one helps, and why',
      request: { params: ContactParam, ...body(SendBackSchema) },
      responses: { 204: { description: 'It waits again where it came' }, ...problems },
    }),
    async (c) => {
      await sendBack(contextOf(c), c.req.valid('param').id, c.req.valid('json').why);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/contacts/{id}/take-back',
      tags,
      security,
      summary: 'Take a contact back from the office that helps, before somebody there has begun',
      request: { params: ContactParam },
      responses: { 204: { description: 'It waits here again' }, ...problems },
    }),
    async (c) => {
      await takeBack(contextOf(c), c.req.valid('param').id);
      return c.body(null, 204);
    },
  );
