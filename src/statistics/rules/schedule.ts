import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Days } from '../query.ts';

export const EVERY = ['week', 'month'] as const;
export type Every = (typeof EVERY)[number];

const text = (day: Temporal.PlainDate) => day.toString() as PlainDate;

/** The next Monday, or the first of the next month, after a day. */
export function nextOn(every: Every, day: PlainDate): PlainDate {
  const at = Temporal.PlainDate.from(day);
  return text(every === 'week' ? at.add({ days: 8 - at.dayOfWeek }) : at.with({ day: 1 }).add({ months: 1 }));
}

/** The week (Monday to Sunday) or month that was over the day before. */
export function periodBefore(every: Every, day: PlainDate): Days {
  const last = Temporal.PlainDate.from(day).subtract({ days: 1 });
  if (every === 'month')
    return { from: text(last.with({ day: 1 })), to: text(last.with({ day: last.daysInMonth })) };
  const monday = last.subtract({ days: last.dayOfWeek - 1 });
  const sunday = monday.add({ days: 6 });
  if (Temporal.PlainDate.compare(sunday, last) <= 0) return { from: text(monday), to: text(sunday) };
  return { from: text(monday.subtract({ days: 7 })), to: text(sunday.subtract({ days: 7 })) };
}

/** Addresses that differ in more than how they are written, in small letters. */
export const addressesOf = (said: string): string[] => [
  ...new Set(
    said
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];

/** Whether a mail goes to who has figures sent themselves, or to somebody of the same organisation: what follows the @. */
export function sameOrganisation(own: string, other: string): boolean {
  const domain = (address: string) => address.toLowerCase().split('@')[1] ?? '';
  return domain(own) !== '' && domain(own) === domain(other);
}
