import { createRoute, z } from '@hono/zod-openapi';
import { IdText } from '../kernel/id.schema.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import { ReportListSchema, ReportSchema, VersionRowSchema, VersionSchema } from './api-schemas.ts';
import { FreezeSchema, freezeReport } from './commands/freeze-report.server.ts';
import { OpenReportSchema, openReport } from './commands/open-report.server.ts';
import { reproduceReport } from './commands/reproduce-report.server.ts';
import { saveReport } from './commands/save-report.server.ts';
import { download } from './download.ts';
import { SaveSchema } from './draft.ts';
import { explained } from './explained.ts';
import { missingTexts } from './missing-texts.ts';
import { reportList, reportView } from './queries.server.ts';
import { troubleOf } from './sending.ts';
import { type FileKind, keptFile, versionView } from './versions.server.ts';

const tags = ['Annual reports'];
const id = IdText;
const ReportId = z.object({ id });
const VersionId = ReportId.extend({ version: id });
const bytes = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } },
});

/** The three files of a version: the bytes that are kept, with their hash as ETag. */
const file = (path: string, type: string, summary: string) =>
  createRoute({
    method: 'get',
    path: `/reports/{id}/versions/{version}/${path}`,
    tags,
    security,
    summary,
    request: { params: VersionId },
    responses: { 200: bytes(type, 'The bytes that were frozen'), ...problems },
  });

async function send(c: Http, at: z.output<typeof VersionId>, kind: FileKind): Promise<Response> {
  return download(c, await keptFile(contextOf(c), at.id, at.version, kind));
}

export const reportsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/reports',
      tags,
      security,
      summary: 'The annual reports of the asking author’s authorities, begun or not',
      responses: { 200: json(ReportListSchema, 'By authority, newest year first'), ...problems },
    }),
    async (c) => {
      const lists = await reportList(contextOf(c));
      const rows = lists.flatMap((authority) =>
        authority.years.map(({ frozen, mail, ...row }) => ({
          ...row,
          authorityId: authority.id,
          authority: authority.name,
          frozenVersion: frozen?.version ?? null,
          trouble: troubleOf(mail),
        })),
      );
      return c.json(rows, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports',
      tags,
      security,
      summary: 'Begin the report of an authority for a year; begun already, it is the one that there is',
      request: body(OpenReportSchema),
      responses: {
        200: json(z.object({ id: z.number().int() }), 'It was begun before'),
        201: json(z.object({ id: z.number().int() }), 'Begun'),
        ...problems,
      },
    }),
    async (c) => {
      const opened = await openReport(contextOf(c), c.req.valid('json'));
      return c.json({ id: opened.id }, opened.begun ? 201 : 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}',
      tags,
      security,
      summary: 'The report as it stands: what the registers say now, and what has been written',
      request: { params: ReportId },
      responses: { 200: json(ReportSchema, 'The report'), ...problems },
    }),
    async (c) => {
      const view = await reportView(contextOf(c), c.req.valid('param').id);
      const sentences = missingTexts(view.missing, c.get('locale'));
      const answer = {
        id: view.id,
        authorityId: view.derived.authority.id,
        year: view.content.year,
        revision: view.revision,
        draft: view.draft,
        content: view.content,
        missing: view.missing.map((each) => ({ ...each, detail: sentences[each.field] ?? '' })),
        changedSinceVersion: view.changed,
        stage: view.standing.stage,
        sha256: view.sha256,
        versions: view.versions.map((version) => ({ ...version, frozenAt: version.frozenAt.toString() })),
      };
      return c.json(answer, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/reports/{id}',
      tags,
      security,
      summary: 'Save texts, contact details and corrections, all of them, on the revision that was read',
      request: { params: ReportId, ...body(SaveSchema) },
      responses: { 200: json(z.object({ revision: z.number().int() }), 'Saved'), ...problems },
    }),
    async (c) => {
      const { revision, ...draft } = c.req.valid('json');
      const saved = await saveReport(contextOf(c), c.req.valid('param').id, { revision, draft });
      return c.json({ revision: saved }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/versions',
      tags,
      security,
      summary: 'Freeze the report as it stands: content, template and both PDFs are kept for good',
      request: { params: ReportId, ...body(FreezeSchema) },
      responses: {
        201: json(VersionRowSchema.omit({ frozenBy: true }), 'Frozen as the next version'),
        ...problems,
      },
    }),
    async (c) => {
      const { revision, supplement } = c.req.valid('json');
      const frozen = await freezeReport(contextOf(c), c.req.valid('param').id, revision, supplement).catch(
        (error) => {
          throw explained(error, c.get('locale'));
        },
      );
      return c.json({ ...frozen, frozenAt: frozen.frozenAt.toString() }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/reports/{id}/versions/{version}',
      tags,
      security,
      summary: 'A frozen version: when, by whom, and the hashes of what is kept',
      request: { params: VersionId },
      responses: { 200: json(VersionSchema, 'The version'), ...problems },
    }),
    async (c) => {
      const at = c.req.valid('param');
      const { newest: _, writes: __, ...view } = await versionView(contextOf(c), at.id, at.version);
      return c.json({ ...view, frozenAt: view.frozenAt.toString() }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reports/{id}/versions/{version}/comparison',
      tags,
      security,
      summary: 'Produce a frozen version again and compare it byte by byte with what is kept',
      request: { params: VersionId },
      responses: {
        200: json(
          z.object({ content: z.boolean(), archive: z.boolean(), reading: z.boolean() }),
          'Whether each is identical',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const at = c.req.valid('param');
      return c.json({ ...(await reproduceReport(contextOf(c), at.id, at.version)) }, 200);
    },
  )
  .openapi(file('content.json', 'application/json', 'The frozen content as canonical JSON'), (c) =>
    send(c, c.req.valid('param'), 'content'),
  )
  .openapi(file('archive.pdf', 'application/pdf', 'The frozen report as PDF/A-2a'), (c) =>
    send(c, c.req.valid('param'), 'archive'),
  )
  .openapi(file('reading.pdf', 'application/pdf', 'The frozen report as PDF/UA-1'), (c) =>
    send(c, c.req.valid('param'), 'reading'),
  );
