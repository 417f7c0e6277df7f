import { describe, expect, it } from 'vitest';
import { law, party, task, until } from '../../law/test-facts.ts';
import { agreementErrorText } from '../texts.ts';
import { type StatedTask, taskFaults } from './agreed-task.ts';

const system = { id: 100, code: 'SKV-A', authorityId: party.skatteverket.id };
const office = { id: 11, code: 'haninge', operatorId: party.ssc.id };
const stated = (over: Partial<StatedTask> = {}): StatedTask => ({
  task: task.identityCard,
  principal: party.skatteverket,
  performer: party.ssc,
  exercisesAuthority: true,
  requiresPersonalData: true,
  catalogueCode: 'SA-2019-S1',
  access: [system],
  offices: [office],
  ...over,
});
const faults = (over: Partial<StatedTask>, during = until('2019-06-01'), regime = 'SA-2019') =>
  taskFaults(stated(over), during, law.regimes.get(regime)!, law).map(
    ({ field, code }) => `${field}: ${code}`,
  );

describe('taskFaults', () => {
  it('finds nothing wrong with what the law and the registers bear', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ exercisesAuthority: false, catalogueCode: null, offices: [] })).toEqual([]);
  });

  const general = { exercisesAuthority: false, catalogueCode: null };
  it.each<[string, Partial<StatedTask>, string[]]>([
    [
      'nobody acts for itself',
      { performer: party.skatteverket, offices: [] },
      ['performer: acts-for-oneself'],
    ],
    [
      '2 §: a task of another authority, at any level',
      { ...general, requiresPersonalData: false, access: [], task: task.parental },
      ['principal: task-of-another-authority'],
    ],
    [
      'a municipal task is no state authority’s',
      { ...general, task: task.parking },
      ['principal: task-of-another-authority'],
    ],
    ['R3: authority without an item', { catalogueCode: null }, ['catalogueCode: catalogue-item-required']],
    [
      'R3: an item without authority',
      { exercisesAuthority: false },
      ['catalogueCode: catalogue-item-without-authority'],
    ],
    ['R3: no such item', { catalogueCode: 'SA-2019-S99' }, ['catalogueCode: unknown-catalogue-item']],
    [
      'R3: an item of another law',
      { catalogueCode: 'STJ-2009-S3' },
      ['catalogueCode: catalogue-item-of-another-list'],
    ],
    [
      'R3: an item of another sphere',
      { catalogueCode: 'SA-2019-K4' },
      ['catalogueCode: catalogue-item-of-another-list'],
    ],
    [
      'R3: an item for another task',
      { catalogueCode: 'SA-2019-S2' },
      ['catalogueCode: catalogue-item-for-another-task'],
    ],
    [
      'R7: a system of another authority',
      { access: [{ ...system, authorityId: party.forsakringskassan.id }] },
      ['access: system-of-another-authority'],
    ],
    ['R2: access without need', { requiresPersonalData: false }, ['access: access-without-need']],
    [
      'an office that the performer does not run',
      { offices: [{ ...office, operatorId: party.kommun.id }] },
      ['offices: office-of-another-operator'],
    ],
  ])('%s', (_, over, expected) => expect(faults(over)).toEqual(expected));

  it('R4: wants an item that is valid on some day of the version', () => {
    const vaccination = {
      task: task.vaccination,
      principal: party.polisen,
      catalogueCode: 'SA-2019-S4',
      access: [],
    };
    expect(faults(vaccination, until('2022-02-01'))).toEqual([]);
    expect(faults(vaccination, until('2023-06-30'))).toEqual([]);
    expect(faults(vaccination, until('2023-07-01'))).toEqual(['catalogueCode: catalogue-item-not-valid']);
  });

  it('asks the regime of the agreement: before 1997 no exercise of authority, and not between state authorities', () => {
    const [first] = [...law.regimes.values()].sort((a, b) => (a.signed.from < b.signed.from ? -1 : 1));
    expect(faults({}, until('1996-01-01'), first?.id)).toEqual([
      'performer: parties-not-allowed',
      'exercisesAuthority: authority-never',
    ]);
  });

  it('has a sentence for each code, in both languages', () => {
    for (const code of [
      'parties-not-allowed',
      'authority-never',
      'catalogue-item-not-valid',
      'changes-others-tasks',
    ])
      for (const locale of ['sv', 'en'] as const) expect(agreementErrorText(code, {}, locale)).toBeTruthy();
  });
});
