import { describe, expect, it } from 'vitest';
import type { AgreementTask, Officer } from '../../law/facts.ts';
import { agreementTask, day, law, officer, party, system, task, until } from '../../law/test-facts.ts';
import type { IssueMandate } from '../mandate.ts';
import { mandateFaults } from './mandate-fits.ts';
import { firstUncovered } from './periods.ts';

const proposed = (over: Partial<IssueMandate> = {}): IssueMandate => ({
  officerId: officer.id,
  agreementId: 31,
  principalId: party.skatteverket.id,
  kind: 'commission',
  from: day('2026-01-01'),
  to: day('2026-12-31'),
  signedByPrincipalOn: day('2025-12-15'),
  signedByOfficerOn: day('2025-12-18'),
  tasks: [{ taskId: task.identityCard.id, level: 'authority' }],
  access: [system.first],
  ...over,
});

function faults(
  over: Partial<IssueMandate> = {},
  agreed: readonly AgreementTask[] = [agreementTask()],
  who: Officer | null = officer,
) {
  const versions = agreed.map((each) => each.valid);
  const found = mandateFaults(proposed(over), {
    officer: who,
    versions,
    agreed,
    law,
    today: day('2026-05-04'),
  });
  return found.map(({ field, code }) => `${field}: ${code}`);
}

const advice = { exercisesAuthority: false, catalogueCode: null };
const general = { ...advice, requiresPersonalData: false, access: [] };
const municipal = { principal: party.kommun, catalogueCode: 'SA-2019-K4', taskId: task.parking.id };
const parking = {
  principalId: party.kommun.id,
  tasks: [{ taskId: task.parking.id, level: 'authority' }] as IssueMandate['tasks'],
};

describe('mandateFaults', () => {
  it('finds nothing wrong with a mandate that its agreement bears', () => {
    expect(faults()).toEqual([]);
    expect(faults({ to: null })).toEqual([]);
  });

  it.each<[string, Partial<IssueMandate>, AgreementTask[], string[]]>([
    [
      'begins before the agreement',
      { from: day('2019-05-31') },
      [agreementTask()],
      ['from: outside-agreement'],
    ],
    [
      'ends after the agreement',
      { to: null },
      [agreementTask({ valid: until('2019-06-01', '2026-12-31') })],
      ['to: outside-agreement'],
    ],
    [
      'spans a gap between two versions',
      {},
      [
        agreementTask({ valid: until('2019-06-01', '2026-03-31') }),
        agreementTask({ version: 2, valid: until('2026-05-01') }),
      ],
      ['to: outside-agreement'],
    ],
    [
      '2 §: a task that is not in the agreement',
      { tasks: [{ taskId: task.passport.id, level: 'authority' }], access: [] },
      [agreementTask()],
      ['tasks: task-not-in-agreement'],
    ],
    [
      '2 §: a level that the agreement does not give',
      { tasks: [{ taskId: task.identityCard.id, level: 'authority' }], access: [] },
      [agreementTask(advice)],
      ['tasks: level-not-in-agreement'],
    ],
    [
      'a task that needs no mandate',
      { tasks: [{ taskId: task.identityCard.id, level: 'personal-data' }], access: [] },
      [agreementTask(general)],
      ['tasks: level-not-in-agreement'],
    ],
    [
      'R7: access that no task needs',
      { access: [system.first, system.second] },
      [agreementTask()],
      ['access: access-not-needed'],
    ],
    ['R7: no access where the task needs it', { access: [] }, [agreementTask()], ['access: access-missing']],
    [
      'R6: state for state, employment',
      { kind: 'employment' },
      [agreementTask()],
      ['kind: kind-not-allowed'],
    ],
    [
      'R6: for a municipality, employment will do',
      { ...parking, kind: 'employment' },
      [agreementTask(municipal)],
      [],
    ],
    [
      'R6: delegation never stands for the special agreement',
      { ...parking, kind: 'delegation' },
      [agreementTask(municipal)],
      ['kind: kind-not-allowed'],
    ],
    [
      'signed tomorrow',
      { signedByOfficerOn: day('2026-05-05') },
      [agreementTask()],
      ['signedByOfficerOn: in-the-future'],
    ],
  ])('%s', (_, over, agreed, expected) => {
    expect(faults(over, agreed)).toEqual(expected);
  });

  it('tells each task and each system that is wrong, with what it is', () => {
    const wrong = proposed({
      tasks: [
        { taskId: task.passport.id, level: 'authority' },
        { taskId: task.parental.id, level: 'personal-data' },
      ],
      access: [system.second, system.ofAnother],
    });
    const frame = { officer, versions: [until('2019-06-01')], agreed: [agreementTask()], law };
    expect(mandateFaults(wrong, { ...frame, today: day('2026-05-04') })).toEqual([
      { field: 'tasks', code: 'task-not-in-agreement', about: { taskId: task.passport.id } },
      { field: 'tasks', code: 'task-not-in-agreement', about: { taskId: task.parental.id } },
      { field: 'access', code: 'access-not-needed', about: { systemId: system.second } },
      { field: 'access', code: 'access-not-needed', about: { systemId: system.ofAnother } },
    ]);
  });

  it('asks for no access where the agreement states none: that is the agreement’s fault', () => {
    expect(faults({ access: [] }, [agreementTask({ access: [] })])).toEqual([]);
  });

  it('takes one that is not signed, as a file may hold', () => {
    const unsigned = { ...proposed(), signedByPrincipalOn: null, signedByOfficerOn: null };
    const frame = { officer, versions: [until('2019-06-01')], agreed: [agreementTask()], law };
    expect(mandateFaults(unsigned, { ...frame, today: day('2026-05-04') })).toEqual([]);
  });

  it('wants an officer of the performer, employed on the first day', () => {
    expect(faults({}, undefined, null)).toEqual(['officerId: unknown-officer']);
    expect(faults({}, undefined, { ...officer, employerId: party.kommun.id })).toEqual([
      'officerId: officer-of-another-employer',
    ]);
    expect(faults({}, undefined, { ...officer, employed: until('2026-02-01') })).toEqual([
      'officerId: officer-not-employed',
    ]);
  });

  it('never takes the tasks of another principal of the same agreement', () => {
    const others = agreementTask({ principal: party.forsakringskassan });
    expect(faults({}, [others])).toContain('tasks: task-not-in-agreement');
  });
});

describe('firstUncovered', () => {
  const parts = [until('2020-01-01', '2020-06-30'), until('2020-07-01', '2020-12-31')];
  it.each([
    [until('2020-01-01', '2020-12-31'), null],
    [until('2019-12-31', '2020-12-31'), '2019-12-31'],
    [until('2020-06-30', '2021-01-01'), '2021-01-01'],
    [until('2020-06-30'), '2021-01-01'],
    [until('2021-02-01', '2021-02-02'), '2021-02-01'],
  ])('%o: %s', (period, expected) => {
    expect(firstUncovered(period, parts)).toBe(expected);
    expect(firstUncovered(period, parts.toReversed())).toBe(expected);
  });
});
