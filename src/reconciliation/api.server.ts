import { createRoute, z } from '@hono/zod-openapi';
import { problemSentence } from '../imports/texts.ts';
import { IdText } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { AccessChangeSchema, requestAccessChange } from './commands/request-access-change.server.ts';
import { takeAccessList } from './commands/take-access-list.server.ts';
import { ACCESS_EVENTS, officerAccess } from './officer-access.server.ts';
import { systems, systemView } from './queries.server.ts';
import { ACCESS_STATES } from './rules/reconcile.ts';

const System = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    authorityId: z.number().int(),
    listTakenOn: z.string().nullable(),
    right: z.number().int(),
    surplus: z.number().int(),
    missing: z.number().int(),
  })
  .openapi('ReconciledSystem');

const Access = z
  .object({
    officerCode: z.string(),
    officerId: z.number().int().nullable(),
    officer: z.string().nullable(),
    state: z.enum(ACCESS_STATES),
    since: z.string().nullable(),
    mandates: z.array(z.number().int()),
    work: z
      .object({ kind: z.enum(['asked', 'done', 'kept']), on: z.string(), to: z.string(), note: z.string() })
      .nullable()
      .openapi({ description: 'What is done about it: asked, said done, or kept for a reason' }),
  })
  .openapi('ReconciledAccess');

const OfficerAccess = z
  .object({
    code: z.string(),
    officerId: z.number().int().nullable(),
    name: z.string().nullable(),
    systems: z.array(
      z.object({
        id: z.number().int(),
        authorityId: z.number().int(),
        name: z.string(),
        state: z.enum(ACCESS_STATES),
        mandates: z.array(z.number().int()),
      }),
    ),
    history: z.array(
      z.object({
        on: z.string(),
        kind: z.enum(ACCESS_EVENTS),
        system: z.string(),
        note: z.string(),
        by: z.string().nullable(),
        to: z.string(),
        mandateId: z.number().int().nullable(),
      }),
    ),
  })
  .openapi('OfficerAccess');

const List = z.object({
  takenOn: PlainDateSchema,
  officers: z
    .array(z.object({ officer: z.string(), since: PlainDateSchema.optional() }))
    .max(100_000)
    .openapi({ description: 'Everybody who has access; who is left out has none' }),
});
const Taken = z.object({ listId: z.uuid(), begun: z.number().int(), ended: z.number().int() });
const params = z.object({ id: IdText });

export const reconciliationApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/access-reconciliation',
      tags: ['Access'],
      security,
      summary: 'The systems of one’s authority, with what is wrong in each today (coordinator)',
      responses: { 200: json(z.array(System), 'By authority and name'), ...problems },
    }),
    async (c) => {
      const rows = await systems(contextOf(c));
      return c.json(
        rows.map(({ authority: _, ...row }) => row),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/access-reconciliation/officers',
      tags: ['Access'],
      security,
      summary: 'One officer in all systems of one’s authorities, and what happened (coordinator)',
      request: { query: z.object({ code: z.string().trim().min(1).max(100) }) },
      responses: { 200: json(OfficerAccess, 'History newest first, at most 500'), ...problems },
    }),
    async (c) => {
      const { officer, systems, history, code } = await officerAccess(
        contextOf(c),
        c.req.valid('query').code,
      );
      return c.json(
        {
          ...{ code, name: officer?.name ?? null, officerId: officer?.id ?? null },
          systems: systems.map(({ authority: _, mandates, ...row }) => ({ ...row, mandates: [...mandates] })),
          history: [...history],
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/access-reconciliation/{id}',
      tags: ['Access'],
      security,
      summary: 'Everybody in a system: surplus, missing, right (coordinator)',
      request: { params, query: PageQuery.extend({ state: z.enum(ACCESS_STATES).optional() }) },
      responses: {
        200: json(pageOf('officers', Access), 'A page of 50, surplus first, then missing'),
        ...problems,
      },
    }),
    async (c) => {
      const { page: asked, state } = c.req.valid('query');
      const { officers } = await systemView(contextOf(c), c.req.valid('param').id);
      const found = state === undefined ? officers : officers.filter((row) => row.state === state);
      const { page, pages, offset } = pageAt(asked, found.length);
      return c.json(
        {
          ...{ total: found.length, page, pages },
          officers: found
            .slice(offset, offset + PAGE_SIZE)
            .map(({ office: _, mandates, ...row }) => ({ ...row, mandates: [...mandates] })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/access-reconciliation/{id}/lists',
      tags: ['Access'],
      security,
      summary: 'Take in the whole list of who has access in a system (coordinator)',
      request: { params, ...body(List) },
      responses: { 201: json(Taken, 'Taken in; 422 names each row that is wrong in `rows`'), ...problems },
    }),
    async (c) => {
      const { takenOn, officers } = c.req.valid('json');
      const taken = await takeAccessList(contextOf(c), c.req.valid('param').id, {
        takenOn,
        fileName: 'API',
        format: 'json',
        content: JSON.stringify(officers),
      });
      if (taken.ok) return c.json({ listId: taken.listId, begun: taken.begun, ended: taken.ended }, 201);
      const rows = taken.problems.map((problem) => ({
        ...problem,
        detail: problemSentence(problem, c.get('locale')),
      }));
      throw new Problem('invalid', { rows });
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/access-reconciliation/{id}/requests',
      tags: ['Access'],
      security,
      summary: 'Note what is done about a deviation: asked, said done, or kept and why (coordinator)',
      request: { params, ...body(AccessChangeSchema) },
      responses: { 201: json(z.object({ requested: z.number().int() }), 'Noted'), ...problems },
    }),
    async (c) => {
      const requested = await requestAccessChange(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.json({ requested }, 201);
    },
  );
