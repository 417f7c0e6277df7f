import { z } from 'zod';
import { IdText } from '../kernel/id.schema.ts';
import { parsePlainDate } from '../kernel/plain-date.ts';
import { ENDINGS, TextBody, WAYS } from './contact.ts';
import { instantOf, workingDayFrom } from './rules/promise.ts';

/** How many working days one usually asks for; any other day is told by its date. */
export const USUAL_DAYS = [0, 1, 2, 5, 10] as const;

const What = z.string().trim().min(1, { error: 'required' }).max(500, { error: 'too-long' });

/** When: so many working days from now or a day, and the time of day (`HH:MM`). */
const When = {
  workingDays: z
    .string()
    .regex(/^\d{1,3}$/, { error: 'invalid-value' })
    .optional(),
  day: z
    .string()
    .refine((text) => parsePlainDate(text) !== null, { error: 'not-a-date' })
    .optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not-a-time' })
    .default('16:00'),
};

export const PromiseFormSchema = z.object({
  ...When,
  what: What,
  officerId: IdText.optional(),
  promiseId: z.uuid().optional(),
});
export const MoveFormSchema = z.object({
  ...When,
  what: What.optional(),
  why: What,
  officerId: IdText.optional(),
});
export const KeepFormSchema = z.object({
  how: z.enum(WAYS, { error: 'required' }),
  body: TextBody.optional(),
  textId: z.uuid().optional(),
  as: z.enum(ENDINGS).optional(),
});
export type KeepPromise = z.infer<typeof KeepFormSchema>;

/** The instant that a form means; null when it names no day. A date goes before a number of days. */
export function dueOf(
  {
    workingDays,
    day,
    time,
  }: { readonly workingDays?: string | undefined; readonly day?: string | undefined; readonly time: string },
  now: Temporal.Instant,
): Temporal.Instant | null {
  const named = day === undefined ? null : parsePlainDate(day);
  if (named !== null) return instantOf(named, time);
  return workingDays === undefined ? null : instantOf(workingDayFrom(now, Number(workingDays)), time);
}
