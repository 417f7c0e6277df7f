import { z } from 'zod';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { LANGUAGE_CODES } from './rules/languages.ts';
import { WEEKDAYS, type Weekday } from './rules/special-days.ts';
import { type DayHours, dayFault, SUMMER } from './rules/week.ts';

/** `HH:MM`, Swedish clock time. */
export const ClockSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not-a-time' })
  .meta({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example: '10:00' });
const SpanSchema = z.object({ from: ClockSchema, to: ClockSchema });

/** A day that can be; the code tells at which field it cannot. */
export const DayHoursSchema = z
  .object({ opens: ClockSchema, closes: ClockSchema, lunch: SpanSchema.nullable() })
  .superRefine((day: DayHours, ctx) => {
    const fault = dayFault(day);
    if (fault !== null)
      ctx.addIssue({
        code: 'custom',
        message: fault,
        path: fault === 'closes-before-it-opens' ? ['closes'] : ['lunch'],
      });
  });

export const CAUSES = ['premises', 'staffing', 'training', 'event', 'safety', 'holiday', 'other'] as const;
export type Cause = (typeof CAUSES)[number];

const weekNumber = z
  .number()
  .int()
  .min(SUMMER.from, { error: 'not-in-summer' })
  .max(SUMMER.to, { error: 'not-in-summer' });
const Reason = z.string().trim().min(3, { error: 'required' }).max(500, { error: 'too-long' });
const Seen = z.string().max(20_000).optional().meta({
  description: 'The mark that the refusal `needs-to-be-seen` gave: what the change meets has been seen',
});

export const WeekSchema = z.object({
  days: z
    .object(
      Object.fromEntries(WEEKDAYS.map((day) => [day, DayHoursSchema.optional()])) as Record<
        Weekday,
        z.ZodOptional<typeof DayHoursSchema>
      >,
    )
    .strict()
    .refine((days) => Object.values(days).some((day) => day !== undefined), { error: 'no-day-open' }),
  closedOnBridgeDays: z.boolean(),
  summerWeeks: z
    .object({ from: weekNumber, to: weekNumber })
    .refine(({ from, to }) => from <= to, { error: 'ends-before-it-begins' })
    .nullable(),
});

export const SetWeekSchema = z.object({
  from: PlainDateSchema,
  week: WeekSchema,
  reason: Reason.optional(),
  seen: Seen,
});
export type SetWeek = z.output<typeof SetWeekSchema>;

export const AddExceptionSchema = z.object({
  period: z
    .object({ from: PlainDateSchema, to: PlainDateSchema })
    .refine(({ from, to }) => from <= to, { error: 'ends-before-it-begins', path: ['to'] }),
  hours: DayHoursSchema.nullable().meta({ description: 'null: closed' }),
  cause: z.enum(CAUSES),
  reason: Reason.optional(),
  seen: Seen,
});
export type AddException = z.output<typeof AddExceptionSchema>;

export const AddLanguageSchema = z.object({
  language: z.enum(LANGUAGE_CODES),
  weekday: z.number().int().min(1).max(7),
  span: SpanSchema.refine(({ from, to }) => from < to, { error: 'ends-before-it-begins', path: ['to'] }),
  from: PlainDateSchema,
});
export type AddLanguage = z.output<typeof AddLanguageSchema>;

export const EndLanguageSchema = z.object({ lastDay: PlainDateSchema });
export const HoursRowParam = z.object({ id: z.coerce.number().pipe(Id), row: z.coerce.number().pipe(Id) });
