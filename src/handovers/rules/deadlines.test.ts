import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { arrivedOn, deadlines, dueOn, lateness, termsOf } from './deadlines.ts';

const day = plainDate;

describe('which days count', () => {
  it.each([
    ['nobody says', null, null, [2, 10, 'default']],
    ['the agreement says both', { first: 1, final: 5 }, { first: 3, final: 30 }, [1, 5, 'agreement']],
    ['the agreement says none', { first: null, final: null }, { first: 3, final: 30 }, [3, 30, 'authority']],
    ['the agreement says the first alone', { first: 15, final: null }, null, [15, 15, 'agreement']],
    ['the agreement says the last alone', { first: null, final: 1 }, null, [1, 1, 'agreement']],
    [
      'filled in from the authority',
      { first: 1, final: null },
      { first: 3, final: 30 },
      [1, 30, 'agreement'],
    ],
    ['the same day', { first: 0, final: 0 }, null, [0, 0, 'agreement']],
  ] as const)('%s', (_, agreement, authority, [firstDays, finalDays, from]) => {
    expect(termsOf(agreement, authority)).toEqual({ firstDays, finalDays, from });
  });
});

describe('deadlines', () => {
  it.each([
    ['2026-11-23', 2, 10, '2026-11-25', '2026-12-07'],
    ['2026-12-22', 2, 5, '2026-12-28', '2027-01-04'],
    ['2026-11-21', 0, 1, '2026-11-23', '2026-11-23'],
  ])('from %s in %i and %i working days', (from, firstDays, finalDays, first, final) => {
    expect(deadlines(day(from), { firstDays, finalDays })).toEqual({ first, final });
  });

  const due = { first: day('2026-11-25'), final: day('2026-12-07') };
  it.each([
    ['offered', false, '2026-11-25'],
    ['accepted', false, '2026-11-25'],
    ['accepted', true, '2026-12-07'],
    ['reopened', false, '2026-11-25'],
    ['asked', true, '2026-11-26'],
    ['refused', false, '2026-11-26'],
    ['returned', false, '2026-11-26'],
    ['answered', true, '2026-12-01'],
  ] as const)('%s, first answer given: %s', (state, answered, expected) => {
    expect(dueOn(state, due, answered, day('2026-11-24'))).toBe(expected);
  });

  it.each([
    ['2026-12-01', '2026-11-25', 'ahead', 4],
    ['2026-11-26', '2026-11-25', 'next', 1],
    ['2026-11-23', '2026-11-20', 'next', 1],
    ['2026-11-25', '2026-11-25', 'today', 0],
    ['2026-11-24', '2026-11-25', 'late', -1],
    ['2026-11-20', '2026-11-22', 'late', -1],
    ['2026-11-20', '2026-11-25', 'late', -3],
  ] as const)('%s seen on %s', (due, today, is, days) => {
    expect(lateness(day(due), day(today))).toEqual({ is, days });
  });
});

describe('when it counts as arrived (22 § förvaltningslagen)', () => {
  it.each([
    ['system', '2026-11-22', false, '2026-11-22'],
    ['post', '2026-11-24', false, '2026-11-23'],
    ['post', '2026-11-23', false, '2026-11-20'],
    ['post', '2026-12-28', false, '2026-12-23'],
    ['post', '2026-11-24', true, '2026-11-24'],
  ] as const)('%s, reached on %s, improbable: %s', (by, on, improbable, expected) => {
    expect(arrivedOn({ by, on: day(on), improbable })).toBe(expected);
  });
});
