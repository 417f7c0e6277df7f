import { describe, expect, it } from 'vitest';
import { reportDuty } from '../../src/law/rules/duties.ts';
import { day, until } from '../../src/law/test-facts.ts';
import { anAgreement, party, regime, regimeOn, system, task } from './given.ts';

// Days on which the answer turns, and registers that say two things at once.

const { ssc, skatteverket, forsakringskassan, arbetsformedlingen, kommun, otherKommun, region, kassa } =
  party;

const identityCards = anAgreement(ssc, skatteverket, task.identityCard, '2019-06-01')
  .exercisingAuthorityUnder('SA-2019-S1')
  .needingPersonalDataIn(system.first);

describe('R1: the last day of one law and the first of the next', () => {
  it.each([
    ['1994-06-30', null],
    ['1994-07-01', 'MK-1994'],
    ['1997-06-30', 'MK-1994'],
    ['1997-07-01', 'STJ-1997'],
    ['2004-06-30', 'STJ-1997'],
    ['2004-07-01', 'STJ-2004'],
    ['2009-05-31', 'STJ-2004'],
    ['2009-06-01', 'STJ-2009'],
    ['2019-05-31', 'STJ-2009'],
    ['2019-06-01', 'SA-2019'],
  ])('signed %s', (signedOn, id) => expect(regimeOn(signedOn)).toBe(id));

  it('an amendment in 2024 of an agreement from 2012 keeps its law: its list, its kinds of mandate', () => {
    const amended = anAgreement(ssc, forsakringskassan, task.housing, '2012-03-01')
      .exercisingAuthorityUnder('STJ-2009-S1')
      .amendedFrom('2024-01-01');
    expect(amended.anOfficerWith('employment').may('authority', '2026-03-02')).toBe('permitted');
    expect(amended.anOfficerWith('employment').versionThatBears('authority', '2026-03-02')).toBe(2);
    expect(
      amended
        .exercisingAuthorityUnder('SA-2019-S1')
        .anOfficerWith('employment')
        .may('authority', '2026-03-02'),
    ).toEqual(['item-of-another-list']);
  });

  it('signed on the last day of the old law and begun under the new: the old law’s, with a warning', () => {
    const late = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-05-31').inForce('2019-06-01');
    expect(late.may('guidance', '2019-06-01')).toBe('permitted');
    expect(late.warned('guidance', '2019-06-01')).toEqual(['begins-after-its-regime']);
  });
});

describe('R14: approvals that come and go', () => {
  const old = anAgreement(kommun, forsakringskassan, task.parental, '2006-05-01').forATermUntil('2008-12-31');
  it('from the day of the approval until the day before it is revoked', () => {
    const approved = old.approvedOn('2006-09-01').approvalRevokedOn('2007-06-01');
    expect(approved.may('guidance', '2006-08-31')).toEqual(['approved-later']);
    expect(approved.may('guidance', '2006-09-01')).toBe('permitted');
    expect(approved.may('guidance', '2007-05-31')).toBe('permitted');
    expect(approved.may('guidance', '2007-06-01')).toEqual(['approval-revoked']);
  });
  it('1997 and 2004: an amendment rests on the approval of the agreement (3 § asks it of the agreement alone)', () => {
    expect(old.approvedOn('2006-09-01').amendedFrom('2008-01-01').may('guidance', '2008-01-01')).toBe(
      'permitted',
    );
  });
  it('1994: an amendment may not be applied, and what was approved goes on (2 § lagen (1994:686))', () => {
    const trial = anAgreement(kommun, kassa, { ...task.parental, authorityId: null }, '1995-01-01')
      .forATermUntil('1999-06-30')
      .approvedOn('1995-03-01')
      .amendedFrom('1996-01-01');
    expect(trial.versionThatBears('guidance', '1996-06-01')).toBe(1);
    expect(trial.may('guidance', '1999-06-30')).toBe('permitted');
    expect(trial.may('guidance', '1999-07-01')).not.toBe('permitted');
  });
});

describe('R6: the days of a mandate', () => {
  it('its first and last day count, the day of its withdrawal does not', () => {
    const held = identityCards.anOfficerWith('commission', { valid: until('2024-01-01', '2024-12-31') });
    expect(held.may('authority', '2023-12-31')).toEqual(['mandate-not-yet']);
    expect(held.may('authority', '2024-01-01')).toBe('permitted');
    expect(held.may('authority', '2024-12-31')).toBe('permitted');
    expect(held.may('authority', '2025-01-01')).toEqual(['mandate-ended']);
    const withdrawn = identityCards.anOfficerWith('commission', { withdrawnOn: day('2024-05-02') });
    expect(withdrawn.may('authority', '2024-05-01')).toBe('permitted');
    expect(withdrawn.may('authority', '2024-05-02')).toEqual(['mandate-withdrawn']);
  });
  it('the later of the two signatures counts', () => {
    const signed = identityCards.anOfficerWith('commission', {
      signedByPrincipalOn: day('2024-01-10'),
      signedByOfficerOn: day('2024-01-12'),
    });
    expect(signed.may('authority', '2024-01-11')).toEqual(['mandate-not-signed']);
    expect(signed.may('authority', '2024-01-12')).toBe('permitted');
  });
  it('nothing is left of it when the version that it rested on is over', () => {
    const ended = identityCards.anOfficerWith('commission').inForce('2019-06-01', '2025-12-31');
    expect(ended.may('authority', '2025-12-31')).toBe('permitted');
    expect(ended.may('authority', '2026-01-01')).toContain('no-longer-in-force');
  });
  it('an amendment that asks for another system leaves the old mandate without access', () => {
    const moved = identityCards
      .amendedFrom('2025-01-01', { access: [system.second] })
      .anOfficerWith('commission', { access: [system.first] });
    expect(moved.may('personal-data', '2024-12-31')).toBe('permitted');
    expect(moved.may('personal-data', '2025-01-01')).toEqual(['mandate-without-access']);
  });
  it('a mandate to decide is none to look, and the reverse', () => {
    const decides = [{ taskId: task.identityCard.id, level: 'authority' }] as const;
    const looks = [{ taskId: task.identityCard.id, level: 'personal-data' }] as const;
    expect(
      identityCards.anOfficerWith('commission', { tasks: looks }).may('authority', '2026-03-02'),
    ).toEqual(['mandate-without-task']);
    expect(
      identityCards.anOfficerWith('commission', { tasks: decides }).may('personal-data', '2026-03-02'),
    ).toEqual(['mandate-without-task']);
  });
  it('state for a municipality and a municipality for the state: employment will do (5 § first sentence)', () => {
    const parking = anAgreement(ssc, kommun, task.parking, '2019-06-01').exercisingAuthorityUnder(
      'SA-2019-K4',
    );
    expect(parking.anOfficerWith('employment').may('authority', '2026-03-02')).toBe('permitted');
    expect(parking.anOfficerWith('delegation').may('authority', '2026-03-02')).toEqual(['kind-not-enough']);
    expect(identityCards.anOfficerWith('employment').may('authority', '2026-03-02')).toEqual([
      'kind-not-enough',
    ]);
  });
  it('the officer who has gone to another employer has nothing left, whatever the mandate says', () => {
    expect(
      identityCards.anOfficerWith('commission').employedBy(kommun).may('authority', '2026-03-02'),
    ).toEqual(['officer-of-another-employer']);
  });
});

describe('kommunallagen: a delegation is a decision, not an agreement', () => {
  const unsigned = { signedByOfficerOn: null } as const;
  const ofItsOwn = anAgreement(
    kommun,
    kommun,
    task.parking,
    '2022-01-10',
    'own-office',
  ).exercisingAuthority();
  const together = anAgreement(
    otherKommun,
    kommun,
    task.parking,
    '2022-01-10',
    'municipal-cooperation',
  ).exercisingAuthority();
  it('6 kap. 37 §, 7 kap. 5 § and 9 kap. 37 §: the board’s decision is enough, the employee signs nothing', () => {
    for (const agreed of [ofItsOwn, together])
      expect(agreed.anOfficerWith('delegation', unsigned).may('authority', '2026-03-02')).toBe('permitted');
  });
  it('the board must have decided, and by that day', () => {
    expect(
      ofItsOwn
        .anOfficerWith('delegation', { ...unsigned, signedByPrincipalOn: null })
        .may('authority', '2026-03-02'),
    ).toEqual(['mandate-not-signed']);
    expect(
      ofItsOwn
        .anOfficerWith('delegation', { ...unsigned, signedByPrincipalOn: day('2026-03-03') })
        .may('authority', '2026-03-02'),
    ).toEqual(['mandate-not-signed']);
  });
  it('employment and commission are agreements: both sign', () => {
    const looking = ofItsOwn.needingPersonalDataIn(system.first);
    expect(looking.anOfficerWith('employment', unsigned).may('personal-data', '2026-03-02')).toEqual([
      'mandate-not-signed',
    ]);
  });
});

describe('two agreements about the same task', () => {
  it('one that allows it is enough, and the mandate must be under that one', () => {
    const old = anAgreement(ssc, skatteverket, task.identityCard, '2018-03-01')
      .exercisingAuthorityUnder('STJ-2009-S3')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('employment');
    const both = identityCards.besides(old, 32);
    expect(both.may('authority', '2026-03-02')).toBe('permitted');
    expect(identityCards.besides(old.withoutMandates(), 32).may('authority', '2026-03-02')).not.toBe(
      'permitted',
    );
  });
});

describe('R3: an item that is worded anew', () => {
  const allowance = (about: typeof task.relocation | typeof task.travel) =>
    anAgreement(ssc, forsakringskassan, about, '2012-01-01')
      .exercisingAuthorityUnder('STJ-2009-S2')
      .anOfficerWith('employment');
  it('the wording of the day of the act decides', () => {
    expect(allowance(task.relocation).may('authority', '2015-08-31')).toBe('permitted');
    expect(allowance(task.relocation).may('authority', '2015-09-01')).toEqual(['item-not-valid']);
    expect(allowance(task.travel).may('authority', '2015-08-31')).toEqual(['item-not-valid']);
    expect(allowance(task.travel).may('authority', '2015-09-01')).toBe('permitted');
  });
});

describe('R2: personal data without exercise of authority', () => {
  it('may be looked at, and not decided on', () => {
    const looking = anAgreement(ssc, forsakringskassan, task.parental, '2020-01-01')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('commission');
    expect(looking.may('personal-data', '2026-03-02')).toBe('permitted');
    expect(looking.may('authority', '2026-03-02')).toEqual(
      expect.arrayContaining(['not-in-agreement', 'no-catalogue-item']),
    );
  });
  it('exercise of authority without personal data needs no access', () => {
    const counter = anAgreement(ssc, kommun, task.preschoolApplication, '2020-01-01')
      .exercisingAuthorityUnder('SA-2019-K1a')
      .anOfficerWith('commission', { access: [] });
    expect(counter.may('authority', '2026-03-02')).toBe('permitted');
    expect(counter.may('personal-data', '2026-03-02')).toContain('not-in-agreement');
  });
});

describe('competence: the parties’ own demand', () => {
  const asked = (demand: 'warns' | 'blocks') =>
    identityCards.askingForCompetence(demand).anOfficerWith('commission');
  it('blocks, or warns and lets through; its last day counts', () => {
    expect(asked('blocks').may('authority', '2026-03-02')).toEqual(['competence-missing']);
    expect(asked('warns').may('authority', '2026-03-02')).toBe('permitted');
    expect(asked('warns').warned('authority', '2026-03-02')).toEqual(['competence-missing']);
    const learnt = asked('blocks').learntFrom('2025-01-01', '2025-12-31');
    expect(learnt.may('authority', '2025-12-31')).toBe('permitted');
    expect(learnt.may('authority', '2026-01-01')).toEqual(['competence-ended']);
  });
});

describe('R9: whose year it is', () => {
  it('an agreement that ended in January is accounted for by 31 March of the year after, also on a Sunday', () => {
    const parties = [ssc, kommun, region];
    const facts = { governmentDirected: false, parties };
    expect(reportDuty(regime('SA-2019'), facts, region, 2023)).toMatchObject({
      owed: true,
      due: '2024-03-31',
    });
    expect(reportDuty(regime('STJ-2009'), facts, region, 2023).owed).toBe(false);
  });
});
