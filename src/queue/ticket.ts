import type { PlainDate } from '../kernel/plain-date.ts';

/** Where a visitor is. `called`: on the way to the desk. `held`: with an officer who waits for something. */
export const TICKET_STATES = ['waiting', 'called', 'serving', 'held', 'missed', 'finished', 'left'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What moves a ticket, or is said of it. Each is an event (`queue_event.kind`). */
export const STEP_KINDS = [
  'issued',
  'called',
  'announced',
  'started',
  'held',
  'resumed',
  'finished',
  'missed',
  'put-back',
  'redirected',
  'changed',
  'left',
  'returned',
  'moved',
  'ended',
  'day-ended',
  'undone',
  'time-not-real',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Who takes a step: a person by role, a device of the office, the visitor with the ticket's secret, or the program. */
export type StepRole = 'officer' | 'office-manager' | 'device' | 'visitor' | 'system';

export const SOURCES = ['kiosk', 'reception', 'phone', 'offline', 'moved'] as const;
export type Source = (typeof SOURCES)[number];

/** Where visitors are met: at a desk, among the workstations, or by video or telephone. */
export type DeskKind = 'desk' | 'floor' | 'remote';

/** How a visitor needs to be met. A desk that offers it is preferred for as long as one is open. */
export interface MeetingNeeds {
  readonly language: string | null;
  readonly signLanguage: boolean;
  readonly stepFree: boolean;
  readonly calm: boolean;
}

/** A ticket as the line sees it. */
export interface Ticket extends MeetingNeeds {
  readonly id: string;
  /** Who came first, when two came at the same moment. */
  readonly ordinal: number;
  readonly officeId: number;
  readonly day: PlainDate;
  readonly prefix: string;
  readonly number: number;
  readonly needId: number;
  readonly state: TicketState;
  readonly stateAt: Temporal.Instant;
  readonly issuedAt: Temporal.Instant;
  /** When the visitor came: the place in the line, also after having been sent on. */
  readonly joinedAt: Temporal.Instant;
  readonly priority: number;
  readonly priorityReason: string | null;
  readonly languageRight: boolean;
  readonly interpreter: boolean;
  readonly protected: boolean;
  readonly sessionId: number | null;
  readonly deskId: number | null;
  readonly officerId: number | null;
  readonly forDeskId: number | null;
  readonly forOfficerId: number | null;
  readonly note: string | null;
}

/** As printed, shown and called: prefix and number, "A 47". */
export function ticketLabel({ prefix, number }: Pick<Ticket, 'prefix' | 'number'>): string {
  return prefix === '' ? String(number) : `${prefix} ${number}`;
}
