import { createRoute, z } from '@hono/zod-openapi';
import { IdParam } from '../agreements/api-schemas.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { concludeDraft } from './commands/conclude-draft.server.ts';
import { endAgreement } from './commands/end-agreement.server.ts';
import { openDraft } from './commands/open-draft.server.ts';
import { rebaseDraft } from './commands/rebase-draft.server.ts';
import { saveDraft } from './commands/save-draft.server.ts';
import {
  ConcludeDraftSchema,
  DraftContentSchema,
  EndAgreementSchema,
  OpenDraftSchema,
  SaveDraftSchema,
} from './draft.ts';
import { draftHistory } from './queries/draft-history.server.ts';
import { type Draft, draftView, listDrafts } from './queries/drafts.server.ts';
import type { Change } from './rules/merge.ts';

const id = z.number().int();
const DraftSummary = z
  .object({
    id,
    authorId: id,
    author: z.string(),
    amends: z.object({ agreementId: id, version: id }).nullable(),
    name: z.string(),
    diaryNumber: z.string(),
    revision: id,
    state: z.enum(['open', 'concluded', 'discarded']),
    agreementId: id.nullable().openapi({ description: 'The agreement that it has become, or amended' }),
    changedAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('AgreementDraftSummary');
const AgreementDraft = DraftSummary.extend({
  content: DraftContentSchema,
  requirements: z
    .array(
      z.object({
        code: z.string(),
        state: z.enum(['fulfilled', 'missing', 'not-allowed']),
        reasons: z.array(z.string()),
        provision: z.string().nullable(),
        task: id.nullable().openapi({ description: 'Row of the tasks, from 0' }),
        items: z.array(z.string()).openapi({ description: 'Items of the closed list that fit the task' }),
        advice: z.boolean().openapi({ description: 'It can be concluded without' }),
      }),
    )
    .openapi({ description: 'What the law and the register ask of it, each fulfilled or not' }),
  overtakenBy: id
    .nullable()
    .openapi({ description: 'The version that was concluded since an amendment was begun' }),
  mandatesOutside: z
    .array(z.object({ mandateId: id, reasons: z.array(z.enum(['days', 'tasks', 'access'])) }))
    .openapi({ description: 'Mandates of the caller’s authority that the drafted amendment would not bear' }),
}).openapi('AgreementDraft');

function summary(draft: Draft) {
  const { id, authorId, author, amends, content, revision, state, agreementId, changedAt } = draft;
  const { name, diaryNumber } = content;
  return {
    id,
    authorId,
    author,
    amends,
    name,
    diaryNumber,
    revision,
    state,
    agreementId,
    changedAt: changedAt.toString(),
  };
}

const DraftChange = z
  .object({ field: z.string(), before: z.unknown(), after: z.unknown() })
  .openapi('AgreementDraftChange', {
    description: 'A field; of lists, one row, null on a side where it is not',
  });
const changes = (all: readonly Change[]) => all.map(({ field, before, after }) => ({ field, before, after }));

/** Drafts, concluding, ending. */
export const draftingApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-drafts/{id}/history',
      tags: ['Agreements'],
      security,
      summary: 'What has happened to a draft, newest first: who, when and what changed',
      request: { params: IdParam, query: PageQuery },
      responses: {
        200: json(
          pageOf(
            'events',
            z.object({
              at: z.string().openapi({ format: 'date-time' }),
              who: z.string().nullable(),
              revision: id,
              what: z.enum(['begun', 'saved', 'rebased', 'concluded', 'discarded']),
              amendsVersion: id.nullable(),
              changes: z.array(DraftChange),
            }),
          ),
          'A page of 20',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { rows, total, page, pages } = await draftHistory(
        contextOf(c),
        c.req.valid('param').id,
        c.req.valid('query').page,
      );
      const events = rows.map((row) => ({ ...row, at: row.at.toString(), changes: changes(row.changes) }));
      return c.json({ total, page, pages, events }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-drafts/{id}/rebase',
      tags: ['Agreements'],
      security,
      summary:
        'Let a draft amendment that another conclusion has overtaken go on from the last version; its own changes stand',
      request: { params: IdParam, ...body(ConcludeDraftSchema) },
      responses: {
        200: json(
          z.object({
            revision: id,
            version: id.nullable().openapi({ description: 'The version that the draft amends now' }),
            taken: z
              .array(DraftChange)
              .openapi({ description: 'What the draft took over from the new version' }),
            conflicts: z.array(DraftChange).openapi({
              description:
                'What both changed: `before` is the agreement’s, `after` the draft’s, which stands',
            }),
          }),
          'Rebased; unchanged when nothing has overtaken it',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { revision, version, taken, conflicts } = await rebaseDraft(
        contextOf(c),
        c.req.valid('param').id,
        c.req.valid('json'),
      );
      return c.json({ revision, version, taken: changes(taken), conflicts: changes(conflicts) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-drafts',
      tags: ['Agreements'],
      security,
      summary: 'Open drafts that the caller’s authority writes or is to be a party of',
      request: { query: PageQuery },
      responses: { 200: json(pageOf('drafts', DraftSummary), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const { rows, total, page, pages } = await listDrafts(contextOf(c), c.req.valid('query').page);
      return c.json({ total, page, pages, drafts: rows.map(summary) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-drafts',
      tags: ['Agreements'],
      security,
      summary: 'Begin a draft: of a new agreement, or of an amendment filled in from the last version',
      request: body(OpenDraftSchema),
      responses: { 201: json(z.object({ id }), 'Begun'), ...problems },
    }),
    async (c) => c.json({ id: await openDraft(contextOf(c), c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-drafts/{id}',
      tags: ['Agreements'],
      security,
      summary: 'A draft, with what it lacks',
      request: { params: IdParam },
      responses: { 200: json(AgreementDraft, 'The draft'), ...problems },
    }),
    async (c) => {
      const draft = await draftView(contextOf(c), c.req.valid('param').id);
      const requirements = draft.requirements.map((each) => ({
        ...each,
        reasons: [...each.reasons],
        items: [...each.items],
      }));
      return c.json(
        {
          ...summary(draft),
          content: draft.content,
          requirements,
          overtakenBy: draft.overtaken?.version ?? null,
          mandatesOutside: draft.outside.map(({ id, reasons }) => ({ mandateId: id, reasons: [...reasons] })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/agreement-drafts/{id}',
      tags: ['Agreements'],
      security,
      summary:
        'Save a draft, however much is missing; 409 with what differs when somebody saved since `revision`',
      request: { params: IdParam, ...body(SaveDraftSchema) },
      responses: { 200: json(z.object({ revision: id }), 'Saved'), ...problems },
    }),
    async (c) =>
      c.json({ revision: await saveDraft(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-drafts/{id}/conclusion',
      tags: ['Agreements'],
      security,
      summary:
        'Make the draft an agreement, or the next version of one; 422 with the list of what is missing',
      request: { params: IdParam, ...body(ConcludeDraftSchema) },
      responses: { 201: json(z.object({ agreementId: id, version: id }), 'Concluded'), ...problems },
    }),
    async (c) => c.json(await concludeDraft(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/ending',
      tags: ['Agreements'],
      security,
      summary: 'End an agreement by notice; mandates that reach past its last day are cut, or it is refused',
      request: { params: IdParam, ...body(EndAgreementSchema) },
      responses: {
        200: json(
          z.object({
            cut: id.openapi({ description: 'Mandates that now end with the agreement' }),
            withdrawn: id.openapi({ description: 'Mandates that had not begun' }),
          }),
          'Ended',
        ),
        ...problems,
      },
    }),
    async (c) => c.json(await endAgreement(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 200),
  );
