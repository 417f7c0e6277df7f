import { describe, expect, it } from 'vitest';
import { day, law, until } from '../test-facts.ts';
import { identityCard, refusals, stj2009 } from '../test-questions.ts';
import { regimeOf } from './regime-of.ts';

describe('R1: the signing day decides the regime', () => {
  it.each([
    ['none before lagen (1994:686)', '1994-06-30', null],
    ['lagen (1994:686), first day', '1994-07-01', 'MK-1994'],
    ['lagen (1994:686), last day', '1997-06-30', 'MK-1994'],
    ['lagen (1997:297), first day', '1997-07-01', 'STJ-1997'],
    ['lagen (1997:297), last day', '2004-06-30', 'STJ-1997'],
    ['lagen (2004:543), first day', '2004-07-01', 'STJ-2004'],
    ['lagen (2004:543), last day before 2009:314', '2009-05-31', 'STJ-2004'],
    ['lagen (2009:314), first day', '2009-06-01', 'STJ-2009'],
    ['p. 3 övergångsbestämmelserna till lagen (2019:212), last day', '2019-05-31', 'STJ-2009'],
    ['lagen (2019:212), first day', '2019-06-01', 'SA-2019'],
    ['lagen (2019:212), until further notice', '2026-11-21', 'SA-2019'],
  ])('R1: %s, %s: %s', (_, signedOn, regime) => {
    expect(regimeOf(day(signedOn), law.regimes.values())?.id ?? null).toBe(regime);
  });

  it.each([
    ['lagen (2019:212) p. 3', stj2009({ signedOn: day('2009-05-31') })],
    [
      'lagen (2019:212) p. 3',
      stj2009({ signedOn: day('2019-06-01'), valid: until('2019-06-01') }, { at: '2020-01-01' }),
    ],
    ['lagen (2019:212) p. 1', identityCard({ signedOn: day('2019-05-31') })],
  ])('R1: %s: an agreement recorded under another regime is refused', (_, question) => {
    expect(refusals(question)).toEqual(['signed-under-another-regime']);
  });

  it('R1: p. 3 övergångsbestämmelserna: an amendment after 1 June 2019 keeps its regime', () => {
    const amended = { version: 4, valid: until('2024-01-01'), signedOn: day('2019-05-31') };
    // Employment is enough under 2004:543 and would not be under 2019:212.
    expect(refusals(stj2009(amended, { at: '2026-03-02', mandate: { kind: 'employment' } }))).toEqual([]);
  });

  it('§7.3: signed before 1 June 2019 and beginning later is treated as signed', () => {
    const late = { signedOn: day('2019-05-31'), valid: until('2019-09-01') };
    expect(refusals(stj2009(late, { mandate: { kind: 'employment' } }), '2019-09-01')).toEqual([]);
  });
});
