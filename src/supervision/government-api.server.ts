import { createRoute, z } from '@hono/zod-openapi';
import { download } from '../reports/download.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import {
  freezeGovernmentReport,
  makeGovernmentReportAgain,
  saveGovernmentReport,
} from './commands/government-report.server.ts';
import { GOVERNMENT_TEXTS, GovernmentTextsSchema, MakeAgainSchema } from './government-report.ts';
import { governmentFile, governmentView, governmentYears } from './queries/government.server.ts';
import { governmentComparison, SIDE } from './queries/government-comparison.server.ts';

const tags = ['Supervision'];
const Year = z.object({ year: z.coerce.number().int().min(1994).max(2199) });
const YearVersion = Year.extend({ version: z.coerce.number().int().min(1).max(100_000) });
const Agreements = z.array(
  z.object({
    key: z.string().describe('The regime, or the kinds of the parties'),
    total: z.number().int(),
    concluded: z.number().int(),
    amended: z.number().int(),
  }),
);
const Content = z.object({
  schema: z.literal(1),
  year: z.number().int(),
  language: z.literal('sv'),
  demonstration: z.boolean(),
  figures: z.object({
    byRegime: Agreements,
    byKind: Agreements,
    reports: z.object({
      owed: z.number().int(),
      received: z.number().int(),
      late: z.number().int(),
      absent: z.number().int(),
    }),
    deviations: z.array(
      z.object({ provision: z.string(), count: z.number().int(), authorities: z.array(z.string()) }),
    ),
    undecided: z.number().int(),
    advice: z.number().int(),
  }),
  texts: z.object(
    Object.fromEntries(GOVERNMENT_TEXTS.map((name) => [name, z.string()])) as Record<
      (typeof GOVERNMENT_TEXTS)[number],
      z.ZodString
    >,
  ),
});
const Revision = z.object({ revision: z.number().int() });
const told = <T>(content: T) => content as unknown as z.infer<typeof Content>;

/** Kammarkollegiet's report to the Government (5 § förordningen (2019:214)): the desk's alone. */
export const governmentApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/government-reports',
      tags,
      security,
      summary: 'The reports to the Government: the last ten years, and older ones that were begun',
      responses: {
        200: json(
          z.array(
            z.object({
              year: z.number().int(),
              begun: z.boolean(),
              frozen: z.object({ version: z.number().int(), at: z.string() }).nullable(),
            }),
          ),
          'Newest year first',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const years = await governmentYears(contextOf(c));
      return c.json(
        years.map(({ frozen, ...row }) => ({
          ...row,
          frozen: frozen === null ? null : { version: frozen.version, at: frozen.at.toString() },
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/government-reports/{year}',
      tags,
      security,
      summary: 'The draft of a year: the words, the figures of this moment, and what is kept',
      request: { params: Year },
      responses: {
        200: json(
          z.object({
            revision: z.number().int().describe('0 while nothing is saved; sent with each change'),
            content: Content,
            versions: z.array(
              z.object({ version: z.number().int(), frozenAt: z.string(), sha256: z.string() }),
            ),
            drafts: z.array(z.object({ revision: z.number().int(), madeAt: z.string() })),
          }),
          'The draft',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const view = await governmentView(contextOf(c), c.req.valid('param').year);
      return c.json(
        {
          revision: view.revision,
          content: told(view.content),
          versions: view.versions.map(({ version, frozenAt, sha256 }) => ({
            version,
            frozenAt: frozenAt.toString(),
            sha256,
          })),
          drafts: view.drafts.map(({ revision, madeAt }) => ({ revision, madeAt: madeAt.toString() })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/government-reports/{year}/drafts',
      tags,
      security,
      summary:
        'Save the words, or without them make the draft again from what has come in by now; what it said before is kept',
      request: {
        params: Year,
        ...body(
          z.object({ revision: MakeAgainSchema.shape.revision, texts: GovernmentTextsSchema.optional() }),
        ),
      },
      responses: { 201: json(Revision, 'Kept, with the revision that it has now'), ...problems },
    }),
    async (c) => {
      const { year } = c.req.valid('param');
      const { revision, texts } = c.req.valid('json');
      const ctx = contextOf(c);
      const now =
        texts === undefined
          ? await makeGovernmentReportAgain(ctx, year, revision)
          : await saveGovernmentReport(ctx, year, revision, texts);
      return c.json({ revision: now }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/government-reports/{year}/comparison',
      tags,
      security,
      summary:
        'Two states of a year’s report, with what differs: the last that is kept and today’s facts, unless others are named',
      request: {
        params: Year,
        query: z.object({
          from: z
            .string()
            .regex(SIDE)
            .optional()
            .describe('`v2` a frozen version, `u3` a kept draft, `nu` this moment'),
          to: z.string().regex(SIDE).optional(),
        }),
      },
      responses: {
        200: json(
          z.object({
            from: z.string(),
            to: z.string(),
            changes: z.number().int(),
            figures: z.array(
              z.object({
                part: z.string(),
                key: z.string(),
                figure: z.string(),
                before: z.number().int().nullable(),
                after: z.number().int().nullable(),
                changed: z.boolean(),
              }),
            ),
            texts: z.array(
              z.object({
                name: z.enum(GOVERNMENT_TEXTS),
                changed: z.boolean(),
                lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
              }),
            ),
          }),
          'What differs',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const found = await governmentComparison(contextOf(c), c.req.valid('param').year, c.req.valid('query'));
      const { changes, figures, texts } = found.difference;
      return c.json(
        {
          from: found.before.key,
          to: found.after.key,
          changes,
          figures: [...figures],
          texts: texts.map(({ lines, ...text }) => ({ ...text, lines: [...lines] })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/supervision/government-reports/{year}/versions',
      tags,
      security,
      summary: 'Freeze the draft as it stands: its content, its hash and its PDF are kept for good',
      request: { params: Year, ...body(MakeAgainSchema) },
      responses: {
        201: json(z.object({ version: z.number().int(), sha256: z.string() }), 'Frozen'),
        ...problems,
      },
    }),
    async (c) => {
      const { year } = c.req.valid('param');
      return c.json(await freezeGovernmentReport(contextOf(c), year, c.req.valid('json').revision), 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/government-reports/{year}/versions/{version}',
      tags,
      security,
      summary: 'A frozen version, as it was frozen',
      request: { params: YearVersion },
      responses: { 200: json(Content, 'The content, byte for byte'), ...problems },
    }),
    async (c) => {
      const { year, version } = c.req.valid('param');
      return download(c, await governmentFile(contextOf(c), year, version, 'content')) as never;
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/supervision/government-reports/{year}/versions/{version}/report.pdf',
      tags,
      security,
      summary: 'The PDF of a frozen version',
      request: { params: YearVersion },
      responses: {
        200: {
          description: 'PDF/A-2a',
          content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        ...problems,
      },
    }),
    async (c) => {
      const { year, version } = c.req.valid('param');
      return download(c, await governmentFile(contextOf(c), year, version, 'pdf'));
    },
  );
