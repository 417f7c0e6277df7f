import { addDays, type Period, type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import type { Facts } from '../../law/facts.ts';

/** Before any law on this: what holds from here held always. */
const FIRST = '1900-01-01' as PlainDate;

/**
 * The periods on whose days the act is permitted, earliest first. The answer can only change on a day that the facts name
 * or on the day after (a last day counts), so those days are asked and no others.
 */
export function periodsOf(facts: Facts): Period[] {
  const days = boundaries(facts);
  const periods: { from: PlainDate; to: PlainDate | null }[] = [];
  let open = false;
  for (const day of days) {
    const may = decide(facts, day).permitted;
    const last = periods.at(-1);
    if (may && !open) periods.push({ from: day, to: null });
    else if (!may && open && last !== undefined) last.to = addDays(day, -1);
    open = may;
  }
  return periods;
}

/** Every day on which the answer may be another than the day before, in order. */
export function boundaries(facts: Facts): PlainDate[] {
  const named = new Set<PlainDate>([FIRST]);
  daysIn(facts, named);
  return [...new Set([...named].flatMap((day) => [day, addDays(day, 1)]))].sort();
}

/** Whatever the facts are of, so that a new kind of fact cannot be forgotten. */
function daysIn(value: unknown, found: Set<PlainDate>): void {
  if (typeof value === 'string') {
    const day = value.length === 10 ? parsePlainDate(value) : null;
    if (day !== null) found.add(day);
  } else if (value instanceof Map) for (const each of value.values()) daysIn(each, found);
  else if (Array.isArray(value)) for (const each of value) daysIn(each, found);
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) daysIn(each, found);
}
