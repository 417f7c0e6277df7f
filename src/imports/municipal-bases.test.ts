import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../platform/database.server.ts';
import { HANINGE, SKV } from './sample-files.ts';
import { type ImportTest, importTest } from './test-database.ts';

const BOTKYRKA = '212000-2882';
const PARKING = 'disabled-parking-permit';

const authority = (orgNumber: string, name: string) => ({
  orgNumber,
  name,
  kind: 'municipality',
  source: 'Prov',
});
const office = (code: string, operator: string) => ({
  ...{ code, name: `Medborgarkontoret i ${code}`, type: 'medium', operator, municipality: '0136' },
  ...{ locality: code, latitude: '59,16', longitude: '18,14', openFrom: '2020-01-01' },
});
const officer = (code: string, employer: string, homeOffice: string) => ({
  ...{ code, name: `Prov ${code}`, employer, homeOffice, employedFrom: '2020-01-01' },
});
const deal = (diaryNumber: string, basis: string, parties: readonly string[], more: object = {}) => ({
  ...{ diaryNumber, version: 1, name: diaryNumber, signedOn: '2022-01-10', validFrom: '2022-02-01' },
  ...{ governmentDirected: 'no', basis, parties, offices: 'all', source: 'Prov' },
  ...{ principal: HANINGE, performer: parties.at(-1), task: PARKING, exercisesAuthority: 'yes' },
  ...{ requiresPersonalData: 'yes', access: ['HAN-P'] },
  ...more,
});
const mandate = (officer: string, agreement: string, kind: string, level: string) => ({
  ...{ officer, agreement, principal: HANINGE, kind, from: '2022-02-01' },
  ...{ signedByPrincipalOn: '2022-01-20', signedByOfficerOn: '2022-01-21' },
  ...{ tasks: [`${PARKING}:${level}`], access: ['HAN-P'] },
});
const ORDER = { delegationOrder: 'Delegationsordning 2022, punkt 4.2', decidedBy: 'Kommunstyrelsen' };
const visit = (officer: string, office: string, level: string, conditions: readonly string[] = []) => ({
  ...{
    visit: `${officer}-${level}`,
    office,
    officer,
    openedAt: '2026-11-02T10:15',
    closedAt: '2026-11-02T10:32',
  },
  ...{ task: PARKING, authority: HANINGE, level, helpForm: 'desk', outcome: 'solved', conditions },
});

let test: ImportTest;
beforeAll(async () => {
  test = await importTest();
  const files = [
    ['authorities', [authority(HANINGE, 'Haninge kommun'), authority(BOTKYRKA, 'Botkyrka kommun')]],
    ['systems', [{ code: 'HAN-P', authority: HANINGE, name: 'Parkeringstillstånd' }]],
    ['offices', [office('egna', HANINGE), office('grannens', BOTKYRKA)]],
    [
      'officers',
      [
        officer('E-1', HANINGE, 'egna'),
        officer('E-2', HANINGE, 'egna'),
        officer('G-1', BOTKYRKA, 'grannens'),
      ],
    ],
    [
      'agreements',
      [deal('EGET', 'own-office', [HANINGE]), deal('SAMV', 'municipal-cooperation', [HANINGE, BOTKYRKA])],
    ],
    [
      'mandates',
      [
        { ...mandate('E-1', 'EGET', 'delegation', 'authority'), ...ORDER },
        mandate('E-2', 'EGET', 'employment', 'personal-data'),
        mandate('G-1', 'SAMV', 'delegation', 'authority'),
      ],
    ],
  ] as const;
  for (const [kind, rows] of files) expect(await test.take(kind, rows), kind).toMatchObject({ ok: true });
});
afterAll(() => test.close());

const problems = async (...rows: object[]) => {
  const result = await test.take('agreements', rows);
  return result.ok ? 'taken' : result.problems.map(({ field, code }) => `${field}: ${code}`);
};

describe('municipal bases in files', () => {
  it('the kind of agreement and the day give the regime', async () => {
    const rows = await test.look((db) =>
      db.many(sql`select diary_number as diary, regime_id as regime from agreement order by 1`),
    );
    expect(rows).toEqual([
      { diary: 'EGET', regime: 'KL-EGEN' },
      { diary: 'SAMV', regime: 'KL-SAMVERKAN' },
    ]);
  });

  it('a delegation keeps its order and who decided it, where the file says them', async () => {
    const rows = await test.look((db) =>
      db.many(sql`
        select o.code, d.delegation_order as "delegationOrder", d.decided_by as "decidedBy"
        from mandate m join officer o on o.id = m.officer_id left join mandate_delegation d on d.mandate_id = m.id
        where m.kind = 'delegation' order by 1`),
    );
    expect(rows).toEqual([
      { code: 'E-1', ...ORDER },
      { code: 'G-1', delegationOrder: null, decidedBy: null },
    ]);
  });

  it('acts by delegation are stored without an item of any list', async () => {
    const taken = await test.take('visits', [
      visit('E-1', 'egna', 'authority', ['not-of-principle']),
      visit('E-2', 'egna', 'personal-data'),
      visit('G-1', 'grannens', 'authority', ['not-of-principle']),
    ]);
    expect(taken).toMatchObject({ ok: true });
    const rows = await test.look((db) =>
      db.many(sql`
        select o.code, a.level, a.catalogue_code as item, a.conditions from act a join officer o on o.id = a.officer_id
        order by 1`),
    );
    expect(rows).toEqual([
      { code: 'E-1', level: 'authority', item: null, conditions: ['not-of-principle'] },
      { code: 'E-2', level: 'personal-data', item: null, conditions: [] },
      { code: 'G-1', level: 'authority', item: null, conditions: ['not-of-principle'] },
    ]);
  });

  it('employment gives no decision, in the law and in the database', async () => {
    const refused = await test.take('visits', [visit('E-2', 'egna', 'authority', ['not-of-principle'])]);
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'refused-by-law' }] });
    const given = await test.take('mandates', [mandate('E-2', 'EGET', 'employment', 'authority')]);
    expect(given).toMatchObject({ ok: false });
    await expect(
      test.look(async (db) => {
        // As if the rule for mandates had let it through.
        await db.run(sql`
          insert into mandate_task (mandate_id, task_id, level)
          select a.mandate_id, a.task_id, 'authority' from act a where a.level = 'personal-data'`);
        await db.run(sql`
          insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, level, help_form, outcome,
            acted_on, agreement_id, agreement_version, mandate_id)
          select matter_id, visit_id, task_id, principal_id, office_id, officer_id, role, 'authority', help_form, outcome,
            acted_on, agreement_id, agreement_version, mandate_id
          from act a where a.level = 'personal-data'`);
      }),
    ).rejects.toMatchObject({ constraint: 'authority_needs_a_catalogue_item' });
  });

  it.each([
    ['a state party in avtalssamverkan', deal('X-1', 'municipal-cooperation', [HANINGE, SKV])],
    [
      'a state party at an own office',
      deal('X-2', 'own-office', [SKV], { principal: SKV, task: 'identity-card' }),
    ],
    ['two municipalities in a serviceavtal', deal('X-3', 'service-agreement', [HANINGE, BOTKYRKA])],
  ])('%s is refused', async (_, row) => {
    expect(await problems(row)).toContainEqual(expect.stringMatching(/: parties-not-allowed$/));
  });

  it('before its law there was no such agreement', async () => {
    const early = { signedOn: '2018-06-30', validFrom: '2018-06-30' };
    expect(await problems(deal('X-4', 'municipal-cooperation', [HANINGE, BOTKYRKA], early))).toEqual([
      'signedOn: no-regime',
    ]);
  });

  it('an amendment keeps the kind, said or not, and the demand for competence', async () => {
    const next = { version: 2, decidedOn: '2024-01-01', validFrom: '2024-02-01' };
    const changed = deal('SAMV', 'own-office', [HANINGE, BOTKYRKA], next);
    expect(await problems(changed)).toContain('basis: changes-what-is-fixed');
    const { basis: _, ...silent } = deal('SAMV', '', [HANINGE, BOTKYRKA], { ...next, competence: 'warns' });
    expect(await problems(silent)).toBe('taken');
    const third = { ...silent, version: 3, decidedOn: '2025-01-01', validFrom: '2025-02-01', competence: '' };
    expect(await problems(third)).toBe('taken');
    const rows = await test.look((db) =>
      db.many<{ competence: string }>(sql`
        select version, competence from agreement_version v join agreement a on a.id = v.agreement_id
        where a.diary_number = 'SAMV' order by 1`),
    );
    expect(rows.map(({ competence }) => competence)).toEqual(['not-asked', 'warns', 'warns']);
  });

  it('the database holds the wall without the importer', async () => {
    const attempt = (diary: string, orgNumber: string) =>
      test.look((db) =>
        db.run(sql`
          insert into agreement_party (agreement_id, authority_id)
          select a.id, p.id from agreement a, authority p where a.diary_number = ${diary} and p.org_number = ${orgNumber}`),
      );
    await expect(attempt('SAMV', SKV)).rejects.toMatchObject({ constraint: 'parties_fit_the_basis' });
    const forOneself = test.look((db) =>
      db.run(sql`
        insert into agreement_task (agreement_id, version, task_id, principal_id, performer_id, exercises_authority,
          requires_personal_data, listed_separately, performers_named, office_scope)
        select t.agreement_id, 1, other.id, t.principal_id, t.principal_id, false, false, false, false, 'as the agreement'
        from agreement_task t join agreement a on a.id = t.agreement_id,
          lateral (select id from task where sphere = 'municipal' and id <> t.task_id limit 1) other
        where a.diary_number = 'SAMV' and t.version = 1`),
    );
    await expect(forOneself).rejects.toMatchObject({ constraint: 'one_does_not_act_for_oneself' });
  });
});
