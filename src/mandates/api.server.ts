import { createRoute, z } from '@hono/zod-openapi';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { BATCH_STATES, BatchOrderSchema, RenewalSchema, SignSchema } from './batch.ts';
import { draftBatch } from './commands/draft-batch.server.ts';
import { draftRenewal } from './commands/draft-renewal.server.ts';
import { orderBatch } from './commands/order-batch.server.ts';
import { signMandates } from './commands/sign-mandates.server.ts';
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
    failure: z.string().nullable(),
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
      .openapi({ description: 'Empty while it runs' }),
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
      responses: { 201: json(Drafted, 'Drafted; its address shows what would happen'), ...problems },
    }),
    async (c) => c.json(drafted(await draftBatch(contextOf(c), c.req.valid('json'))), 201),
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
      request: { params: BatchId },
      responses: { 200: json(Batch, 'As it stands'), ...problems },
    }),
    async (c) => {
      const view = await batchView(contextOf(c), c.req.valid('param').id);
      const locale = c.get('locale');
      const parts = new Map(view.parts.map((part) => [part.part, part]));
      return c.json(
        {
          id: view.id,
          state: view.state,
          rows: view.rows,
          rowsDone: view.rowsDone,
          issued: view.outcomes.filter((outcome) => outcome.issued).length,
          failure: view.failure,
          faults: view.fileFaults.map((fault) => ({
            line: fault.line,
            field: fault.field,
            code: fault.code,
            detail: fileFaultSentence(fault, locale),
          })),
          outcomes: view.outcomes.map((outcome) => ({
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
