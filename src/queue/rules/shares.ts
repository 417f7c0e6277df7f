/** The most that a desk may call by itself. */
export const SHARE = 5;

/** How long each waits when the line is down, in milliseconds (docs/adr/0012). */
export interface LineTimes {
  /** Between two beats of a desk. */
  readonly beat: number;
  /** After its last beat, a desk is taken to have lost its line. */
  readonly away: number;
  /** After its last answered beat, a desk may begin to call by itself, */
  readonly begins: number;
  /** and may no longer. */
  readonly ends: number;
  /** For how long the server keeps a desk's share for it: longer than the desk uses it. */
  readonly keeps: number;
}
export const LINE_TIMES: LineTimes = {
  beat: 4_000,
  away: 8_000,
  begins: 16_000,
  ends: 25 * 60_000,
  keeps: 30 * 60_000,
};

/** A desk as its last beat left it. */
export interface Sharing {
  readonly share: readonly string[];
  readonly beatAt: string | null;
}

/** What a desk may have called by itself without anybody knowing: its share, for as long as it is kept. */
export function keptFor(
  { share, beatAt }: Sharing,
  now: Temporal.Instant,
  times: LineTimes,
): readonly string[] {
  return beatAt !== null && silence(beatAt, now) < times.keeps ? share : [];
}

/** Whether a desk that beats has lost its line. */
export function isAway(
  { beatAt }: Pick<Sharing, 'beatAt'>,
  now: Temporal.Instant,
  times: LineTimes,
): boolean {
  return beatAt !== null && silence(beatAt, now) >= times.away;
}

const silence = (beatAt: string, now: Temporal.Instant) =>
  now.epochMilliseconds - Temporal.Instant.from(beatAt).epochMilliseconds;

/**
 * A desk's new share. What it holds stays as long as it waits: only the desk itself can give it back, because nobody else knows
 * whether it has called it. To that, in the order of the line, what it may call and no other desk's share has.
 */
export function shareOf(given: {
  /** Everybody who waits, in order. */
  readonly waiting: readonly string[];
  /** What the desk says that it holds. */
  readonly holds: readonly string[];
  readonly mayCall: (ticketId: string) => boolean;
  readonly othersHave: ReadonlySet<string>;
  /** The most that it may have after this. */
  readonly size: number;
}): string[] {
  const { waiting, holds, mayCall, othersHave, size } = given;
  const held = new Set(holds);
  const share = waiting.filter((id) => held.has(id));
  for (const id of waiting) {
    if (share.length >= size) break;
    if (!held.has(id) && !othersHave.has(id) && mayCall(id)) share.push(id);
  }
  return waiting.filter((id) => share.includes(id));
}

/** How many each desk gets of those who wait, so that the first to ask does not take all. */
export function sizeOfShare(waiting: number, desks: number): number {
  return Math.min(SHARE, Math.ceil(waiting / Math.max(1, desks)));
}
