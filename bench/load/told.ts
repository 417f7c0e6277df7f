import os from 'node:os';

/** Of the last minute, five and fifteen: how many processes wanted a processor. */
export function loadNow(): string {
  return os
    .loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');
}
