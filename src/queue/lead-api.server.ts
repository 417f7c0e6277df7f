import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf, type Http } from '../shell/http.ts';
import { openAlarms, pastAlarms } from './alarms.server.ts';
import { answer, atDesk, TicketAnswer } from './api.server.ts';
import { areaView } from './area.server.ts';
import { acknowledgeAlarm, endAlarm, noteIncident, raiseAlarm } from './commands/alarm.server.ts';
import { changeTicket } from './commands/change-ticket.server.ts';
import { closeDeskOf, closeEarly, endService, openAgain, setNeedPaused } from './commands/lead.server.ts';
import { moveTicket } from './commands/move-ticket.server.ts';
import { leadView } from './lead-view.server.ts';
import {
  ChangeTicketSchema,
  CloseEarlySchema,
  EndServiceSchema,
  IncidentSchema,
  ManagersReasonSchema,
  MoveTicketSchema,
  PausedSchema,
} from './schemas.ts';
import { staffAt } from './staff.server.ts';
import { ticketLabel } from './ticket.ts';

const id = z.coerce.number().pipe(Id);
const OfficeParam = z.object({ office: id });
const TicketParam = OfficeParam.extend({ ticket: z.uuid() });
const AlarmParam = OfficeParam.extend({ alarm: id });
const DONE = { 204: { description: 'Done' }, ...problems };

const AlarmAnswer = z
  .object({
    id: z.number().int(),
    desk: z.string().nullable(),
    by: z.string(),
    at: z.string().openapi({ format: 'date-time' }),
    coming: z.string().nullable(),
    endedAt: z.string().nullable(),
    incident: z.string().nullable(),
  })
  .openapi('DeskAlarm');

const LeadAnswer = z
  .object({
    officeId: z.number().int(),
    seq: z.number().int(),
    needs: z.array(
      z.object({
        needId: z.number().int(),
        waiting: z.number().int(),
        longest: z.number().openapi({ description: 'Minutes' }),
        limit: z.number().int(),
        over: z.boolean(),
        nearlyUsedUp: z.boolean(),
      }),
    ),
    waiting: z.array(
      z.object({
        ticketId: z.uuid(),
        label: z.string(),
        minutes: z.number().int(),
        callable: z
          .array(z.number().int())
          .openapi({ description: 'Sessions that may call; none: nobody at an open desk may' }),
      }),
    ),
    numbers: z.object({
      issued: z.number().int(),
      served: z.number().int(),
      missed: z.number().int(),
      left: z.number().int(),
      medianWait: z.number().nullable().openapi({ description: 'Seconds' }),
    }),
    quality: z.object({
      tickets: z.number().int(),
      medianError: z.number().nullable().openapi({ description: 'Seconds' }),
      within: z.number().nullable().openapi({ description: 'Share of waits within what was told, 0–1' }),
    }),
  })
  .openapi('QueueLead');

const AreaAnswer = z.object({
  queues: z.array(
    z.object({
      officeId: z.number().int(),
      office: z.string(),
      waiting: z.number().int(),
      longest: z.number().nullable(),
      limit: z.number().nullable(),
      over: z.number().int(),
      openDesks: z.number().int(),
      awayDesks: z.number().int(),
      serving: z.number().int(),
      alarms: z.number().int(),
      closedEarlyAt: z.string().nullable(),
    }),
  ),
});

const about = { tags: ['Queue'], security };
/** A change that answers nothing but that it is done. */
const change = <P extends string, S extends z.ZodObject, B extends z.ZodType>(
  method: 'post' | 'put',
  path: P,
  summary: string,
  params: S,
  given: B,
) => createRoute({ ...about, method, path, summary, request: { params, ...body(given) }, responses: DONE });

/** Who changes a ticket: an officer of the office, else its manager. Throws Problem `forbidden`. */
const askerOf = (c: Http, officeId: number) => staffAt(contextOf(c), officeId);

/** Leading a queue, calls for help, and tickets that are changed or moved. */
export const leadApi = api()
  .openapi(
    createRoute({
      ...about,
      method: 'get',
      path: '/queue-area',
      summary: 'All queues that one manages, a row each',
      responses: { 200: json(AreaAnswer, 'By name'), ...problems },
    }),
    async (c) => {
      const rows = await areaView(contextOf(c));
      const queues = rows.map(({ seq: _, paused: __, closedEarlyAt, ...row }) => ({
        ...row,
        closedEarlyAt: closedEarlyAt?.toString() ?? null,
      }));
      return c.json({ queues }, 200);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'get',
      path: '/queues/{office}/lead',
      summary: 'A queue as its manager sees it',
      request: { params: OfficeParam },
      responses: { 200: json(LeadAnswer, 'The view'), ...problems },
    }),
    async (c) => {
      const { queue, needs, waiting, numbers, quality } = await leadView(
        contextOf(c),
        c.req.valid('param').office,
      );
      return c.json(
        {
          ...{ officeId: queue.officeId, seq: queue.seq, numbers, quality },
          needs: needs.map(({ given: _, ...need }) => need),
          waiting: waiting.map(({ ticket, minutes, callable }) => ({
            ...{ ticketId: ticket.id, label: ticketLabel(ticket), minutes, callable: [...callable] },
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/tickets/{ticket}/change',
      summary: 'Change need, priority or how a visitor needs to be met',
      request: { params: TicketParam, ...body(ChangeTicketSchema) },
      responses: { 200: json(TicketAnswer, 'The ticket'), ...problems },
    }),
    async (c) => {
      const { office, ticket } = c.req.valid('param');
      const changed = await changeTicket(askerOf(c, office), office, ticket, c.req.valid('json'));
      return c.json(answer(changed), 200);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/tickets/{ticket}/move',
      summary: 'Send a visitor on to another office where one has a role; answers the ticket there',
      request: { params: TicketParam, ...body(MoveTicketSchema) },
      responses: { 200: json(TicketAnswer, 'The ticket at the other office'), ...problems },
    }),
    async (c) => {
      const { office, ticket } = c.req.valid('param');
      return c.json(answer(await moveTicket(askerOf(c, office), office, ticket, c.req.valid('json'))), 200);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/tickets/{ticket}/end',
      summary: 'End a service that nobody ended; its time is not real',
      request: { params: TicketParam, ...body(EndServiceSchema) },
      responses: { 200: json(TicketAnswer, 'The ticket'), ...problems },
    }),
    async (c) => {
      const { office, ticket } = c.req.valid('param');
      return c.json(answer(await endService(contextOf(c), office, ticket, c.req.valid('json'))), 200);
    },
  )
  .openapi(
    change(
      'post',
      '/queues/{office}/sessions/{session}/close',
      'Close the desk of an officer who has gone home',
      OfficeParam.extend({ session: id }),
      ManagersReasonSchema,
    ),
    async (c) => {
      const { office, session } = c.req.valid('param');
      await closeDeskOf(contextOf(c), office, session, c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .openapi(
    change(
      'put',
      '/queues/{office}/needs/{need}/paused',
      'Pause a need, or open it',
      OfficeParam.extend({ need: id }),
      PausedSchema,
    ),
    async (c) => {
      const { office, need } = c.req.valid('param');
      await setNeedPaused(contextOf(c), office, need, c.req.valid('json').paused);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/closed-early',
      summary: 'Close the office for the day',
      request: { params: OfficeParam, ...body(CloseEarlySchema) },
      responses: {
        200: json(z.object({ told: z.number().int() }), 'How many were told to go'),
        ...problems,
      },
    }),
    async (c) => {
      const told = await closeEarly(contextOf(c), c.req.valid('param').office, c.req.valid('json'));
      return c.json({ told }, 200);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'delete',
      path: '/queues/{office}/closed-early',
      summary: 'Open again an office that was closed early',
      request: { params: OfficeParam },
      responses: DONE,
    }),
    async (c) => {
      await openAgain(contextOf(c), c.req.valid('param').office);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/alarms',
      summary: 'Call colleagues for help, silently',
      request: { params: OfficeParam },
      responses: { 201: json(z.object({ id: z.number().int() }), 'The alarm'), ...problems },
    }),
    async (c) => {
      const { office } = c.req.valid('param');
      return c.json({ id: await raiseAlarm(atDesk(c, office), office) }, 201);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'get',
      path: '/queues/{office}/alarms',
      summary: 'Calls for help that go on, and the last fifty that are over',
      request: { params: OfficeParam },
      responses: {
        200: json(z.object({ open: z.array(AlarmAnswer), past: z.array(AlarmAnswer) }), 'Newest first'),
        ...problems,
      },
    }),
    async (c) => {
      const ctx = contextOf(c);
      const { office } = c.req.valid('param');
      const past = await pastAlarms(ctx, office, { before: null, count: 50 });
      const open = await openAlarms(ctx, office);
      return c.json(
        {
          open: open.map(({ id, desk, by, at, coming }) => ({
            ...{ id, desk, by, at: at.toString(), coming, endedAt: null, incident: null },
          })),
          past: past.map(({ id, desk, by, at, coming, endedAt, incident }) => ({
            ...{ id, desk, by, at: at.toString(), coming, endedAt: endedAt.toString(), incident },
          })),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/alarms/{alarm}/acknowledgement',
      summary: 'Say that one is coming',
      request: { params: AlarmParam },
      responses: DONE,
    }),
    async (c) => {
      const { office, alarm } = c.req.valid('param');
      await acknowledgeAlarm(askerOf(c, office), office, alarm);
      return c.body(null, 204);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/alarms/{alarm}/end',
      summary: 'End an alarm',
      request: { params: AlarmParam },
      responses: DONE,
    }),
    async (c) => {
      const { office, alarm } = c.req.valid('param');
      await endAlarm(askerOf(c, office), office, alarm);
      return c.body(null, 204);
    },
  )
  .openapi(
    change(
      'post',
      '/queues/{office}/alarms/{alarm}/incident',
      'Write what happened; nothing about the person',
      AlarmParam,
      IncidentSchema,
    ),
    async (c) => {
      const { office, alarm } = c.req.valid('param');
      await noteIncident(
        staffAt(contextOf(c), office, 'office-manager'),
        office,
        alarm,
        c.req.valid('json').incident,
      );
      return c.body(null, 204);
    },
  );
