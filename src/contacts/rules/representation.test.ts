import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { whyNotRepresented } from './representation.ts';

const from = plainDate('2026-01-01');
const base = { covers: 'task', from, to: null, endedOn: null } as const;
const day = plainDate('2026-11-18');

describe('something rests on a representation that holds that day and covers the matter', () => {
  it.each([
    ['until further notice', base, null],
    ['everything', { ...base, covers: 'everything' }, null],
    ['on its first day', { ...base, from: day }, null],
    ['before its first day', { ...base, from: plainDate('2026-11-19') }, 'representation-not-begun'],
    ['on its last day', { ...base, to: day }, null],
    ['after its last day', { ...base, to: plainDate('2026-11-17') }, 'representation-ended'],
    ['found to end tomorrow', { ...base, endedOn: plainDate('2026-11-19') }, null],
    ['found to have ended today', { ...base, endedOn: day }, 'representation-ended'],
    ['for something else', { ...base, covers: 'other' }, 'representation-elsewhere'],
    ['ended, for something else', { ...base, covers: 'other', endedOn: day }, 'representation-ended'],
  ] as const)('%s', (_, represents, why) => {
    expect(whyNotRepresented(represents, day)).toBe(why);
  });
});
