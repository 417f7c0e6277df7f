import { z } from 'zod';
import { addDays, type PlainDate, parsePlainDate } from '../kernel/plain-date.ts';

/** The two clocks: the day that a question is about, and what was known when; `known: null` is now. */
export interface AsOf {
  readonly day: PlainDate;
  readonly known: Temporal.Instant | null;
}

/**
 * What was known: a day means at the end of that Swedish day, an instant (`2026-05-04T10:00:00Z`) that instant.
 * Null for what is neither.
 */
export function knownAt(text: string): Temporal.Instant | null {
  const day = parsePlainDate(text);
  if (day !== null) return endOfSwedishDay(day);
  try {
    const at = Temporal.Instant.from(text);
    const year = at.toZonedDateTimeISO('UTC').year;
    return year >= 1900 && year <= 2200 ? at : null;
  } catch {
    return null;
  }
}

/** PostgreSQL keeps instants to the microsecond: the last one before midnight in Sweden. */
export function endOfSwedishDay(day: PlainDate): Temporal.Instant {
  const midnight = Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime('Europe/Stockholm').toInstant();
  return midnight.subtract({ microseconds: 1 });
}

export const KnownSchema = z
  .string()
  .refine((text) => knownAt(text) !== null, { error: 'not-a-date' })
  .transform((text) => knownAt(text)!)
  .meta({ type: 'string', description: 'A day (its end, Swedish time) or an instant' });
