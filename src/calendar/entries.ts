import type { PlainDate } from '../kernel/plain-date.ts';

export const ENTRY_KINDS = [
  'agreement-ends',
  'mandates-end',
  'competence-ends',
  'copy-due',
  'report-due',
  'step-planned',
  'checklist-due',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Something of one's own authority that ends or falls due on a day. */
export interface CalendarEntry {
  /** The same for the same thing, whatever day it comes to lie on: a calendar program knows it again by this. */
  readonly key: string;
  readonly kind: EntryKind;
  readonly day: PlainDate;
  readonly authority: string;
  /** Names of what it is about: an agreement's diary number, a task, a step. */
  readonly about: string;
  /** How many, where several end together. */
  readonly count: number | null;
  /** Address of the page where one does something about it. */
  readonly href: string;
}

/** Those that an account is to be reminded of today: the nearest number of days that it asked for, each once. */
export function remindersDue(
  entries: readonly CalendarEntry[],
  daysBefore: readonly number[],
  today: PlainDate,
  reminded: (entry: CalendarEntry, days: number) => boolean,
): { readonly entry: CalendarEntry; readonly days: number }[] {
  const asked = daysBefore.toSorted((a, b) => a - b);
  return entries.flatMap((entry) => {
    const left = Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(entry.day)).days;
    const days = asked.find((each) => left <= each);
    return left < 0 || days === undefined || reminded(entry, days) ? [] : [{ entry, days }];
  });
}
