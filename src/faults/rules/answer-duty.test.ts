import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { standing } from './answer-duty.ts';

describe('the duty to answer', () => {
  it.each([
    ['nobody wants an answer', null, false, '2026-11-18', 'none'],
    ['answered, whenever', '2026-11-01', true, '2026-11-18', 'answered'],
    ['more than two working days away', '2026-11-23', false, '2026-11-18', 'waits'],
    ['two working days away', '2026-11-20', false, '2026-11-18', 'soon'],
    ['over a weekend', '2026-11-24', false, '2026-11-20', 'soon'],
    ['over Christmas', '2026-12-29', false, '2026-12-23', 'soon'],
    ['today', '2026-11-18', false, '2026-11-18', 'soon'],
    ['yesterday', '2026-11-17', false, '2026-11-18', 'late'],
  ] as const)('%s', (_, due, answered, today, is) => {
    expect(standing(due === null ? null : plainDate(due), answered, plainDate(today))).toBe(is);
  });
});
