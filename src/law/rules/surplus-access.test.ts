import { describe, expect, it } from 'vitest';
import type { Mandate } from '../facts.ts';
import { agreementTask, day, mandateUnder, officer, system, until } from '../test-facts.ts';
import { surplusAccess } from './surplus-access.ts';

const agreement = agreementTask();
const grant = { officerId: officer.id, systemId: system.first };
const needed = new Map([[agreement.agreementId, new Set<number>([system.first])]]);
const surplus = (mandate: Partial<Mandate>, at = '2026-03-02', needs: typeof needed = needed) =>
  surplusAccess([grant], [mandateUnder(agreement, mandate)], needs, day(at)).length > 0;

describe('R7: access that no mandate in force justifies is surplus', () => {
  it.each([
    ['opened and needed', {}, false],
    ['not opened by the mandate', { access: [system.second] }, true],
    ['a colleague’s mandate', { officerId: 22 }, true],
    ['under another agreement', { agreementId: 32 }, true],
    ['withdrawn', { withdrawnOn: day('2026-03-02') }, true],
    ['not signed by the principal', { signedByPrincipalOn: null }, true],
    ['not signed by the officer', { signedByOfficerOn: null }, true],
    ['signed the day after', { signedByOfficerOn: day('2026-03-03') }, true],
  ])('R7: 6 § lagen (2019:212): %s', (_, mandate, expected) => {
    expect(surplus(mandate)).toBe(expected);
  });

  it.each([
    ['day before', '2025-01-31', true],
    ['first day', '2025-02-01', false],
    ['last day', '2025-12-31', false],
    ['day after', '2026-01-01', true],
  ])('R7: 9 § lagen (2004:543): the mandate’s days, %s', (_, at, expected) => {
    expect(surplus({ valid: until('2025-02-01', '2025-12-31') }, at)).toBe(expected);
  });

  it('R7: 6 § lagen (2019:212): what no agreement in force needs is surplus, and so is all without mandate', () => {
    expect(surplus({}, '2026-03-02', new Map())).toBe(true);
    expect(
      surplus({}, '2026-03-02', new Map([[agreement.agreementId, new Set<number>([system.ofAnother])]])),
    ).toBe(true);
    expect(surplusAccess([grant], [], needed, day('2026-03-02'))).toEqual([grant]);
  });
});
