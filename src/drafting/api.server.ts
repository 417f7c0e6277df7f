import { createRoute, z } from '@hono/zod-openapi';
import { IdParam } from '../agreements/api-schemas.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { concludeDraft } from './commands/conclude-draft.server.ts';
import { endAgreement } from './commands/end-agreement.server.ts';
import { openDraft } from './commands/open-draft.server.ts';
import { saveDraft } from './commands/save-draft.server.ts';
import {
  ConcludeDraftSchema,
  DraftContentSchema,
  EndAgreementSchema,
  OpenDraftSchema,
  SaveDraftSchema,
} from './draft.ts';
import { type Draft, draftView, listDrafts } from './queries/drafts.server.ts';

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

/** Drafts, concluding, ending. */
export const draftingApi = api()
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
      return c.json({ ...summary(draft), content: draft.content, requirements }, 200);
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
