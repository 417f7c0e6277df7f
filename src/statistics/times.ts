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
  const lists = parts.filter(({ seconds, counts }) => seconds !== null && counts !== null);
  const all = lists.reduce((sum, { seconds }) => sum + seconds!.length / (LENGTH + VALUE), 0);
  let most = 0;
  for (const { seconds } of lists)
    for (let at = HEADER + LENGTH; at < seconds!.length; at += LENGTH + VALUE)
      most = Math.max(most, seconds!.readInt32BE(at));
  const merged = { seconds: [] as number[], counts: [] as number[] };
  // Many times lie close: a place for each second. The few of a day are put in order.
  if (all * 8 > most) {
    const counted = new Int32Array(most + 1);
    each(lists, (second, count) => {
      counted[second]! += count;
    });
    for (let second = 0; second <= most; second++)
      if (counted[second] !== 0) {
        merged.seconds.push(second);
        merged.counts.push(counted[second]!);
      }
    return merged;
  }
  const counted = new Map<number, number>();
  each(lists, (second, count) => counted.set(second, (counted.get(second) ?? 0) + count));
  for (const [second, count] of [...counted].sort(([a], [b]) => a - b))
    if (count !== 0) {
      merged.seconds.push(second);
      merged.counts.push(count);
    }
  return merged;
}

function each(lists: readonly Distribution[], take: (second: number, count: number) => void): void {
  for (const { sign, seconds, counts } of lists)
    for (let at = HEADER + LENGTH; at < seconds!.length; at += LENGTH + VALUE)
      take(seconds!.readInt32BE(at), sign * counts!.readInt32BE(at));
}

// An array of one dimension: dimensions, flags, type, length and lower bound; then each element's length and value. Four bytes each.
const HEADER = 20;
const LENGTH = 4;
const VALUE = 4;
