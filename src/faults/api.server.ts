import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf, type Http, originOf } from '../shell/http.ts';
import {
  closeFault,
  markDuplicate,
  moveFault,
  noteOnFault,
  startFault,
} from './commands/handle-fault.server.ts';
import type { PublicFault } from './public.server.ts';
import { readReference } from './reference.server.ts';
import { faultList, LISTS, staffFault } from './staff-queries.server.ts';
import { BODY_CLOSES, CLOSE_KINDS, STATES } from './states.ts';

const tags = ['Fault reports'];
const Reference = z.object({ reference: z.string().max(40).openapi({ example: 'K7QM-2XPA' }) });

const Fault = z
  .object({
    reference: z.string(),
    bodyId: z.number().int(),
    body: z.string(),
    serviceCode: z.string(),
    categoryId: z.number().int(),
    category: z.string(),
    state: z.enum(STATES),
    closeKind: z.enum(CLOSE_KINDS).nullable(),
    saidByReporter: z.enum(['confirmed', 'denied']).nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    place: z.string(),
    expectedOn: day.nullable(),
    receivedAt: z.string(),
    updatedAt: z.string(),
    closedAt: z.string().nullable(),
    duplicateOf: z.string().nullable(),
    followers: z.number().int(),
  })
  .openapi('FaultReport', {
    description:
      '`closeKind` is the body’s word, `saidByReporter` the other’s: a report that is closed as fixed and denied is open again',
  });
const WholeFault = Fault.extend({
  description: z.string(),
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  contact: z
    .object({ email: z.string().nullable(), name: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  events: z.array(
    z.object({
      at: z.string(),
      kind: z.string(),
      public: z.boolean(),
      words: z.string(),
      by: z.string().nullable(),
    }),
  ),
});

const faultJson = (fault: PublicFault) => ({
  reference: fault.reference,
  bodyId: fault.bodyId,
  body: fault.body,
  serviceCode: fault.code,
  categoryId: fault.categoryId,
  category: fault.name.sv,
  state: fault.state,
  closeKind: fault.closeKind,
  saidByReporter: fault.saidByReporter,
  latitude: fault.latitude,
  longitude: fault.longitude,
  place: fault.place,
  expectedOn: fault.expectedOn,
  receivedAt: fault.receivedAt.toString(),
  updatedAt: fault.updatedAt.toString(),
  closedAt: fault.closedAt?.toString() ?? null,
  duplicateOf: fault.duplicateOf,
  followers: fault.followers,
});

const words = (longest: number) => z.string().trim().max(longest);

/** The report of an address of the API. Throws Problem `not-found`. */
function found(c: Http, reference: string) {
  const read = readReference(reference);
  if (read === null) throw new Problem('not-found');
  return staffFault(contextOf(c), read);
}

/** What the people of a body do with its reports. Anybody's part is Open311 (open311/). */
export const faultsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/faults',
      tags,
      security,
      summary: 'Reports of the caller’s bodies, newest first',
      request: {
        query: PageQuery.extend({
          list: z.enum(LISTS).default('open'),
          search: z.string().max(100).default(''),
        }),
      },
      responses: { 200: json(pageOf('faults', Fault), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const { list, search, page } = c.req.valid('query');
      const { rows, ...rest } = await faultList(contextOf(c), { kind: list, word: search, page });
      return c.json(
        { total: rest.total, page: rest.page, pages: rest.pages, faults: rows.map(faultJson) },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/faults/{reference}',
      tags,
      security,
      summary: 'A report whole, with who made it when they said so, and what has happened',
      request: { params: Reference },
      responses: { 200: json(WholeFault, 'The report'), ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      return c.json(
        {
          ...faultJson(fault),
          description: fault.full,
          answers: fault.answers as Record<string, string | string[]>,
          contact: fault.contact,
          events: fault.events.map(({ at, kind, public: isPublic, words: said, who }) => ({
            ...{ at: at.toString(), kind, public: isPublic, words: said, by: who },
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/faults/{reference}/work',
      tags,
      security,
      summary: 'Work has begun; when it is expected to be done, which everybody sees',
      request: { params: Reference, ...body(z.object({ expectedOn: PlainDateSchema.nullable() })) },
      responses: { 204: { description: 'Noted' }, ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      await startFault(contextOf(c), fault.id, c.req.valid('json').expectedOn);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/faults/{reference}/notes',
      tags,
      security,
      summary: 'A note, for everybody or for the body alone',
      request: { params: Reference, ...body(z.object({ words: words(4000), public: z.boolean() })) },
      responses: { 204: { description: 'Noted' }, ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      const { words: said, public: isPublic } = c.req.valid('json');
      await noteOnFault(contextOf(c), fault.id, said, isPublic);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/faults/{reference}/transfer',
      tags,
      security,
      summary: 'It is of another kind, of the same body or another; to another body it is theirs from now on',
      request: { params: Reference, ...body(z.object({ categoryId: Id, words: words(2000).default('') })) },
      responses: { 204: { description: 'Moved' }, ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      const { categoryId, words: why } = c.req.valid('json');
      await moveFault(contextOf(c), fault.id, categoryId, why);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/faults/{reference}/closing',
      tags,
      security,
      summary: 'Close it, with how and what is said to everybody; who reported may deny that it is mended',
      request: {
        params: Reference,
        ...body(z.object({ kind: z.enum(BODY_CLOSES), words: words(4000).default('') })),
      },
      responses: { 204: { description: 'Closed' }, ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      const { kind, words: said } = c.req.valid('json');
      await closeFault(contextOf(c), originOf(c), fault.id, kind, said);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/faults/{reference}/duplicate',
      tags,
      security,
      summary: 'It is the same as another of the body’s, which is followed from now on',
      request: { params: Reference, ...body(z.object({ of: z.string().max(40) })) },
      responses: { 204: { description: 'Closed as the same' }, ...problems },
    }),
    async (c) => {
      const fault = await found(c, c.req.valid('param').reference);
      await markDuplicate(contextOf(c), originOf(c), fault.id, readReference(c.req.valid('json').of) ?? '');
      return c.body(null, 204);
    },
  );
