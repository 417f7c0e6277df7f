/** How it has been in an hour of a weekday: of the last weeks, on `days` days `tickets` visitors came then. */
export interface HourWaits {
  /** 1 is Monday. */
  readonly weekday: number;
  /** The hour of the Swedish clock that it begins at. */
  readonly hour: number;
  readonly days: number;
  readonly tickets: number;
  /** Half of them were called within so many seconds from their ticket. */
  readonly median: number;
}

/** Fewer days or visitors than this say nothing of an hour, and might say something of a visitor. */
const DAYS = 3;
const TICKETS = 10;

/** The hours of which enough is known to be told. */
export function wellKnown(hours: readonly HourWaits[]): HourWaits[] {
  return hours
    .filter(({ days, tickets }) => days >= DAYS && tickets >= TICKETS)
    .toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour);
}

/** How much shorter the wait of an hour has to be than usual, and by how much at least in seconds, to be called calm. */
const CALM_SHARE = 0.67;
const CALM_SECONDS = 120;

/**
 * The hour in which one usually waits the shortest, of some hours; null when none stands out: then no hour is better than
 * another, and telling people to come then would only be a guess.
 */
export function calmest(hours: readonly HourWaits[]): HourWaits | null {
  const [first, ...others] = hours.toSorted((a, b) => a.median - b.median || a.tickets - b.tickets);
  if (first === undefined || others.length === 0) return null;
  const middle = hours.toSorted((a, b) => a.median - b.median)[Math.floor(hours.length / 2)] as HourWaits;
  return first.median <= middle.median * CALM_SHARE && middle.median - first.median >= CALM_SECONDS
    ? first
    : null;
}
