import { describe, expect, it } from 'vitest';
import { copyDuty, reportDuty } from '../../src/law/rules/duties.ts';
import { mayRead, secrecyLabel } from '../../src/law/rules/secrecy.ts';
import { party, regime } from './given.ts';

const { ssc, skatteverket, kommun, region, forsakringskassan } = party;
const chosen = { governmentDirected: false, parties: [ssc, skatteverket, kommun, region] };
const directed = { ...chosen, governmentDirected: true };

describe('R5: a copy to Kammarkollegiet as soon as the agreement is concluded or changed', () => {
  it.each([
    ['1994: not to Kammarkollegiet', 'MK-1994', chosen, false],
    ['1997: none', 'STJ-1997', chosen, false],
    ['2004, before 2009:314: none', 'STJ-2004', chosen, false],
    ['from 1 June 2009', 'STJ-2009', chosen, true],
    ['from 1 June 2019', 'SA-2019', chosen, true],
    ['… unless the Government has directed it', 'SA-2019', directed, false],
    ['an exemption that lagen (2004:543) does not know', 'STJ-2009', directed, true],
  ])('%s', (_, id, facts, owed) => {
    expect(copyDuty(regime(id), facts).owed).toBe(owed);
  });

  it('2 § fourth paragraph lagen (2019:212) is the provision of the exemption', () => {
    const duty = copyDuty(regime('SA-2019'), directed);
    expect(duty).toMatchObject({ owed: false, why: 'government-directed' });
    expect(duty.provision?.ref).toContain('2 § fjärde stycket lagen (2019:212)');
  });
});

describe('R9: who accounts for the year, to whom and by when', () => {
  it.each([
    ['1994: both parties, to the Government by 1 March', 'MK-1994', kommun, 'government', '2027-03-01'],
    ['1997: as the Government decides', 'STJ-1997', skatteverket, 'government', null],
    ['2004: as the Government decides', 'STJ-2004', kommun, 'government', null],
    ['2009: state authorities by 31 March', 'STJ-2009', skatteverket, 'kammarkollegiet', '2027-03-31'],
    ['2019: state authorities', 'SA-2019', ssc, 'kammarkollegiet', '2027-03-31'],
    ['2019: municipalities', 'SA-2019', kommun, 'kammarkollegiet', '2027-03-31'],
    ['2019: regions', 'SA-2019', region, 'kammarkollegiet', '2027-03-31'],
  ])('%s', (_, id, reporter, to, due) => {
    expect(reportDuty(regime(id), chosen, reporter, 2026)).toMatchObject({ owed: true, to, due });
  });

  it.each([
    ['2009: not municipalities', 'STJ-2009', chosen, kommun, true],
    ['2019: not what the Government has directed', 'SA-2019', directed, ssc, true],
    ['2019: not who is no party', 'SA-2019', chosen, forsakringskassan, true],
    [
      '2019: not municipalities, when the switch says that the duty was unintended',
      'SA-2019',
      chosen,
      kommun,
      false,
    ],
    ['2019: nor regions', 'SA-2019', chosen, region, false],
  ])('%s', (_, id, facts, reporter, municipalitiesReport) => {
    expect(reportDuty(regime(id), facts, reporter, 2026, municipalitiesReport).owed).toBe(false);
  });

  it('the switch frees no state authority', () => {
    expect(reportDuty(regime('SA-2019'), chosen, ssc, 2026, false).owed).toBe(true);
  });
});

describe('R10: secrecy follows the principal', () => {
  it('40 kap. 7 c § OSL only in directed activity; otherwise by the commission (2 kap. 1 §)', () => {
    expect(secrecyLabel(skatteverket.id, true).provision.ref).toContain('40 kap. 7 c §');
    expect(secrecyLabel(skatteverket.id, false).provision.ref).toContain('2 kap. 1 §');
  });

  it('8 kap. 1–2 §§ OSL: the principal and the office that served read it, and nobody else', () => {
    const record = { ...secrecyLabel(skatteverket.id, true), officeId: 11 };
    expect(mayRead({ authorities: [skatteverket.id], offices: [] }, record)).toBe(true);
    expect(mayRead({ authorities: [], offices: [11] }, record)).toBe(true);
    expect(mayRead({ authorities: [forsakringskassan.id, ssc.id], offices: [12] }, record)).toBe(false);
    expect(mayRead({ authorities: [], offices: [] }, record)).toBe(false);
  });
});
