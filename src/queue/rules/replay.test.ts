import { describe, expect, it } from 'vitest';
import type { TicketState } from '../ticket.ts';
import { type Recorded, Replay, type Wrong } from './replay.ts';

type Step = [kind: string, ticket: string, state: TicketState, more?: object];

/** Events 1..n; a ticket's place is by its name: t1 came before t2. */
function history(steps: readonly Step[]): Recorded[] {
  return steps.map(([kind, ticketId, state, more = {}], index) => {
    const { after = {}, ...event } = more as { after?: object };
    const ordinal = Number(ticketId.slice(1));
    return {
      ...{ seq: index + 1, kind, ticketId, about: null, details: {}, ordinal, special: false },
      ...event,
      after: {
        ...{ state, needId: 1, joinedAt: `2026-11-18T09:00:0${ordinal}Z`, priority: 0 },
        ...{
          sessionId: state === 'waiting' ? null : 7,
          oneAtATime: true,
          forDeskId: null,
          forOfficerId: null,
        },
        ...after,
      },
    };
  });
}
const issued: Step = ['issued', 't1', 'waiting'];
const second: Step = ['issued', 't2', 'waiting'];

describe('a history', () => {
  it.each<[what: string, steps: Step[], wrong: Wrong[]]>([
    [
      'that is right',
      [issued, ['called', 't1', 'called'], ['started', 't1', 'serving'], ['finished', 't1', 'finished']],
      [],
    ],
    ['with a gap', [issued, ['called', 't1', 'called', { seq: 3 }]], ['gap']],
    ['of a call twice', [issued, ['called', 't1', 'called'], ['called', 't1', 'called']], ['called-twice']],
    [
      'of a call again after it was undone',
      [
        issued,
        ['called', 't1', 'called'],
        ['undone', 't1', 'waiting', { about: 2 }],
        ['called', 't1', 'called'],
      ],
      [],
    ],
    [
      'of an undo that goes back to another state',
      [issued, ['called', 't1', 'called'], ['undone', 't1', 'missed', { about: 2 }]],
      ['wrong-undo'],
    ],
    [
      'of an undo of what is not the last',
      [
        issued,
        ['called', 't1', 'called'],
        ['started', 't1', 'serving'],
        ['undone', 't1', 'waiting', { about: 2 }],
      ],
      ['wrong-undo'],
    ],
    ['of a ticket from nowhere', [['called', 't1', 'called']], ['not-issued-first']],
    ['of a step that cannot be', [issued, ['finished', 't1', 'finished']], ['wrong-step']],
    [
      'of two at a desk',
      [issued, second, ['called', 't1', 'called'], ['called', 't2', 'called']],
      ['two-at-a-desk'],
    ],
    [
      'of several on the floor',
      [
        ...[issued, second],
        ['called', 't1', 'called', { after: { oneAtATime: false } }],
        ['called', 't2', 'called', { after: { oneAtATime: false } }],
      ],
      [],
    ],
    ['of one who was passed', [issued, second, ['called', 't2', 'called']], ['passed']],
    [
      'of one who was chosen',
      [issued, second, ['called', 't2', 'called', { details: { chosen: true } }]],
      [],
    ],
    [
      'of one whom another desk may have called without line',
      [issued, second, ['called', 't2', 'called', { details: { kept: ['t1'] } }]],
      [],
    ],
    [
      'of one who was passed while somebody else was kept',
      [
        issued,
        second,
        ['issued', 't3', 'waiting'],
        ['called', 't3', 'called', { details: { kept: ['t1'] } }],
      ],
      ['passed'],
    ],
    [
      'of one who had priority',
      [issued, ['issued', 't2', 'waiting', { after: { priority: 1 } }], ['called', 't2', 'called']],
      [],
    ],
    [
      'of one who waits for a desk that offers more',
      [['issued', 't1', 'waiting', { special: true }], second, ['called', 't2', 'called']],
      [],
    ],
    [
      'of another need',
      [['issued', 't1', 'waiting', { after: { needId: 2 } }], second, ['called', 't2', 'called']],
      [],
    ],
  ])('%s', (_, steps, wrong) => {
    const replay = new Replay();
    for (const event of history(steps)) replay.take(event);
    expect(replay.found.map((found) => found.wrong)).toEqual(wrong);
  });
});
