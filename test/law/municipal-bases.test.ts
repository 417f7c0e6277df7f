import { describe, expect, it } from 'vitest';
import type { MandateKind } from '../../src/law/facts.ts';
import { copyDuty, reportDuty } from '../../src/law/rules/duties.ts';
import { anAgreement, party, regime, system, task } from './given.ts';

const { ssc, kommun, otherKommun, region, skatteverket } = party;
const TODAY = '2026-03-02';
const KINDS: readonly MandateKind[] = ['commission', 'employment', 'delegation'];

const together = anAgreement(otherKommun, kommun, task.parking, '2022-01-10', 'municipal-cooperation')
  .exercisingAuthority()
  .needingPersonalDataIn(system.first)
  .listedSeparately(false);
const own = anAgreement(kommun, kommun, task.parking, '2022-01-10', 'own-office')
  .exercisingAuthority()
  .needingPersonalDataIn(system.first)
  .listedSeparately(false);

describe('9 kap. 37 § kommunallagen: avtalssamverkan', () => {
  it.each([
    ['a municipality for another', otherKommun, kommun, 'permitted'],
    ['a municipality for a region', kommun, region, 'permitted'],
    ['a region for a municipality', region, kommun, 'permitted'],
    ['a state authority for a municipality', ssc, kommun, ['direction-not-allowed']],
    ['a municipality for a state authority', kommun, skatteverket, ['direction-not-allowed']],
    ['a municipality for itself', kommun, kommun, ['direction-not-allowed']],
  ] as const)('%s', (_, performer, principal, expected) => {
    const about =
      principal.kind === 'region'
        ? ({ ...task.parking, sphere: 'regional' } as const)
        : principal.kind === 'state'
          ? task.jobseeker
          : task.parking;
    const agreed = anAgreement(performer, principal, about, '2022-01-10', 'municipal-cooperation');
    expect(agreed.may('guidance', TODAY)).toEqual(expected);
  });

  it('not before 1 July 2018', () => {
    expect(() =>
      anAgreement(otherKommun, kommun, task.parking, '2018-06-30', 'municipal-cooperation'),
    ).toThrow();
    const first = anAgreement(otherKommun, kommun, task.parking, '2018-07-01', 'municipal-cooperation');
    expect(first.may('guidance', '2018-07-01')).toBe('permitted');
  });

  it('a decision rests on delegation to the other’s employee, and on nothing else: no list, no other mandate', () => {
    expect(
      KINDS.filter((kind) => together.anOfficerWith(kind).may('authority', TODAY) === 'permitted'),
    ).toEqual(['delegation']);
    expect(together.may('authority', TODAY)).toEqual(['no-mandate']);
    expect(together.anOfficerWith('commission').provisionOf('kind-not-enough', 'authority', TODAY)).toContain(
      '7 kap. 4–8 §§ kommunallagen',
    );
  });

  it('6 kap. 38 §: never in matters of principle or greater weight', () => {
    expect(together.anOfficerWith('delegation').boundBy('authority', TODAY)).toEqual(['not-of-principle']);
    expect(together.anOfficerWith('delegation').boundBy('personal-data', TODAY)).toEqual([]);
  });

  it('to look without deciding, a commission will do', () => {
    const enough = KINDS.filter(
      (kind) => together.anOfficerWith(kind).may('personal-data', TODAY) === 'permitted',
    );
    expect(enough).toEqual(['commission', 'delegation']);
  });

  it('a delegation gives nothing that the agreement does not hold', () => {
    const advice = anAgreement(otherKommun, kommun, task.parking, '2022-01-10', 'municipal-cooperation');
    expect(advice.anOfficerWith('delegation').may('authority', TODAY)).toContain('not-in-agreement');
  });

  it('who is delegated to is employed by the other party', () => {
    expect(together.anOfficerWith('delegation').employedBy(region).may('authority', TODAY)).toEqual([
      'officer-of-another-employer',
    ]);
  });

  it('what is needed of personal data is still stated, and opened by the mandate', () => {
    expect(
      together.needingPersonalDataIn().anOfficerWith('delegation').may('personal-data', TODAY),
    ).toContain('access-not-stated');
    expect(together.anOfficerWith('delegation', { access: [] }).may('authority', TODAY)).toEqual([
      'mandate-without-access',
    ]);
  });
});

describe('6 kap. 37–38 §§ and 7 kap. 5 § kommunallagen: a municipality’s own office', () => {
  it('its own employees do its own tasks', () => {
    expect(own.may('guidance', TODAY)).toBe('permitted');
    expect(own.employedBy(otherKommun).may('guidance', TODAY)).toEqual(['officer-of-another-employer']);
  });

  it('decisions by delegation; employment is enough to look without deciding', () => {
    const enough = (level: 'authority' | 'personal-data') =>
      KINDS.filter((kind) => own.anOfficerWith(kind).may(level, TODAY) === 'permitted');
    expect(enough('authority')).toEqual(['delegation']);
    expect(enough('personal-data')).toEqual(['employment', 'delegation']);
    expect(own.anOfficerWith('delegation').boundBy('authority', TODAY)).toEqual(['not-of-principle']);
  });

  it('nobody does another’s tasks on it, and no state authority has one', () => {
    const another = anAgreement(otherKommun, kommun, task.parking, '2022-01-10', 'own-office');
    expect(another.may('guidance', TODAY)).toEqual(['direction-not-allowed']);
    const state = anAgreement(skatteverket, skatteverket, task.identityCard, '2022-01-10', 'own-office');
    expect(state.may('guidance', TODAY)).toEqual(['direction-not-allowed']);
  });

  it('a region has one too, with its own tasks', () => {
    const regional = { ...task.parking, sphere: 'regional' } as const;
    expect(anAgreement(region, region, regional, '2022-01-10', 'own-office').may('guidance', TODAY)).toBe(
      'permitted',
    );
    expect(
      anAgreement(region, region, task.parking, '2022-01-10', 'own-office').may('guidance', TODAY),
    ).toEqual(['task-of-another-authority']);
  });
});

describe('9 kap. 38 § kommunallagen: nothing goes to Kammarkollegiet', () => {
  const facts = { governmentDirected: false, parties: [kommun, otherKommun] };
  it('no copy', () => {
    for (const id of ['KL-SAMVERKAN', 'KL-EGEN'])
      expect(copyDuty(regime(id), facts)).toEqual({ owed: false, why: 'no-such-duty', provision: null });
  });
  it('avtalssamverkan is reported by the board to its own council', () => {
    expect(reportDuty(regime('KL-SAMVERKAN'), facts, kommun, 2026)).toEqual({
      owed: false,
      why: 'to-council',
      provision: { ref: '9 kap. 38 § kommunallagen (2017:725)' },
      due: null,
    });
    expect(reportDuty(regime('KL-EGEN'), facts, kommun, 2026)).toMatchObject({
      owed: false,
      why: 'no-such-duty',
    });
  });
});
