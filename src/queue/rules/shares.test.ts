import { describe, expect, it } from 'vitest';
import { isAway, keptFor, LINE_TIMES, shareOf, sizeOfShare } from './shares.ts';

const now = Temporal.Instant.from('2026-11-18T09:30:00Z');
const ago = (seconds: number) => now.subtract({ seconds }).toString();
const waiting = ['1', '2', '3', '4', '5', '6', '7', '8'];
const all = () => true;

describe('the share of a desk', () => {
  it.each([
    { what: 'the first who wait', holds: [], others: [], may: all, size: 5, is: ['1', '2', '3', '4', '5'] },
    {
      what: 'nobody of another share',
      holds: [],
      others: ['1', '3'],
      may: all,
      size: 3,
      is: ['2', '4', '5'],
    },
    {
      what: 'nobody whom it may not call',
      holds: [],
      others: [],
      may: (id: string) => id > '6',
      size: 5,
      is: ['7', '8'],
    },
    {
      what: 'what it holds, whatever came before it',
      holds: ['6'],
      others: [],
      may: all,
      size: 2,
      is: ['1', '6'],
    },
    {
      what: 'what it holds, also when it is more than it would get',
      holds: ['6', '7'],
      others: [],
      may: all,
      size: 1,
      is: ['6', '7'],
    },
    {
      what: 'what it holds and may no longer call: it may have called it',
      holds: ['6'],
      others: [],
      may: () => false,
      size: 3,
      is: ['6'],
    },
    { what: 'nobody who does not wait any more', holds: ['x'], others: [], may: all, size: 1, is: ['1'] },
  ])('has $what', ({ holds, others, may, size, is }) => {
    expect(shareOf({ waiting, holds, mayCall: may, othersHave: new Set(others), size })).toEqual(is);
  });

  it('never overlaps another, whoever asks in whatever order', () => {
    const shares: string[][] = [[], [], []];
    for (const desk of [0, 1, 2, 1, 0, 2]) {
      const others = new Set(shares.filter((_, other) => other !== desk).flat());
      const holds = shares[desk] ?? [];
      shares[desk] = shareOf({ waiting, holds, mayCall: all, othersHave: others, size: sizeOfShare(8, 3) });
    }
    expect(shares.flat().sort()).toEqual(waiting);
  });

  it.each([
    { waiting: 0, desks: 2, is: 0 },
    { waiting: 1, desks: 2, is: 1 },
    { waiting: 7, desks: 3, is: 3 },
    { waiting: 90, desks: 3, is: 5 },
    { waiting: 4, desks: 0, is: 4 },
  ])('is $is of $waiting who wait, with $desks desks', ({ waiting, desks, is }) => {
    expect(sizeOfShare(waiting, desks)).toBe(is);
  });

  it.each([
    { beatAt: null, away: false, kept: [] },
    { beatAt: ago(7), away: false, kept: ['1'] },
    { beatAt: ago(8), away: true, kept: ['1'] },
    { beatAt: ago(29 * 60), away: true, kept: ['1'] },
    { beatAt: ago(30 * 60), away: true, kept: [] },
  ])('after the beat at $beatAt', ({ beatAt, away, kept }) => {
    expect(isAway({ beatAt }, now, LINE_TIMES)).toBe(away);
    expect(keptFor({ share: ['1'], beatAt }, now, LINE_TIMES)).toEqual(kept);
  });

  it('is kept for longer than the desk uses it', () => {
    expect(LINE_TIMES.keeps).toBeGreaterThan(LINE_TIMES.ends);
    expect(LINE_TIMES.begins).toBeGreaterThan(LINE_TIMES.away);
  });
});
