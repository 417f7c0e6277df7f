import { createRoute, z } from '@hono/zod-openapi';
import { swedishDay } from '../kernel/plain-date.ts';
import type { Duty } from '../law/rules/duties.ts';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import type { Locale } from '../ui/texts.ts';
import { AGREEMENT_SORTS, LONGEST_ENDING } from './agreement-filter.ts';
import { AmendAgreementSchema } from './amendment.ts';
import {
  Agreement,
  AgreementSummary,
  ApprovalRecord,
  AsOfQuery,
  IdParam,
  VersionParam,
} from './api-schemas.ts';
import { ApproveSchema, RevokeApprovalSchema } from './approval.ts';
import type { AsOf } from './as-of.ts';
import { amendAgreement } from './commands/amend-agreement.server.ts';
import { approveAgreement, approveAmendment, revokeApproval } from './commands/approve-agreement.server.ts';
import { Id } from './mandate.ts';
import { type AgreementView, agreementView } from './queries/agreement-view.server.ts';
import { type AgreementListed, listAgreements } from './queries/list-agreements.server.ts';
import { AGREEMENT_STATES, type Remark } from './rules/agreement-state.ts';
import { groundJson } from './verdict-json.ts';

export function asOfQuery(c: Http, query: z.output<typeof AsOfQuery>): AsOf {
  return { day: query.on ?? swedishDay(contextOf(c).clock()), known: query.known ?? null };
}

export const agreementsPart = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements',
      tags: ['Agreements'],
      security,
      summary:
        'Agreements to which the caller’s authority or employer is a party, as of a day, as known then',
      request: {
        query: AsOfQuery.extend(PageQuery.shape).extend({
          q: z.string().max(100).optional(),
          state: z.enum(AGREEMENT_STATES).optional(),
          party: Id.optional(),
          regime: z.string().max(40).optional(),
          office: Id.optional(),
          task: Id.optional(),
          endingWithin: z.coerce.number().int().min(0).max(LONGEST_ENDING).optional().openapi({
            description: 'Agreements whose last day comes within so many days of the day',
          }),
          sort: z.enum(AGREEMENT_SORTS).optional(),
        }),
      },
      responses: { 200: json(pageOf('agreements', AgreementSummary), 'A page of 50'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const { rows, total, page, pages } = await listAgreements(contextOf(c), {
        ...asOfQuery(c, query),
        search: query.q,
        state: query.state,
        partyId: query.party,
        regimeId: query.regime,
        officeId: query.office,
        taskId: query.task,
        endingWithin: query.endingWithin,
        sort: query.sort,
        page: query.page,
      });
      const agreements = rows.map((row) => summary(row, c.get('locale')));
      return c.json({ total, page, pages, agreements }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreements/{id}',
      tags: ['Agreements'],
      security,
      summary: 'An agreement with its versions; the tasks of one of them',
      request: { params: IdParam, query: AsOfQuery.extend({ version: Id.optional() }) },
      responses: { 200: json(Agreement, 'The agreement'), ...problems },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const view = await agreementView(contextOf(c), c.req.valid('param').id, {
        ...asOfQuery(c, query),
        version: query.version,
      });
      return c.json(detail(view, c.get('locale')), 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/versions',
      tags: ['Agreements'],
      security,
      summary: 'Record an amendment: a new version from a day, which cuts the one before it',
      request: { params: IdParam, ...body(AmendAgreementSchema) },
      responses: {
        201: json(
          z.object({ version: z.number().int(), copy: Agreement.shape.copy }),
          'Recorded, with the duty to send a copy',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { version, copy } = await amendAgreement(
        contextOf(c),
        c.req.valid('param').id,
        c.req.valid('json'),
      );
      return c.json({ version, copy: copy === null ? null : dutyJson(copy) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/approval',
      tags: ['Agreements'],
      security,
      summary: 'Record the approval of an agreement under a law that asks for one; once, and it stays',
      request: { params: IdParam, ...body(ApproveSchema) },
      responses: { 201: json(ApprovalRecord, 'Recorded'), ...problems },
    }),
    async (c) =>
      c.json(await approveAgreement(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/versions/{version}/approval',
      tags: ['Agreements'],
      security,
      summary:
        'Record the approval of an amendment, under the law that asks for one of each; once, and it stays',
      request: { params: VersionParam, ...body(ApproveSchema) },
      responses: {
        201: json(z.object({ version: z.number().int(), approvedOn: z.string() }), 'Recorded'),
        ...problems,
      },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      return c.json(await approveAmendment(contextOf(c), id, { version, ...c.req.valid('json') }), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreements/{id}/approval/revocation',
      tags: ['Agreements'],
      security,
      summary: 'Record that the approval was revoked: from that day nobody may act under the agreement',
      request: { params: IdParam, ...body(RevokeApprovalSchema) },
      responses: { 201: json(ApprovalRecord, 'Recorded'), ...problems },
    }),
    async (c) =>
      c.json(await revokeApproval(contextOf(c), c.req.valid('param').id, c.req.valid('json')), 201),
  );

function remarks(all: readonly Remark[], locale: Locale) {
  return all.map(({ taskId, ground }) => ({ taskId, ground: groundJson(ground, locale) }));
}

function parties(all: AgreementView['parties']) {
  return all.map(({ id, name, kind, orgNumber }) => ({ id, name, kind, orgNumber }));
}

function summary(row: AgreementListed, locale: Locale): z.infer<typeof AgreementSummary> {
  return {
    id: row.id,
    diaryNumber: row.diaryNumber,
    name: row.name,
    regime: row.regimeId,
    signedOn: row.signedOn,
    governmentDirected: row.governmentDirected,
    state: row.state,
    version: row.shown?.version ?? null,
    valid: row.shown?.valid ?? null,
    lastDay: row.lastDay,
    parties: parties(row.parties),
    tasks: row.taskCount,
    copyOwed: row.copyOwed,
    remarks: remarks(row.remarks, locale),
  };
}

function detail(view: AgreementView, locale: Locale): z.infer<typeof Agreement> {
  const { shown, report } = view;
  return {
    id: view.id,
    diaryNumber: view.diaryNumber,
    name: view.name,
    regime: view.regimeId,
    signedOn: view.signedOn,
    governmentDirected: view.governmentDirected,
    approvedOn: view.approvedOn,
    approvalRevokedOn: view.approvalRevokedOn,
    termEndsOn: view.termEndsOn,
    source: view.source,
    note: view.note,
    state: view.state,
    parties: parties(view.parties),
    basis: view.regime?.basis ?? null,
    versions: view.versions.map(
      ({ version, valid, decidedOn, amendmentApprovedOn, summary, competence }) => ({
        version,
        valid,
        decidedOn,
        amendmentApprovedOn,
        summary,
        competence,
      }),
    ),
    shown: shown?.version ?? null,
    offices: shown === null ? null : shown.officeScope === 'all' ? 'all' : [...shown.offices],
    tasks: view.tasks.map((task) => ({
      taskId: task.taskId,
      task: view.names.get(task.taskId)?.nameSv ?? '',
      principalId: task.principal.id,
      performerId: task.performer.id,
      exercisesAuthority: task.exercisesAuthority,
      requiresPersonalData: task.requiresPersonalData,
      listedSeparately: task.listedSeparately,
      performersNamed: task.performersNamed,
      catalogueItem: task.catalogueCode,
      access: task.access.map((id) => ({ id, name: view.systems.get(id) ?? '' })),
      offices: task.offices.task === 'all' ? 'all' : [...task.offices.task],
    })),
    copy: view.copy === null ? null : dutyJson(view.copy),
    report:
      report === null
        ? null
        : { ...dutyJson(report.duty), due: report.due, by: report.by.map((party) => party.id) },
    remarks: remarks(view.remarks, locale),
  };
}

function dutyJson(duty: Duty) {
  return {
    owed: duty.owed,
    to: duty.owed ? duty.to : null,
    why: duty.owed ? null : duty.why,
    provision: duty.provision?.ref ?? null,
  };
}
