import { describe, expect, it } from 'vitest';
import { hours, TYPES } from '../../hours/rules/test-hours.ts';
import type { Rule } from '../rule.ts';
import { type Now, planOf } from './plan.ts';
import { inTime, openMinutes } from './times.ts';
import { type Able, type OfficeNow, type Waiting, whereTo } from './where-to.ts';

const [HOME, NEAR, FAR] = [1, 2, 3];
const rule: Rule = {
  ...{ id: 7, fromOffices: [HOME], toOffices: [NEAR, FAR], kinds: ['promise', 'email'] },
  ...{ principalId: null, taskId: null, level: 'guidance', afterMinutes: 60, promiseMinutes: 30 },
  ...{ loadOver: null, mostAtOnce: 2 },
};
const mail: Waiting = {
  ...{ id: 'a', kind: 'email', officeId: HOME, matters: [], waitedMinutes: 60, minutesLeft: null },
  ...{ protected: false, hasNumber: false, movedBefore: false, beingRead: false },
};
const call: Waiting = { ...mail, kind: 'promise', waitedMinutes: 5, minutesLeft: 30, hasNumber: true };
const home: OfficeNow = { id: HOME, inArea: true, open: true, present: 2, contacts: 12, received: 0 };
const near: OfficeNow = { id: NEAR, inArea: true, open: true, present: 1, contacts: 3, received: 0 };
const far: OfficeNow = { id: FAR, inArea: true, open: true, present: 2, contacts: 2, received: 0 };
const all: readonly OfficeNow[] = [home, near, far];
const anybody = (id: number): readonly Able[] => [{ officerId: id * 10, has: 1 }];
const matter = { taskId: 5, principalId: 9 };

describe('where a contact is answered', () => {
  it.each<[string, Partial<Rule>, Partial<Waiting>, readonly OfficeNow[], string | number]>([
    ['the least loaded', {}, {}, all, FAR],
    ['the one named first among those alike', {}, {}, [home, { ...near, contacts: 1 }, far], NEAR],
    ['another kind', { kinds: ['promise'] }, {}, all, 'other-kind'],
    ['an office that the rule does not take from', { fromOffices: [FAR] }, {}, all, 'other-office'],
    ['an office that has left the area', {}, {}, [{ ...home, inArea: false }, near, far], 'other-office'],
    ['one authority, what it is about unknown', { principalId: 9 }, {}, all, 'other-authority'],
    ['one authority, and its matter', { principalId: 9 }, { matters: [matter] }, all, FAR],
    [
      'one authority, and another’s matter with it',
      { principalId: 9 },
      { matters: [matter, { taskId: 1, principalId: 8 }] },
      all,
      'other-authority',
    ],
    [
      'one task, and another of the same authority',
      { principalId: 9, taskId: 6 },
      { matters: [matter] },
      all,
      'other-authority',
    ],
    ['protected data', {}, { protected: true }, all, 'protected'],
    ['a second time', {}, { movedBefore: true }, all, 'moved-before'],
    ['somebody reads it', {}, { beingRead: true }, all, 'being-read'],
    ['a minute too early', {}, { waitedMinutes: 59 }, all, 'not-yet'],
    ['a load that is not over', { loadOver: 6 }, {}, all, 'not-loaded'],
    ['a load that is', { loadOver: 5 }, {}, all, FAR],
    [
      'nobody at home is any load',
      { loadOver: 500 },
      {},
      [{ ...home, present: 0, contacts: 1 }, near, far],
      FAR,
    ],
    ['a promise without a number to call', {}, { ...call, hasNumber: false }, all, 'no-number'],
    ['a promise that holds a while', {}, { ...call, minutesLeft: 31 }, all, 'not-yet'],
    ['a promise that soon breaks', {}, call, all, FAR],
    ['a promise that is broken', {}, { ...call, minutesLeft: 0 }, all, FAR],
    ['everywhere closed', {}, {}, [home, { ...near, open: false }, { ...far, open: false }], 'nowhere'],
    ['the nearest full', {}, {}, [home, near, { ...far, received: 2 }], NEAR],
    ['all full', { mostAtOnce: 1 }, {}, [home, { ...near, received: 1 }, { ...far, received: 1 }], 'nowhere'],
    [
      'as much to do elsewhere',
      {},
      {},
      [home, { ...near, contacts: 6 }, { ...far, contacts: 12 }],
      'nowhere',
    ],
    ['offices that are no more of the area', {}, {}, [home, { ...near, inArea: false }], 'nowhere'],
    ['nobody there', {}, {}, [home, { ...near, present: 0 }, { ...far, present: 0 }], 'nowhere'],
  ])('%s', (_, more, standing, offices, expected) => {
    const able = (id: number) =>
      (offices.find((each) => each.id === id)?.present ?? 0) > 0 ? anybody(id) : [];
    const found = whereTo({ ...rule, ...more }, { ...mail, ...standing }, offices, able);
    expect(found.moves ? found.toOffice : found.why).toBe(expected);
  });

  it('never goes where nobody is allowed to, and says so of each office', () => {
    const found = whereTo(rule, mail, [home, near, { ...far, open: false }], () => []);
    expect(found).toEqual({
      ...{ moves: false, why: 'nowhere' },
      offices: [
        { id: NEAR, cannot: 'nobody-able' },
        { id: FAR, cannot: 'closed' },
      ],
    });
    expect(whereTo(rule, mail, all, (id) => (id === NEAR ? anybody(id) : []))).toMatchObject({
      toOffice: NEAR,
    });
  });

  it('is kept by who has least to do there', () => {
    const able = () => [
      { officerId: 32, has: 4 },
      { officerId: 31, has: 2 },
      { officerId: 30, has: 2 },
    ];
    expect(whereTo(rule, call, all, able)).toEqual({ moves: true, toOffice: FAR, officerId: 30 });
  });
});

describe('a run', () => {
  const now = (waiting: readonly Waiting[], offices: readonly OfficeNow[] = all): Now => ({
    ...{ waiting, offices, received: new Map(), able: anybody },
  });
  const each = (count: number, more: Partial<Waiting> = {}) =>
    Array.from({ length: count }, (_, at) => ({ ...mail, id: `m${at}`, waitedMinutes: 100 + at, ...more }));

  it('begins with the promise that breaks first, then with what has waited longest', () => {
    const { moving } = planOf(
      [{ ...rule, mostAtOnce: 200 }],
      now([...each(2), { ...call, id: 'late', minutesLeft: 0 }, { ...call, id: 'soon' }]),
    );
    expect(moving.map(({ waiting }) => waiting.id)).toEqual(['late', 'soon', 'm1', 'm0']);
  });

  it('counts what it has moved, so that no office gets more than its rule or more than it leaves behind', () => {
    const { moving, staying } = planOf([rule], now(each(10)));
    const at = (id: number) => moving.filter(({ toOffice }) => toOffice === id).length;
    expect([at(NEAR), at(FAR)]).toEqual([1, 2]);
    expect(staying).toHaveLength(7);
    const few = planOf(
      [{ ...rule, mostAtOnce: 200 }],
      now(each(12), [{ ...home, present: 1 }, near, { ...far, contacts: 0 }]),
    );
    // One officer at home, one near with three, two far: after it nobody has more than who is left at home.
    const left = 12 - few.moving.length;
    const far3 = few.moving.filter(({ toOffice }) => toOffice === FAR).length;
    const near3 = few.moving.length - far3;
    expect(Math.max(near3 + 3, far3 / 2)).toBeLessThanOrEqual(left + 1);
    expect(few.moving.length).toBeGreaterThan(5);
  });

  it('sends nothing round: two rules against each other move one way', () => {
    const back: Rule = { ...rule, id: 8, fromOffices: [FAR], toOffices: [HOME] };
    const waiting = [
      ...each(3),
      ...each(3, { officeId: FAR }).map((one) => ({ ...one, id: `back-${one.id}` })),
    ];
    const { moving } = planOf([{ ...rule, toOffices: [FAR] }, back], now(waiting));
    expect(moving.map(({ toOffice }) => toOffice)).toEqual([FAR, FAR]);
    expect(planOf([back], now([{ ...mail, officeId: FAR, movedBefore: true }])).moving).toEqual([]);
  });

  it('asks the next rule when one does not move it, and says the last reason', () => {
    const narrow: Rule = { ...rule, id: 9, toOffices: [NEAR], mostAtOnce: 1, afterMinutes: 5000 };
    expect(planOf([narrow, rule], now([mail])).moving).toMatchObject([{ ruleId: 7 }]);
    expect(planOf([rule, narrow], now([{ ...mail, waitedMinutes: 10 }])).staying).toMatchObject([
      { why: 'not-yet' },
    ]);
    expect(planOf([{ ...rule, fromOffices: [FAR] }], now([mail]))).toEqual({ moving: [], staying: [] });
  });
});

describe('times', () => {
  const at = (text: string) => Temporal.Instant.from(text);
  const small = TYPES.small;
  if (small === undefined) throw new Error('no such type');
  const office = hours(small);
  const day = (clock: string) => at(`2026-11-18T${clock}:00+01:00`);
  it('count when the office is open, whatever the nights and the weekend', () => {
    const opens = small.opens.slice(0, 5);
    const hour = day(opens).add({ hours: 1 });
    expect(openMinutes(office, day('00:00'), hour)).toBe(60);
    expect(openMinutes(office, hour, day('00:00'))).toBe(0);
    const whole = openMinutes(office, day('00:00'), day('23:59'));
    expect(whole).toBeGreaterThan(180);
    // Friday evening to Monday morning.
    expect(openMinutes(office, at('2026-11-20T22:00:00Z'), at('2026-11-23T05:00:00Z'))).toBe(0);
  });

  it.each([
    ['2026-11-20T08:00:00Z', null, '2026-11-23T15:00:00Z', true],
    ['2026-11-20T08:00:00Z', null, '2026-11-24T05:00:00Z', false],
    ['2026-11-20T08:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', true],
    ['2026-11-20T08:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T10:00:01Z', false],
  ])('say whether somebody was answered in time: %s, %s, %s', (arrived, due, answered, good) => {
    const times = { arrivedAt: at(arrived), dueAt: due === null ? null : at(due), answeredAt: at(answered) };
    expect(inTime(times)).toBe(good);
  });
});
