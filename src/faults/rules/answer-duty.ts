import { addWorkingDays } from '../../hours/rules/working-days.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** How a complaint stands: answered, nothing owed, waiting, due soon, or late. */
export const STANDINGS = ['answered', 'none', 'waits', 'soon', 'late'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How many working days before its day an answer that waits is warned of. */
export const WARN_BEFORE = 2;

/**
 * 9 § förvaltningslagen (2017:900) says "without delay"; the day is what the authority has promised. An answer on the day itself
 * is in time.
 */
export function standing(dueOn: PlainDate | null, answered: boolean, today: PlainDate): Standing {
  if (dueOn === null) return 'none';
  if (answered) return 'answered';
  if (dueOn < today) return 'late';
  return dueOn <= addWorkingDays(today, WARN_BEFORE) ? 'soon' : 'waits';
}
