import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../platform/problem.ts';
import { api, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { COLUMNS, IMPORT_KINDS } from './columns.ts';
import { importFile } from './import-file.server.ts';
import { batches, mayImport } from './pages/import-queries.server.ts';
import { problemSentence } from './texts.ts';

const columns = IMPORT_KINDS.map(
  (kind) =>
    `${kind}: ${COLUMNS[kind].map((column) => (column.required ? column.name : `${column.name}?`)).join(', ')}`,
).join('. ');

const Refused = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    problems: z.array(
      z.object({
        line: z.number().int(),
        field: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
      }),
    ),
    more: z.number().int().openapi({ description: 'Problems that are counted but not listed' }),
  })
  .openapi('ImportProblem', {
    description:
      'CSV: the line of the file, its header is 1. JSON: the number of the element, the first is 1. 0: the file as a whole',
  });

const importRoute = createRoute({
  method: 'post',
  path: '/import/{kind}',
  tags: ['Import'],
  security,
  summary: 'Take in a file whole, or nothing of it (administrator)',
  description: `Columns (? may be left out) – ${columns}. As CSV with a header, or as a JSON list of objects with the same names.`,
  request: {
    params: z.object({ kind: z.enum(IMPORT_KINDS) }),
    query: z.object({ fileName: z.string().max(200).default('api') }),
  },
  // Read by hand: a body that is no JSON is a problem of the file, told as the others are.
  requestBody: {
    required: true,
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'array', items: { type: 'object' } } },
    },
  },
  responses: {
    201: json(z.object({ rows: z.number().int(), batchId: z.number().int() }), 'Stored'),
    ...problems,
    422: {
      description: 'Nothing is stored: what is wrong, row by row',
      content: { 'application/problem+json': { schema: Refused } },
    },
  },
});

export const importsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/import',
      tags: ['Import'],
      security,
      summary: 'The files taken in, newest first (administrator)',
      responses: {
        200: json(
          z.array(
            z.object({
              id: z.number().int(),
              kind: z.string(),
              fileName: z.string(),
              rows: z.number().int(),
              importedAt: z.string(),
              importedBy: z.string().nullable(),
            }),
          ),
          'At most 50',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const rows = await batches(contextOf(c));
      return c.json(
        rows.map((row) => ({ ...row, importedAt: row.importedAt.toString() })),
        200,
      );
    },
  )
  .openapi(importRoute, async (c) => {
    const ctx = contextOf(c);
    mayImport(ctx);
    const { kind } = c.req.valid('param');
    const { fileName } = c.req.valid('query');
    const format = formatOfType(c.req.header('content-type') ?? '');
    if (format === null) throw new Problem('invalid', {}, [{ field: 'content-type', code: 'invalid-value' }]);
    const result = await importFile(
      { pool: ctx.pool, actor: ctx.actor, role: 'administrator', clock: ctx.clock },
      { kind, fileName, format, content: new Uint8Array(await c.req.arrayBuffer()) },
    );
    if (result.ok) return c.json({ rows: result.rows, batchId: result.batchId }, 201);
    throw new Problem('invalid', {
      problems: result.problems.map((problem) => ({
        line: problem.line,
        field: problem.field,
        code: problem.code,
        detail: problemSentence(problem, c.get('locale')),
      })),
      more: result.more,
    });
  });

function formatOfType(contentType: string): 'csv' | 'json' | null {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (type === 'text/csv') return 'csv';
  return type === 'application/json' ? 'json' : null;
}
