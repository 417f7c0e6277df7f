/** How many asked a question in four weeks, in the four before, and in the same weeks of last year. */
export interface Weeks {
  readonly now: number;
  readonly before: number;
  /** Null: nothing was recorded then. */
  readonly lastYear: number | null;
}

export const TRENDS = ['growing', 'new', 'season', 'steady', 'falling', 'too-few'] as const;
export type Trend = (typeof TRENDS)[number];

/** Fewer than this in both periods say nothing. Ours. */
export const LEAST_ASKED = 10;
/** A quarter more. Ours. */
export const MUCH = 1.25;

/**
 * Whether a question grows: a quarter more than in the four weeks before, and more than chance makes (the difference of two counts
 * varies by about the root of their sum: twice that is beyond it). What was asked as much in the same weeks of last year is season.
 */
export function trendOf({ now, before, lastYear }: Weeks): Trend {
  if (Math.max(now, before) < LEAST_ASKED) return 'too-few';
  if (differs(now, before)) {
    if (lastYear !== null && lastYear >= LEAST_ASKED && !differs(now, lastYear)) return 'season';
    return before === 0 && (lastYear ?? 0) === 0 ? 'new' : 'growing';
  }
  return differs(before, now) ? 'falling' : 'steady';
}

function differs(more: number, less: number): boolean {
  return more >= MUCH * less && more - less >= 2 * Math.sqrt(more + less);
}
