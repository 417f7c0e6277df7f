import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { FigureQuery } from '../query.ts';
import { areWholeMonths, mustBeWholeMonths, wholeMonths } from './whole-months.ts';

const days = (from: string, to: string) => ({ from: plainDate(from), to: plainDate(to) });
const query = (more: Partial<FigureQuery>): FigureQuery => ({
  measures: ['visits'],
  place: { kind: 'country' },
  period: days('2026-01-01', '2026-01-31'),
  by: 'none',
  ...more,
});

describe('whole months', () => {
  it.each([
    ['2026-01-01', '2026-01-31', true],
    ['2026-01-01', '2026-01-30', false],
    ['2026-01-02', '2026-01-31', false],
    ['2024-02-01', '2024-02-29', true],
    ['2024-02-01', '2024-02-28', false],
    ['2025-12-01', '2026-01-31', true],
  ])('%s–%s: %s', (from, to, whole) => expect(areWholeMonths(days(from, to))).toBe(whole));

  it('widens a period to the months that it touches', () => {
    expect(wholeMonths(days('2024-02-10', '2024-02-11'))).toEqual(days('2024-02-01', '2024-02-29'));
  });

  it.each([
    ['the country', {}, false],
    ['the country by day', { by: 'day' }, false],
    ['the country by office', { by: 'office' }, true],
    ['an authority’s part of it', { authority: 3 }, true],
    ['a task', { task: 3 }, true],
    ['a channel', { channel: 'letter' }, true],
    ['the hours of the country', { by: 'hour-weekday' }, true],
    ['the regions of the country', { by: 'region' }, true],
    ['the years of the country', { by: 'year' }, false],
    ['an office', { place: { kind: 'office', id: 1 } }, true],
    ['an area', { place: { kind: 'area', id: 1 } }, true],
    ['all offices of who runs them', { place: { kind: 'operator', id: 1 } }, false],
  ] as const)('are asked of %s: %s', (_, more, must) => expect(mustBeWholeMonths(query(more))).toBe(must));
});
