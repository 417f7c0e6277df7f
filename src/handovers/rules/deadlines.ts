import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../hours/rules/working-days.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { State } from './steps.ts';

/**
 * Where neither the agreement nor the authority says: a first answer in 2 working days, the answer in 10. Ours: 9 §
 * förvaltningslagen (2017:900) says "så enkelt, snabbt och kostnadseffektivt som möjligt", and no number.
 */
export const DEFAULT_DAYS = { first: 2, final: 10 } as const;
/** For the front desk: to answer what it is asked, to see to what came back, to tell the person and close. Ours. */
export const FRONT_DESK_DAYS = { asked: 2, 'came-back': 2, answered: 5 } as const;

export interface Terms {
  readonly firstDays: number;
  readonly finalDays: number;
  readonly from: 'agreement' | 'authority' | 'default';
}
interface Days {
  readonly first: number | null;
  readonly final: number | null;
}

/**
 * Which days count. Of several agreements that cover the task the shortest final answer; what an agreement leaves out (one
 * of the two) is filled in from the authority or the default, never below the first answer's.
 */
export function termsOf(agreement: Days | null, authority: Days | null): Terms {
  const source = [
    { days: agreement, from: 'agreement' as const },
    { days: authority, from: 'authority' as const },
  ].find(({ days }) => days !== null && (days.first !== null || days.final !== null));
  if (source === undefined || source.days === null)
    return { firstDays: DEFAULT_DAYS.first, finalDays: DEFAULT_DAYS.final, from: 'default' };
  const { first, final } = source.days;
  const firstDays = first ?? Math.min(final ?? DEFAULT_DAYS.first, authority?.first ?? DEFAULT_DAYS.first);
  const finalDays = final ?? Math.max(firstDays, authority?.final ?? DEFAULT_DAYS.final);
  return { firstDays, finalDays, from: source.from };
}

export interface Due {
  readonly first: PlainDate;
  readonly final: PlainDate;
}

export function deadlines(
  from: PlainDate,
  { firstDays, finalDays }: Pick<Terms, 'firstDays' | 'finalDays'>,
): Due {
  return { first: addWorkingDays(from, firstDays), final: addWorkingDays(from, finalDays) };
}

/** The one day that counts in a state. `since`: the day that it came into it. */
export function dueOn(state: State, due: Due, firstAnswered: boolean, since: PlainDate): PlainDate {
  switch (state) {
    case 'offered':
    case 'accepted':
    case 'reopened':
      return firstAnswered ? due.final : due.first;
    case 'asked':
      return addWorkingDays(since, FRONT_DESK_DAYS.asked);
    case 'refused':
    case 'returned':
      return addWorkingDays(since, FRONT_DESK_DAYS['came-back']);
    case 'answered':
    case 'closed':
    case 'rerouted':
      return addWorkingDays(since, FRONT_DESK_DAYS.answered);
  }
}

export type Lateness = 'late' | 'today' | 'next' | 'ahead';

/** How a deadline stands today, with how many working days are left; negative when it has passed. */
export function lateness(due: PlainDate, today: PlainDate): { readonly is: Lateness; readonly days: number } {
  const days = workingDaysBetween(today, due);
  if (due < today) return { is: 'late', days: Math.min(days, -1) };
  if (due === today) return { is: 'today', days: 0 };
  return { is: days <= 1 ? 'next' : 'ahead', days };
}

/**
 * The day that a document counts as arrived (22 § förvaltningslagen (2017:900)): the day it reaches the authority; what the
 * post brought, the working day next before, unless it is improbable that it had been sorted out for the authority then.
 */
export function arrivedOn(reached: {
  readonly by: 'system' | 'post';
  readonly on: PlainDate;
  /** A person has seen that it cannot have been at the post office the working day before. */
  readonly improbable?: boolean;
}): PlainDate {
  if (reached.by === 'system' || reached.improbable === true) return reached.on;
  let day = addDays(reached.on, -1);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
}
