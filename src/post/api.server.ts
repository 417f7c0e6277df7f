import { createRoute, z } from '@hono/zod-openapi';
import { api, body, json, PageQuery, pageOf, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { decideMail } from './commands/decide-mail.server.ts';
import { listMail, type MailRow, mailView } from './queries.server.ts';
import { DECISIONS, MAIL_STATES } from './states.ts';

const tags = ['Outbox'];
const MailId = z.object({ id: z.uuid() });
const Mail = z
  .object({
    id: z.uuid(),
    about: z.string(),
    aboutId: z.string(),
    recipients: z.array(z.string()),
    subject: z.string(),
    queuedAt: z.string(),
    notBefore: z.string(),
    state: z.enum(MAIL_STATES),
    attempts: z.number().int(),
    lastError: z.string().nullable(),
    sentAt: z.string().nullable(),
  })
  .openapi('Mail', {
    description:
      '`uncertain`: handed to the server, whose answer was lost; it is never sent again unless a person decides it',
  });
const MailWithHistory = Mail.extend({
  decisions: z.array(z.enum(DECISIONS)),
  attachments: z.array(
    z.object({ position: z.number().int(), fileName: z.string(), bytes: z.number().int() }),
  ),
  events: z.array(z.object({ at: z.string(), state: z.enum(MAIL_STATES), detail: z.string() })),
});

export const postApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/mails',
      tags,
      security,
      summary: 'Mail that goes out for the caller’s authority, newest first, and what became of it',
      request: {
        query: PageQuery.extend({
          state: z.enum(MAIL_STATES).optional(),
        }),
      },
      responses: {
        200: json(pageOf('mails', Mail), 'A page of 50'),
        ...problems,
      },
    }),
    async (c) => {
      const { state, page } = c.req.valid('query');
      const found = await listMail(contextOf(c), { state, page });
      return c.json(
        { total: found.total, page: found.page, pages: found.pages, mails: found.rows.map(mailJson) },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/mails/{id}',
      tags,
      security,
      summary: 'A mail with its attachments, its history and what can be decided about it',
      request: { params: MailId },
      responses: { 200: json(MailWithHistory, 'The mail'), ...problems },
    }),
    async (c) => {
      const { events, attachments, decisions, ...mail } = await mailView(
        contextOf(c),
        c.req.valid('param').id,
      );
      return c.json(
        {
          ...mailJson(mail),
          decisions: [...decisions],
          attachments: [...attachments],
          events: events.map(({ at, state, detail }) => ({ at: at.toString(), state, detail })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/mails/{id}/decisions',
      tags,
      security,
      summary: 'Try a mail now, cancel it, or settle an uncertain one: it arrived, or it is sent again',
      request: { params: MailId, ...body(z.object({ decision: z.enum(DECISIONS) })) },
      responses: {
        201: json(z.object({ state: z.enum(MAIL_STATES) }), 'Decided; the state that the mail has now'),
        ...problems,
      },
    }),
    async (c) => {
      const state = await decideMail(contextOf(c), c.req.valid('param').id, c.req.valid('json').decision);
      return c.json({ state }, 201);
    },
  );

function mailJson(mail: MailRow): z.infer<typeof Mail> {
  return {
    id: mail.id,
    about: mail.about,
    aboutId: mail.aboutId,
    recipients: mail.recipients,
    subject: mail.subject,
    queuedAt: mail.queuedAt.toString(),
    notBefore: mail.notBefore.toString(),
    state: mail.state,
    attempts: mail.attempts,
    lastError: mail.lastError,
    sentAt: mail.sentAt?.toString() ?? null,
  };
}
