import { createRoute, z } from '@hono/zod-openapi';
import { IdText } from '../kernel/id.schema.ts';
import { api, body, day, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { adviceApi } from './advice-api.server.ts';
import { askRulesAgain, askRulesOfAll, MOST_AT_ONCE } from './commands/ask-rules.server.ts';
import { confirmMissingItem } from './commands/confirm-missing-item.server.ts';
import { decideDeviation } from './commands/decide-deviation.server.ts';
import { noteDeviation } from './commands/note-deviation.server.ts';
import { registerCopy, registerReport } from './commands/register.server.ts';
import { DecideSchema, MissingItemSchema, NoteSchema, RegisterSchema } from './deviation.ts';
import { governmentApi } from './government-api.server.ts';
import { copyView } from './queries/copies.server.ts';
import { type DeviationRow, listDeviations } from './queries/deviations.server.ts';
import { inbox } from './queries/inbox.server.ts';
import { reportView } from './queries/reports.server.ts';
import { suggestionSentence } from './sentence.ts';
import { STATES } from './suggestion.ts';

const tags = ['Supervision'];
const Versioned = z.object({ id: IdText, version: IdText });

const Received = z.object({
  kind: z.enum(['copy', 'report']),
  id: z.number().int().describe('The agreement, or the report'),
  version: z.number().int(),
  from: z.array(z.string()),
  sentOn: day,
});
const Deviation = z.object({
  id: z.number().int(),
  about: z.enum(['copy', 'report', 'absence']),
  subjectId: z.number().int().nullable(),
  subjectVersion: z.number().int().nullable(),
  year: z.number().int(),
  code: z.string(),
  subject: z.string(),
  provision: z.string(),
  reading: z.boolean().describe('The provision does not say it in so many words: it is read so'),
  rulesVersion: z.string().nullable().describe('The version of the rules that suggested it'),
  notFoundAgain: z.boolean().describe('The rules were asked again since, and no longer find it'),
  what: z.string(),
  origin: z.enum(['automatic', 'own']),
  state: z.enum(STATES),
  authorities: z.array(z.string()),
  notedAt: z.string(),
  decidedAt: z.string().nullable(),
});
const Finding = z.object({
  code: z.string(),
  subject: z.string(),
  provision: z.string(),
  reading: z.boolean(),
  detail: z.string(),
});
const Registered = z.object({ suggestions: z.number().int() });

const read = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/inbox',
      tags,
      security,
      summary: 'What has come in and has no diary number yet, and which annual reports are late',
      request: { query: PageQuery.extend({ year: z.coerce.number().int().min(1994).max(2199).optional() }) },
      responses: {
        200: json(
          pageOf('received', Received).extend({
            late: z.array(
              z.object({
                authorityId: z.number().int(),
                authority: z.string(),
                year: z.number(),
                due: day,
                noted: z.boolean(),
              }),
            ),
          }),
          'A page of 50, oldest first',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { fresh, late } = await inbox(contextOf(c), c.req.valid('query'));
      const received = fresh.rows.map((row) =>
        row.kind === 'copy'
          ? {
              kind: row.kind,
              id: row.copy.agreementId,
              version: row.copy.version,
              from: row.copy.agreement?.parties.map((party) => party.name) ?? [],
              sentOn: row.copy.sentOn,
            }
          : {
              kind: row.kind,
              id: row.report.reportId,
              version: row.report.version,
              from: [row.report.authority],
              sentOn: row.report.sentOn,
            },
      );
      const told = late.map(({ provision: _, ...each }) => each);
      return c.json({ total: fresh.total, page: fresh.page, pages: fresh.pages, received, late: told }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/copies/{id}/{version}',
      tags,
      security,
      summary: 'A copy of an agreement version as it was sent, with what the rules find in it',
      request: { params: Versioned },
      responses: {
        200: json(
          z.object({
            agreementId: z.number().int(),
            version: z.number().int(),
            sentOn: day,
            diaryNumber: z.string().nullable(),
            content: z.unknown(),
            findings: z.array(Finding),
            deviations: z.array(Deviation),
          }),
          'The copy',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      const view = await copyView(contextOf(c), id, version);
      const { agreementId, sentOn, diaryNumber, agreement, found, deviations } = view;
      return c.json(
        {
          agreementId,
          version,
          sentOn,
          diaryNumber,
          content: agreement,
          findings: found.map(({ facts, ...each }) => ({
            ...each,
            detail: suggestionSentence({ ...each, facts }, c.get('locale')),
          })),
          deviations: deviations.map(deviationJson),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/reports/{id}/{version}',
      tags,
      security,
      summary: 'A version of an annual report as it was sent, held against the list of what it must contain',
      request: { params: Versioned },
      responses: {
        200: json(
          z.object({
            reportId: z.number().int(),
            version: z.number().int(),
            authority: z.string(),
            year: z.number().int(),
            sentOn: day,
            diaryNumber: z.string().nullable(),
            items: z.array(
              z.object({ item: z.string(), derived: z.boolean(), judged: z.boolean().nullable() }),
            ),
            agreements: z.array(
              z.object({ diaryNumber: z.string(), copy: z.enum(['received', 'not-received', 'exempt']) }),
            ),
            deviations: z.array(Deviation),
          }),
          'The report',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      const view = await reportView(contextOf(c), id, version);
      const { reportId, authority, year, sentOn, diaryNumber, judged } = view;
      const items = view.items.map(({ item, fulfilled }) => ({
        item,
        derived: fulfilled,
        judged: judged?.findings.find((each) => each.item === item)?.fulfilled ?? null,
      }));
      const agreements = view.agreements.map(({ diaryNumber: number, copy }) => ({
        diaryNumber: number,
        copy,
      }));
      const deviations = view.deviations.map(deviationJson);
      return c.json(
        { reportId, version, authority, year, sentOn, diaryNumber, items, agreements, deviations },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/deviations',
      tags,
      security,
      summary: 'Deviations: all to the desk; to an authority those that are confirmed and addressed to it',
      request: {
        query: PageQuery.extend({
          state: z.enum(STATES).optional(),
          year: z.coerce.number().int().min(1994).max(2199).optional(),
          q: z.string().max(100).optional(),
        }),
      },
      responses: {
        200: json(pageOf('deviations', Deviation), 'A page of 50, newest first'),
        ...problems,
      },
    }),
    async (c) => {
      const { q, ...filter } = c.req.valid('query');
      const { rows, ...pages } = await listDeviations(contextOf(c), { ...filter, search: q });
      return c.json({ ...pages, deviations: rows.map(deviationJson) }, 200);
    },
  );

const write = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/copies/{id}/{version}/registration',
      tags,
      security,
      summary:
        'Give a copy the desk’s diary number: the sender sees it, and the rules’ findings become suggestions',
      request: { params: Versioned, ...body(RegisterSchema) },
      responses: { 201: json(Registered, 'Registered'), ...problems },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      const { diaryNumber } = c.req.valid('json');
      return c.json({ suggestions: await registerCopy(contextOf(c), id, version, diaryNumber) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/reports/{id}/{version}/registration',
      tags,
      security,
      summary: 'Give a version of an annual report the desk’s diary number',
      request: { params: Versioned, ...body(RegisterSchema) },
      responses: { 201: json(Registered, 'Registered'), ...problems },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      const { diaryNumber } = c.req.valid('json');
      return c.json({ suggestions: await registerReport(contextOf(c), id, version, diaryNumber) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/deviations',
      tags,
      security,
      summary:
        'Note an observation of one’s own about a copy or a report; it is a suggestion until it is decided',
      request: body(NoteSchema),
      responses: { 201: json(z.object({ id: z.number().int() }), 'Noted'), ...problems },
    }),
    async (c) => c.json({ id: await noteDeviation(contextOf(c), c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/deviations/{id}/decision',
      tags,
      security,
      summary: 'Confirm or dismiss a deviation; of two at once one wins and the other is told',
      request: { params: z.object({ id: IdText }), ...body(DecideSchema) },
      responses: { 201: json(z.object({ state: z.enum(STATES) }), 'Decided'), ...problems },
    }),
    async (c) => {
      const decision = c.req.valid('json');
      await decideDeviation(contextOf(c), c.req.valid('param').id, decision);
      return c.json({ state: decision.state }, 201);
    },
  );

const Asked = z.object({ suggestions: z.number().int().describe('How many are new') });

const again = api()
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/copies/{id}/{version}/rules',
      tags,
      security,
      summary: 'Ask the rules again of a registered copy: new findings become suggestions, decided ones stay',
      request: { params: Versioned },
      responses: { 201: json(Asked, 'Asked'), ...problems },
    }),
    async (c) =>
      c.json(
        { suggestions: await askRulesAgain(contextOf(c), { kind: 'copy', ...c.req.valid('param') }) },
        201,
      ),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/reports/{id}/{version}/rules',
      tags,
      security,
      summary: 'Ask the rules again of a registered version of an annual report',
      request: { params: Versioned },
      responses: { 201: json(Asked, 'Asked'), ...problems },
    }),
    async (c) =>
      c.json(
        { suggestions: await askRulesAgain(contextOf(c), { kind: 'report', ...c.req.valid('param') }) },
        201,
      ),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/rules',
      tags,
      security,
      summary: `Ask today’s rules of all that is registered and that they have not been asked of, ${MOST_AT_ONCE} at a time`,
      responses: {
        201: json(
          z.object({ asked: z.number().int(), added: z.number().int(), left: z.number().int() }),
          'How many documents, new suggestions, and documents left',
        ),
        ...problems,
      },
    }),
    async (c) => c.json(await askRulesOfAll(contextOf(c)), 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/reports/{id}/{version}/missing-items',
      tags,
      security,
      summary: 'An item that a report lacks becomes a confirmed deviation, which its authority sees',
      request: { params: Versioned, ...body(MissingItemSchema) },
      responses: { 201: json(z.object({ id: z.number().int() }), 'The deviation'), ...problems },
    }),
    async (c) => {
      const { id, version } = c.req.valid('param');
      return c.json({ id: await confirmMissingItem(contextOf(c), id, version, c.req.valid('json')) }, 201);
    },
  );

function deviationJson({ notedAt, decidedAt, authorities, ...row }: DeviationRow): z.infer<typeof Deviation> {
  return {
    ...row,
    authorities: [...authorities],
    notedAt: notedAt.toString(),
    decidedAt: decidedAt?.toString() ?? null,
  };
}

/** The supervising authority's desk. */
export const supervisionApi = api()
  .route('/', read)
  .route('/', write)
  .route('/', again)
  .route('/', adviceApi)
  .route('/', governmentApi);
