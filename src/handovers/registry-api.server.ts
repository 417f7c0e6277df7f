import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf, originOf } from '../shell/http.ts';
import { ReceivingBody, receivingOf, setReceiving } from './commands/receiving.server.ts';
import { reroute } from './commands/reroute.server.ts';
import { diaryEntries, myDiaries } from './diary/read.server.ts';
import { EntryBody, register, registerHandOver, setWithheld } from './diary/register.server.ts';
import { RerouteSchema } from './schemas.ts';

const Registered = z.object({ id: z.uuid(), number: z.string().openapi({ example: '2019-00518-1.8' }) });
const Receiving = z
  .object({
    firstDays: z.number().int().nullable(),
    finalDays: z.number().int().nullable(),
    delivery: z.enum(['here', 'webhook', 'mail']),
    webhookUrl: z.string().nullable(),
    hasSecret: z.boolean().openapi({ description: 'Whether there is a secret; it is not shown again' }),
    mailTo: z.string().nullable(),
    summaryTo: z.string().nullable(),
  })
  .openapi('Receiving');
const Authority = z.object({ authority: z.coerce.number().pipe(Id) });
const NOTHING_SET: z.output<typeof Receiving> = {
  ...{ firstDays: null, finalDays: null, delivery: 'here', webhookUrl: null, hasSecret: false },
  ...{ mailTo: null, summaryTo: null },
};

/** Sending on what came back; how an authority receives; its diary. */
export const handOverRegistryApi = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/hand-overs/{id}/rerouting',
      tags: ['Hand-overs'],
      security,
      summary: 'Send what came back on to the right authority; the person keeps reference and code',
      request: { params: z.object({ id: z.uuid() }), ...body(RerouteSchema) },
      responses: {
        201: json(z.object({ id: z.uuid(), reference: z.string() }), 'The one that goes on'),
        ...problems,
      },
    }),
    async (c) => {
      const { id, reference } = await reroute(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.json({ id, reference }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/receivers/{authority}',
      tags: ['Hand-overs'],
      security,
      summary: 'How an authority receives hand-overs: days, delivery, summary; for its coordinator',
      request: { params: Authority },
      responses: { 200: json(Receiving, 'As it is set; the defaults where nothing is'), ...problems },
    }),
    async (c) => {
      const kept = await receivingOf(contextOf(c), c.req.valid('param').authority);
      return c.json(kept ?? NOTHING_SET, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/receivers/{authority}',
      tags: ['Hand-overs'],
      security,
      summary: 'Set how an authority receives; without `webhookSecret` the one that is there stays',
      request: { params: Authority, ...body(ReceivingBody) },
      responses: { 200: json(Receiving, 'As it is set now'), ...problems },
    }),
    async (c) => {
      const authorityId = c.req.valid('param').authority;
      await setReceiving(
        contextOf(c),
        { ...c.req.valid('json'), authorityId },
        originOf(c),
        c.get('services').sealingKey,
      );
      return c.json((await receivingOf(contextOf(c), authorityId)) ?? NOTHING_SET, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/diaries',
      tags: ['Diary'],
      security,
      summary: 'The diaries of the authorities that the caller receives for or coordinates',
      responses: {
        200: json(
          z.array(
            z.object({
              ...{ id: z.number().int(), authorityId: z.number().int(), authority: z.string() },
              ...{ board: z.string(), name: z.string(), pattern: z.string() },
            }),
          ),
          'By authority and board',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const diaries = await myDiaries(contextOf(c));
      return c.json(
        diaries.map(({ id, authorityId, authority, board, name, pattern }) => ({
          ...{ id, authorityId, authority, board, name, pattern },
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/diary-entries',
      tags: ['Diary'],
      security,
      summary: 'What is registered with the caller’s authorities, newest first',
      request: { query: PageQuery },
      responses: {
        200: json(
          pageOf(
            'entries',
            z.object({
              ...{ id: z.uuid(), number: z.string(), authority: z.string() },
              ...{ direction: z.enum(['received', 'made']), datedOn: day },
              ...{ counterpart: z.string(), subject: z.string() },
              ...{ counterpartWithheld: z.boolean(), subjectWithheld: z.boolean() },
              handOverId: z.uuid().nullable(),
            }),
          ),
          'A page of 50',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { rows, total, page, pages } = await diaryEntries(contextOf(c), c.req.valid('query').page);
      return c.json({ total, page, pages, entries: [...rows] }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/diary-entries',
      tags: ['Diary'],
      security,
      summary:
        'Register a document: the diary gives the number, gapless and never again; withheld from the public unless said otherwise',
      request: body(EntryBody),
      responses: { 201: json(Registered, 'Registered, with its number'), ...problems },
    }),
    async (c) => c.json(await register(contextOf(c), c.req.valid('json')), 201),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/diary-entries/{id}/withheld',
      tags: ['Diary'],
      security,
      summary: 'Say what of an entry is not shown in the public register',
      request: {
        params: z.object({ id: z.uuid() }),
        ...body(z.object({ counterpart: z.boolean(), subject: z.boolean() })),
      },
      responses: { 204: { description: 'Set' }, ...problems },
    }),
    async (c) => {
      await setWithheld(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/hand-overs/{id}/diary-entry',
      tags: ['Diary'],
      security,
      summary: 'Register a hand-over in a diary of its receiver; once in each, however often it is sent',
      request: {
        params: z.object({ id: z.uuid() }),
        ...body(
          z.object({ diaryId: Id, class: z.string().trim().max(20).default(''), key: z.uuid().optional() }),
        ),
      },
      responses: { 201: json(Registered, 'Its number'), ...problems },
    }),
    async (c) => {
      const asked = { ...c.req.valid('json'), counterpart: '' };
      return c.json(await registerHandOver(contextOf(c), c.req.valid('param').id, asked), 201);
    },
  );
