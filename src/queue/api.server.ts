import { createRoute, z } from '@hono/zod-openapi';
import { officesOf } from '../access/actor.ts';
import { scopeOf } from '../access/context.server.ts';
import { Id } from '../kernel/id.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import { type AtDesk, announceAgain, callChosen, callNext } from './commands/call.server.ts';
import { closeDesk, openDesk, setDeskState } from './commands/desk-session.server.ts';
import { issueTicket } from './commands/issue-ticket.server.ts';
import { markTimeNotReal } from './commands/mark-time.server.ts';
import { comeBack, leave, putBack, redirect } from './commands/send-on.server.ts';
import { finish, hold, noShow, resume, startServing } from './commands/serve.server.ts';
import { undo } from './commands/undo.server.ts';
import { asPerson } from './line.server.ts';
import { myQueues } from './queries.server.ts';
import { IssueSchema, Key, KeySchema, OpenDeskSchema, ReasonSchema, RedirectSchema } from './schemas.ts';
import { lineNow } from './shared-line.server.ts';
import { TICKET_STATES, type Ticket, ticketLabel } from './ticket.ts';
import type { TicketRow } from './ticket-row.ts';

const OfficeParam = z.object({ office: z.coerce.number().pipe(Id) });
const TicketParam = OfficeParam.extend({ ticket: z.uuid() });

export const TicketAnswer = z
  .object({
    id: z.uuid(),
    label: z.string().openapi({ example: 'A 47' }),
    needId: z.number().int(),
    state: z.enum(TICKET_STATES),
    stateAt: z.string().openapi({ format: 'date-time' }),
    deskId: z.number().int().nullable(),
    officerId: z.number().int().nullable(),
    priority: z.number().int(),
    language: z.string().nullable(),
  })
  .openapi('Ticket');

const QueueAnswer = z
  .object({
    officeId: z.number().int(),
    office: z.string(),
    day: z.string().openapi({ format: 'date' }),
    seq: z.number().int(),
    closedEarlyAt: z.string().nullable(),
    needs: z.array(
      z.object({ id: z.number().int(), names: z.record(z.string(), z.string()), paused: z.boolean() }),
    ),
    desks: z.array(
      z.object({ deskId: z.number().int(), desk: z.string(), officer: z.string(), state: z.string() }),
    ),
    tickets: z.array(TicketAnswer.extend({ joinedAt: z.string() })),
    calls: z.array(z.object({ label: z.string(), desk: z.string(), at: z.string() })),
  })
  .openapi('Queue');

export const answer = (ticket: Ticket | TicketRow) => ({
  id: ticket.id,
  label: ticketLabel(ticket),
  needId: ticket.needId,
  state: ticket.state,
  stateAt: ticket.stateAt.toString(),
  deskId: ticket.deskId,
  officerId: ticket.officerId,
  priority: ticket.priority,
  language: ticket.language,
});

/** The officer who asks, at an office where they work. Throws Problem `forbidden`. */
export function atDesk(c: Http, officeId: number): AtDesk {
  const ctx = contextOf(c);
  const { officer } = ctx.actor;
  if (officer === null || !officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  return { ...asPerson(ctx, 'officer'), officerId: officer.id };
}

const about = { tags: ['Queue'], security };
const queues = createRoute({
  ...about,
  method: 'get',
  path: '/queues',
  summary: 'The queues of the offices where one works or that one manages',
  responses: {
    200: json(
      z.object({ queues: z.array(z.object({ officeId: z.number().int(), office: z.string() })) }),
      'By name',
    ),
    ...problems,
  },
});
const state = createRoute({
  ...about,
  method: 'get',
  path: '/queues/{office}',
  summary: 'A queue as it stands after its event number `seq`',
  request: { params: OfficeParam },
  responses: { 200: json(QueueAnswer, 'The queue'), ...problems },
});
const issue = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/tickets',
  summary: 'Issue a ticket',
  request: { params: OfficeParam, ...body(IssueSchema) },
  responses: { 201: json(TicketAnswer.extend({ secret: z.string() }), 'The ticket'), ...problems },
});
const next = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/call-next',
  summary: 'Call the first whom this desk may and can serve',
  request: { params: OfficeParam, ...body(KeySchema) },
  responses: {
    200: json(
      z.object({
        ticket: TicketAnswer.nullable(),
        why: z.enum(['nobody-waits', 'none-for-you']).optional(),
        waiting: z.number().int().optional(),
      }),
      'Who was called, or why nobody was',
    ),
    ...problems,
  },
});

const PLAIN_STEPS = {
  announce: announceAgain,
  start: startServing,
  hold,
  resume,
  finish,
  'no-show': noShow,
  'put-back': putBack,
  leave,
  return: comeBack,
  undo,
} as const;
const STEPS = Object.keys(PLAIN_STEPS) as (keyof typeof PLAIN_STEPS)[];
const step = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/tickets/{ticket}/{step}',
  summary: 'Take a step with a visitor',
  request: { params: TicketParam.extend({ step: z.enum(STEPS) }), ...body(KeySchema) },
  responses: { 200: json(TicketAnswer, 'The ticket after it'), ...problems },
});
const chosen = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/tickets/{ticket}/call',
  summary: 'Call a chosen one; out of turn only with a reason',
  request: {
    params: TicketParam,
    ...body(z.object({ key: Key, reason: ReasonSchema.shape.reason.optional() })),
  },
  responses: { 200: json(TicketAnswer, 'The ticket'), ...problems },
});
const sendOn = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/tickets/{ticket}/redirect',
  summary: 'Send a visitor on to a desk, an officer or another need',
  request: { params: TicketParam, ...body(RedirectSchema) },
  responses: { 200: json(TicketAnswer, 'The ticket'), ...problems },
});
const notReal = createRoute({
  ...about,
  method: 'post',
  path: '/queues/{office}/tickets/{ticket}/time-not-real',
  summary: 'Say that the time of a phase was not real',
  request: {
    params: TicketParam,
    ...body(ReasonSchema.extend({ phase: z.enum(['waiting', 'walking', 'serving', 'held']).optional() })),
  },
  responses: { 200: json(TicketAnswer, 'The ticket'), ...problems },
});
const open = createRoute({
  ...about,
  method: 'put',
  path: '/queues/{office}/desk',
  summary: 'Open a desk',
  request: { params: OfficeParam, ...body(OpenDeskSchema) },
  responses: { 200: json(z.object({ sessionId: z.number().int() }), 'The session'), ...problems },
});
const deskState = createRoute({
  ...about,
  method: 'put',
  path: '/queues/{office}/desk/state',
  summary: 'Pause, work in the back office, or be back',
  request: { params: OfficeParam, ...body(z.object({ state: z.enum(['open', 'break', 'back-office']) })) },
  responses: { 204: { description: 'Done' }, ...problems },
});
const close = createRoute({
  ...about,
  method: 'delete',
  path: '/queues/{office}/desk',
  summary: 'Close the desk',
  request: { params: OfficeParam },
  responses: { 204: { description: 'Done' }, ...problems },
});

export const queueApi = api()
  .openapi(queues, async (c) => c.json({ queues: await myQueues(contextOf(c)) }, 200))
  .openapi(state, async (c) => {
    const { pool, actor } = contextOf(c);
    const queue = await lineNow(pool, scopeOf(actor), c.req.valid('param').office);
    const { officeId, office, day, seq, closedEarlyAt } = queue;
    return c.json(
      {
        ...{ officeId, office, day, seq, closedEarlyAt },
        needs: queue.needs.map(({ id, names, paused }) => ({ id, names, paused })),
        desks: queue.sessions.map(({ deskId, desk, officer, state }) => ({ deskId, desk, officer, state })),
        tickets: queue.tickets.map((t) => ({ ...answer(t), joinedAt: t.joinedAt })),
        calls: queue.calls.map((each) => ({ label: ticketLabel(each), desk: each.desk, at: each.at })),
      },
      200,
    );
  })
  .openapi(issue, async (c) => {
    const { office } = c.req.valid('param');
    const { ticket, secret } = await issueTicket(atDesk(c, office), office, c.req.valid('json'), {
      source: 'reception',
    });
    return c.json({ ...answer(ticket), secret }, 201);
  })
  .openapi(next, async (c) => {
    const { office } = c.req.valid('param');
    const called = await callNext(atDesk(c, office), office, c.req.valid('json'));
    return c.json(called.ticket === null ? called : { ticket: answer(called.ticket) }, 200);
  })
  .openapi(chosen, async (c) => {
    const { office, ticket } = c.req.valid('param');
    return c.json(answer(await callChosen(atDesk(c, office), office, ticket, c.req.valid('json'))), 200);
  })
  .openapi(sendOn, async (c) => {
    const { office, ticket } = c.req.valid('param');
    return c.json(answer(await redirect(atDesk(c, office), office, ticket, c.req.valid('json'))), 200);
  })
  .openapi(notReal, async (c) => {
    const { office, ticket } = c.req.valid('param');
    return c.json(answer(await markTimeNotReal(atDesk(c, office), office, ticket, c.req.valid('json'))), 200);
  })
  .openapi(step, async (c) => {
    const { office, ticket, step } = c.req.valid('param');
    return c.json(
      answer(await PLAIN_STEPS[step](atDesk(c, office), office, ticket, c.req.valid('json'))),
      200,
    );
  })
  .openapi(open, async (c) => {
    const { office } = c.req.valid('param');
    return c.json({ sessionId: await openDesk(atDesk(c, office), office, c.req.valid('json')) }, 200);
  })
  .openapi(deskState, async (c) => {
    const { office } = c.req.valid('param');
    await setDeskState(atDesk(c, office), office, c.req.valid('json').state);
    return c.body(null, 204);
  })
  .openapi(close, async (c) => {
    const { office } = c.req.valid('param');
    await closeDesk(atDesk(c, office), office);
    return c.body(null, 204);
  });
