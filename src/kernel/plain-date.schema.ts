import { z } from 'zod';
import { type PlainDate, parsePlainDate } from './plain-date.ts';

/** A day of the calendar as text; the message is a code that the text catalogue turns into a sentence. */
export const PlainDateSchema = z
  .string()
  .refine((text) => parsePlainDate(text) !== null, { error: 'not-a-date' })
  .transform((text) => text as PlainDate)
  .meta({ type: 'string', format: 'date' });

export const PeriodSchema = z
  .object({ from: PlainDateSchema, to: PlainDateSchema.nullable() })
  .refine((period) => period.to === null || period.from <= period.to, { error: 'ends-before-it-begins' });
