import { createRoute, z } from '@hono/zod-openapi';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, PageQuery, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { BATCH_STATES, BatchOrderSchema, RenewalSchema, SignSchema } from './batch.ts';
import { discardDraft } from './commands/discard-draft.server.ts';
import { draftBatch } from './commands/draft-batch.server.ts';
import { draftRenewal } from './commands/draft-renewal.server.ts';
import { orderBatch } from './commands/order-batch.server.ts';
import { signMandates } from './commands/sign-mandates.server.ts';
import type { FileFault } from './officer-file.ts';
import { batchView } from './queries/batches.server.ts';
import { fileFaultSentence, reasonSentence } from './reason-texts.ts';

const BatchId = z.object({ id: z.uuid() });
const Drafted = z.object({ id: z.string(), location: z.string() });
const Reason = z.object({ code: z.string(), detail: z.string(), day: z.string().optional() });

const Batch = z
  .object({
    id: z.string(),
    state: z.enum(BATCH_STATES),
    rows: z.number().int(),
    rowsDone: z.number().int(),
    issued: z.number().int().openapi({ description: 'For a draft: how many would be issued now' }),
    starts: z.number().int().openapi({ description: 'How often its run was begun' }),
    failure: z.string().nullable(),
    total: z.number().int().openapi({ description: 'Outcomes of the selection, on all pages' }),
    page: z.number().int(),
    pages: z.number().int(),
    faults: z.array(
      z.object({
        line: z.number().int(),
        field: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
      }),
    ),
    outcomes: z
      .array(
        z.object({
          agreementId: z.number().int(),
          principalId: z.number().int(),
          officerCode: z.string(),
          issued: z.boolean(),
          mandateId: z.number().int().nullable(),
          reasons: z.array(Reason),
        }),
      )
      .openapi({ description: 'A page of 50; empty while it runs' }),
  })
  .openapi('MandateBatch');

const drafted = (id: string) => ({ id, location: `/api/mandate-batches/${id}` });

export const mandateBatchesApi = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandate-batches',
      tags: ['Mandates'],
      security,
      summary: 'Preview many mandates: nothing is issued (coordinator of every authority in it)',
      description:
        '`to: null` is as long as the agreement holds. `officers.by: codes` takes the officers’ codes.',
      request: body(BatchOrderSchema),
      responses: {
        201: json(
          Drafted,
          'Drafted; its address shows what would happen. 422 names each wrong row in `rows`',
        ),
        ...problems,
      },
    }),
    async (c) => {
      try {
        return c.json(drafted(await draftBatch(contextOf(c), c.req.valid('json'))), 201);
      } catch (error) {
        if (!(error instanceof Problem) || error.facts.rows === undefined) throw error;
        const rows = (error.facts.rows as FileFault[]).map((fault) => ({
          ...fault,
          detail: fileFaultSentence(fault, c.get('locale')),
        }));
        throw new Problem('invalid', { rows }, error.errors);
      }
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandate-renewals',
      tags: ['Mandates'],
      security,
      summary: 'Preview mandates that follow directly on old ones: nothing is issued',
      request: body(RenewalSchema),
      responses: { 201: json(Drafted, 'Drafted, as a preview of many mandates'), ...problems },
    }),
    async (c) => c.json(drafted(await draftRenewal(contextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandate-batches/{id}/run',
      tags: ['Mandates'],
      security,
      summary: 'Issue what was previewed; asked twice it is done once',
      request: { params: BatchId },
      responses: {
        202: json(Drafted, 'Under way: ask its address until state is done or failed'),
        ...problems,
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await orderBatch(contextOf(c), id);
      return c.json(drafted(id), 202);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/mandate-batches/{id}',
      tags: ['Mandates'],
      security,
      summary: 'Preview, progress or report of many mandates',
      request: {
        params: BatchId,
        query: PageQuery.extend({ outcome: z.enum(['issued', 'not-issued']).optional() }),
      },
      responses: { 200: json(Batch, 'As it stands'), ...problems },
    }),
    async (c) => {
      const view = await batchView(contextOf(c), c.req.valid('param').id);
      const locale = c.get('locale');
      const query = c.req.valid('query');
      const chosen = view.outcomes.filter(
        ({ issued }) => query.outcome === undefined || issued === (query.outcome === 'issued'),
      );
      const { page, pages, offset } = pageAt(query.page, chosen.length);
      const parts = new Map(view.parts.map((part) => [part.part, part]));
      return c.json(
        {
          id: view.id,
          state: view.state,
          rows: view.rows,
          rowsDone: view.rowsDone,
          issued: view.outcomes.filter((outcome) => outcome.issued).length,
          starts: view.starts,
          failure: view.failure,
          ...{ total: chosen.length, page, pages },
          faults: view.fileFaults.map((fault) => ({
            line: fault.line,
            field: fault.field,
            code: fault.code,
            detail: fileFaultSentence(fault, locale),
          })),
          outcomes: chosen.slice(offset, offset + PAGE_SIZE).map((outcome) => ({
            agreementId: parts.get(outcome.part)?.agreementId ?? 0,
            principalId: parts.get(outcome.part)?.principalId ?? 0,
            officerCode: outcome.officerCode,
            issued: outcome.issued,
            mandateId: outcome.mandateId,
            reasons: outcome.reasons.map((reason) => ({
              code: reason.code,
              detail: reasonSentence(reason, view, locale),
              ...(reason.day === undefined ? {} : { day: reason.day }),
            })),
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/mandate-batches/{id}',
      tags: ['Mandates'],
      security,
      summary: 'Throw a preview away; what was ordered stays',
      request: { params: BatchId },
      responses: { 204: { description: 'Gone' }, ...problems },
    }),
    async (c) => {
      await discardDraft(contextOf(c), c.req.valid('param').id);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandate-signatures',
      tags: ['Mandates'],
      security,
      summary: 'Record the days on which the sides signed; a day that is there stays',
      request: body(SignSchema),
      responses: { 200: json(z.object({ signed: z.number().int() }), 'How many got a day'), ...problems },
    }),
    async (c) => c.json({ signed: await signMandates(contextOf(c), c.req.valid('json')) }, 200),
  );
