import { createRoute, z } from '@hono/zod-openapi';
import { transaction } from '../access/context.server.ts';
import { Id } from '../kernel/id.schema.ts';
import { Problem } from '../platform/problem.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { addException, withdrawException } from './commands/exceptions.server.ts';
import { addLanguageHours, endLanguageHours } from './commands/language-hours.server.ts';
import { setWeek, withdrawWeek } from './commands/set-week.server.ts';
import { LANGUAGE_CODES } from './rules/languages.ts';
import {
  AddExceptionSchema,
  AddLanguageSchema,
  CAUSES,
  EndLanguageSchema,
  HoursRowParam,
  SetWeekSchema,
} from './schemas.ts';
import { hoursOf } from './store.server.ts';
import { hoursView } from './view.ts';

const OfficeParam = z.object({ id: z.coerce.number().pipe(Id) });
const Span = z.object({ from: z.string(), to: z.string() });
const Opening = z.object({ from: z.string(), to: z.string() }).nullable();
const Hours = z
  .object({
    officeId: z.number().int(),
    office: z.string(),
    at: z.string().openapi({ format: 'date-time' }),
    open: z.boolean(),
    now: Opening.openapi({ description: 'The opening that goes on, with its end' }),
    next: Opening.openapi({ description: 'The first that begins after; null: none within 400 days' }),
    own: z
      .boolean()
      .openapi({ description: 'false: the hours of the office’s type, nothing of its own is set' }),
    week: z.array(
      z.object({
        day: z.string(),
        spans: z.array(Span),
        reason: z.enum(['not-open-yet', 'ended', 'exception', 'holiday', 'bridge-day', 'summer', 'week']),
        special: z.string().nullable(),
        bridgeDay: z.boolean(),
      }),
    ),
    exceptions: z.array(
      z.object({
        id: z.number().int(),
        period: Span,
        hours: z.object({ opens: z.string(), closes: z.string(), lunch: Span.nullable() }).nullable(),
        cause: z.enum(CAUSES),
      }),
    ),
    languages: z.array(
      z.object({
        id: z.number().int(),
        language: z.enum(LANGUAGE_CODES),
        weekday: z.number().int(),
        span: Span,
        standing: z.enum(['right-in-area', 'right-where-staff', 'minority', 'sign', 'service']),
        provisions: z.array(z.string()),
      }),
    ),
    openingHours: z
      .string()
      .openapi({ description: 'A year from the day, as the key opening_hours of OpenStreetMap' }),
  })
  .openapi('OfficeHours');

const Made = z.object({ id: z.number().int() });
const route = <P extends string, B extends z.ZodType>(
  method: 'put' | 'post',
  path: P,
  summary: string,
  given: B,
) =>
  createRoute({
    method,
    path,
    tags: ['Opening hours'],
    security,
    summary,
    request: { params: OfficeParam, ...body(given) },
    responses: { 201: json(Made, summary), ...problems },
  });
const removal = <P extends string>(path: P, summary: string) =>
  createRoute({
    method: 'delete',
    path,
    tags: ['Opening hours'],
    security,
    summary,
    request: { params: HoursRowParam },
    responses: { 204: { description: summary }, ...problems },
  });

/** When offices are open, and the changes of it. */
export const hoursApi = api()
  .openapi(
    createRoute({
      method: 'get',
      path: '/offices/{id}/hours',
      tags: ['Opening hours'],
      security,
      summary: 'Whether an office is open, when it opens next, and its week; also as it was known',
      request: {
        params: OfficeParam,
        query: z.object({
          at: z.iso.datetime({ offset: true, error: 'invalid-format' }).optional(),
          known: z.iso.datetime({ offset: true, error: 'invalid-format' }).optional().openapi({
            description: 'As the register was known at this instant',
          }),
        }),
      },
      responses: { 200: json(Hours, 'The hours'), ...problems },
    }),
    async (c) => {
      const ctx = contextOf(c);
      if (ctx.actor.assignments.length === 0) throw new Problem('forbidden');
      const { at: asked, known } = c.req.valid('query');
      const at = asked === undefined ? ctx.clock() : Temporal.Instant.from(asked);
      const office = await transaction(ctx, (db) =>
        hoursOf(
          db,
          { id: c.req.valid('param').id },
          known === undefined ? undefined : Temporal.Instant.from(known),
        ),
      );
      const view = hoursView(office, at);
      const opening = (each: typeof view.now) =>
        each === null ? null : { from: each.from.toString(), to: each.to.toString() };
      return c.json(
        {
          ...{ officeId: office.id, office: office.name, at: at.toString(), own: view.own },
          ...{ open: view.now !== null, now: opening(view.now), next: opening(view.next) },
          week: view.week.map((day) => ({
            ...day,
            spans: [...day.spans],
            special: day.special?.name ?? null,
          })),
          exceptions: view.exceptions.map(({ id, period, hours, cause }) => ({ id, period, hours, cause })),
          languages: view.languages.map(({ id, language, weekday, span, ground }) => ({
            ...{ id, language, weekday, span, standing: ground.standing },
            provisions: ground.provisions.map(({ ref }) => ref),
          })),
          openingHours: view.text,
        },
        200,
      );
    },
  )
  .openapi(
    route(
      'put',
      '/offices/{id}/hours/week',
      'Set the ordinary week from a day on (its manager)',
      SetWeekSchema,
    ),
    async (c) =>
      c.json({ id: await setWeek(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 201),
  )
  .openapi(
    route(
      'post',
      '/offices/{id}/hours/exceptions',
      'Close, or have other hours, on dated days',
      AddExceptionSchema,
    ),
    async (c) =>
      c.json({ id: await addException(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 201),
  )
  .openapi(
    route(
      'post',
      '/offices/{id}/hours/languages',
      'Hours when visitors are met in a language',
      AddLanguageSchema,
    ),
    async (c) =>
      c.json({ id: await addLanguageHours(contextOf(c), c.req.valid('param').id, c.req.valid('json')) }, 201),
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/offices/{id}/hours/languages/{row}/last-day',
      tags: ['Opening hours'],
      security,
      summary: 'Give hours in a language their last day',
      request: { params: HoursRowParam, ...body(EndLanguageSchema) },
      responses: { 204: { description: 'Ended' }, ...problems },
    }),
    async (c) => {
      const { id, row } = c.req.valid('param');
      await endLanguageHours(contextOf(c), id, { id: row, ...c.req.valid('json') });
      return c.body(null, 204);
    },
  )
  .openapi(removal('/offices/{id}/hours/weeks/{row}', 'Withdraw a planned week'), async (c) => {
    const { id, row } = c.req.valid('param');
    await withdrawWeek(contextOf(c), id, row);
    return c.body(null, 204);
  })
  .openapi(removal('/offices/{id}/hours/exceptions/{row}', 'Withdraw an exception'), async (c) => {
    const { id, row } = c.req.valid('param');
    await withdrawException(contextOf(c), id, row);
    return c.body(null, 204);
  });
