import { describe, expect, it } from 'vitest';
import { day, law, office, party, system, task, until } from '../../law/test-facts.ts';
import type { AmendAgreement, AmendedTask } from '../amendment.ts';
import { amendmentFaults } from './amendment-fits.ts';

const cards: AmendedTask = {
  taskId: task.identityCard.id,
  principalId: party.skatteverket.id,
  performerId: party.ssc.id,
  exercisesAuthority: true,
  requiresPersonalData: true,
  listedSeparately: true,
  performersNamed: false,
  catalogueCode: 'SA-2019-S1',
  access: [system.first],
  offices: [office.id],
};
/** Another party's, on an item that has lapsed since it was agreed. */
const lapsed: AmendedTask = {
  ...cards,
  taskId: task.vaccination.id,
  principalId: party.polisen.id,
  catalogueCode: 'SA-2019-S4',
  access: [],
};

function faults(tasks: AmendedTask[], over: Partial<AmendAgreement> = {}) {
  const amendment = { amends: 1, from: day('2026-11-18'), to: null, decidedOn: day('2026-11-10') };
  return amendmentFaults(
    { ...amendment, summary: 'Prov', offices: 'all', tasks, ...over },
    {
      signedOn: day('2019-06-01'),
      today: day('2026-11-18'),
      current: {
        valid: until('2019-06-01'),
        offices: 'all',
        competence: 'not-asked',
        tasks: [cards, lapsed],
      },
      parties: [party.skatteverket, party.polisen, party.ssc],
      mine: [party.skatteverket.id],
      regime: law.regimes.get('SA-2019')!,
      law,
      named: {
        tasks: new Map([task.identityCard, task.vaccination].map((each) => [each.id, each])),
        systems: new Map([
          [system.first, { id: system.first, code: 'SKV-A', authorityId: party.skatteverket.id }],
        ]),
        offices: new Map([
          [office.id, { id: office.id, code: 'haninge', operatorId: party.ssc.id }],
          [99, { id: 99, code: 'annan', operatorId: party.kommun.id }],
        ]),
      },
    },
  ).map(({ field, code }) => `${field}: ${code}`);
}

describe('amendmentFaults', () => {
  it('lets what another authority has agreed stand as it was', () => {
    expect(faults([cards, lapsed])).toEqual([]);
    expect(faults([{ ...cards, offices: 'all' }, lapsed])).toEqual([]);
  });

  it('refuses that another authority’s task is changed, left out or added', () => {
    expect(faults([cards])).toEqual(['tasks: changes-others-tasks']);
    expect(faults([cards, { ...lapsed, listedSeparately: false }])).toEqual([
      'tasks.1.catalogueCode: catalogue-item-not-valid',
      'tasks: changes-others-tasks',
    ]);
  });

  it('asks one’s own tasks what a file is asked, those that stay too', () => {
    expect(faults([{ ...cards, catalogueCode: 'SA-2019-K4', offices: [99] }, lapsed])).toEqual([
      'tasks.0.catalogueCode: catalogue-item-of-another-list',
      'tasks.0.offices: office-of-another-operator',
    ]);
  });

  it('wants offices that exist and that a party runs', () => {
    expect(faults([cards, lapsed], { offices: [office.id, 98, 99] })).toEqual([
      'offices: unknown-office',
      'offices: office-of-another-operator',
      'offices: changes-others-tasks',
    ]);
  });

  it('leaves where and until when it applies to everybody whose tasks are in it', () => {
    expect(faults([cards, lapsed], { offices: [office.id] })).toEqual(['offices: changes-others-tasks']);
    expect(faults([cards, lapsed], { to: day('2027-12-31') })).toEqual(['to: changes-others-tasks']);
  });

  it('wants it decided, and decided before it begins', () => {
    expect(faults([cards, lapsed], { from: day('2026-12-01'), decidedOn: day('2026-11-19') })).toEqual([
      'decidedOn: in-the-future',
    ]);
    expect(faults([cards, lapsed], { from: day('2026-11-17'), decidedOn: day('2026-11-18') })).toEqual([
      'from: before-it-was-decided',
    ]);
  });
});
