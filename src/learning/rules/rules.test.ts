import { describe, expect, it } from 'vitest';
import { extentOf, handlingOf, medianExtent } from './extent.ts';
import { trendOf, type Weeks } from './growing.ts';
import { sharesOf } from './marks.ts';
import { type Kind, suitability, THRESHOLDS } from './suitability.ts';
import { LEAST_TOLD, sumMayBeTold, tell, tellTable, tellTogether } from './withhold.ts';

const W = 'withheld';

describe('a question grows', () => {
  it.each<[string, Weeks, string]>([
    ['nobody asks', { now: 0, before: 0, lastYear: null }, 'too-few'],
    ['nine after none', { now: 9, before: 0, lastYear: null }, 'too-few'],
    ['ten after none, and none last year', { now: 10, before: 0, lastYear: 0 }, 'new'],
    ['ten after none, but some last year', { now: 10, before: 0, lastYear: 3 }, 'growing'],
    ['a quarter more, but within chance', { now: 25, before: 20, lastYear: null }, 'steady'],
    ['far more than chance', { now: 60, before: 30, lastYear: null }, 'growing'],
    ['a quarter more of many', { now: 1250, before: 1000, lastYear: 400 }, 'growing'],
    ['less than a quarter more of many', { now: 1240, before: 1000, lastYear: 400 }, 'steady'],
    ['as in the same weeks of last year', { now: 60, before: 30, lastYear: 58 }, 'season'],
    ['more than in the same weeks of last year too', { now: 120, before: 30, lastYear: 58 }, 'growing'],
    ['last year had too few to be a season', { now: 12, before: 2, lastYear: 9 }, 'growing'],
    ['half as many', { now: 30, before: 60, lastYear: null }, 'falling'],
    ['as many', { now: 60, before: 60, lastYear: 10 }, 'steady'],
  ])('%s', (_, weeks, trend) => {
    expect(trendOf(weeks)).toBe(trend);
  });
});

describe('what is small is not told', () => {
  it.each([
    [0, 0],
    [1, W],
    [4, W],
    [5, 5],
  ])('%i alone as %s', (count, told) => {
    expect(tell(count)).toBe(told);
  });
  it.each([
    [
      [10, 20],
      [10, 20],
    ],
    [
      [10, 20, 3],
      [W, 20, W],
    ],
    [
      [1, 2, 20, 30],
      [W, W, W, 30],
    ],
    [
      [3, 4, 20],
      [W, W, 20],
    ],
    [
      [0, 0, 3],
      [0, 0, W],
    ],
    [[], []],
  ])('%j with its sum as %j', (counts, told) => {
    expect(tellTogether(counts)).toEqual(told);
  });

  it('nor what would have to be withheld for another reason, nor a sum that gives a part away', () => {
    expect(tellTogether([10, 20, 30], [true, false, false])).toEqual([W, W, 30]);
    expect(
      [
        [3, 20, 30],
        [3, 4, 30],
        [2, 2, 30],
        [0, 20, 30],
      ].map(sumMayBeTold),
    ).toEqual([...[false, true, false, true]]);
  });

  it('in a table no line gives a withheld count away', () => {
    const random = seeded(71);
    for (let turn = 0; turn < 300; turn += 1) {
      const rows = Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
        Array.from({ length: 4 }, () => Math.floor(random() ** 3 * 40)),
      );
      const told = tellTable(rows);
      const lines = [
        ...rows.map((row, r) => row.map((count, c) => ({ count, told: told[r]?.[c] }))),
        ...[0, 1, 2, 3].map((c) => rows.map((row, r) => ({ count: row[c] ?? 0, told: told[r]?.[c] }))),
      ];
      for (const line of lines) {
        const hidden = line.filter((cell) => cell.told === W);
        for (const cell of line)
          if (cell.told !== W) expect(cell).toMatchObject({ told: cell.count });
          else expect(cell.count).toBeGreaterThan(0);
        const sum = hidden.reduce((total, { count }) => total + count, 0);
        const whole = line.reduce((total, { count }) => total + count, 0);
        // Where all that is in a line is withheld and still too small, its sum is too.
        if (hidden.length > 0 && (hidden.length === 1 || sum < LEAST_TOLD)) expect(sum).toBe(whole);
      }
    }
  });
});

describe('a kind suits the front desk', () => {
  const kind = (more: Partial<Kind>): Kind => ({
    ...{ contacts: 100, simple: 90, solved: 85, minutes: 10, suits: null, suitsWith: null },
    ...more,
  });
  it.each<[string, Partial<Kind>, string, string[]]>([
    ['many, simple, short and solved', {}, 'suits', []],
    ['too few', { contacts: 19, simple: 19, solved: 19 }, 'too-few', ['many']],
    ['not simple', { simple: 79 }, 'no', ['simple']],
    ['long', { minutes: 21 }, 'no', ['short']],
    ['not measured', { minutes: null }, 'no', ['short']],
    ['not solved, and nobody was asked', { solved: 69 }, 'no', ['solved']],
    ['judged not to suit', { suits: 49, suitsWith: { training: 0, mandate: 0 } }, 'no', ['judged']],
    [
      'solved with training',
      { solved: 50, suits: 50, suitsWith: { training: 30, mandate: 5 } },
      'with-training',
      ['solved'],
    ],
    [
      'solved with a mandate',
      { solved: 50, suits: 50, suitsWith: { training: 5, mandate: 30 } },
      'with-mandate',
      ['solved'],
    ],
    ['neither would do', { solved: 30, suits: 60, suitsWith: { training: 5, mandate: 5 } }, 'no', ['solved']],
    ['neither simple nor solved', { simple: 10, solved: 10 }, 'no', ['simple', 'solved']],
  ])('%s', (_, more, verdict, lacks) => {
    expect(suitability(kind(more), THRESHOLDS)).toEqual({ verdict, lacks });
  });
});

describe('extent and handling', () => {
  it.each([
    [0, 'to-5'],
    [5.9, 'to-5'],
    [6, 'to-10'],
    [20, 'to-20'],
    [30.5, 'to-30'],
    [60.9, 'to-60'],
    [61, 'over-60'],
    [10_000, 'over-60'],
  ])('%f minutes are %s', (minutes, extent) => {
    expect(extentOf(minutes)).toBe(extent);
  });
  it.each([
    [{}, null],
    [{ 'to-5': 1 }, 'to-5'],
    [{ 'to-5': 1, 'to-60': 1 }, 'to-5'],
    [{ 'to-5': 1, 'to-60': 2 }, 'to-60'],
  ])('half of %j is within %s', (counts, extent) => {
    expect(medianExtent(counts)).toBe(extent);
  });
  it.each([
    [[], null],
    [['solved', 'solved'], 'solved'],
    [['solved', 'partly'], 'partly'],
    [['partly', 'referred'], 'handed-over'],
    [['handed-over'], 'handed-over'],
    [['left'], null],
  ] as const)('%j is handled as %s', (outcomes, handling) => {
    expect(handlingOf(outcomes)).toBe(handling);
  });
});

describe('the marks of seed 004', () => {
  it('are compared each with its own share', () => {
    const handled = { contacts: 200, simple: 150, solved: 100, partly: 50, calls: 40, callsSolved: 30 };
    expect(sharesOf(handled)).toEqual({ uncomplicated: 75, handled: 75, calls: 75 });
    expect(sharesOf({ ...handled, calls: 0, callsSolved: 0 }).calls).toBeNull();
  });
});

/** Numbers that come again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
