import { createRoute, z } from '@hono/zod-openapi';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { asOfQuery } from './agreements-api.server.ts';
import { AsOfQuery, IdParam, Mandate, MandateWithHistory } from './api-schemas.ts';
import { issueMandate } from './commands/issue-mandate.server.ts';
import { withdrawMandate } from './commands/withdraw-mandate.server.ts';
import { Id, IssueMandateSchema, MANDATE_STATES, WithdrawMandateSchema } from './mandate.ts';
import { listMandates, type MandateRow, mandateView } from './queries/mandates.server.ts';

export const mandatesPart = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/mandates',
      tags: ['Mandates'],
      security,
      summary:
        'Mandates of the authority that the caller coordinates, those that the employer’s staff hold, and the caller’s own',
      request: {
        query: AsOfQuery.extend(PageQuery.shape).extend({
          q: z.string().max(100).optional(),
          state: z.enum(MANDATE_STATES).optional(),
          agreement: Id.optional(),
        }),
      },
      responses: { 200: json(pageOf('mandates', Mandate), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const { rows, total, page, pages } = await listMandates(contextOf(c), {
        ...asOfQuery(c, query),
        search: query.q,
        state: query.state,
        agreementId: query.agreement,
        page: query.page,
      });
      return c.json({ total, page, pages, mandates: rows.map(mandateJson) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/mandates/{id}',
      tags: ['Mandates'],
      security,
      summary: 'A mandate with what was known of it when',
      request: { params: IdParam, query: AsOfQuery },
      responses: { 200: json(MandateWithHistory, 'The mandate'), ...problems },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const view = await mandateView(contextOf(c), id, asOfQuery(c, c.req.valid('query')));
      const history = view.history.map(({ by: _, operation: __, knownAt, ...known }) => ({
        knownAt: knownAt.toString(),
        ...known,
      }));
      const competences = view.competences.map(({ taskId, proof, valid }) => ({ taskId, proof, valid }));
      return c.json({ ...mandateJson(view), competences, history }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandates',
      tags: ['Mandates'],
      security,
      summary: 'Issue a mandate in the name of the authority that the caller coordinates',
      request: body(IssueMandateSchema),
      responses: { 201: json(z.object({ id: z.number().int() }), 'Issued'), ...problems },
    }),
    async (c) => c.json({ id: await issueMandate(contextOf(c), c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mandates/{id}/withdrawal',
      tags: ['Mandates'],
      security,
      summary: 'Withdraw a mandate at once; of two at once one wins and the other is told',
      request: { params: IdParam, ...body(WithdrawMandateSchema) },
      responses: {
        201: json(z.object({ withdrawnOn: z.string() }), 'Withdrawn: from this day it gives nothing'),
        ...problems,
      },
    }),
    async (c) => {
      const withdrawnOn = await withdrawMandate(contextOf(c), c.req.valid('param').id, c.req.valid('json'));
      return c.json({ withdrawnOn }, 201);
    },
  );

function mandateJson(row: MandateRow): z.infer<typeof Mandate> {
  return {
    id: row.id,
    officerId: row.officerId,
    officerCode: row.officerCode,
    officer: row.officer,
    office: row.office,
    principalId: row.principalId,
    principal: row.principal,
    agreementId: row.agreementId,
    diaryNumber: row.diaryNumber,
    kind: row.kind,
    valid: row.valid,
    signedByPrincipalOn: row.signedByPrincipalOn,
    signedByOfficerOn: row.signedByOfficerOn,
    withdrawnOn: row.withdrawnOn,
    withdrawnReason: row.withdrawnReason,
    state: row.state,
    tasks: row.tasks.map(({ taskId, nameSv, level }) => ({ taskId, task: nameSv, level })),
    access: [...row.access],
    delegation: row.delegation,
  };
}
