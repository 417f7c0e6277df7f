import type { Outcome } from '../../contacts/act.ts';
import { EXTENTS, type Extent, type Handling } from '../mapping.ts';

/** The most minutes of each class; the last has none. */
export const UP_TO: Readonly<Record<Extent, number | null>> = {
  'to-5': 5,
  'to-10': 10,
  'to-20': 20,
  'to-30': 30,
  'to-60': 60,
  'over-60': null,
};

/** The class of measured minutes; whole minutes, so that 5 min 20 s is within five. */
export function extentOf(minutes: number): Extent {
  return (
    EXTENTS.find((each) => Math.floor(minutes) <= (UP_TO[each] ?? Number.POSITIVE_INFINITY)) ?? 'over-60'
  );
}

/** The class that half of the contacts do not exceed; null without any. */
export function medianExtent(counts: Readonly<Partial<Record<Extent, number>>>): Extent | null {
  const total = EXTENTS.reduce((sum, each) => sum + (counts[each] ?? 0), 0);
  let below = 0;
  for (const each of EXTENTS) {
    below += counts[each] ?? 0;
    if (total > 0 && below * 2 >= total) return each;
  }
  return null;
}

/** How a contact was handled, by the last outcome of each of its matters; null: nothing says it. */
export function handlingOf(outcomes: readonly Outcome[]): Handling | null {
  if (outcomes.some((each) => each === 'referred' || each === 'handed-over')) return 'handed-over';
  if (outcomes.some((each) => each === 'partly')) return 'partly';
  return outcomes.length > 0 && outcomes.every((each) => each === 'solved') ? 'solved' : null;
}
