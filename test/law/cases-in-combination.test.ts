import { describe, expect, it } from 'vitest';
import { copyDuty, reportDuty } from '../../src/law/rules/duties.ts';
import { surplusDuring } from '../../src/law/rules/surplus-during.ts';
import { agreementTask, day, mandateUnder, officer, until } from '../../src/law/test-facts.ts';
import { anAgreement, party, regime, system, task } from './given.ts';

// Cases in which two or three rules meet, as a coordinator would meet them.

const { ssc, skatteverket, forsakringskassan, arbetsformedlingen, kommun, otherKommun, region, polisen } =
  party;
const TODAY = '2026-03-02';

describe('R1, R3 and R6: an old agreement that is amended in the time of the new law', () => {
  const old = anAgreement(ssc, forsakringskassan, task.housing, '2018-10-01')
    .exercisingAuthorityUnder('STJ-2009-S1')
    .needingPersonalDataIn(system.first)
    .amendedFrom('2025-01-01');

  it('housing supplements may be decided, which lagen (2019:212) would not let them be', () => {
    expect(old.anOfficerWith('employment').may('authority', TODAY)).toBe('permitted');
    expect(old.anOfficerWith('employment').boundBy('authority', TODAY)).toEqual(['simple-case']);
    const replaced = anAgreement(ssc, forsakringskassan, task.housing, '2025-01-01')
      .exercisingAuthorityUnder('STJ-2009-S1')
      .anOfficerWith('commission');
    expect(replaced.may('authority', TODAY)).toContain('item-of-another-list');
  });

  it('its changed text is owed to Kammarkollegiet, and the state party alone accounts for the year', () => {
    const facts = { governmentDirected: true, parties: [ssc, kommun] };
    expect(copyDuty(regime('STJ-2009'), facts).owed).toBe(true);
    expect(reportDuty(regime('STJ-2009'), facts, ssc, 2025).due).toBe('2026-03-31');
    expect(reportDuty(regime('STJ-2009'), facts, kommun, 2025).owed).toBe(false);
  });

  it('an amendment that forgets to list the task separately stops the act from its own first day', () => {
    const careless = old.listedSeparately(false).anOfficerWith('commission');
    expect(careless.may('authority', '2024-12-31')).toBe('permitted');
    expect(careless.may('authority', '2025-01-01')).toEqual(['not-listed-separately']);
    expect(careless.may('guidance', '2025-01-01')).toBe('permitted');
  });
});

describe('R3 and R6: a list’s item ends while agreement and mandate go on', () => {
  const papers = anAgreement(ssc, polisen, task.vaccination, '2022-02-01')
    .exercisingAuthorityUnder('SA-2019-S4')
    .anOfficerWith('commission', { access: [] });
  it('the law’s list ends it, whatever the parties have signed', () => {
    expect(papers.may('authority', '2023-06-30')).toBe('permitted');
    expect(papers.may('authority', '2023-07-01')).toEqual(['item-not-valid']);
    expect(papers.may('guidance', TODAY)).toBe('permitted');
  });
  it('an amendment to another item does not help a task that the item is not about', () => {
    const moved = papers.exercisingAuthorityUnder('SA-2019-S1');
    expect(moved.may('authority', TODAY)).toEqual(['item-for-another-task']);
  });
});

describe('R4: a region', () => {
  const regional = { ...task.parking, sphere: 'regional' } as const;
  it('gives advice by serviceavtal, and its exercise of authority is in no item', () => {
    const agreed = anAgreement(ssc, region, regional, '2022-01-10').exercisingAuthorityUnder('SA-2019-K4');
    expect(agreed.may('guidance', TODAY)).toBe('permitted');
    expect(agreed.anOfficerWith('commission').may('authority', TODAY)).toEqual(['item-of-another-list']);
  });
  it('and a municipality act for each other under kommunallagen, by delegation alone', () => {
    const agreed = anAgreement(kommun, region, regional, '2022-01-10', 'municipal-cooperation')
      .exercisingAuthority()
      .anOfficerWith('delegation', { signedByOfficerOn: null });
    expect(agreed.may('authority', TODAY)).toBe('permitted');
    expect(agreed.boundBy('authority', TODAY)).toEqual(['not-of-principle']);
  });
  it('as landsting acts for the state under lagen (2004:543), where either kind of mandate will do', () => {
    const agreed = anAgreement(region, skatteverket, task.identityCard, '2012-03-01')
      .exercisingAuthorityUnder('STJ-2009-S3')
      .needingPersonalDataIn(system.first);
    expect(agreed.anOfficerWith('employment').may('authority', '2015-12-31')).toBe('permitted');
    expect(agreed.anOfficerWith('employment').may('authority', '2016-01-01')).toBe('permitted');
    expect(agreed.anOfficerWith('delegation').may('authority', TODAY)).toEqual(['kind-not-enough']);
  });
});

describe('municipality for municipality', () => {
  it('is no serviceavtal on any day since 1997, and avtalssamverkan from 1 July 2018', () => {
    for (const [signed, on] of [
      ['1997-07-01', '2003-03-03'],
      ['2009-06-01', TODAY],
      ['2019-06-01', TODAY],
    ] as const)
      expect(
        anAgreement(otherKommun, kommun, task.parking, signed)
          .approvedOn(signed)
          .forATermUntil('2004-06-30')
          .may('guidance', on),
      ).toContain('direction-not-allowed');
    const together = anAgreement(otherKommun, kommun, task.parking, '2018-07-01', 'municipal-cooperation');
    expect(together.may('guidance', '2018-07-01')).toBe('permitted');
  });

  it('a delegation of which nobody has recorded the order holds, and is told as such: a reading', () => {
    const agreed = anAgreement(otherKommun, kommun, task.parking, '2022-01-10', 'municipal-cooperation')
      .exercisingAuthority()
      .anOfficerWith('delegation', { signedByOfficerOn: null, delegationStated: false });
    expect(agreed.may('authority', TODAY)).toBe('permitted');
    expect(agreed.warned('authority', TODAY)).toEqual(['delegation-order-not-stated']);
    const told = agreed.ask('authority', TODAY).grounds.find((one) => one.code === 'mandate');
    expect(told?.provision).toMatchObject({ reading: true });
    expect(told?.provision.ref).toContain('kommunallagen');
  });
});

describe('R14: approval, revocation and term on the same agreement', () => {
  const old = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2009-05-31')
    .approvedOn('2009-09-01')
    .forATermUntil('2012-12-31');
  it('signed on the last day of the old law it keeps its term: the law of the day after asks for none', () => {
    expect(old.may('guidance', '2012-12-31')).toBe('permitted');
    expect(old.may('guidance', '2013-01-01')).toEqual(['term-ended']);
  });
  it('everything that stands in the way is told at once', () => {
    expect(old.approvalRevokedOn('2011-01-01').may('guidance', '2013-01-01')).toEqual([
      'approval-revoked',
      'term-ended',
    ]);
    expect(old.inForce('2009-09-01', '2010-12-31').may('guidance', '2011-01-01')).toEqual([
      'no-longer-in-force',
    ]);
  });
  it('an approval that was revoked bears no amendment either', () => {
    const amended = old.approvalRevokedOn('2011-01-01').amendedFrom('2011-06-01');
    expect(amended.may('guidance', '2011-06-01')).toEqual(['approval-revoked']);
  });
});

describe('R5 and R9: what the Government has directed', () => {
  const directed = { governmentDirected: true, parties: [ssc, skatteverket, kommun] };
  it('owes neither copy nor report, whoever the other party is (2 and 4 §§ lagen (2019:212), §7.11)', () => {
    expect(copyDuty(regime('SA-2019'), directed)).toMatchObject({ owed: false, why: 'government-directed' });
    for (const reporter of directed.parties)
      expect(reportDuty(regime('SA-2019'), directed, reporter, 2025).owed).toBe(false);
  });
  it('and changes nothing of what is permitted: the list and the mandate are asked for all the same', () => {
    const agreed = anAgreement(ssc, skatteverket, task.identityCard, '2019-06-01')
      .directedByTheGovernment()
      .exercisingAuthorityUnder('SA-2019-S1');
    expect(agreed.may('authority', TODAY)).toEqual(['no-mandate']);
    expect(agreed.exercisingAuthority().anOfficerWith('commission').may('authority', TODAY)).toEqual([
      'no-catalogue-item',
    ]);
  });
});

describe('R7: surplus access over a year', () => {
  const agreement = agreementTask({ signedOn: day('2020-01-01'), access: [system.first] });
  const grant = { officerId: officer.id, systemId: system.first, granted: until('2025-01-01') };
  const need = { agreementId: agreement.agreementId, systemId: system.first };
  const year = { from: day('2025-01-01'), to: day('2025-12-31') };
  const found = (mandate: Parameters<typeof mandateUnder>[1], needed = until('2020-01-01')) =>
    surplusDuring([grant], [mandateUnder(agreement, mandate)], [{ ...need, valid: needed }], year).map(
      ({ from, to }) => [from, to],
    );
  it('the days before both have signed, and from the day of a withdrawal', () => {
    expect(found({ signedByOfficerOn: day('2025-02-03') })).toEqual([['2025-01-01', '2025-02-02']]);
    expect(found({ withdrawnOn: day('2025-11-01') })).toEqual([['2025-11-01', '2025-12-31']]);
  });
  it('from the day after the version that needed it', () => {
    expect(found({}, until('2020-01-01', '2025-06-30'))).toEqual([['2025-07-01', '2025-12-31']]);
  });
  it('none, when the mandate and the need last', () => {
    expect(found({})).toEqual([]);
  });
});
