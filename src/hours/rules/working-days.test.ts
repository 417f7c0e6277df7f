import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

describe('working days', () => {
  it.each([
    ['2026-11-20', true, 'Friday'],
    ['2026-11-21', false, 'Saturday'],
    ['2026-11-22', false, 'Sunday'],
    ['2026-01-01', false, 'nyårsdagen'],
    ['2026-01-05', true, 'trettondagsafton'],
    ['2026-01-06', false, 'trettondedag jul'],
    ['2026-04-02', true, 'skärtorsdagen'],
    ['2026-04-03', false, 'långfredagen'],
    ['2026-04-06', false, 'annandag påsk'],
    ['2026-04-30', true, 'valborgsmässoafton'],
    ['2026-05-01', false, 'första maj'],
    ['2026-05-14', false, 'Kristi himmelsfärdsdag'],
    ['2026-05-15', true, 'klämdag'],
    ['2025-06-06', false, 'nationaldagen, a Friday'],
    ['2026-06-19', false, 'midsommarafton'],
    ['2025-10-31', true, 'a Friday, allhelgonaafton'],
    ['2026-12-24', false, 'julafton'],
    ['2026-12-25', false, 'juldagen'],
    ['2026-12-31', false, 'nyårsafton'],
    // Before 2005 annandag pingst was one (SFS 2004:1320): the calendar here speaks of today's law.
    ['2027-05-17', true, 'annandag pingst'],
  ])('%s: %s (%s)', (day, working) => {
    expect(isWorkingDay(plainDate(day))).toBe(working);
  });

  it.each([
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-22', 0, '2026-11-23'],
    ['2026-11-23', 0, '2026-11-23'],
    ['2026-11-23', 10, '2026-12-07'],
    ['2026-12-23', 1, '2026-12-28'],
    ['2026-12-23', 5, '2027-01-05'],
    ['2026-12-30', 1, '2027-01-04'],
    ['2027-01-05', 1, '2027-01-07'],
    ['2026-06-18', 1, '2026-06-22'],
    ['2026-05-13', 1, '2026-05-15'],
    ['2026-04-01', 2, '2026-04-07'],
    ['2026-11-23', -1, '2026-11-20'],
    ['2026-11-22', -1, '2026-11-20'],
  ])('%s and %i working days: %s', (day, days, then) => {
    expect(addWorkingDays(plainDate(day), days)).toBe(then);
  });

  it('counts back what it counted forward, and lands on working days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
        const from = addDays(plainDate('2024-01-01'), offset);
        const then = addWorkingDays(from, days);
        expect(isWorkingDay(then)).toBe(true);
        expect(workingDaysBetween(from, then)).toBe(days);
        expect(workingDaysBetween(then, from)).toBe(-days);
      }),
    );
  });
  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s days', (days) => {
    expect(() => addWorkingDays(plainDate('2026-11-23'), days)).toThrow(RangeError);
  });
});
