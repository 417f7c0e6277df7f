import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { canBeSent, dayFault, isLate } from './copy-state.ts';

const dueSince = plainDate('2026-11-01');

describe('R5: as soon as the agreement is concluded or changed', () => {
  it.each([
    ['due', '2026-11-01', false],
    ['due', '2026-11-15', false],
    ['due', '2026-11-16', true],
    ['failed', '2026-11-16', true],
    ['queued', '2027-11-16', false],
    ['sent', '2027-11-16', false],
    ['acknowledged', '2027-11-16', false],
    ['exempt', '2027-11-16', false],
  ] as const)('%s on %s: late is %s', (state, today, late) =>
    expect(isLate({ state, dueSince }, plainDate(today))).toBe(late),
  );

  it.each([
    ['exempt', false],
    ['due', true],
    ['queued', false],
    ['sent', false],
    ['acknowledged', false],
    ['failed', true],
  ] as const)('%s can be sent: %s', (state, can) => expect(canBeSent(state)).toBe(can));

  it.each([
    ['2026-10-31', 'too-early'],
    ['2026-11-01', null],
    ['2026-11-18', null],
    ['2026-11-19', 'in-the-future'],
  ] as const)('sent on %s: %s', (day, fault) =>
    expect(dayFault(plainDate(day), { earliest: dueSince, today: plainDate('2026-11-18') })).toBe(fault),
  );
});
