import { addDays, type PlainDate } from '../../kernel/plain-date.ts';

/** As stored (migration 0014). */
export const COPY_STATES = ['exempt', 'due', 'queued', 'sent', 'acknowledged', 'failed'] as const;
export type CopyState = (typeof COPY_STATES)[number];

/**
 * "Så snart avtalet har ingåtts eller ändrats" (4 § förordningen (2019:214), 4 § förordningen (2009:315)) names no number of
 * days. The duty is there from the day of the agreement; after two weeks, the time that signing by all parties and
 * registration can reasonably take, the register calls it late. That number is ours, not the ordinance's.
 */
export const LATE_AFTER_DAYS = 14;

/** Whether a copy that has not gone yet is late on a day. What is on its way is not. */
export function isLate(
  { state, dueSince }: { readonly state: CopyState; readonly dueSince: PlainDate },
  today: PlainDate,
): boolean {
  return (state === 'due' || state === 'failed') && addDays(dueSince, LATE_AFTER_DAYS) < today;
}

/** What can still be sent, or be registered as sent. */
export function canBeSent(state: CopyState): boolean {
  return state === 'due' || state === 'failed';
}

/**
 * What is wrong with the day on which a copy is said to have been sent, or received: nothing is sent before the version is
 * concluded, received before it is sent, or done on a day that has not been.
 */
export function dayFault(
  day: PlainDate,
  { earliest, today }: { readonly earliest: PlainDate; readonly today: PlainDate },
): 'in-the-future' | 'too-early' | null {
  if (day > today) return 'in-the-future';
  return day < earliest ? 'too-early' : null;
}
