import type { PlainDate } from '../kernel/plain-date.ts';
import type { PartyKind } from '../law/facts.ts';

/** To whom a year is accounted for: to Kammarkollegiet, under the three oldest regimes to the Government. */
export type Recipient = 'kammarkollegiet' | 'government';

/** One authority that owes an account of a year, with what has become of it (R9). */
export interface ReportDutyRow {
  readonly authorityId: number;
  readonly authority: string;
  readonly kind: PartyKind;
  readonly year: number;
  /** The regimes of the agreements that owe it, `STJ-2009`. */
  readonly regimes: readonly string[];
  /** The agreements that owe it. */
  readonly diaryNumbers: readonly string[];
  readonly provisions: readonly string[];
  readonly to: readonly Recipient[];
  /** The first day that any of the agreements names; null when the Government decides. */
  readonly due: PlainDate | null;
  /** `supplemented`: a further version was sent after the first. Nothing before the sending is told. */
  readonly state: 'not-sent' | 'sent' | 'received' | 'supplemented';
  /** The newest version that was sent; null as long as none was. */
  readonly sent: SentVersion | null;
  /** The day that the first version was sent: it is what keeps the date. */
  readonly firstSentOn: PlainDate | null;
  readonly firstReceivedOn: PlainDate | null;
}

export interface SentVersion {
  readonly reportId: number;
  readonly version: number;
  readonly how: 'mail' | 'letter';
  readonly sentOn: PlainDate;
  readonly receivedOn: PlainDate | null;
  readonly diaryNumber: string | null;
}

/** Whole days left until a day; negative once it has passed. */
export function daysUntil(day: PlainDate, today: PlainDate): number {
  return Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day)).days;
}

/**
 * How late the account is, in days: 0 in time, or no day is known. It has to have come in by the day; as long as no day of
 * receipt is known the day of sending stands for it.
 */
export function daysLate(
  { due, firstSentOn, firstReceivedOn }: Pick<ReportDutyRow, 'due' | 'firstSentOn' | 'firstReceivedOn'>,
  today: PlainDate,
): number {
  if (due === null) return 0;
  const came = firstReceivedOn ?? firstSentOn ?? today;
  return Math.max(0, -daysUntil(due, came));
}

/** Reminders go out so many days before. */
export const REMINDERS = [60, 30, 7] as const;

/** The reminder that is due: the nearest alone, whatever was missed before it; null when none is. */
export function reminderDue(due: PlainDate, today: PlainDate): (typeof REMINDERS)[number] | null {
  const left = daysUntil(due, today);
  if (left < 0) return null;
  return REMINDERS.findLast((days) => left <= days) ?? null;
}
