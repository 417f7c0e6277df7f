import type { Times } from './columns.ts';

/**
 * Times as they are read: how many of each whole second, as PostgreSQL sends arrays of integers (`array_send`), to be added or taken
 * away; or no lists, and the percentiles alone.
 */
export interface Distribution {
  /** The median and the ninetieth percentile, seconds. */
  readonly one: number | null;
  readonly two: number | null;
  readonly sign: number;
  readonly seconds: Buffer | null;
  readonly counts: Buffer | null;
}

/** Their sum. What is zero is left out. */
export function mergeTimes(parts: readonly Distribution[]): Times {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.seconds === null)
    return {
      seconds: [],
      counts: [],
      known: new Map([
        [0.5, only.one ?? 0],
        [0.9, only.two ?? 0],
      ]),
    };
  const counted: number[] = [];
  for (const { sign, seconds, counts } of parts) {
    if (seconds === null || counts === null) continue;
    for (let at = HEADER + LENGTH; at < seconds.length; at += LENGTH + VALUE) {
      const second = seconds.readInt32BE(at);
      counted[second] = (counted[second] ?? 0) + sign * counts.readInt32BE(at);
    }
  }
  const merged = { seconds: [] as number[], counts: [] as number[] };
  for (const [second, count] of counted.entries())
    if (count !== undefined && count !== 0) {
      merged.seconds.push(second);
      merged.counts.push(count);
    }
  return merged;
}

// An array of one dimension: dimensions, flags, type, length and lower bound; then each element's length and value. Four bytes each.
const HEADER = 20;
const LENGTH = 4;
const VALUE = 4;
