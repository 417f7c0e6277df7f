import { describe, expect, it } from 'vitest';
import {
  general,
  identityCard,
  mk1994,
  municipal,
  personalData,
  refusals,
  stj1997,
  stj2004,
  stj2009,
} from '../test-questions.ts';

describe('R2: what needs it is listed separately, with the access stated', () => {
  it.each([
    [
      '2 § andra stycket lagen (2019:212)',
      'authority, not listed',
      identityCard({ listedSeparately: false }),
      ['not-listed-separately'],
    ],
    [
      '2 § andra stycket lagen (2019:212)',
      'personal data, not listed',
      personalData({ listedSeparately: false }),
      ['not-listed-separately'],
    ],
    [
      '2 § andra stycket lagen (2004:543)',
      'authority, not listed',
      stj2009({ listedSeparately: false }),
      ['not-listed-separately'],
    ],
    [
      '2 § lagen (2004:543), 2004',
      'personal data, not listed',
      stj2004({ listedSeparately: false }),
      ['not-listed-separately'],
    ],
    [
      '2 § lagen (1997:297)',
      'authority, not listed',
      stj1997({ listedSeparately: false }),
      ['not-listed-separately'],
    ],
    ['2 § lagen (2019:212)', 'advice needs no separate listing', general({ listedSeparately: false }), []],
    [
      '2 § första stycket lagen (2019:212)',
      'personal data not agreed',
      general({}, { level: 'personal-data' }),
      ['not-in-agreement', 'not-listed-separately'],
    ],
    [
      '2 § första stycket lagen (2019:212)',
      'authority not agreed',
      identityCard({ exercisesAuthority: false }),
      ['not-in-agreement'],
    ],
    [
      '2 § första stycket lagen (2019:212)',
      'authority without personal data',
      identityCard({ requiresPersonalData: false, access: [] }),
      [],
    ],
    [
      '2 § andra stycket lagen (2019:212)',
      'authority says nothing of personal data',
      identityCard({ requiresPersonalData: false }, { level: 'personal-data' }),
      ['not-in-agreement'],
    ],
  ])('R2: %s: %s', (_provision, _what, question, expected) => {
    expect(refusals(question)).toEqual(expected);
  });

  it.each([
    ['2 § tredje stycket lagen (2019:212)', identityCard],
    ['2 § tredje stycket lagen (2019:212)', personalData],
    ['2 § tredje stycket lagen (2019:212)', municipal],
    ['2 § tredje stycket lagen (2004:543)', stj2009],
    ['2 § andra stycket lagen (2004:543), 2004', stj2004],
    ['2 § andra stycket lagen (1997:297)', stj1997],
  ])('R2: %s: the access that the task needs is not stated', (_, make) => {
    expect(refusals(make({ access: [] }))).toEqual(['access-not-stated', 'mandate-without-access']);
  });

  it.each([
    ['2 § andra stycket lagen (2004:543), 2004', stj2004, ['performers-not-named']],
    ['2 § andra stycket lagen (1997:297)', stj1997, ['performers-not-named']],
    ['2 § lagen (2004:543): not since 2009:314', stj2009, []],
    ['2 § lagen (2019:212): no such duty', identityCard, []],
  ])('§7.9: %s: who performs the task is not named', (_, make, expected) => {
    expect(refusals(make({ performersNamed: false }))).toEqual(expected);
  });

  it.each([
    ['1 § lagen (2019:212)', general],
    ['1 § lagen (1994:686)', mk1994],
    ['1 § lagen (1997:297)', stj1997],
    ['1 § lagen (2004:543), 2004', stj2004],
    ['1 § lagen (2004:543)', stj2009],
  ] as const)('§7.10: %s: advice and help in the visitor’s own e-service need no mandate', (_, make) => {
    for (const level of ['guidance', 'e-service'] as const) {
      const question = make({ listedSeparately: false, performersNamed: false, access: [] }, { level });
      expect(refusals({ ...question, facts: { ...question.facts, mandates: [] } })).toEqual([]);
    }
  });
});
