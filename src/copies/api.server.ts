import { createRoute, z } from '@hono/zod-openapi';
import { IdText } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { attachmentAnswer } from '../post/pages/mail.tsx';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { acknowledgeCopy } from './commands/acknowledge-copy.server.ts';
import { registerSent } from './commands/register-sent.server.ts';
import { sendCopies } from './commands/send-copies.server.ts';
import { AcknowledgedSchema, CopyItemsSchema, SentSchema } from './items.ts';
import { COPY_FILTERS, type CopyRow, copyFile, copyView, listCopies } from './queries.server.ts';
import { COPY_STATES } from './rules/copy-state.ts';

const tags = ['Copies to Kammarkollegiet'];
const Item = z.object({ agreement: IdText, version: IdText });
const day = PlainDateSchema.nullable();
const Copy = z
  .object({
    agreementId: z.number().int(),
    version: z.number().int(),
    diaryNumber: z.string(),
    name: z.string(),
    state: z.enum(COPY_STATES),
    late: z.boolean(),
    why: z.string().nullable(),
    provision: z.string().nullable(),
    dueSince: PlainDateSchema,
    how: z.enum(['mail', 'letter']).nullable(),
    mailId: z.uuid().nullable(),
    sentOn: day,
    failure: z.string().nullable(),
    theirDiaryNumber: z.string().nullable(),
    acknowledgedOn: day,
  })
  .openapi('AgreementCopy', {
    description:
      'The duty to send a copy of a version (R5). `exempt` has its reason in `why` and its provision; `late`: two weeks after the version was concluded, a limit of ours',
  });
const Count = z.object({ count: z.number().int() });

export const copiesApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-copies',
      tags,
      security,
      summary:
        'Copies owed to Kammarkollegiet of the agreements of the caller’s authority, and what became of each',
      request: {
        query: PageQuery.extend({
          state: z.enum(COPY_FILTERS).optional(),
          q: z.string().max(100).default(''),
        }),
      },
      responses: {
        200: json(pageOf('copies', Copy), 'A page of 50: what has waited longest first'),
        ...problems,
      },
    }),
    async (c) => {
      const { state, q, page } = c.req.valid('query');
      const found = await listCopies(contextOf(c), { filter: state, search: q, page });
      const { total, pages } = found;
      return c.json({ total, page: found.page, pages, copies: found.rows.map(copyJson) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-copies/{agreement}/{version}',
      tags,
      security,
      summary: 'The copy of a version, with its history',
      request: { params: Item },
      responses: {
        200: json(
          Copy.extend({
            events: z.array(z.object({ at: z.string(), state: z.enum(COPY_STATES), detail: z.string() })),
          }),
          'The copy',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { agreement, version } = c.req.valid('param');
      const { events, ...copy } = await copyView(contextOf(c), { agreementId: agreement, version });
      const told = events.map(({ at, state, detail }) => ({ at: at.toString(), state, detail }));
      return c.json({ ...copyJson(copy), events: told }, 200);
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/agreement-copies/{agreement}/{version}/document.pdf',
      tags,
      security,
      summary: 'The very file that was sent; before that, the one that would be',
      request: { params: Item },
      responses: {
        200: {
          description: 'The file',
          content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        ...problems,
      },
    }),
    async (c) => {
      const { agreement, version } = c.req.valid('param');
      return attachmentAnswer(c, await copyFile(contextOf(c), { agreementId: agreement, version }));
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-copies/sending',
      tags,
      security,
      summary: 'Order copies to be sent by mail: those named, or all that are due',
      request: body(z.object({ copies: z.union([z.literal('all-due'), CopyItemsSchema]) })),
      responses: { 201: json(Count, 'Ordered; the outbox tells what becomes of each'), ...problems },
    }),
    async (c) => c.json({ count: await sendCopies(contextOf(c), c.req.valid('json').copies) }, 201),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-copies/sent',
      tags,
      security,
      summary: 'Register copies as sent some other way: as letters, or before the register was',
      request: body(SentSchema.extend({ copies: CopyItemsSchema })),
      responses: { 201: json(Count, 'Registered, all of them'), ...problems },
    }),
    async (c) => {
      const { copies, ...sent } = c.req.valid('json');
      return c.json({ count: await registerSent(contextOf(c), copies, sent) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/agreement-copies/{agreement}/{version}/acknowledgement',
      tags,
      security,
      summary: 'Register Kammarkollegiet’s acknowledgement with its diary number',
      request: { params: Item, ...body(AcknowledgedSchema) },
      responses: { 201: json(Copy, 'Acknowledged'), ...problems },
    }),
    async (c) => {
      const { agreement, version } = c.req.valid('param');
      const item = { agreementId: agreement, version };
      await acknowledgeCopy(contextOf(c), item, c.req.valid('json'));
      return c.json(copyJson(await copyView(contextOf(c), item)), 201);
    },
  );

function copyJson(row: CopyRow): z.infer<typeof Copy> {
  return {
    agreementId: row.agreementId,
    version: row.version,
    diaryNumber: row.diaryNumber,
    name: row.agreement,
    state: row.state,
    late: row.late,
    why: row.why,
    provision: row.provision,
    dueSince: row.dueSince,
    how: row.how,
    mailId: row.mailId,
    sentOn: row.sentOn,
    failure: row.failure,
    theirDiaryNumber: row.theirNumber,
    acknowledgedOn: row.acknowledgedOn,
  };
}
