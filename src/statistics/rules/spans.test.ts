import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isWholeYear, mayShowSpan, monthsOf } from './spans.ts';

const shown = (count: number) => ({ hidden: false, count });
const hidden = (count: number) => ({ hidden: true, count });

describe('a sum of months', () => {
  it.each([
    ['of months that are all shown: shown', [shown(20), shown(30)], false, true],
    [
      'with one withheld: January–October less January–September would tell October',
      [shown(20), hidden(3)],
      false,
      false,
    ],
    ['with two withheld: the same, of each', [shown(20), hidden(3), hidden(4)], false, false],
    [
      'of a year with one withheld: the year less eleven months would tell it',
      [shown(20), hidden(3)],
      true,
      false,
    ],
    [
      'of a year with two withheld that are seven together: they hide each other',
      [shown(20), hidden(3), hidden(4)],
      true,
      true,
    ],
    ['of a year with two withheld that are three together', [shown(20), hidden(1), hidden(2)], true, false],
    ['a month alone', [hidden(3)], false, false],
    ['a month alone that is shown', [shown(9)], false, true],
  ] as const)('%s', (_, months, year, may) => expect(mayShowSpan(months, year)).toBe(may));

  it('knows its months', () => {
    expect(monthsOf({ from: plainDate('2025-11-01'), to: plainDate('2026-01-31') })).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
    ]);
    expect(isWholeYear({ from: plainDate('2025-01-01'), to: plainDate('2025-12-31') })).toBe(true);
    expect(isWholeYear({ from: plainDate('2024-01-01'), to: plainDate('2025-12-31') })).toBe(false);
  });
});
