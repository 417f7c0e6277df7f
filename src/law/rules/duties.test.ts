import { describe, expect, it } from 'vitest';
import { law, party } from '../test-facts.ts';
import { copyDuty, reportDuty } from './duties.ts';

const regime = (id: string) => law.regimes.get(id)!;
const between = (...parties: (typeof party)[keyof typeof party][]) => ({
  governmentDirected: false,
  parties,
});
const directed = { governmentDirected: true, parties: [party.ssc, party.skatteverket] };
const states = between(party.ssc, party.skatteverket);
const mixed = between(party.ssc, party.kommun);

describe('R5: a copy to Kammarkollegiet', () => {
  it.each([
    ['lagen (1994:686)', 'MK-1994', mixed, { owed: false, why: 'no-such-duty' }],
    ['lagen (1997:297)', 'STJ-1997', mixed, { owed: false, why: 'no-such-duty' }],
    ['lagen (2004:543), 2004', 'STJ-2004', mixed, { owed: false, why: 'no-such-duty' }],
    ['2 § lagen (2004:543)', 'STJ-2009', states, { owed: true, to: 'kammarkollegiet' }],
    ['2 § lagen (2004:543): no exemption', 'STJ-2009', directed, { owed: true, to: 'kammarkollegiet' }],
    ['2 § fjärde stycket lagen (2019:212)', 'SA-2019', states, { owed: true, to: 'kammarkollegiet' }],
    ['2 § fjärde stycket lagen (2019:212)', 'SA-2019', mixed, { owed: true, to: 'kammarkollegiet' }],
    ['2 § fjärde stycket lagen (2019:212)', 'SA-2019', directed, { owed: false, why: 'government-directed' }],
    // The ordinance exempts work for state authorities only; the law, "andra myndigheter" (§7.11).
    [
      '§7.11, 2 § fjärde stycket lagen (2019:212)',
      'SA-2019',
      { ...mixed, governmentDirected: true },
      { owed: false, why: 'government-directed' },
    ],
  ])('R5, §7.2: %s: %s', (_, id, facts, expected) => {
    expect(copyDuty(regime(id), facts)).toMatchObject(expected);
  });

  it('§7.11: where law and ordinance differ the answer is shown as a reading', () => {
    expect(copyDuty(regime('SA-2019'), directed).provision).toMatchObject({ reading: true });
  });
});

describe('R9: the report of the year', () => {
  const to = (authority: string, due: string | null) => ({ owed: true, to: authority, due });
  const not = (why: string) => ({ owed: false, why });
  it.each([
    ['3 § lagen (1994:686), jointly', 'MK-1994', mixed, party.ssc, to('government', '2025-03-01')],
    ['3 § lagen (1994:686), jointly', 'MK-1994', mixed, party.kommun, to('government', '2025-03-01')],
    [
      '4 § lagen (1997:297)',
      'STJ-1997',
      between(party.kassa, party.kommun),
      party.kassa,
      to('government', null),
    ],
    ['4 § lagen (2004:543), 2004', 'STJ-2004', mixed, party.kommun, to('government', null)],
    ['5 § förordningen (2009:315)', 'STJ-2009', mixed, party.ssc, to('kammarkollegiet', '2025-03-31')],
    ['5 § förordningen (2009:315)', 'STJ-2009', mixed, party.kommun, not('not-this-kind')],
    [
      '5 § förordningen (2009:315): no exemption',
      'STJ-2009',
      directed,
      party.ssc,
      to('kammarkollegiet', '2025-03-31'),
    ],
    ['4 § förordningen (2019:214)', 'SA-2019', mixed, party.ssc, to('kammarkollegiet', '2025-03-31')],
    ['4 § förordningen (2019:214)', 'SA-2019', mixed, party.kommun, to('kammarkollegiet', '2025-03-31')],
    [
      '4 § förordningen (2019:214)',
      'SA-2019',
      between(party.ssc, party.region),
      party.region,
      to('kammarkollegiet', '2025-03-31'),
    ],
    ['4 § lagen (2019:212)', 'SA-2019', directed, party.ssc, not('government-directed')],
    ['4 § lagen (2019:212)', 'SA-2019', directed, party.skatteverket, not('government-directed')],
    ['4 § lagen (2019:212): not a party', 'SA-2019', mixed, party.otherKommun, not('not-this-kind')],
  ])('R9: %s: %s', (_, id, facts, reporter, expected) => {
    expect(reportDuty(regime(id), facts, reporter, 2024)).toMatchObject(expected);
  });

  it.each([
    ['municipality', 'SA-2019', party.kommun, false],
    ['state authority', 'SA-2019', party.ssc, true],
    ['municipality under 3 § lagen (1994:686)', 'MK-1994', party.kommun, true],
  ])('R9: 4 § förordningen (2019:214), the switch off: %s', (_, id, reporter, owed) => {
    expect(reportDuty(regime(id), mixed, reporter, 2024, false).owed).toBe(owed);
  });

  it('§7.13: 31 March is not moved when it is a Sunday', () => {
    expect(reportDuty(regime('SA-2019'), mixed, party.ssc, 2023).due).toBe('2024-03-31');
  });
});
