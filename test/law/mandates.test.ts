import { describe, expect, it } from 'vitest';
import type { MandateKind } from '../../src/law/facts.ts';
import { surplusAccess } from '../../src/law/rules/surplus-access.ts';
import { agreementTask, day, mandateUnder, officer, until } from '../../src/law/test-facts.ts';
import { anAgreement, party, system, task } from './given.ts';

const { ssc, skatteverket, forsakringskassan, kommun, polisen } = party;
const TODAY = '2026-03-02';

const cards = anAgreement(ssc, skatteverket, task.identityCard, '2019-06-01')
  .exercisingAuthorityUnder('SA-2019-S1')
  .needingPersonalDataIn(system.first);

describe('R6: a mandate from the principal, for the task, that day', () => {
  it('5 § lagen (2019:212): access and authority need one, advice and help do not', () => {
    expect(cards.may('authority', TODAY)).toEqual(['no-mandate']);
    expect(cards.may('personal-data', TODAY)).toEqual(['no-mandate']);
    expect(cards.may('e-service', TODAY)).toBe('permitted');
  });

  it.each([
    ['2019-06-01', 'state for state', ssc, skatteverket, ['commission']],
    ['2019-06-01', 'a municipality for the state', kommun, skatteverket, ['commission', 'employment']],
    ['2019-05-31', 'state for state', ssc, skatteverket, ['commission', 'employment']],
    ['2019-05-31', 'a municipality for the state', kommun, skatteverket, ['commission', 'employment']],
  ] as const)('signed %s, %s: these kinds will do', (signed, _, performer, principal, expected) => {
    const looking = anAgreement(performer, principal, task.identityCard, signed).needingPersonalDataIn(
      system.first,
    );
    const kinds: MandateKind[] = ['commission', 'employment', 'delegation'];
    const enough = kinds.filter(
      (kind) => looking.anOfficerWith(kind).may('personal-data', TODAY) === 'permitted',
    );
    expect(enough).toEqual(expected);
    expect(looking.anOfficerWith('delegation').may('personal-data', TODAY)).toEqual(['kind-not-enough']);
  });

  it('its first and last day count, the days around do not', () => {
    const held = cards.anOfficerWith('commission', { valid: until('2025-02-01', '2025-12-31') });
    expect(held.may('authority', '2025-01-31')).toEqual(['mandate-not-yet']);
    expect(held.may('authority', '2025-02-01')).toBe('permitted');
    expect(held.may('authority', '2025-12-31')).toBe('permitted');
    expect(held.may('authority', '2026-01-01')).toEqual(['mandate-ended']);
  });

  it('both have signed by then', () => {
    const late = cards.anOfficerWith('commission', { signedByOfficerOn: day(TODAY) });
    expect(late.may('authority', '2026-03-01')).toEqual(['mandate-not-signed']);
    expect(late.may('authority', TODAY)).toBe('permitted');
    expect(cards.anOfficerWith('commission', { signedByPrincipalOn: null }).may('authority', TODAY)).toEqual([
      'mandate-not-signed',
    ]);
  });

  it('withdrawn, it gives nothing from that day', () => {
    const withdrawn = cards.anOfficerWith('commission', { withdrawnOn: day(TODAY) });
    expect(withdrawn.may('authority', '2026-03-01')).toBe('permitted');
    expect(withdrawn.may('authority', TODAY)).toEqual(['mandate-withdrawn']);
  });

  it('from another principal, or for another task or level, it is none', () => {
    expect(cards.anOfficerWith('commission', { principalId: polisen.id }).may('authority', TODAY)).toEqual([
      'no-mandate',
    ]);
    const toLook = { tasks: [{ taskId: task.identityCard.id, level: 'personal-data' }] } as const;
    expect(cards.anOfficerWith('commission', toLook).may('authority', TODAY)).toEqual([
      'mandate-without-task',
    ]);
    expect(cards.anOfficerWith('commission', toLook).may('personal-data', TODAY)).toBe('permitted');
  });

  it('a mandate outlives no agreement', () => {
    const ended = cards
      .inForce('2019-06-01', '2025-12-31')
      .anOfficerWith('commission', { valid: until('2019-06-01') });
    expect(ended.may('authority', '2026-01-01')).toEqual(['no-longer-in-force']);
  });
});

describe('competence: the agreement’s own demand', () => {
  it('asked in a way that blocks, it is needed on the day; asked in a way that warns, it is missed aloud', () => {
    const held = cards.anOfficerWith('commission');
    const blocking = held.askingForCompetence('blocks');
    expect(blocking.may('authority', TODAY)).toEqual(['competence-missing']);
    expect(blocking.learntFrom('2024-03-03', TODAY).may('authority', TODAY)).toBe('permitted');
    expect(blocking.learntFrom('2024-03-03', TODAY).may('authority', '2026-03-03')).toEqual([
      'competence-ended',
    ]);
    const warning = held.askingForCompetence('warns');
    expect(warning.may('authority', TODAY)).toBe('permitted');
    expect(warning.warned('authority', TODAY)).toEqual(['competence-missing']);
    expect(warning.learntFrom('2024-03-03').warned('authority', TODAY)).toEqual([]);
    expect(held.warned('authority', TODAY)).toEqual([]);
  });

  it('it makes up for no mandate', () => {
    expect(cards.askingForCompetence('blocks').learntFrom('2024-01-01').may('authority', TODAY)).toEqual([
      'no-mandate',
    ]);
  });
});

describe('R7: no more access than the task needs', () => {
  it('6 § lagen (2019:212): a mandate that opens nothing of what the task needs gives nothing to look into', () => {
    expect(
      cards.anOfficerWith('commission', { access: [system.second] }).may('personal-data', TODAY),
    ).toEqual(['mandate-without-access']);
  });

  it.each([
    ['6 § lagen (2019:212)', '2019-06-01'],
    ['9 § lagen (2004:543)', '2009-06-01'],
  ])('%s: what is switched on beyond mandate and agreement is surplus', (_, signed) => {
    const agreement = agreementTask({
      signedOn: day(signed),
      principal: forsakringskassan,
      access: [system.first],
    });
    const needed = new Map([[agreement.agreementId, new Set(agreement.access)]]);
    const grants = [system.first, system.second].map((systemId) => ({ officerId: officer.id, systemId }));
    const both = mandateUnder(agreement, { access: [system.first, system.second] });
    expect(surplusAccess(grants, [both], needed, day(TODAY)).map((grant) => grant.systemId)).toEqual([
      system.second,
    ]);
    const ended = { ...both, valid: until(signed, '2026-03-01') };
    expect(surplusAccess(grants, [ended], needed, day('2026-03-01')).map((grant) => grant.systemId)).toEqual([
      system.second,
    ]);
    expect(surplusAccess(grants, [ended], needed, day(TODAY))).toEqual(grants);
  });
});
