import { describe, expect, it } from 'vitest';
import type { PartyKind } from '../facts.ts';
import { day, party, until } from '../test-facts.ts';
import { general, identityCard, mk1994, refusals, stj1997, stj2004, stj2009 } from '../test-questions.ts';

describe('R14: agreements before 1 June 2009 hold from their approval and for their term', () => {
  it.each([
    ['2 § lagen (1994:686)', 'day before the approval', mk1994(), '1994-08-31', ['approved-later']],
    ['2 § lagen (1994:686)', 'day of the approval', mk1994(), '1994-09-01', []],
    ['2 § lagen (1994:686)', 'never approved', mk1994({ approvedOn: null }), '1996-03-01', ['not-approved']],
    [
      '2 § lagen (1994:686)',
      'an amendment without approval',
      mk1994({ version: 2 }),
      '1996-03-01',
      ['not-approved'],
    ],
    ['2 § lagen (1994:686)', 'last day of the longest term', mk1994(), '1999-06-30', []],
    ['2 § lagen (1994:686)', 'day after the longest term', mk1994(), '1999-07-01', ['term-ended']],
    ['2 § lagen (1994:686)', 'no term', mk1994({ termEndsOn: null }), '1996-03-01', ['term-missing']],
    [
      '2 § lagen (1994:686)',
      'one day too long',
      mk1994({ termEndsOn: day('1999-07-01') }),
      '1996-03-01',
      ['term-too-long'],
    ],
    [
      '3 § lagen (1997:297)',
      'day before the approval',
      stj1997({ approvedOn: day('2003-02-01') }),
      '2003-01-31',
      ['approved-later'],
    ],
    [
      '3 § lagen (1997:297)',
      'day of the approval',
      stj1997({ approvedOn: day('2003-02-01') }),
      '2003-02-01',
      [],
    ],
    [
      '3 § lagen (1997:297)',
      'an amendment needs no approval of its own',
      stj1997({ version: 2 }),
      '2003-03-03',
      [],
    ],
    ['2 § lagen (1997:297)', 'no term', stj1997({ termEndsOn: null }), '2003-03-03', ['term-missing']],
    [
      '2 § lagen (1997:297)',
      'one day too long',
      stj1997({ termEndsOn: day('2004-07-01') }),
      '2003-03-03',
      ['term-too-long'],
    ],
    ['2 § lagen (1997:297), §7.4', 'last day of June 2004', stj1997(), '2004-06-30', []],
    [
      '3 § lagen (2004:543), 2004',
      'never approved',
      stj2004({ approvedOn: null }),
      '2006-03-01',
      ['not-approved'],
    ],
    ['3 § lagen (2004:543), 2004', 'day before the approval', stj2004(), '2005-02-28', ['approved-later']],
    ['3 § lagen (2004:543), 2004', 'day of the approval', stj2004(), '2005-03-01', []],
    ['2 § lagen (2004:543), 2004', 'no term', stj2004({ termEndsOn: null }), '2006-03-01', ['term-missing']],
    ['2 § lagen (2004:543), 2004', 'last day of the term', stj2004(), '2008-12-31', []],
    ['2 § lagen (2004:543), 2004', 'day after the term', stj2004(), '2009-01-01', ['term-ended']],
    [
      '2 § lagen (2004:543), 2004',
      'no longest term',
      stj2004({ termEndsOn: day('2040-12-31') }),
      '2006-03-01',
      [],
    ],
    ['3 § repealed by 2009:314', 'no approval, no term', stj2009(), '2012-03-01', []],
    [
      '2 § lagen (2019:212)',
      'a term is not wanted but binds: last day',
      identityCard({ termEndsOn: day('2026-03-02') }),
      '2026-03-02',
      [],
    ],
    [
      '2 § lagen (2019:212)',
      'a term is not wanted but binds: day after',
      identityCard({ termEndsOn: day('2026-03-02') }),
      '2026-03-03',
      ['term-ended'],
    ],
  ])('R14: %s: %s', (_provision, _what, question, at, expected) => {
    expect(refusals(question, at)).toEqual(expected);
  });

  it.each([
    ['day before', '2006-01-31', []],
    ['the day the Government decided', '2006-02-01', ['approval-revoked']],
    ['day after', '2006-02-02', ['approval-revoked']],
  ])('R14: 3 § lagen (2004:543), 2004: a revoked approval, %s', (_, at, expected) => {
    expect(refusals(stj2004({ approvalRevokedOn: day('2006-02-01') }), at)).toEqual(expected);
  });
});

describe('R1: the days that a version governs', () => {
  const version = { valid: until('2025-02-01', '2025-12-31') };
  it.each([
    ['day before', '2025-01-31', ['not-yet-in-force']],
    ['first day', '2025-02-01', []],
    ['last day', '2025-12-31', []],
    ['day after', '2026-01-01', ['no-longer-in-force']],
  ])('R1: 1–2 §§ lagen (2019:212): %s', (_, at, expected) => {
    expect(refusals(general(version), at)).toEqual(expected);
  });

  it.each([
    ['day before the signing', '2020-02-29', ['not-yet-in-force']],
    ['signing day', '2020-03-01', []],
  ])(
    'R1: 1 § lagen (2019:212): a version that is dated back gives nothing before the agreement, %s',
    (_, at, expected) => {
      expect(refusals(general({ signedOn: day('2020-03-01'), valid: until('2020-01-01') }), at)).toEqual(
        expected,
      );
    },
  );
});

describe('who may act for whom', () => {
  const one: Record<PartyKind, { id: number; kind: PartyKind }> = {
    state: party.arbetsformedlingen,
    municipality: party.otherKommun,
    region: party.region,
    'social-insurance-office': party.kassa,
  };
  const performer: Record<PartyKind, { id: number; kind: PartyKind }> = {
    ...one,
    state: party.ssc,
    municipality: party.kommun,
    region: { id: 18, kind: 'region' },
    'social-insurance-office': { id: 19, kind: 'social-insurance-office' },
  };
  const KINDS = Object.keys(one) as PartyKind[];
  const both = (kind: PartyKind, others: PartyKind[]) =>
    others.flatMap((other) => [`${kind}>${other}`, `${other}>${kind}`]);
  const withState = ['state>state', ...both('state', ['municipality', 'region'])];
  const regimes = [
    [
      '1 § lagen (1994:686)',
      mk1994,
      ['state>municipality', 'social-insurance-office>municipality', 'region>municipality'],
    ],
    [
      '1 § lagen (1997:297), §7.7',
      stj1997,
      [...withState, ...both('social-insurance-office', ['state', 'municipality', 'region'])],
    ],
    ['1 § lagen (2004:543), 2004', stj2004, withState],
    ['1 § lagen (2004:543)', stj2009, withState],
    ['1 § lagen (2019:212)', general, withState],
  ] as const;

  for (const [provision, make, allowed] of regimes)
    it.each(KINDS.flatMap((of) => KINDS.map((by) => [of, by] as const)))(
      `§1.0: ${provision}: for %s by %s`,
      (of, by) => {
        const { facts, at } = make({ principal: one[of], performer: performer[by] }, { level: 'guidance' });
        const expected = (allowed as readonly string[]).includes(`${of}>${by}`)
          ? []
          : ['direction-not-allowed'];
        expect(refusals({ facts, at })).toEqual(expected);
      },
    );

  it('§1.0: 1 § lagen (2019:212): nobody acts for itself', () => {
    expect(refusals(general({ principal: party.ssc }))).toEqual(['direction-not-allowed']);
  });
});
