import { describe, expect, it } from 'vitest';
import type { Mandate } from '../facts.ts';
import { agreementTask, day, mandateUnder, officer, system, until } from '../test-facts.ts';
import { surplusDuring } from './surplus-during.ts';

const agreement = agreementTask();
const year = { from: day('2025-01-01'), to: day('2025-12-31') };
const grant = { officerId: officer.id, systemId: system.first, granted: until('2024-06-01') };
const need = { agreementId: agreement.agreementId, systemId: system.first, valid: until('2019-06-01') };
const stretches = (mandates: Partial<Mandate>[], needs = [need], grants = [grant]) =>
  surplusDuring(
    grants,
    mandates.map((over) => mandateUnder(agreement, over)),
    needs,
    year,
  ).map(({ from, to }) => `${from} – ${to}`);

describe('R7: surplus over a period, 6 § lagen (2019:212)', () => {
  it.each<[string, Partial<Mandate>[], string[]]>([
    ['justified all the year', [{}], []],
    ['no mandate', [], ['2025-01-01 – 2025-12-31']],
    ['a mandate that ended', [{ valid: until('2024-01-01', '2025-03-31') }], ['2025-04-01 – 2025-12-31']],
    [
      'renewed too late: surplus for the days between, though none on the last day of the year',
      [{ valid: until('2024-01-01', '2025-03-31') }, { valid: until('2025-05-01') }],
      ['2025-04-01 – 2025-04-30'],
    ],
    ['withdrawn', [{ withdrawnOn: day('2025-11-15') }], ['2025-11-15 – 2025-12-31']],
    ['signed late', [{ signedByOfficerOn: day('2025-01-10') }], ['2025-01-01 – 2025-01-09']],
  ])('%s', (_, mandates, expected) => {
    expect(stretches(mandates)).toEqual(expected);
  });

  it('follows what the agreement needed, and what was switched on', () => {
    expect(stretches([{}], [{ ...need, valid: until('2019-06-01', '2025-06-30') }])).toEqual([
      '2025-07-01 – 2025-12-31',
    ]);
    expect(stretches([], [need], [{ ...grant, granted: until('2025-02-01', '2025-02-28') }])).toEqual([
      '2025-02-01 – 2025-02-28',
    ]);
    // An amendment that keeps the need leaves no gap.
    const versions = [until('2019-06-01', '2025-06-30'), until('2025-07-01')];
    expect(
      stretches(
        [{}],
        versions.map((valid) => ({ ...need, valid })),
      ),
    ).toEqual([]);
  });
});
