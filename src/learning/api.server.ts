import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, day, json, problems, security } from '../shell/api.ts';
import { contextOf, fieldErrors } from '../shell/http.ts';
import { makeStudy } from './commands/make-study.server.ts';
import { mapContact } from './commands/map-contact.server.ts';
import { GuidanceSchema, writeGuidance } from './commands/write-guidance.server.ts';
import { guidanceVersions } from './guidance.server.ts';
import { MappingSchema, StudySchema } from './mapping.ts';
import { officesOfSide, questionsAsked } from './questions.server.ts';
import { TRENDS } from './rules/growing.ts';
import { SIDES, sideAsked, sidesOf } from './side.ts';
import { studies } from './studies.server.ts';
import { PERIODS } from './weeks.ts';

const tags = ['Learning'];
const Told = z
  .union([z.number().int(), z.literal('withheld')])
  .openapi({ description: 'Withheld: below five outside the office, or it would give such a one away' });
const SideQuery = z.object({
  side: z.enum(SIDES).optional().openapi({ description: 'Whose view; the first of the actor’s when absent' }),
});
const Question = z
  .object({
    taskId: z.number().int(),
    principalId: z.number().int(),
    taskSv: z.string(),
    taskEn: z.string(),
    principal: z.string(),
    asked: Told,
    now: Told,
    before: Told,
    lastYear: Told.nullable(),
    trend: z.enum(TRENDS),
    weekly: z.array(Told),
  })
  .openapi('Question');
const QuestionParams = z.object({
  task: z.coerce.number().pipe(Id),
  authority: z.coerce.number().pipe(Id),
});
const Guidance = z
  .object({ version: z.number().int(), body: z.string().nullable(), writtenAt: z.string() })
  .openapi('Guidance');
const StudyRow = z
  .object({
    id: z.number().int(),
    name: z.string(),
    purpose: z.string(),
    firstOn: day,
    lastOn: day,
    offices: z.array(z.string()),
    authorities: z.array(z.string()),
  })
  .openapi('MappingStudy');

/** What people ask, what the desk is told, and mapping of contacts, for other systems. */
export const learningApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/questions',
      tags,
      security,
      summary: 'What people ask, a task of an authority at a time, the most asked first; and what grows',
      request: {
        query: SideQuery.extend({
          office: z.coerce.number().pipe(Id).optional(),
          weeks: z.coerce
            .number()
            .pipe(z.union(PERIODS.map((weeks) => z.literal(weeks))))
            .default(4),
        }),
      },
      responses: {
        200: json(
          z.object({ first: day, last: day, mondays: z.array(day), questions: z.array(Question) }),
          'Whole weeks',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { side: asked, office = null, weeks } = c.req.valid('query');
      const side = sideAsked(ctx.actor, asked);
      if (office !== null && !(await officesOfSide(ctx, side)).some(({ id }) => id === office))
        throw new Problem('not-found');
      const { first, last, mondays, rows } = await questionsAsked(ctx, {
        ...{ side, officeId: office, period: weeks },
      });
      const questions = rows.map(({ principalShort: _, ...row }) => ({ ...row, weekly: [...row.weekly] }));
      return c.json({ first, last, mondays: [...mondays], questions }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/questions/{task}/{authority}/guidance',
      tags,
      security,
      summary: 'What the authority tells the front desk of a task, the newest version first',
      request: { params: QuestionParams },
      responses: {
        200: json(z.array(Guidance), 'The first one holds; a null body takes it back'),
        ...problems,
      },
    }),
    async (c) => {
      const ctx = contextOf(c);
      if (sidesOf(ctx.actor).length === 0) throw new Problem('forbidden');
      const { task, authority } = c.req.valid('param');
      const versions = await guidanceVersions(ctx, { taskId: task, principalId: authority });
      return c.json(
        versions.map(({ writtenAt, ...version }) => ({ ...version, writtenAt: writtenAt.toString() })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/questions/{task}/{authority}/guidance',
      tags,
      security,
      summary: 'Tell the front desk something of a task: a new version (the authority’s coordinator)',
      request: { params: QuestionParams, ...body(GuidanceSchema.extend({ seen: z.number().int().min(0) })) },
      responses: { 204: { description: 'Told' }, ...problems },
    }),
    async (c) => {
      const { task, authority } = c.req.valid('param');
      await writeGuidance(contextOf(c), task, authority, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/mapping-studies',
      tags,
      security,
      summary: 'Mapping studies of a side, the newest first',
      request: { query: SideQuery },
      responses: { 200: json(z.array(StudyRow), 'At most fifty'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const list = await studies(ctx, sideAsked(ctx.actor, c.req.valid('query').side));
      return c.json(
        list.map(({ contacts: _, mapped: __, ...study }) => ({
          ...study,
          offices: [...study.offices],
          authorities: [...study.authorities],
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mapping-studies',
      tags,
      security,
      summary: 'Begin a mapping study at offices that one manages',
      request: body(
        z.object({
          name: z.string(),
          purpose: z.string().optional(),
          firstOn: PlainDateSchema,
          lastOn: PlainDateSchema,
          officeIds: z.array(Id),
          authorityIds: z.array(Id).default([]),
        }),
      ),
      responses: { 201: json(z.object({ id: z.number().int() }), 'Begun'), ...problems },
    }),
    async (c) => {
      const read = StudySchema.safeParse(c.req.valid('json'));
      if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
      return c.json({ id: await makeStudy(contextOf(c), read.data) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/contacts/{id}/mapping',
      tags,
      security,
      summary: 'Note what a contact was, during a mapping study and a week after',
      request: { params: z.object({ id: z.uuid() }), ...body(MappingSchema) },
      responses: { 204: { description: 'Noted' }, ...problems },
    }),
    async (c) => {
      await mapContact(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    },
  );
