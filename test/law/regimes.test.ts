import { describe, expect, it } from 'vitest';
import { anAgreement, party, regimeOn, system, task } from './given.ts';

const { ssc, skatteverket, forsakringskassan, arbetsformedlingen, kommun, otherKommun, region, kassa } =
  party;

describe('R1: the day of signing decides the law (domain §1.0)', () => {
  it.each([
    ['30 June 1994', '1994-06-30', null],
    ['1 July 1994', '1994-07-01', 'MK-1994'],
    ['30 June 1997', '1997-06-30', 'MK-1994'],
    ['1 July 1997', '1997-07-01', 'STJ-1997'],
    ['30 June 2004', '2004-06-30', 'STJ-1997'],
    ['1 July 2004', '2004-07-01', 'STJ-2004'],
    ['31 May 2009', '2009-05-31', 'STJ-2004'],
    ['1 June 2009', '2009-06-01', 'STJ-2009'],
    ['31 May 2019', '2019-05-31', 'STJ-2009'],
    ['1 June 2019', '2019-06-01', 'SA-2019'],
  ])('signed on %s', (_, on, expected) => {
    expect(regimeOn(on)).toBe(expected);
  });

  it.each([
    ['avtalssamverkan, the day before 2018:569', 'municipal-cooperation', '2018-06-30', null],
    ['avtalssamverkan, its first day', 'municipal-cooperation', '2018-07-01', 'KL-SAMVERKAN'],
    ['an own office, before kommunallagen (2017:725)', 'own-office', '2017-12-31', null],
    ['an own office, its first day', 'own-office', '2018-01-01', 'KL-EGEN'],
  ] as const)('the kind of agreement decides as well: %s', (_, basis, on, expected) => {
    expect(regimeOn(on, basis)).toBe(expected);
  });

  it('signed on 31 May 2019, amended in 2024: still under lagen (2004:543), where employment will do', () => {
    const old = anAgreement(ssc, forsakringskassan, task.parental, '2019-05-31')
      .needingPersonalDataIn(system.first)
      .amendedFrom('2024-01-01')
      .anOfficerWith('employment');
    expect(old.may('personal-data', '2026-03-02')).toBe('permitted');
  });

  it('signed on 1 June 2019: under lagen (2019:212), where it will not', () => {
    const now = anAgreement(ssc, forsakringskassan, task.parental, '2019-06-01')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('employment');
    expect(now.may('personal-data', '2026-03-02')).toEqual(['kind-not-enough']);
  });

  it('§7.3: signed before 1 June 2019 and beginning later is judged as signed, with a warning', () => {
    const late = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-05-31').inForce('2019-09-01');
    expect(late.may('guidance', '2019-08-31')).toEqual(['not-yet-in-force']);
    expect(late.may('guidance', '2019-09-01')).toBe('permitted');
    expect(late.warned('guidance', '2019-09-01')).toEqual(['begins-after-its-regime']);
    const amended = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-05-31').amendedFrom(
      '2020-01-01',
    );
    expect(amended.warned('guidance', '2020-01-01')).toEqual([]);
  });
});

describe('1 § of each law: who may act for whom', () => {
  const year = {
    1994: '1996-03-01',
    1997: '1998-03-02',
    2004: '2006-03-01',
    2009: '2012-03-01',
    2019: '2026-03-02',
  };
  const signed = {
    1994: '1994-07-01',
    1997: '1997-07-01',
    2004: '2004-07-01',
    2009: '2009-06-01',
    2019: '2019-06-01',
  };
  const no = ['direction-not-allowed'];
  it.each([
    [1994, 'a municipality for a state authority', kommun, arbetsformedlingen, 'permitted'],
    [1994, 'a municipality for a försäkringskassa', kommun, kassa, 'permitted'],
    [1994, 'a municipality for a landsting', kommun, region, 'permitted'],
    [1994, 'a state authority for a municipality', ssc, kommun, no],
    [1994, 'a state authority for another', ssc, skatteverket, no],
    [1997, 'a state authority for another', ssc, skatteverket, 'permitted'],
    [1997, 'a försäkringskassa for a municipality', kassa, kommun, 'permitted'],
    [1997, 'a municipality for another', kommun, otherKommun, no],
    [2004, 'a municipality for a state authority', kommun, skatteverket, 'permitted'],
    [2004, 'a försäkringskassa, which was a party no more', kommun, kassa, no],
    [2009, 'a state authority for a landsting', ssc, region, 'permitted'],
    [2009, 'a landsting for a municipality', region, kommun, no],
    [2019, 'a state authority for another', ssc, skatteverket, 'permitted'],
    [2019, 'a state authority for a municipality', ssc, kommun, 'permitted'],
    [2019, 'a municipality for a state authority', kommun, skatteverket, 'permitted'],
    [2019, 'a region for a state authority', region, skatteverket, 'permitted'],
    [2019, 'a municipality for another', kommun, otherKommun, no],
    [2019, 'a municipality for a region', kommun, region, no],
    [2019, 'an authority for itself', ssc, ssc, no],
  ] as const)('%i: %s', (law, _, performer, principal, expected) => {
    const sphere =
      principal.kind === 'municipality'
        ? task.parking
        : principal.kind === 'region'
          ? task.parking
          : task.jobseeker;
    const about = principal.kind === 'region' ? ({ ...sphere, sphere: 'regional' } as const) : sphere;
    const agreed = anAgreement(performer, principal, about, signed[law])
      .approvedOn(signed[law])
      .forATermUntil(law === 1994 ? '1999-06-30' : law === 1997 ? '2004-06-30' : '2030-12-31')
      .namingThePerformers();
    expect(agreed.may('guidance', year[law])).toEqual(expected);
  });
});

describe('R14: before June 2009 approval and term come first', () => {
  const advice = anAgreement(kommun, arbetsformedlingen, task.jobseeker, '1994-07-01');
  const samtjanst = anAgreement(kommun, arbetsformedlingen, task.jobseeker, '2004-07-01');

  it('1994: not before the Government has approved, and from that day', () => {
    const agreed = advice.forATermUntil('1999-06-30');
    expect(agreed.may('guidance', '1994-09-01')).toEqual(['not-approved']);
    expect(agreed.approvedOn('1994-09-01').may('guidance', '1994-08-31')).toEqual(['approved-later']);
    expect(agreed.approvedOn('1994-09-01').may('guidance', '1994-09-01')).toBe('permitted');
  });

  it('1994: the longest term is the end of June 1999, which is the last day that counts', () => {
    const agreed = advice.approvedOn('1994-09-01');
    expect(agreed.forATermUntil('1999-06-30').may('guidance', '1999-06-30')).toBe('permitted');
    expect(agreed.forATermUntil('1999-06-30').may('guidance', '1999-07-01')).toEqual(['term-ended']);
    expect(agreed.forATermUntil('1999-07-01').may('guidance', '1996-03-01')).toEqual(['term-too-long']);
    expect(agreed.may('guidance', '1996-03-01')).toEqual(['term-missing']);
  });

  it('1994: an amendment that nobody has approved may not be applied, and the agreement goes on as it was approved', () => {
    const amended = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .inForce('1994-09-01', '1998-12-31')
      .amendedFrom('1996-01-01');
    expect(amended.versionThatBears('guidance', '1995-12-31')).toBe(1);
    expect(amended.versionThatBears('guidance', '1996-01-01')).toBe(1);
    expect(amended.versionThatBears('guidance', '1998-12-31')).toBe(1);
    expect(amended.may('guidance', '1999-01-01')).not.toBe('permitted');
  });

  it('1994: so what an unapproved amendment takes away stands as well', () => {
    const shrunk = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .amendedFrom('1996-01-01', 'without the task');
    expect(shrunk.may('guidance', '1996-01-01')).toBe('permitted');
  });

  it('1994: an amendment that has its approval is applied from that day, and not before', () => {
    const agreed = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .inForce('1994-09-01', '1998-12-31')
      .amendedFrom('1996-01-01', {}, '1996-04-01');
    expect(agreed.versionThatBears('guidance', '1996-03-31')).toBe(1);
    expect(agreed.versionThatBears('guidance', '1996-04-01')).toBe(2);
    expect(agreed.versionThatBears('guidance', '1998-12-31')).toBe(2);
    expect(agreed.may('guidance', '1999-01-01')).not.toBe('permitted');
  });

  it('1994: approved before its first day it waits for that day', () => {
    const agreed = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .amendedFrom('1996-01-01', {}, '1995-11-01');
    expect(agreed.versionThatBears('guidance', '1995-12-31')).toBe(1);
    expect(agreed.versionThatBears('guidance', '1996-01-01')).toBe(2);
  });

  it('1994: between two amendments the one that was approved goes on through the one that was not', () => {
    const agreed = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .amendedFrom('1996-01-01', {}, '1996-01-01')
      .amendedFrom('1997-01-01');
    expect(agreed.versionThatBears('guidance', '1996-12-31')).toBe(2);
    expect(agreed.versionThatBears('guidance', '1997-06-01')).toBe(2);
    const approved = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .amendedFrom('1996-01-01')
      .amendedFrom('1997-01-01', {}, '1997-02-01');
    expect(approved.versionThatBears('guidance', '1997-01-31')).toBe(1);
    expect(approved.versionThatBears('guidance', '1997-02-01')).toBe(3);
  });

  it('1994: what an approved amendment takes away falls, and an amendment of what nobody approved does not stand', () => {
    const shrunk = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .amendedFrom('1996-01-01', 'without the task', '1996-02-01');
    expect(shrunk.may('guidance', '1996-01-31')).toBe('permitted');
    expect(shrunk.may('guidance', '1996-02-01')).toEqual(['removed-by-amendment']);
    const nobodys = advice.forATermUntil('1999-06-30').amendedFrom('1996-01-01', {}, '1996-01-01');
    expect(nobodys.may('guidance', '1996-06-01')).toEqual(['not-approved']);
  });

  it('1994: the revocation of the approval is that of the whole agreement, its amendments with it', () => {
    const agreed = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .approvalRevokedOn('1997-01-01')
      .amendedFrom('1996-01-01', {}, '1996-01-01');
    expect(agreed.may('guidance', '1996-12-31')).toBe('permitted');
    expect(agreed.may('guidance', '1997-01-01')).toEqual(['approval-revoked']);
  });

  it('1997 and 2004: an amendment needs no approval of its own', () => {
    const amended = samtjanst.approvedOn('2005-01-01').forATermUntil('2010-12-31').amendedFrom('2006-01-01');
    expect(amended.versionThatBears('guidance', '2006-01-01')).toBe(2);
  });

  it('1997: until the end of June 2004 and not a day longer', () => {
    const agreed = anAgreement(kommun, kassa, task.housing, '1997-07-01').approvedOn('1997-09-01');
    expect(agreed.forATermUntil('2004-06-30').may('guidance', '2004-06-30')).toBe('permitted');
    expect(agreed.forATermUntil('2004-07-01').may('guidance', '2003-01-01')).toEqual(['term-too-long']);
  });

  it('2004: a revoked approval gives nothing from its day, at any level', () => {
    const agreed = samtjanst
      .approvedOn('2005-01-01')
      .forATermUntil('2012-12-31')
      .approvalRevokedOn('2007-05-01');
    expect(agreed.may('guidance', '2007-04-30')).toBe('permitted');
    expect(agreed.may('guidance', '2007-05-01')).toEqual(['approval-revoked']);
  });

  it('2004: signed on 31 May 2009 it still wants approval; a day later nobody is asked', () => {
    const at = (signed: string) => anAgreement(kommun, arbetsformedlingen, task.jobseeker, signed);
    expect(at('2009-05-31').may('guidance', '2012-03-01')).toEqual(['not-approved', 'term-missing']);
    expect(at('2009-06-01').may('guidance', '2012-03-01')).toBe('permitted');
  });

  it('1997 and 2004: who performs must be named for what needs a mandate, and from 2009 need not', () => {
    const with2004 = anAgreement(ssc, forsakringskassan, task.parental, '2004-07-01')
      .approvedOn('2004-09-01')
      .forATermUntil('2012-12-31')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('employment');
    expect(with2004.may('personal-data', '2006-03-01')).toEqual(['performers-not-named']);
    expect(with2004.namingThePerformers().may('personal-data', '2006-03-01')).toBe('permitted');
    expect(with2004.may('guidance', '2006-03-01')).toBe('permitted');
  });

  it('1994: nothing that needs access or authority may be done for another at all', () => {
    const agreed = advice
      .approvedOn('1994-09-01')
      .forATermUntil('1999-06-30')
      .needingPersonalDataIn(system.first)
      .exercisingAuthority();
    for (const kind of ['commission', 'employment', 'delegation'] as const) {
      expect(agreed.anOfficerWith(kind).may('personal-data', '1996-03-01')).toEqual(['kind-not-enough']);
      expect(agreed.anOfficerWith(kind).may('authority', '1996-03-01')).toContain('authority-never');
    }
  });
});

describe('R14: an approval counts from its day until the day on which it is revoked', () => {
  const unapproved = anAgreement(ssc, skatteverket, task.identityCard, '2008-05-01').forATermUntil(
    '2030-12-31',
  );
  const approved = unapproved.approvedOn('2008-09-01');
  const revoked = approved.approvalRevokedOn('2026-12-01');

  it('nobody acts under it before, however long since it was signed', () => {
    expect(unapproved.may('guidance', '2026-11-18')).toEqual(['not-approved']);
    expect(approved.may('guidance', '2008-08-31')).toEqual(['approved-later']);
    expect(approved.may('guidance', '2008-09-01')).toBe('permitted');
  });

  it('what was done before the revocation was permitted then, and nothing is from its day', () => {
    expect(revoked.may('guidance', '2026-11-30')).toBe('permitted');
    expect(revoked.may('guidance', '2026-12-01')).toEqual(['approval-revoked']);
    expect(revoked.may('guidance', '2030-12-31')).toEqual(['approval-revoked']);
  });

  it('revoked on the day of its approval, it never counted', () => {
    const never = unapproved.approvedOn('2008-09-01').approvalRevokedOn('2008-09-01');
    expect(never.may('guidance', '2008-09-01')).toEqual(['approval-revoked']);
  });

  it('an agreement under a law that asks for none needs none', () => {
    expect(
      anAgreement(ssc, skatteverket, task.identityCard, '2009-06-01').may('guidance', '2026-11-18'),
    ).toBe('permitted');
  });
});
