import { describe, expect, it } from 'vitest';
import { OTHER_OFFICE, office, officer, party, until } from '../test-facts.ts';
import { general, identityCard, personalData, refusals } from '../test-questions.ts';

const at = (id: number) => ({ office: { ...office, id } });

describe('§7.10: the place of the act decides', () => {
  it.each([
    ['in the agreement and for the task', identityCard(), []],
    ['in the agreement, not for the task', identityCard({}, at(OTHER_OFFICE)), ['office-not-for-task']],
    ['not in the agreement', identityCard({}, at(13)), ['office-not-in-agreement']],
    [
      'for the task, but the agreement is elsewhere',
      identityCard({ offices: { agreement: [12], task: [11] } }),
      ['office-not-in-agreement'],
    ],
    [
      'an empty list is no office',
      identityCard({ offices: { agreement: [], task: [] } }),
      ['office-not-in-agreement'],
    ],
    ['all offices are written out', general({}, at(99)), []],
    ['an office that is unknown', identityCard({}, { office: null }), ['office-unknown']],
    [
      'an office of another operator',
      identityCard({}, { office: { ...office, operatorId: party.kommun.id } }),
      ['office-of-another-operator'],
    ],
  ])('§7.10: 1–2 §§ lagen (2019:212): %s', (_, question, expected) => {
    expect(refusals(question)).toEqual(expected);
  });

  it.each([
    ['day before it opens', '2025-01-31', ['office-not-open']],
    ['first day', '2025-02-01', []],
    ['last day', '2025-05-30', []],
    ['day after it closed', '2025-05-31', ['office-not-open']],
  ])('§7.10: 1–2 §§ lagen (2019:212): the office, %s', (_, on, expected) => {
    const open = { office: { ...office, open: until('2025-02-01', '2025-05-30') } };
    expect(refusals(general({}, open), on)).toEqual(expected);
  });
});

describe('§7.10: the officer is employed by the party that performs the task', () => {
  it.each([
    [
      'an officer who is unknown has no mandate either',
      identityCard({}, { officer: null }),
      ['officer-unknown', 'no-mandate'],
    ],
    [
      'an officer of the principal',
      identityCard({}, { officer: { ...officer, employerId: party.skatteverket.id } }),
      ['officer-of-another-employer'],
    ],
    [
      'an officer of somebody else',
      personalData({}, { officer: { ...officer, employerId: party.kommun.id } }),
      ['officer-of-another-employer'],
    ],
  ])('§7.10: 1–2 §§ lagen (2019:212): %s', (_, question, expected) => {
    expect(refusals(question)).toEqual(expected);
  });

  it.each([
    ['day before', '2025-01-31', ['officer-not-employed']],
    ['first day', '2025-02-01', []],
    ['last day', '2025-12-31', []],
    ['day after', '2026-01-01', ['officer-not-employed']],
  ])('§7.10: 1–2 §§ lagen (2019:212): the employment, %s', (_, on, expected) => {
    const employed = { officer: { ...officer, employed: until('2025-02-01', '2025-12-31') } };
    expect(refusals(general({}, employed), on)).toEqual(expected);
  });
});
