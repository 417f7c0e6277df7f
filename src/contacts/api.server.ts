import { createRoute, z } from '@hono/zod-openapi';
import { GroundSchema, VerdictSchema, verdictJson } from '../agreements/verdict-json.ts';
import { Id } from '../kernel/id.schema.ts';
import { CONDITIONS } from '../law/content.ts';
import { LEVELS } from '../law/facts.ts';
import { whyNot } from '../law/verdict-texts.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { HELP_FORMS, OUTCOMES } from './act.ts';
import { addMatter } from './commands/add-matter.server.ts';
import { closeVisit } from './commands/close-visit.server.ts';
import { openVisit } from './commands/open-visit.server.ts';
import { recordAct } from './commands/record-act.server.ts';
import { removeMatter } from './commands/remove-matter.server.ts';
import { findTasks, visitView } from './queries.server.ts';

const VisitId = z.object({ id: z.uuid() });
const Created = z.object({ id: z.uuid() });

const Visit = z
  .object({
    id: z.uuid(),
    office: z.string(),
    officeId: z.number().int(),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    matters: z.array(
      z.object({
        id: z.uuid(),
        taskId: z.number().int(),
        task: z.string(),
        authorityId: z.number().int(),
        authority: z.string(),
        acts: z.array(
          z.object({
            id: z.uuid(),
            level: z.enum(LEVELS),
            helpForm: z.enum(HELP_FORMS),
            outcome: z.enum(OUTCOMES),
          }),
        ),
        ladder: z.array(VerdictSchema.extend({ level: z.enum(LEVELS) })),
        alternatives: z
          .object({
            level: z.enum(LEVELS),
            colleagues: z.array(z.object({ id: z.number().int(), name: z.string() })),
            office: z
              .object({ id: z.number().int(), name: z.string(), locality: z.string(), distance: z.number() })
              .nullable(),
          })
          .nullable(),
      }),
    ),
  })
  .openapi('Visit');

const Act = z
  .object({
    level: z.enum(LEVELS),
    helpForm: z.enum(HELP_FORMS),
    outcome: z.enum(OUTCOMES),
    conditions: z.array(z.enum(CONDITIONS)).max(10).default([]),
    actId: z
      .uuid()
      .optional()
      .openapi({ description: 'Sent again with the same id, the act is recorded once' }),
  })
  .openapi('Act');

export const contactsApi = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/visits',
      tags: ['Visits'],
      security,
      summary: 'Open a visit; it holds nothing about the visitor',
      request: body(z.object({ officeId: Id })),
      responses: { 201: json(Created, 'Opened'), ...problems },
    }),
    async (c) => c.json({ id: await openVisit(contextOf(c), c.req.valid('json').officeId) }, 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/visits/{id}',
      tags: ['Visits'],
      security,
      summary: 'A visit with, for each matter, what the asking officer may do here today',
      request: { params: VisitId },
      responses: { 200: json(Visit, 'The visit'), ...problems },
    }),
    async (c) => {
      const visit = await visitView(contextOf(c), c.req.valid('param').id);
      return c.json(
        {
          id: visit.id,
          office: visit.office,
          officeId: visit.officeId,
          openedAt: visit.openedAt.toString(),
          closedAt: visit.closedAt?.toString() ?? null,
          matters: visit.matters.map((matter) => ({
            id: matter.id,
            taskId: matter.taskId,
            task: matter.taskSv,
            authorityId: matter.principalId,
            authority: matter.principal,
            acts: matter.acts.map(({ id, level, helpForm, outcome }) => ({ id, level, helpForm, outcome })),
            ladder: matter.steps.map((step) => ({
              level: step.level,
              ...verdictJson(step.verdict, c.get('locale')),
            })),
            alternatives:
              matter.alternatives === null
                ? null
                : { ...matter.alternatives, colleagues: [...matter.alternatives.colleagues] },
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/visits/{id}/matters',
      tags: ['Visits'],
      security,
      summary: 'Add what the visitor wants of one authority',
      request: {
        params: VisitId,
        ...body(z.object({ taskId: Id, authorityId: Id })),
      },
      responses: { 201: json(Created, 'Added'), ...problems },
    }),
    async (c) => {
      const { taskId, authorityId } = c.req.valid('json');
      const id = await addMatter(contextOf(c), c.req.valid('param').id, { taskId, principalId: authorityId });
      return c.json({ id }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/visits/{id}/matters/{matter}/acts',
      tags: ['Visits'],
      security,
      summary: 'Record what was done; the law is asked in the same transaction',
      request: { params: VisitId.extend({ matter: z.uuid() }), ...body(Act) },
      responses: {
        201: json(
          Created.extend({ grounds: z.array(GroundSchema) }),
          'Recorded, with what it rests on; no grounds when the same act had been recorded before',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { id, matter } = c.req.valid('param');
      const result = await recordAct(contextOf(c), id, matter, c.req.valid('json'));
      const locale = c.get('locale');
      if (result.ok)
        return c.json(
          {
            id: result.actId,
            grounds: result.verdict === null ? [] : verdictJson(result.verdict, locale).grounds,
          },
          201,
        );
      if (result.refusal === 'law')
        throw new Problem('refused', {
          detail: whyNot(result.verdict, locale),
          ...verdictJson(result.verdict, locale),
        });
      throw new Problem('refused', { unconfirmed: result.unconfirmed });
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/visits/{id}/matters/{matter}',
      tags: ['Visits'],
      security,
      summary: 'Remove a matter that was added by mistake; one with an act stays',
      request: { params: VisitId.extend({ matter: z.uuid() }) },
      responses: { 204: { description: 'Removed' }, ...problems },
    }),
    async (c) => {
      const { id, matter } = c.req.valid('param');
      await removeMatter(contextOf(c), id, matter);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/visits/{id}/closing',
      tags: ['Visits'],
      security,
      summary: 'Close a visit; of two at once one wins and the other is told',
      request: { params: VisitId },
      responses: { 204: { description: 'Closed' }, ...problems },
    }),
    async (c) => {
      await closeVisit(contextOf(c), c.req.valid('param').id);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/tasks',
      tags: ['Visits'],
      security,
      summary: 'Tasks that a word finds: name, everyday word or authority',
      request: { query: z.object({ q: z.string().max(100) }) },
      responses: {
        200: json(
          z.array(
            z.object({
              taskId: z.number().int(),
              authorityId: z.number().int(),
              nameSv: z.string(),
              nameEn: z.string(),
              authority: z.string(),
            }),
          ),
          'At most 12, best first',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const hits = await findTasks(contextOf(c), c.req.valid('query').q);
      return c.json(
        hits.map(({ taskId, principalId, nameSv, nameEn, principal }) => ({
          taskId,
          authorityId: principalId,
          nameSv,
          nameEn,
          authority: principal,
        })),
        200,
      );
    },
  );
