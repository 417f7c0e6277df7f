import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { anAgreement, party, system, task } from './given.ts';

const { ssc, skatteverket, forsakringskassan, arbetsformedlingen, polisen, kommun, region } = party;

const identityCards = anAgreement(ssc, skatteverket, task.identityCard, '2019-06-01')
  .directedByTheGovernment()
  .exercisingAuthorityUnder('SA-2019-S1')
  .needingPersonalDataIn(system.first)
  .anOfficerWith('commission');

describe('R2: what the agreement lists, and how', () => {
  it('a task that no agreement has is refused; showing the way never is', () => {
    const advice = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-06-01');
    expect(advice.may('guidance', '2026-03-02')).toBe('permitted');
    expect(advice.may('personal-data', '2026-03-02')).toContain('not-in-agreement');
    expect(advice.may('signpost', '1980-01-01')).toBe('permitted');
  });

  it('2 § second paragraph: access and authority must be listed separately, advice need not', () => {
    const mixed = identityCards.listedSeparately(false);
    expect(mixed.may('authority', '2026-03-02')).toEqual(['not-listed-separately']);
    expect(mixed.may('personal-data', '2026-03-02')).toEqual(['not-listed-separately']);
    expect(mixed.may('e-service', '2026-03-02')).toBe('permitted');
  });

  it('2 § third paragraph: the access must be stated where it is needed', () => {
    const silent = identityCards.needingPersonalDataIn();
    expect(silent.may('personal-data', '2026-03-02')).toContain('access-not-stated');
  });

  it('"kräver tillgång till personuppgifter" is a trigger of its own: no exercise of authority is needed for it', () => {
    const looking = anAgreement(ssc, forsakringskassan, task.parental, '2019-06-01').needingPersonalDataIn(
      system.first,
    );
    expect(looking.may('personal-data', '2026-03-02')).toEqual(['no-mandate']);
    expect(
      looking.listedSeparately(false).anOfficerWith('commission').may('personal-data', '2026-03-02'),
    ).toEqual(['not-listed-separately']);
  });

  it('a version says what holds on its days: nothing before it is concluded, its first and last day included', () => {
    const year = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2024-12-01').inForce(
      '2025-01-01',
      '2025-12-31',
    );
    expect(year.may('guidance', '2024-12-31')).toEqual(['not-yet-in-force']);
    expect(year.may('guidance', '2025-01-01')).toBe('permitted');
    expect(year.may('guidance', '2025-12-31')).toBe('permitted');
    expect(year.may('guidance', '2026-01-01')).toEqual(['no-longer-in-force']);
    expect(year.forATermUntil('2025-06-30').may('guidance', '2025-07-01')).toEqual(['term-ended']);
  });

  it('a task that an amendment took away is told as that, and not as the end of the agreement', () => {
    const shrunk = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-06-01')
      .inForce('2019-06-01', '2026-12-31')
      .amendedFrom('2025-01-01', 'without the task');
    expect(shrunk.may('guidance', '2024-12-31')).toBe('permitted');
    expect(shrunk.may('guidance', '2025-01-01')).toEqual(['removed-by-amendment']);
    expect(shrunk.may('guidance', '2026-12-31')).toEqual(['removed-by-amendment']);
    expect(shrunk.may('guidance', '2027-01-01')).toEqual(['no-longer-in-force']);
  });

  it('nobody can agree away what another is responsible for', () => {
    const taken = anAgreement(ssc, kommun, { ...task.identityCard, authorityId: null }, '2019-06-01');
    expect(taken.may('guidance', '2026-03-02')).toEqual(['task-of-another-authority']);
  });
});

describe('R3: the state list, on the day of the act', () => {
  it('3 § 1 förordningen (2019:214): identity cards, in simple cases', () => {
    expect(identityCards.may('authority', '2026-03-02')).toBe('permitted');
    expect(identityCards.boundBy('authority', '2026-03-02')).toEqual(['simple-case']);
    expect(identityCards.boundBy('personal-data', '2026-03-02')).toEqual([]);
  });

  it('3 § 4: vaccination papers from 1 February 2022 until what they were about lapsed on 1 July 2023', () => {
    const papers = anAgreement(ssc, polisen, task.vaccination, '2019-06-01')
      .exercisingAuthorityUnder('SA-2019-S4')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('commission');
    expect(papers.may('authority', '2022-01-31')).toEqual(['item-not-valid']);
    expect(papers.may('authority', '2022-02-01')).toBe('permitted');
    expect(papers.may('authority', '2023-06-30')).toBe('permitted');
    expect(papers.may('authority', '2023-07-01')).toEqual(['item-not-valid']);
  });

  it('… after which the access is still agreed: the list is about exercise of authority alone (2 § förordningen)', () => {
    // 5–6 §§ lagen ask of access that the agreement states it and the mandate gives it. That nobody needs it any longer is
    // for the principal to say, by an amendment or a withdrawal: the law has no list of what may be looked at.
    const papers = anAgreement(ssc, polisen, task.vaccination, '2019-06-01')
      .exercisingAuthorityUnder('SA-2019-S4')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('commission');
    expect(papers.may('personal-data', '2023-07-01')).toBe('permitted');
  });

  it('an agreement under lagen (2004:543) has that law’s list: known from 1 January 2011, never guessed before', () => {
    const housing = anAgreement(ssc, forsakringskassan, task.housing, '2009-06-01')
      .exercisingAuthorityUnder('STJ-2009-S1')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('employment');
    expect(housing.may('authority', '2010-12-31')).toEqual(['list-not-known']);
    expect(housing.may('authority', '2011-01-01')).toBe('permitted');
    expect(housing.may('authority', '2026-03-02')).toBe('permitted');
    const under2019 = anAgreement(ssc, forsakringskassan, task.housing, '2019-06-01')
      .exercisingAuthorityUnder('STJ-2009-S1')
      .anOfficerWith('commission');
    expect(under2019.may('authority', '2026-03-02')).toContain('item-of-another-list');
  });

  it('a wording that an editor adds holds from its day, with no other change', () => {
    const added = {
      code: 'SA-2019-S9',
      version: 1,
      regimeId: 'SA-2019',
      sphere: 'state',
      provision: '3 § 5 förordningen (2019:214)',
      tasks: ['parental-benefit'],
      conditions: ['simple-case'],
      valid: { from: plainDate('2026-01-01'), to: null },
    } as const;
    const asked = anAgreement(ssc, forsakringskassan, task.parental, '2019-06-01')
      .exercisingAuthorityUnder('SA-2019-S9')
      .anOfficerWith('commission');
    expect(asked.may('authority', '2026-03-02')).toEqual(['no-catalogue-item']);
    expect(asked.withTheListAlso(added).may('authority', '2025-12-31')).toEqual(['item-not-valid']);
    expect(asked.withTheListAlso(added).may('authority', '2026-01-01')).toBe('permitted');
  });
});

describe('R4: the municipal list', () => {
  const parking = anAgreement(ssc, kommun, task.parking, '2019-06-01')
    .exercisingAuthorityUnder('SA-2019-K4')
    .needingPersonalDataIn(system.first);

  it('3 § 4 lagen (2019:212): parking permits, and only favourable decisions', () => {
    expect(parking.anOfficerWith('employment').may('authority', '2026-03-02')).toBe('permitted');
    expect(parking.anOfficerWith('commission').boundBy('authority', '2026-03-02')).toEqual([
      'favourable-only',
    ]);
  });

  it('other exercise of authority may not be in it, whatever the parties write', () => {
    expect(parking.exercisingAuthority().anOfficerWith('commission').may('authority', '2026-03-02')).toEqual([
      'no-catalogue-item',
    ]);
    expect(
      parking
        .exercisingAuthorityUnder('SA-2019-S1')
        .anOfficerWith('commission')
        .may('authority', '2026-03-02'),
    ).toEqual(['item-of-another-list']);
  });

  it('§7.5: every child’s application is received; a place is offered only without need of special support', () => {
    const preschool = (about: typeof task.preschoolApplication | typeof task.preschoolOffer, item: string) =>
      anAgreement(ssc, kommun, about, '2019-06-01')
        .exercisingAuthorityUnder(item)
        .anOfficerWith('commission');
    const received = preschool(task.preschoolApplication, 'SA-2019-K1a');
    const offered = preschool(task.preschoolOffer, 'SA-2019-K1b');
    expect(received.boundBy('authority', '2026-03-02')).toEqual([]);
    expect(offered.boundBy('authority', '2026-03-02')).toEqual(['no-special-support']);
  });

  it('the municipality’s own staff may decide a state matter by employment, state staff for the state only by commission', () => {
    const atTheMunicipality = anAgreement(kommun, skatteverket, task.identityCard, '2019-06-01')
      .exercisingAuthorityUnder('SA-2019-S1')
      .anOfficerWith('employment');
    expect(atTheMunicipality.may('authority', '2026-03-02')).toBe('permitted');
  });

  it('a region’s task is not on the municipal list', () => {
    const regional = anAgreement(ssc, region, { ...task.parking, sphere: 'regional' }, '2019-06-01')
      .exercisingAuthorityUnder('SA-2019-K4')
      .anOfficerWith('commission');
    expect(regional.may('authority', '2026-03-02')).not.toBe('permitted');
  });
});

describe('R8: where, and bound by what', () => {
  it('the place of the act decides: offices of the agreement, and within it of the task', () => {
    const some = identityCards.atOffices([11, 12], [11]);
    expect(some.atOffice(11).may('authority', '2026-03-02')).toBe('permitted');
    expect(some.atOffice(12).may('authority', '2026-03-02')).toEqual(['office-not-for-task']);
    expect(some.atOffice(13).may('authority', '2026-03-02')).toEqual(['office-not-in-agreement']);
    expect(identityCards.atOffices([]).may('guidance', '2026-03-02')).toEqual(['office-not-in-agreement']);
  });

  it('a pilot grows office by office: each version with its own', () => {
    const pilot = anAgreement(ssc, arbetsformedlingen, task.jobseeker, '2019-06-01').atOffices([11]);
    const grown = pilot.amendedFrom('2023-01-01').atOffices([11, 12]);
    expect(grown.atOffice(12).may('guidance', '2022-12-31')).toEqual(['office-not-in-agreement']);
    expect(grown.atOffice(12).may('guidance', '2023-01-01')).toBe('permitted');
    expect(grown.atOffice(11).may('guidance', '2022-12-31')).toBe('permitted');
  });

  it('who acts is employed by who performs', () => {
    expect(identityCards.employedBy(skatteverket).may('authority', '2026-03-02')).toEqual([
      'officer-of-another-employer',
    ]);
  });

  it('6 § lagen (1997:297): whatever the item says, nothing unfavourable and only simple cases', () => {
    const trial = anAgreement(kommun, party.kassa, task.housing, '1997-07-01')
      .approvedOn('1997-09-01')
      .forATermUntil('2004-06-30')
      .namingThePerformers()
      .exercisingAuthorityUnder('STJ-1997-S1')
      .needingPersonalDataIn(system.first)
      .anOfficerWith('commission');
    expect(trial.boundBy('authority', '2003-03-03')).toEqual(['simple-case', 'favourable-only']);
  });
});
