import { LINE_TIMES, type LineTimes } from './rules/shares.ts';

let times = LINE_TIMES;

/** How long each waits when the line is down. */
export function lineTimes(): LineTimes {
  return times;
}

/** Shorter ones, for tests: set before anybody asks. */
export function setLineTimes(shorter: LineTimes): void {
  times = shorter;
}
