import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { SERVICE_LEVELS } from '../law/facts.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import {
  changeDesk,
  changeNeed,
  endDesk,
  endNeed,
  orderNeeds,
  setQueue,
} from './commands/change-settings.server.ts';
import { addDesk, addNeed, openQueue } from './commands/configure.server.ts';
import { ChangeDeskSchema, NeedSchema, NewDeskSchema, OrderSchema, QueueSettingsSchema } from './schemas.ts';
import { settingsOf } from './settings.server.ts';

const id = z.coerce.number().pipe(Id);
const OfficeParam = z.object({ office: id });
const NeedParam = OfficeParam.extend({ need: id });
const DeskParam = OfficeParam.extend({ desk: id });
const DONE = { 204: { description: 'Done' }, ...problems };
const Made = z.object({ id: z.number().int() });

const SettingsAnswer = z
  .object({
    officeId: z.number().int(),
    office: z.string(),
    keepOvernight: z.boolean(),
    returnWithinMinutes: z.number().int(),
    ticketsAMinute: z.number().int(),
    needs: z.array(
      z.object({
        id: z.number().int(),
        names: z.record(z.string(), z.string()),
        sign: z.string(),
        prefix: z.string(),
        rangeFrom: z.number().int(),
        rangeTo: z.number().int(),
        usualMinutes: z.number().int(),
        waitLimitMinutes: z.number().int(),
        paused: z.boolean(),
        mayServe: z
          .number()
          .int()
          .openapi({ description: 'Officers of the office whom the law lets serve it today' }),
        tasks: z.array(
          z.object({
            taskId: z.number().int(),
            principalId: z.number().int(),
            level: z.enum(SERVICE_LEVELS),
          }),
        ),
      }),
    ),
    desks: z.array(
      z.object({
        id: z.number().int(),
        name: z.string(),
        kind: z.enum(['desk', 'floor', 'remote']),
        stepFree: z.boolean(),
        calm: z.boolean(),
        link: z.string().nullable(),
      }),
    ),
  })
  .openapi('QueueSettings');

const route = <M extends 'put' | 'post', P extends string, S extends z.ZodObject, B extends z.ZodType>(
  method: M,
  path: P,
  summary: string,
  params: S,
  given: B,
) =>
  createRoute({
    ...{ tags: ['Queue settings'], security, method, path, summary },
    request: { params, ...body(given) },
    responses: DONE,
  });
const removal = <P extends string, S extends z.ZodObject>(path: P, summary: string, params: S) =>
  createRoute({
    ...{ tags: ['Queue settings'], security, method: 'delete' as const, path, summary },
    request: { params },
    responses: DONE,
  });
const addition = <P extends string, B extends z.ZodType>(path: P, summary: string, given: B) =>
  createRoute({
    ...{ tags: ['Queue settings'], security, method: 'post' as const, path, summary },
    request: { params: OfficeParam, ...body(given) },
    responses: { 201: json(Made, summary), ...problems },
  });

/** What the manager of an office sets for its queue. */
export const queueSettingsApi = api()
  .openapi(
    createRoute({
      ...{ tags: ['Queue settings'], security, method: 'put', path: '/queues/{office}' },
      summary: 'Give an office a queue; one that has it keeps it',
      request: { params: OfficeParam },
      responses: DONE,
    }),
    async (c) => {
      await openQueue(contextOf(c), c.req.valid('param').office);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      ...{ tags: ['Queue settings'], security, method: 'get', path: '/queues/{office}/settings' },
      summary: 'Everything that is set for a queue',
      request: { params: OfficeParam },
      responses: { 200: json(SettingsAnswer, 'The settings'), ...problems },
    }),
    async (c) => {
      const settings = await settingsOf(contextOf(c), c.req.valid('param').office);
      const { officeId, office, queue, needs, desks } = settings;
      if (queue === null) throw new Problem('not-found');
      return c.json(
        {
          ...{ officeId, office, ...queue, desks: [...desks] },
          needs: needs.map((need) => ({ ...need, tasks: [...need.tasks] })),
        },
        200,
      );
    },
  )
  .openapi(
    route(
      'put',
      '/queues/{office}/settings',
      'Set what holds for the whole queue',
      OfficeParam,
      QueueSettingsSchema,
    ),
    async (c) => {
      await setQueue(contextOf(c), c.req.valid('param').office, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(addition('/queues/{office}/needs', 'Add a need', NeedSchema), async (c) => {
    const { office } = c.req.valid('param');
    return c.json({ id: await addNeed(contextOf(c), office, c.req.valid('json')) }, 201);
  })
  .openapi(
    route(
      'put',
      '/queues/{office}/needs',
      'Set the order of the needs at the kiosk',
      OfficeParam,
      OrderSchema,
    ),
    async (c) => {
      await orderNeeds(contextOf(c), c.req.valid('param').office, c.req.valid('json').needs);
      return c.body(null, 204);
    },
  )
  .openapi(
    route('put', '/queues/{office}/needs/{need}', 'Change a need', NeedParam, NeedSchema),
    async (c) => {
      const { office, need } = c.req.valid('param');
      await changeNeed(contextOf(c), office, need, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(removal('/queues/{office}/needs/{need}', 'End a need', NeedParam), async (c) => {
    const { office, need } = c.req.valid('param');
    await endNeed(contextOf(c), office, need);
    return c.body(null, 204);
  })
  .openapi(addition('/queues/{office}/desks', 'Add a desk', NewDeskSchema), async (c) => {
    const { office } = c.req.valid('param');
    return c.json({ id: await addDesk(contextOf(c), office, c.req.valid('json')) }, 201);
  })
  .openapi(
    route('put', '/queues/{office}/desks/{desk}', 'Change a desk', DeskParam, ChangeDeskSchema),
    async (c) => {
      const { office, desk } = c.req.valid('param');
      await changeDesk(contextOf(c), office, desk, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(removal('/queues/{office}/desks/{desk}', 'End a desk', DeskParam), async (c) => {
    const { office, desk } = c.req.valid('param');
    await endDesk(contextOf(c), office, desk);
    return c.body(null, 204);
  });
