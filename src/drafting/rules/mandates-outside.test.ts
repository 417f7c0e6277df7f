import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Mandate } from '../../law/facts.ts';
import { EMPTY_TASK } from '../draft.ts';
import { outsideReasons } from './mandates-outside.ts';

const day = (text: string) => text as PlainDate;
const card = {
  ...EMPTY_TASK,
  ...{ taskId: 1, principalId: 2, performerId: 3, access: [7] },
  exercisesAuthority: true,
  requiresPersonalData: true,
};
const mandate = (over: Partial<Mandate> = {}) => ({
  valid: { from: day('2020-01-01'), to: null },
  principalId: 2,
  withdrawnOn: null,
  access: [7],
  tasks: [
    { taskId: 1, level: 'authority' as const },
    { taskId: 1, level: 'personal-data' as const },
  ],
  ...over,
});
const draft = (over: object = {}) => ({ from: day('2027-01-01'), to: null, tasks: [card], ...over });

describe('mandates that reach further than what is drafted (5–6 §§)', () => {
  it.each([
    ['the same scope', {}, {}, []],
    ['a last day, and a mandate without one', {}, { to: day('2027-12-31') }, ['days']],
    [
      'a last day that is the mandate’s',
      { valid: { from: day('2020-01-01'), to: day('2027-12-31') } },
      { to: day('2027-12-31') },
      [],
    ],
    [
      'a last day before the mandate’s',
      { valid: { from: day('2020-01-01'), to: day('2028-01-01') } },
      { to: day('2027-12-31') },
      ['days'],
    ],
    [
      'a mandate that is over before',
      { valid: { from: day('2020-01-01'), to: day('2026-12-31') } },
      { tasks: [] },
      [],
    ],
    ['a withdrawn mandate', { withdrawnOn: day('2026-01-01') }, { tasks: [] }, []],
    ['the task taken out', {}, { tasks: [] }, ['tasks', 'access']],
    ['the task of another principal', {}, { tasks: [{ ...card, principalId: 9 }] }, ['tasks', 'access']],
    ['no exercise of authority any more', {}, { tasks: [{ ...card, exercisesAuthority: false }] }, ['tasks']],
    [
      'no personal data any more',
      {},
      { tasks: [{ ...card, requiresPersonalData: false, access: [] }] },
      ['tasks', 'access'],
    ],
    ['less access', {}, { tasks: [{ ...card, access: [] }] }, ['access']],
    [
      'access that another task needs',
      { access: [8] },
      { tasks: [card, { ...card, taskId: 4, access: [8] }] },
      ['access'],
    ],
    ['no first day yet', {}, { from: null, tasks: [] }, ['tasks', 'access']],
  ])('%s', (_, held, drafted, expected) => {
    expect(outsideReasons(mandate(held), draft(drafted))).toEqual(expected);
  });
});
