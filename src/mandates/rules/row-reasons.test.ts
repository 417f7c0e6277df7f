import { describe, expect, it } from 'vitest';
import type { AgreementTask, Competence } from '../../law/facts.ts';
import {
  agreementTask,
  day,
  law,
  OTHER_OFFICE,
  office,
  officer,
  party,
  system,
  task,
  until,
} from '../../law/test-facts.ts';
import type { Terms } from '../batch.ts';
import { judgeRow, lastCoveredDay, type RowFrame } from './row-reasons.ts';

const terms = (over: Partial<Terms> = {}): Terms => ({
  agreementId: 31,
  principalId: party.skatteverket.id,
  kind: 'commission',
  tasks: [
    { taskId: task.identityCard.id, level: 'personal-data' },
    { taskId: task.identityCard.id, level: 'authority' },
  ],
  access: [system.first],
  from: day('2027-01-01'),
  to: day('2027-12-31'),
  signedByPrincipalOn: day('2026-11-01'),
  signedByOfficerOn: day('2026-11-02'),
  ...over,
});
const frame = (over: Partial<RowFrame> = {}, agreed: Partial<AgreementTask> = {}): RowFrame => ({
  officer,
  offices: [office.id],
  versions: [until('2019-06-01')],
  agreed: [agreementTask(agreed)],
  held: [],
  competences: [],
  law,
  today: day('2026-11-18'),
  ...over,
});
const refused = (t: Partial<Terms>, f: Partial<RowFrame> = {}, a: Partial<AgreementTask> = {}) =>
  judgeRow(terms(t), officer.id, frame(f, a)).refusals.map(({ code }) => code);
const remarked = (t: Partial<Terms>, f: Partial<RowFrame> = {}, a: Partial<AgreementTask> = {}) =>
  judgeRow(terms(t), officer.id, frame(f, a)).remarks.map(({ code }) => code);

describe('R6, R7: who can get a mandate among many', () => {
  it('an officer of the performer at an office of the agreement can', () => {
    const { mandate, refusals, remarks } = judgeRow(terms(), officer.id, frame());
    expect(refusals).toEqual([]);
    expect(remarks).toEqual([]);
    expect(mandate).toMatchObject({ officerId: officer.id, to: '2027-12-31' });
  });

  it.each<[string, string[], Partial<Terms>, Partial<RowFrame>, Partial<AgreementTask>]>([
    [
      'employed by another',
      ['officer-of-another-employer'],
      {},
      { officer: { ...officer, employerId: 99 } },
      {},
    ],
    [
      'not employed that day',
      ['officer-not-employed'],
      {},
      { officer: { ...officer, employed: until('2020-01-01', '2026-12-31') } },
      {},
    ],
    [
      'begins to work later',
      ['officer-not-employed'],
      {},
      { officer: { ...officer, employed: until('2027-01-02') } },
      {},
    ],
    [
      'holds one that overlaps by a day',
      ['overlapping-mandate'],
      {},
      { held: [until('2026-01-01', '2027-01-01')] },
      {},
    ],
    ['held one until the day before', [], {}, { held: [until('2026-01-01', '2026-12-31')] }, {}],
    ['works at an office outside the agreement', ['office-outside-agreement'], {}, { offices: [999] }, {}],
    [
      'works at an office of the agreement, not of the task',
      ['office-outside-agreement'],
      {},
      { offices: [OTHER_OFFICE] },
      {},
    ],
    [
      'the agreement ends before',
      ['agreement-ends-before'],
      {},
      { versions: [until('2019-06-01', '2027-06-30')] },
      {},
    ],
    ['the agreement begins after', ['agreement-begins-after'], {}, { versions: [until('2027-02-01')] }, {}],
    ['employment where commission is demanded', ['kind-not-allowed'], { kind: 'employment' }, {}, {}],
    ['delegation where commission is demanded', ['kind-not-allowed'], { kind: 'delegation' }, {}, {}],
    ['access that no task needs', ['access-not-needed'], { access: [system.first, system.second] }, {}, {}],
    ['no access where a task needs it', ['access-missing'], { access: [] }, {}, {}],
    ['signed tomorrow', ['in-the-future'], { signedByOfficerOn: day('2026-11-19') }, {}, {}],
  ])('%s: %s', (_, codes, t, f, a) => {
    expect(refused(t, f, a)).toEqual(codes);
    expect(judgeRow(terms(t), officer.id, frame(f, a)).mandate === null).toBe(codes.length > 0);
  });

  it('3 § förordningen (2019:214): a task that has left the list is not given; one that will leave it is told', () => {
    const vaccination = {
      taskId: task.vaccination.id,
      principal: party.polisen,
      catalogueCode: 'SA-2019-S4',
    };
    const asked = {
      principalId: party.polisen.id,
      tasks: [{ taskId: task.vaccination.id, level: 'authority' as const }],
    };
    expect(refused(asked, {}, vaccination)).toEqual(['task-ended-in-list']);
    const before = { ...asked, from: day('2022-06-01'), to: day('2024-01-01') };
    expect(refused(before, {}, vaccination)).toEqual([]);
    expect(remarked(before, {}, vaccination)).toEqual(['task-leaves-list']);
  });

  it('a side that has not signed is told: the mandate gives nothing yet', () => {
    expect(remarked({ signedByOfficerOn: null })).toEqual(['not-signed']);
    expect(remarked({ signedByPrincipalOn: null })).toEqual(['not-signed']);
  });

  it('an employment that ends in the period is told', () => {
    const leaving = { officer: { ...officer, employed: until('2020-01-01', '2027-06-30') } };
    expect(remarked({}, leaving)).toEqual(['employment-ends-before']);
    expect(remarked({ to: null }, leaving)).toEqual(['employment-ends-before']);
  });

  it('lacking competence is told as the agreement says, on the first day', () => {
    const has = (over: Partial<Competence> = {}): Competence => ({
      id: 51,
      officerId: officer.id,
      principalId: party.skatteverket.id,
      taskId: task.identityCard.id,
      valid: until('2026-01-01', '2027-01-01'),
      withdrawnOn: null,
      ...over,
    });
    expect(remarked({}, {}, { competence: 'blocks' })).toEqual(['competence-blocks']);
    expect(remarked({}, {}, { competence: 'warns' })).toEqual(['competence-warns']);
    expect(remarked({}, {}, { competence: 'not-asked' })).toEqual([]);
    for (const [over, codes] of [
      [{}, []],
      [{ taskId: task.parental.id }, ['competence-blocks']],
      [{ principalId: party.forsakringskassan.id }, ['competence-blocks']],
      [{ officerId: 22 }, ['competence-blocks']],
      [{ valid: until('2026-01-01', '2026-12-31') }, ['competence-blocks']],
      [{ withdrawnOn: day('2026-06-01') }, ['competence-blocks']],
    ] as const)
      expect(remarked({}, { competences: [has(over)] }, { competence: 'blocks' })).toEqual(codes);
  });

  it('without a last day it lasts as long as the agreement, across versions that follow on each other', () => {
    const versions = [until('2019-06-01', '2027-03-31'), until('2027-04-01', '2028-01-31')];
    expect(judgeRow(terms({ to: null }), officer.id, frame({ versions })).mandate?.to).toBe('2028-01-31');
    expect(judgeRow(terms({ to: null }), officer.id, frame()).mandate?.to).toBeNull();
    const gap = [until('2019-06-01', '2027-03-31'), until('2027-04-02', '2028-01-31')];
    expect(lastCoveredDay(day('2027-01-01'), gap)).toBe('2027-03-31');
    expect(refused({ to: null }, { versions: [until('2028-01-01')] })).toEqual(['agreement-begins-after']);
  });
});
