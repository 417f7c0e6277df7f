import type { DraftContent } from '../draft.ts';

export interface Difference {
  /** A field of the draft, or `tasks.3`, `contacts.0`. */
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** What two versions of a draft say differently, field by field; lists row by row. Empty when they say the same. */
export function differences(mine: DraftContent, theirs: DraftContent): Difference[] {
  return (Object.keys(mine) as (keyof DraftContent)[]).flatMap((field): Difference[] => {
    const [a, b]: unknown[] = [mine[field], theirs[field]];
    if ((field === 'tasks' || field === 'contacts') && Array.isArray(a) && Array.isArray(b))
      return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).flatMap((i) =>
        same(a[i], b[i]) ? [] : [{ field: `${field}.${i}`, mine: a[i] ?? null, theirs: b[i] ?? null }],
      );
    return same(a, b) ? [] : [{ field, mine: a, theirs: b }];
  });
}

// Rows that come from jsonb have their keys in an order of its own.
export function same(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}
function ordered(value: unknown): string {
  return JSON.stringify(value, (_, v) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
