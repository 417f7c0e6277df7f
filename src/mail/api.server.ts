import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf, fieldErrors } from '../shell/http.ts';
import { AnswerSchema, answerByMail } from './commands/answer-by-mail.server.ts';
import { MAILBOX_ERRORS, SECURITY } from './mailbox.ts';
import { mailboxes, mailOfContact, personIsProtected } from './queries.server.ts';

const tags = ['Mail'];
const ContactId = z.object({ id: z.uuid() });

const Mailbox = z
  .object({
    id: z.number().int(),
    officeId: z.number().int(),
    office: z.string(),
    address: z.string(),
    senderName: z.string(),
    host: z.string(),
    port: z.number().int(),
    security: z.enum(SECURITY),
    user: z.string(),
    folder: z.string(),
    receipts: z.boolean(),
    state: z.enum(['new', 'working', 'failing']),
    error: z.enum(MAILBOX_ERRORS).nullable(),
    failingSince: z.string().nullable(),
    checkedAt: z.string().nullable(),
    fullPercent: z.number().int().nullable(),
    setAside: z.number().int(),
  })
  .openapi('Mailbox', { description: 'A mailbox that is read. Its password is never told.' });

const ContactMail = z
  .object({
    id: z.uuid(),
    at: z.string(),
    direction: z.enum(['in', 'out']),
    state: z.string(),
    who: z.string().nullable(),
    subject: z.string().nullable(),
    said: z.string().nullable(),
    attachments: z.array(
      z.object({
        position: z.number().int(),
        name: z.string(),
        mediaType: z.string(),
        bytes: z.number().int(),
        dangerous: z.boolean(),
      }),
    ),
  })
  .openapi('ContactMail', {
    description:
      '`state`: of one that came `contact`, `thread`, `set-aside`, `bounce`; of one that went the outbox’s (see Mail); `said`: the server’s own words',
  });

export const mailApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/mailboxes',
      tags,
      security,
      summary: 'Mailboxes that are read: an administrator’s all, a manager’s own offices’',
      responses: { 200: json(z.array(Mailbox), 'Mailboxes'), ...problems },
    }),
    async (c) => {
      const rows = await mailboxes(contextOf(c));
      return c.json(
        rows.map(({ said: _, full, failingSince, checkedAt, ...box }) => ({
          ...box,
          fullPercent: full,
          failingSince: failingSince?.toString() ?? null,
          checkedAt: checkedAt?.toString() ?? null,
        })),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/contacts/{id}/mails',
      tags,
      security,
      summary: 'What came and went by mail in a contact, and the addresses that an answer may go to',
      description:
        'Of a person with protected data neither mails nor addresses are told here: `hidden` says so.',
      request: { params: ContactId },
      responses: {
        200: json(
          z.object({ hidden: z.boolean(), addresses: z.array(z.string()), mails: z.array(ContactMail) }),
          'The oldest first',
        ),
        ...problems,
      },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid('param');
      const hidden = await personIsProtected(ctx, id);
      if (hidden) return c.json({ hidden, addresses: [], mails: [] }, 200);
      const { mails, addresses } = await mailOfContact(ctx, id);
      return c.json(
        {
          ...{ hidden, addresses },
          mails: mails.map(({ id: mailId, at, direction, state, who, subject, said, attachments }) => ({
            ...{ id: mailId, at: at.toString(), direction, state, who, subject, said },
            attachments: attachments.map(({ position, name, mediaType, bytes, dangerous }) => ({
              ...{ position, name, mediaType, bytes, dangerous },
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
      path: '/contacts/{id}/mails',
      tags,
      security,
      summary: 'Answer a contact by mail, from the office’s mailbox; with the same `textId` it is one',
      request: {
        params: ContactId,
        ...body(z.object({ to: z.string().max(254), body: z.string().max(100_000), textId: z.uuid() })),
      },
      responses: { 204: { description: 'Queued' }, ...problems },
    }),
    async (c) => {
      const read = AnswerSchema.safeParse(c.req.valid('json'));
      if (!read.success) throw new Problem('invalid', {}, fieldErrors(read.error));
      const { origin } = new URL(c.get('services').auth.options.baseURL ?? 'http://localhost');
      await answerByMail(contextOf(c), c.req.valid('param').id, read.data, { origin });
      return c.body(null, 204);
    },
  );
