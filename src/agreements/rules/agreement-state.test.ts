import { describe, expect, it } from 'vitest';
import { agreementTask, day, law, party, task, until } from '../../law/test-facts.ts';
import {
  type AgreementFacts,
  agreementState,
  appliedVersion,
  remarksOn,
  versionOn,
} from './agreement-state.ts';

const agreement = (over: Partial<AgreementFacts> = {}): AgreementFacts => ({
  id: 31,
  diaryNumber: '2019-00518-1.8',
  regimeId: 'SA-2019',
  signedOn: day('2019-06-01'),
  governmentDirected: true,
  approvedOn: null,
  approvalRevokedOn: null,
  termEndsOn: null,
  parties: [party.skatteverket, party.ssc],
  ...over,
});
const version = { version: 1, valid: until('2019-06-01', '2026-12-31'), amendmentApprovedOn: null };
const old = {
  regimeId: 'STJ-2004',
  signedOn: day('2005-01-10'),
  approvedOn: day('2005-03-01'),
  termEndsOn: day('2008-12-31'),
};
const oldVersion = { version: 1, valid: until('2005-01-10'), amendmentApprovedOn: null };

describe('agreementState', () => {
  it.each<[string, Partial<AgreementFacts>, typeof version, string, string]>([
    ['within its days', {}, version, '2026-05-04', 'in-force'],
    ['its last day counts', {}, version, '2026-12-31', 'in-force'],
    ['the day after', {}, version, '2027-01-01', 'ended'],
    ['before its first day', {}, version, '2019-05-31', 'coming'],
    ['R14: not approved', { ...old, approvedOn: null }, oldVersion, '2006-01-01', 'not-approved'],
    ['R14: before the approval', old, oldVersion, '2005-02-28', 'not-approved'],
    ['R14: approved', old, oldVersion, '2005-03-01', 'in-force'],
    [
      'R14: revoked',
      { ...old, approvalRevokedOn: day('2006-01-01') },
      oldVersion,
      '2006-01-01',
      'not-approved',
    ],
    ['R14: after its term', old, oldVersion, '2009-01-01', 'ended'],
    ['R14: no term', { ...old, termEndsOn: null }, oldVersion, '2006-01-01', 'void'],
    ['R1: signed under another law', { signedOn: day('2019-05-31') }, version, '2026-05-04', 'void'],
    ['a law that is not known', { regimeId: 'XX-2030' }, version, '2026-05-04', 'void'],
  ])('%s', (_, over, shown, on, expected) => {
    expect(agreementState(agreement(over), shown, law, day(on))).toBe(expected);
  });

  it('is nothing without a version', () => {
    expect(agreementState(agreement(), null, law, day('2026-05-04'))).toBe('void');
  });
});

describe('2 § lagen (1994:686): an amendment that nobody has approved is not applied', () => {
  const first = { version: 1, valid: until('1995-01-01', '1995-12-31'), amendmentApprovedOn: null };
  const second = { version: 2, valid: until('1996-01-01', '1999-06-30'), amendmentApprovedOn: null };
  const trial = agreement({
    ...{ regimeId: 'MK-1994', signedOn: day('1995-01-01'), approvedOn: day('1995-03-01') },
    termEndsOn: day('1999-06-30'),
  });
  const on = (at: string, facts = trial) => {
    const applied = appliedVersion(second, first, second.valid.to, law.regimes.get(facts.regimeId));
    return [applied.version, agreementState(facts, applied, law, day(at))];
  };
  it('the agreement goes on as it was approved, until it ends', () => {
    expect(on('1996-06-01')).toEqual([1, 'in-force']);
    expect(on('1999-06-30')).toEqual([1, 'in-force']);
    expect(on('1999-07-01')).toEqual([1, 'ended']);
    expect(on('1996-06-01', { ...trial, approvedOn: null })).toEqual([1, 'not-approved']);
  });
  it('elsewhere the amended version is the one', () => {
    expect(on('1996-06-01', { ...trial, regimeId: 'STJ-1997' })[0]).toBe(2);
  });
});

describe('versionOn', () => {
  const versions = [
    { version: 1, valid: until('2020-01-01', '2020-12-31') },
    { version: 2, valid: until('2021-02-01', '2021-12-31') },
  ];
  it.each([
    ['2019-01-01', 1],
    ['2020-05-01', 1],
    ['2021-01-15', 2],
    ['2021-06-01', 2],
    ['2030-01-01', 2],
  ])('%s shows version %i', (on, expected) => {
    expect(versionOn(versions, day(on))?.version).toBe(expected);
  });
});

describe('remarksOn', () => {
  const names = new Map(Object.values(task).map((each) => [each.id, each]));
  const reasons = (tasks: Parameters<typeof agreementTask>[0][], on = '2026-05-04') =>
    remarksOn(agreement(), version, tasks.map(agreementTask), names, law, day(on)).map(
      ({ ground }) => ground.reason,
    );

  it('finds nothing wrong with what is in order', () => {
    expect(reasons([{}])).toEqual([]);
  });
  it('tells of an item that has lapsed, of no item, of no listing and of no stated access', () => {
    const lapsed = { taskId: task.vaccination.id, principal: party.polisen, catalogueCode: 'SA-2019-S4' };
    expect(reasons([lapsed], '2023-06-30')).toEqual([]);
    expect(reasons([lapsed], '2023-07-01')).toEqual(['item-not-valid']);
    expect(reasons([{ catalogueCode: null }])).toEqual(['no-catalogue-item']);
    expect(reasons([{ listedSeparately: false }])).toEqual(['not-listed-separately']);
    expect(reasons([{ access: [] }])).toEqual(['access-not-stated']);
  });
});
