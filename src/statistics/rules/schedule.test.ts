import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { addressesOf, nextOn, periodBefore, sameOrganisation } from './schedule.ts';

describe('a view on a schedule', () => {
  it.each([
    ['week', '2026-11-22', '2026-11-23'],
    ['week', '2026-11-23', '2026-11-30'],
    ['month', '2026-11-22', '2026-12-01'],
    ['month', '2026-12-01', '2027-01-01'],
  ] as const)('goes every %s: after %s next on %s', (every, day, next) =>
    expect(nextOn(every, plainDate(day))).toBe(next),
  );

  it.each([
    ['week', '2026-11-23', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-25', '2026-11-16', '2026-11-22'],
    ['month', '2026-12-01', '2026-11-01', '2026-11-30'],
    ['month', '2024-03-01', '2024-02-01', '2024-02-29'],
  ] as const)('is of the %s before %s: %s–%s', (every, day, from, to) =>
    expect(periodBefore(every, plainDate(day))).toEqual({ from, to }),
  );

  it('reads addresses as people write them', () => {
    expect(addressesOf(' A@example.se; b@example.se\na@EXAMPLE.se,')).toEqual([
      'a@example.se',
      'b@example.se',
    ]);
  });

  it.each([
    ['a@example.se', 'b@EXAMPLE.se', true],
    ['a@example.se', 'b@sub.example.se', false],
    ['a@example.se', 'b@example.se.evil.test', false],
    ['a@example.se', 'b', false],
    ['a', 'b', false],
  ])('%s may send to %s: %s', (own, other, same) => expect(sameOrganisation(own, other)).toBe(same));
});
