import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Covers } from '../representation.ts';

/** What decides whether something may rest on a representation. Days: the first, the last (null: until further notice). */
export interface Represents {
  readonly covers: Covers;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  /** The first day on which it no longer holds, as it was found out. */
  readonly endedOn: PlainDate | null;
}

/**
 * Why nothing can rest on a representation that day; null: it holds. 14–15 §§ förvaltningslagen (2017:900): an ombud acts within
 * the power of attorney; who has none, or one that has ended, acts for nobody. The same is asked in the database (migration 0069).
 */
export function whyNotRepresented(
  { covers, from, to, endedOn }: Represents,
  day: PlainDate,
): 'representation-not-begun' | 'representation-ended' | 'representation-elsewhere' | null {
  if (day < from) return 'representation-not-begun';
  if ((to !== null && day > to) || (endedOn !== null && day >= endedOn)) return 'representation-ended';
  return covers === 'other' ? 'representation-elsewhere' : null;
}
