import { createRoute, z } from '@hono/zod-openapi';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { handDocument } from './commands/documents.server.ts';
import { asAccount } from './commands/take-step.server.ts';
import { handedFile, handOverView } from './hand-over-view.server.ts';
import { STATES } from './rules/steps.ts';
import { LARGEST_DOCUMENT } from './schemas.ts';

const Handed = z
  .object({
    id: z.uuid(),
    what: z.string(),
    onPaper: z.boolean(),
    fileName: z.string().nullable(),
    size: z.number().int().nullable(),
    handedAt: z.string(),
    side: z.enum(['front-desk', 'receiver', 'citizen']),
    by: z.string().nullable(),
  })
  .openapi('HandedDocument');
const IdParam = z.object({ id: z.uuid() });

/** What is handed over with a matter, logged (10 § förordningen (2012:208), 12 § arkivlagen (1990:782)). */
export const handedDocumentsApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/hand-overs/{id}/documents',
      tags: ['Hand-overs'],
      security,
      summary: 'The documents that were handed over: what, when, by whom; on paper or as a file',
      request: { params: IdParam },
      responses: { 200: json(z.array(Handed), 'In the order in which they were handed over'), ...problems },
    }),
    async (c) => {
      const { documents } = await handOverView(contextOf(c), c.req.valid('param').id);
      return c.json(
        documents.map((each) => ({ ...each, side: each.side as z.output<typeof Handed>['side'] })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/hand-overs/{id}/documents',
      tags: ['Hand-overs'],
      security,
      summary:
        'Hand over a document, or note that one was handed over on paper; with a `key` it is logged once',
      request: {
        params: IdParam,
        ...body(
          z.object({
            what: z.string().trim().min(1).max(200),
            key: z.uuid().optional(),
            file: z
              .object({
                name: z.string().min(1).max(300),
                content: z
                  .base64()
                  .max(Math.ceil(LARGEST_DOCUMENT / 3) * 4)
                  .openapi({
                    description: 'PDF or picture, at most 25 MB, as base64; its type is read out of it',
                  }),
              })
              .optional()
              .openapi({ description: 'Absent: it was handed over on paper' }),
          }),
        ),
      },
      responses: {
        201: json(
          z.object({ id: z.uuid(), state: z.enum(STATES) }),
          'Logged, with where the hand-over stands',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { what, key, file } = c.req.valid('json');
      const { id, state } = await handDocument(asAccount(contextOf(c)), c.req.valid('param').id, {
        ...{ what, key },
        file: file === undefined ? null : { name: file.name, content: Buffer.from(file.content, 'base64') },
      });
      return c.json({ id, state }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/hand-overs/{id}/documents/{document}',
      tags: ['Hand-overs'],
      security,
      summary: 'The file of a document that was handed over',
      request: { params: IdParam.extend({ document: z.uuid() }) },
      responses: {
        200: { description: 'The file', content: { 'application/octet-stream': { schema: z.any() } } },
        ...problems,
      },
    }),
    async (c) => {
      const { id, document } = c.req.valid('param');
      const { fileName, content } = await handedFile(contextOf(c), id, document);
      return c.body(new Uint8Array(content), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      });
    },
  );
