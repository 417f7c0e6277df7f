import { describe, expect, it } from 'vitest';
import type { Ticket } from '../ticket.ts';
import { nearlyUsedUp, waitsByNeed, whoWaits } from './leading.ts';
import type { DeskInLine } from './who-may-call.ts';

const NOW = Temporal.Instant.from('2026-11-18T10:00:00Z');
const ticket = (id: string, needId: number, minutesAgo: number) =>
  ({
    ...{ id, needId, ordinal: -minutesAgo, priority: 0, language: null, signLanguage: false },
    ...{ stepFree: false, calm: false, forDeskId: null, forOfficerId: null },
    joinedAt: NOW.subtract({ minutes: minutesAgo }),
  }) as Ticket;
const desk = (sessionId: number, mayServe: number[], open = true): DeskInLine => ({
  ...{ sessionId, deskId: sessionId, officerId: sessionId, open, mayServe: new Set(mayServe) },
  ...{ languages: [], stepFree: false, calm: false, keeps: new Set<string>() },
});

describe('who leads a queue sees', () => {
  it('which kinds have waited longer than the office allows', () => {
    const needs = [
      { id: 1, waitLimitMinutes: 20 },
      { id: 2, waitLimitMinutes: 20 },
      { id: 3, waitLimitMinutes: 5 },
    ];
    const waits = waitsByNeed(needs, [ticket('a', 1, 20), ticket('b', 2, 21), ticket('c', 2, 3)], NOW);
    expect(waits.map(({ waiting, longest, over }) => [waiting, longest, over])).toEqual([
      [1, 20, false],
      [2, 21, true],
      [0, 0, false],
    ]);
  });

  it.each<[string, DeskInLine[], { callable: number[]; away: number[] }]>([
    ['a desk may call', [desk(1, [7]), desk(2, [])], { callable: [1], away: [] }],
    ['who could has a break', [desk(1, [7], false), desk(2, [])], { callable: [], away: [1] }],
    ['nobody here may', [desk(2, [8])], { callable: [], away: [] }],
    ['no desk is open', [], { callable: [], away: [] }],
  ])('whether anybody can take one who waits: %s', (_, desks, then) => {
    expect(whoWaits([ticket('a', 7, 5)], desks, NOW)).toMatchObject([{ minutes: 5, ...then }]);
  });

  it.each([
    [84, false],
    [85, true],
    [100, true],
  ])('that numbers are nearly used up: %i of 100', (given, nearly) => {
    expect(nearlyUsedUp(given, { rangeFrom: 1, rangeTo: 100 })).toBe(nearly);
  });
});
