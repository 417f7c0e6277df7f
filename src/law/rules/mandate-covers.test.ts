import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import type { Mandate } from '../facts.ts';
import { day, mandateUnder, officer, party, system, task, until } from '../test-facts.ts';
import {
  identityCard,
  municipal,
  personalData,
  refusals,
  stj1997,
  stj2004,
  stj2009,
} from '../test-questions.ts';

const held = (mandate: Partial<Mandate>) => identityCard({}, { mandate });

describe('R6: a mandate from the principal that covers the task that day', () => {
  it.each([
    ['another officer’s', held({ officerId: 22 }), ['no-mandate']],
    ['from another principal', held({ principalId: party.polisen.id }), ['no-mandate']],
    ['under another agreement', held({ agreementId: 32 }), ['mandate-of-another-agreement']],
    [
      'for another task',
      held({ tasks: [{ taskId: task.passport.id, level: 'authority' }] }),
      ['mandate-without-task'],
    ],
    [
      'for the task at another level',
      held({ tasks: [{ taskId: task.identityCard.id, level: 'personal-data' }] }),
      ['mandate-without-task'],
    ],
    ['for no task', held({ tasks: [] }), ['mandate-without-task']],
    ['not signed by the principal', held({ signedByPrincipalOn: null }), ['mandate-not-signed']],
    ['not signed by the officer', held({ signedByOfficerOn: null }), ['mandate-not-signed']],
  ])('R6: 5 § lagen (2019:212): %s', (_, question, expected) => {
    expect(refusals(question)).toEqual(expected);
  });

  it.each([
    ['day before', '2025-01-31', ['mandate-not-yet']],
    ['first day', '2025-02-01', []],
    ['last day', '2025-12-31', []],
    ['day after', '2026-01-01', ['mandate-ended']],
  ])('R6: 5 § lagen (2019:212): the mandate’s days, %s', (_, at, expected) => {
    expect(refusals(held({ valid: until('2025-02-01', '2025-12-31') }), at)).toEqual(expected);
  });

  it.each([
    ['day before', '2025-06-30', []],
    ['the day it was withdrawn', '2025-07-01', ['mandate-withdrawn']],
    ['day after', '2025-07-02', ['mandate-withdrawn']],
  ])('R6: 5 § lagen (2019:212): withdrawn, %s', (_, at, expected) => {
    expect(refusals(held({ withdrawnOn: day('2025-07-01') }), at)).toEqual(expected);
  });

  it.each([
    [
      'the principal, day before',
      { signedByPrincipalOn: day('2025-07-01') },
      '2025-06-30',
      ['mandate-not-signed'],
    ],
    ['the principal, that day', { signedByPrincipalOn: day('2025-07-01') }, '2025-07-01', []],
    [
      'the officer, day before',
      { signedByOfficerOn: day('2025-07-01') },
      '2025-06-30',
      ['mandate-not-signed'],
    ],
    ['the officer, that day', { signedByOfficerOn: day('2025-07-01') }, '2025-07-01', []],
  ])('R6: 5 § lagen (2019:212): signed by %s', (_, mandate, at, expected) => {
    expect(refusals(held(mandate), at)).toEqual(expected);
  });

  it.each([
    [
      '5 § sista meningen lagen (2019:212)',
      'state for state, uppdragsavtal',
      identityCard,
      {},
      'commission',
      [],
    ],
    [
      '5 § sista meningen lagen (2019:212)',
      'state for state, employment',
      identityCard,
      {},
      'employment',
      ['kind-not-enough'],
    ],
    [
      '5 § sista meningen lagen (2019:212)',
      'state for state, delegation',
      identityCard,
      {},
      'delegation',
      ['kind-not-enough'],
    ],
    ['5 § lagen (2019:212)', 'state for municipality, employment', municipal, {}, 'employment', []],
    [
      '5 § lagen (2019:212)',
      'state for municipality, delegation',
      municipal,
      {},
      'delegation',
      ['kind-not-enough'],
    ],
    [
      '5 § lagen (2019:212)',
      'municipality for state, employment',
      personalData,
      { performer: party.kommun },
      'employment',
      [],
    ],
    ['5 § lagen (2004:543), §7.1', 'state for state, employment', stj2009, {}, 'employment', []],
    [
      '5 § lagen (2004:543), §7.1',
      'state for state, delegation',
      stj2009,
      {},
      'delegation',
      ['kind-not-enough'],
    ],
    ['5 § lagen (2004:543), 2004, §7.1', 'state for state, employment', stj2004, {}, 'employment', []],
    ['5 § lagen (1997:297), §7.1', 'each other’s staff, employment', stj1997, {}, 'employment', []],
  ] as const)('R6: %s: %s', (_provision, _what, make, over, kind, expected) => {
    expect(refusals(make(over, { mandate: { kind } }))).toEqual(expected);
  });

  it('R6: of several mandates any one that covers is enough, and the nearest is told of', () => {
    const { facts, at } = identityCard();
    const ended = mandateUnder(facts.agreements[0]!, { id: 42, valid: until('2020-01-01', '2020-12-31') });
    const unsigned = mandateUnder(facts.agreements[0]!, { id: 43, signedByOfficerOn: null });
    expect(refusals({ facts: { ...facts, mandates: [ended, ...facts.mandates, unsigned] }, at })).toEqual([]);
    const verdict = decide({ ...facts, mandates: [unsigned, ended] }, at);
    const ground = verdict.grounds.find((one) => one.code === 'mandate');
    expect(ground).toMatchObject({ reason: 'mandate-not-signed', facts: { mandate: 43 } });
  });

  it('R6: mandates are personal: nothing of a colleague’s is told', () => {
    const { facts, at } = identityCard({}, { mandate: { officerId: officer.id + 1 } });
    const ground = decide(facts, at).grounds.find((one) => one.code === 'mandate');
    expect(ground).toMatchObject({
      reason: 'no-mandate',
      provision: { ref: expect.stringContaining('5 §') },
    });
    expect(ground).not.toHaveProperty('facts');
  });
});

describe('R7: the mandate opens what the agreement needs', () => {
  it.each([
    [
      '6 § lagen (2019:212)',
      'nothing',
      personalData({}, { mandate: { access: [] } }),
      ['mandate-without-access'],
    ],
    [
      '6 § lagen (2019:212)',
      'only something else',
      personalData({}, { mandate: { access: [system.second] } }),
      ['mandate-without-access'],
    ],
    [
      '6 § lagen (2019:212)',
      'some of it',
      personalData({ access: [system.first, system.second] }, { mandate: { access: [system.second] } }),
      [],
    ],
    [
      '6 § lagen (2019:212)',
      'an act that needs no personal data',
      identityCard({ requiresPersonalData: false }, { mandate: { access: [] } }),
      [],
    ],
    ['9 § lagen (2004:543)', 'nothing', stj2009({}, { mandate: { access: [] } }), ['mandate-without-access']],
    ['9 § lagen (1997:297)', 'nothing', stj1997({}, { mandate: { access: [] } }), ['mandate-without-access']],
  ])('R7: %s: %s', (_provision, _what, question, expected) => {
    expect(refusals(question)).toEqual(expected);
  });
});
