import type { Outcome } from '../act.ts';
import type { EndedAs } from '../contact.ts';

/** What came of a contact, derived from what was done in its matters; the first that is true of them. */
export const CONTACT_OUTCOMES = ['came-back', 'handed-over', 'referred', 'partly', 'solved', 'left'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

export interface Ended {
  readonly closedAs: EndedAs | null;
  /** The last outcome of each matter in which something was done. */
  readonly outcomes: readonly Outcome[];
  /** Whether a later contact comes back of this one. */
  readonly cameBack: boolean;
}

/**
 * Who comes back was not helped, whatever was written down. Of several matters the least good says what the contact was; without
 * any, how it was closed does. Null: nothing came of it (junk, no answer needed, not closed yet).
 */
export function contactOutcome({ closedAs, outcomes, cameBack }: Ended): ContactOutcome | null {
  if (cameBack) return 'came-back';
  for (const outcome of ['handed-over', 'referred', 'partly', 'left', 'solved'] as const)
    if (outcomes.includes(outcome)) return outcome;
  return closedAs === 'answered' ? 'solved' : closedAs === 'left' ? 'left' : null;
}
