import { describe, expect, it } from 'vitest';
import type { Ticket } from '../ticket.ts';
import { type DeskWithWork, type Expected, expectedCalls, rangeOf, USUAL_SPREAD } from './estimate.ts';

const ID_CARD = 1;
const OTHER = 2;
const expected: Expected = {
  serving: new Map([
    [ID_CARD, 600],
    [OTHER, 300],
  ]),
  spread: USUAL_SPREAD,
};
const ticket = (ordinal: number, needId: number, more: Partial<Ticket> = {}) =>
  ({
    ...{
      id: `t${ordinal}`,
      ordinal,
      needId,
      priority: 0,
      language: null,
      signLanguage: false,
      stepFree: false,
    },
    ...{
      calm: false,
      forDeskId: null,
      forOfficerId: null,
      joinedAt: Temporal.Instant.fromEpochMilliseconds(ordinal),
    },
    ...more,
  }) as Ticket;
const desk = (id: number, mayServe: number[], more: Partial<DeskWithWork> = {}): DeskWithWork => ({
  ...{ sessionId: id, deskId: id, officerId: id, open: true, mayServe: new Set(mayServe), languages: [] },
  ...{ stepFree: false, calm: false, has: [], onFloor: false, keeps: new Set<string>() },
  ...more,
});
const calls = (waiting: Ticket[], desks: DeskWithWork[]) =>
  Object.fromEntries(expectedCalls(waiting, desks, expected));

describe('when somebody will be called', () => {
  it.each<[what: string, waiting: Ticket[], desks: DeskWithWork[], then: Record<string, number>]>([
    [
      'one after the other at one desk',
      [ticket(1, OTHER), ticket(2, OTHER)],
      [desk(1, [OTHER])],
      { t1: 0, t2: 300 },
    ],
    [
      'at two desks',
      [ticket(1, OTHER), ticket(2, OTHER), ticket(3, OTHER)],
      [desk(1, [OTHER]), desk(2, [OTHER])],
      { t1: 0, t2: 0, t3: 300 },
    ],
    [
      'past one whom the desk may not serve',
      [ticket(1, ID_CARD), ticket(2, OTHER)],
      [desk(1, [OTHER])],
      { t2: 0 },
    ],
    [
      'after the visitor who is there',
      [ticket(1, OTHER)],
      [desk(1, [OTHER], { has: [{ needId: ID_CARD, seconds: 400 }] })],
      { t1: 200 },
    ],
    [
      'soon, when that one has taken long',
      [ticket(1, OTHER)],
      [desk(1, [OTHER], { has: [{ needId: OTHER, seconds: 4000 }] })],
      { t1: 60 },
    ],
    ['not while all desks have a break', [ticket(1, OTHER)], [desk(1, [OTHER], { open: false })], {}],
    [
      'a priority ahead by its minutes',
      [ticket(1, OTHER), ticket(2, OTHER, { priority: 1 })],
      [desk(1, [OTHER])],
      { t2: 0, t1: 300 },
    ],
  ])('%s', (_, waiting, desks, then) => {
    expect(calls(waiting, desks)).toEqual(then);
  });

  it('is told as a range of whole minutes, never of none', () => {
    expect(rangeOf(600, expected)).toEqual({ low: 360, high: 900 });
    expect(rangeOf(0, expected)).toEqual({ low: 0, high: 120 });
  });
});
