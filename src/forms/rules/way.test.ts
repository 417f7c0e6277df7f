import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Condition } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';
import { applicationWay, arrivedOn, DECISIONS } from './way.ts';

const no: Verdict = { permitted: false, grounds: [], nearest: null };
const yes = (...conditions: Condition[]): Verdict => ({
  permitted: true,
  grounds: [],
  conditions,
  basis: null,
});

describe('R3, R4, R6: what the law lets an officer do with an application', () => {
  it.each([
    ['the list says decide', yes('simple-case'), 'decide', yes(), 'decide', 'authority', DECISIONS],
    [
      'it says grant, and nothing else',
      yes('favourable-only'),
      'decide',
      yes(),
      'decide',
      'authority',
      ['granted'],
    ],
    ['by delegation, without a list', yes(), null, no, 'decide', 'authority', DECISIONS],
    ['the list says receive', yes(), 'receive', no, 'receive', 'authority', []],
    [
      'the list says prepare, with a mandate for personal data',
      yes(),
      'prepare',
      yes(),
      'receive',
      'personal-data',
      [],
    ],
    ['the list says hand out, and no more', yes(), 'hand-out', no, 'hand-over', 'signpost', []],
    ['a mandate for personal data alone', no, null, yes(), 'receive', 'personal-data', []],
    ['nothing', no, null, no, 'hand-over', 'signpost', []],
  ] as const)('%s', (_, authority, action, personalData, way, level, decisions) => {
    const found = applicationWay({ authority, action, personalData });
    expect([found.way, found.level, found.decisions]).toEqual([way, level, decisions]);
    // Only where the mandate for personal data does it is it our reading.
    expect(found.reading).toBe(way === 'receive' && level === 'personal-data');
  });
});

describe('R11: the day that it came in (22 § förvaltningslagen)', () => {
  const days = { sentOn: plainDate('2026-11-14'), today: plainDate('2026-11-18') };
  it.each([
    ['decide', '2026-11-14'],
    ['receive', '2026-11-14'],
    ['hand-over', '2026-11-18'],
  ] as const)('%s: %s', (way, day) => expect(arrivedOn(way, days)).toBe(day));
});
