import { describe, expect, it } from 'vitest';
import { calmest, type HourWaits, wellKnown } from './usual-waits.ts';

const hour = (at: number, minutes: number, more: Partial<HourWaits> = {}): HourWaits => ({
  ...{ weekday: 3, hour: at, days: 8, tickets: 60, median: minutes * 60 },
  ...more,
});

describe('usual waits', () => {
  it('tells only of hours of which enough is known, in the order of the week', () => {
    const known = wellKnown([
      hour(12, 10),
      hour(10, 10, { days: 2 }),
      hour(11, 10, { tickets: 9 }),
      hour(15, 4, { weekday: 1 }),
    ]);
    expect(known.map(({ weekday, hour }) => [weekday, hour])).toEqual([
      [1, 15],
      [3, 12],
    ]);
  });

  it.each([
    ['one hour much shorter than the others', [hour(10, 20), hour(11, 25), hour(14, 6), hour(15, 18)], 14],
    ['no hour that stands out', [hour(10, 20), hour(11, 22), hour(14, 18)], null],
    ['short everywhere: a minute is no reason to come later', [hour(10, 1), hour(11, 2), hour(14, 2)], null],
    [
      'equally short: the one with fewer visitors',
      [hour(10, 5), hour(11, 5, { tickets: 30 }), hour(12, 20), hour(13, 20)],
      11,
    ],
    ['a single hour is compared with nothing', [hour(10, 5)], null],
    ['nothing known', [], null],
  ] as const)('calmest: %s', (_, hours, at) => {
    expect(calmest(hours)?.hour ?? null).toBe(at);
  });
});
