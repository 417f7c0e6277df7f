import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AF, FK, form, makeWorld, SKV, SSC, type World } from '../../test/world.ts';
import { inTransaction, type Scope, type Sql, sql } from '../platform/database.server.ts';
import {
  ALVA,
  BO,
  decision,
  FK_COORDINATOR,
  IDENTITY_CARDS,
  mandateOf,
  matterFor,
  PARENTAL_BENEFITS,
  SKV_COORDINATOR,
} from './test-acts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const card = await matterFor(world, ALVA);
  expect((await world.api(ALVA, 'POST', card, decision)).status).toBe(201);
  const benefit = await matterFor(world, BO, 'parental-benefit', FK);
  const access = { ...decision, level: 'personal-data', conditions: [] };
  expect((await world.api(BO, 'POST', benefit, access)).status).toBe(201);
});
afterAll(() => world.close());

/** Raw SQL as the application's role, for a scope. */
const asApp = (scope: Scope, statement: Sql) =>
  inTransaction(world.database.pool, scope, (db) => db.many<Record<string, unknown>>(statement));
const refusal = (scope: Scope, statement: Sql) =>
  asApp(scope, statement).then(
    () => 'taken',
    (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
  );

const mandateFor = (from: string, to: string | null, officer = 'V-1') => sql`
  insert into mandate (officer_id, agreement_id, principal_id, kind, valid)
  values (${world.ids.officers[officer]}, ${world.ids.agreements[IDENTITY_CARDS]}, ${world.ids.authorities[SKV]},
    'commission', daterange(${from}::date, ${to}::date))`;

describe('what a coordinator sees', () => {
  it('is the own authority alone, in lists and by id', async () => {
    const { agreements } = world.ids;
    const listed = await world.api(SKV_COORDINATOR, 'GET', '/agreements');
    expect(listed.body.agreements.map((a: { diaryNumber: string }) => a.diaryNumber)).toEqual([
      IDENTITY_CARDS,
    ]);
    expect(
      (await world.api(SKV_COORDINATOR, 'GET', `/agreements/${agreements[PARENTAL_BENEFITS]}`)).status,
    ).toBe(404);

    const mandates = await world.api(SKV_COORDINATOR, 'GET', '/mandates');
    expect(mandates.body.mandates.map((m: { officerCode: string }) => m.officerCode)).toEqual(['H-1', 'V-1']);
    const foreign = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    expect((await world.api(SKV_COORDINATOR, 'GET', `/mandates/${foreign}`)).status).toBe(404);
    const filtered = `/mandates?agreement=${agreements[PARENTAL_BENEFITS]}`;
    expect((await world.api(SKV_COORDINATOR, 'GET', filtered)).body.total).toBe(0);

    const acts = await world.api(SKV_COORDINATOR, 'GET', '/acts');
    expect(acts.body.acts.map((act: { task: string }) => act.task)).toEqual(['Id-kort']);
    expect((await world.api(FK_COORDINATOR, 'GET', '/acts')).body.acts).toMatchObject([
      { task: 'Föräldrapenning' },
    ]);
  });

  it('is the same on the pages', async () => {
    for (const path of ['/avtal', '/uppdrag', '/atgarder', '/fraga-lagen', '/fraga-lagen?handlaggare=H-1']) {
      const html = await (await world.as(SKV_COORDINATOR, path)).text();
      expect(html, path).not.toMatch(/Försäkringskassan|Föräldrapenning|2019-00518/);
    }
    const foreign = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    const { agreements } = world.ids;
    expect((await world.as(SKV_COORDINATOR, `/uppdrag/${foreign}`)).status).toBe(404);
    expect((await world.as(SKV_COORDINATOR, `/avtal/${agreements[PARENTAL_BENEFITS]}`)).status).toBe(404);
    const withdraw = await world.as(
      SKV_COORDINATOR,
      `/uppdrag/${foreign}/aterkalla`,
      form({ reason: 'nej' }),
    );
    expect(withdraw.status).toBe(404);
  });

  it('gives nothing of another authority when the law is asked', async () => {
    const { officers, offices, tasks, authorities } = world.ids;
    const about = (task: string, authority: string, officer = 'H-1') =>
      `officer=${officers[officer]}&office=${offices.haninge}&task=${tasks[task]}&authority=${authorities[authority]}&level=personal-data`;
    const own = await world.api(SKV_COORDINATOR, 'GET', `/decisions?${about('identity-card', SKV)}`);
    expect(own.body).toMatchObject({ permitted: true, basis: { diaryNumber: IDENTITY_CARDS } });
    const foreign = await world.api(SKV_COORDINATOR, 'GET', `/decisions?${about('parental-benefit', FK)}`);
    expect(foreign.status).toBe(404);
    // An officer asks about oneself, of whatever authority.
    expect((await world.api(ALVA, 'GET', `/decisions?${about('parental-benefit', FK)}`)).body.permitted).toBe(
      true,
    );
    expect((await world.api(BO, 'GET', `/decisions?${about('parental-benefit', FK)}`)).status).toBe(404);
    const page = await world.as(
      SKV_COORDINATOR,
      `/fraga-lagen?handlaggare=H-1&uppgift=${tasks['parental-benefit']}&myndighet=${authorities[FK]}&niva=guidance`,
    );
    expect(page.status).toBe(422);
    expect(await page.text()).not.toMatch(/Försäkringskassan|Föräldrapenning/);
  });
});

describe('who runs the offices', () => {
  const SSC_COORDINATOR = 'samordnare.ssc@example.se';
  const MANAGER = 'chef@example.se';

  it.each([SSC_COORDINATOR, MANAGER] as const)('%s reads what the own staff act under', async (who) => {
    const agreements = await world.api(who, 'GET', '/agreements');
    expect(agreements.body.total).toBe(3);
    const mandates = await world.api(who, 'GET', '/mandates');
    expect(mandates.body.mandates.map((m: { officerCode: string }) => m.officerCode).toSorted()).toEqual([
      'H-1',
      'H-1',
      'H-2',
      'V-1',
    ]);
    const one = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    expect((await world.api(who, 'GET', `/mandates/${one}`)).status).toBe(200);
    for (const path of [`/uppdrag/${one}`, '/uppdrag', '/avtal', '/kompetens', '/tackning', '/fraga-lagen'])
      expect((await world.as(who, path)).status, path).toBe(200);
    expect((await world.api(who, 'GET', '/acts')).body.acts ?? []).toEqual([]);
  });

  it.each([SSC_COORDINATOR, MANAGER] as const)('%s withdraws and issues none of it', async (who) => {
    const one = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    const refused = who === MANAGER ? 403 : 404;
    const withdrawn = await world.as(who, `/uppdrag/${one}/aterkalla`, form({ reason: 'prov' }));
    expect(withdrawn.status).toBe(refused);
    expect(await (await world.as(who, `/uppdrag/${one}`)).text()).not.toContain('/aterkalla"');
    const [office, ssc] = [world.ids.offices.haninge ?? 0, world.ids.authorities[SSC] ?? 0];
    const scope: Scope = who === MANAGER ? { managedOffices: [office] } : { authorities: [ssc] };
    expect(await asApp(scope, sql`update mandate set signed_by_principal_on = null returning id`)).toEqual(
      [],
    );
    expect(await refusal(scope, mandateFor('2027-01-01', '2027-02-01', 'V-1'))).toBe('42501');
  });

  it.each([SSC_COORDINATOR, MANAGER] as const)('%s sees coverage and asks of the own staff', async (who) => {
    const { officers, offices, tasks, authorities } = world.ids;
    const coverage = await world.api(who, 'GET', '/coverage?level=personal-data');
    const benefit = coverage.body.tasks.find(
      (t: { taskId: number }) => t.taskId === tasks['parental-benefit'],
    );
    const haninge = coverage.body.offices.findIndex((o: { id: number }) => o.id === offices.haninge);
    expect(benefit.cells[haninge]).toMatchObject({ here: 2 });
    const about = `officer=${officers['H-1']}&office=${offices.haninge}&task=${tasks['parental-benefit']}&authority=${authorities[FK]}&level=personal-data`;
    expect((await world.api(who, 'GET', `/decisions?${about}`)).body.permitted).toBe(true);
    const able = await world.api(who, 'GET', `/decisions/who?${about}`);
    expect(able.body.officers.map((o: { code: string }) => o.code)).toEqual(['H-1', 'H-2']);
  });

  it('shows them nobody else’s staff', async () => {
    const { offices, authorities, agreements } = world.ids;
    await asApp(
      { registers: true },
      sql`with made as (insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
          select 'X-1', 'Exempel Främmande', ${authorities[AF]}, ${offices.haninge}, 1, '[2020-01-01,)' returning id)
        insert into mandate (officer_id, agreement_id, principal_id, kind, valid)
        select id, ${agreements[IDENTITY_CARDS]}, ${authorities[SKV]}, 'commission', '[2026-01-01,2027-01-01)' from made`,
    );
    const foreign = await mandateOf(world, 'X-1', IDENTITY_CARDS);
    const { id } = (await asApp({ registers: true }, sql`select id from officer where code = 'X-1'`))[0] as {
      id: number;
    };
    for (const who of [SSC_COORDINATOR, MANAGER] as const) {
      expect((await world.api(who, 'GET', `/mandates/${foreign}`)).status).toBe(404);
      const about = `officer=${id}&office=${offices.haninge}&task=${world.ids.tasks['identity-card']}&authority=${authorities[SKV]}&level=guidance`;
      expect((await world.api(who, 'GET', `/decisions?${about}`)).status).toBe(404);
    }
    await asApp(
      { registers: true },
      sql`update mandate set withdrawn_on = valid_from, withdrawn_reason = 'prov'
        from (select current_date as valid_from) d where id = ${foreign}`,
    );
  });

  it('is closed to an account without an office', async () => {
    expect(await asApp({ managedOffices: [] }, sql`select from mandate`)).toEqual([]);
    expect(await asApp({ managedOffices: [0] }, sql`select from agreement`)).toEqual([]);
  });
});

describe('who sees nothing', () => {
  it.each([
    ['/agreements', 'ingen@example.se', 403],
    ['/agreements', 'lag@example.se', 403],
    ['/agreements', null, 401],
    ['/agreements', 'rapport.skv@example.se', 200],
    ['/mandates', 'ingen@example.se', 403],
    ['/mandates', 'rapport.skv@example.se', 403],
    ['/acts', ALVA, 403],
    ['/acts', 'rapport.skv@example.se', 403],
    ['/acts', 'admin@example.se', 403],
    ['/acts', 'chef@example.se', 403],
  ] as const)('%s for %s: %i', async (path, who, status) => {
    expect((await world.api(who, 'GET', path)).status).toBe(status);
  });

  it('shows an officer the own mandates and not those of colleagues', async () => {
    const mine = await world.api(ALVA, 'GET', '/mandates');
    expect(new Set(mine.body.mandates.map((m: { officerCode: string }) => m.officerCode))).toEqual(
      new Set(['H-1']),
    );
    const colleague = await mandateOf(world, 'H-2', PARENTAL_BENEFITS);
    expect((await world.api(ALVA, 'GET', `/mandates/${colleague}`)).status).toBe(404);
  });

  it('shows nothing without a scope', async () => {
    for (const table of [
      'agreement',
      'agreement_task',
      'mandate',
      'mandate_task',
      'mandate_history',
      'act',
    ] as const) {
      const count = {
        agreement: sql`select from agreement`,
        agreement_task: sql`select from agreement_task`,
        mandate: sql`select from mandate`,
        mandate_task: sql`select from mandate_task`,
        mandate_history: sql`select from mandate_history`,
        act: sql`select from act`,
      }[table];
      expect(await asApp({}, count), table).toHaveLength(0);
    }
  });
});

describe('what the database holds, whatever the code believes', () => {
  const registers: Scope = { registers: true };
  it('PERIOD: no mandate outside its agreement', async () => {
    expect(await refusal(registers, mandateFor('2019-05-31', '2019-12-31'))).toBe(
      'a_mandate_lies_within_its_agreement',
    );
  });

  it('one mandate at a time', async () => {
    expect(await refusal(registers, mandateFor('2026-12-31', null))).toBe('one_mandate_at_a_time');
  });

  it('WITHOUT OVERLAPS: one version at a time', async () => {
    const statement = sql`
      insert into agreement_version (agreement_id, version, valid, decided_on, office_scope)
      values (${world.ids.agreements[IDENTITY_CARDS]}, 2, '[2030-01-01,)', '2029-12-01', 'all')`;
    expect(await refusal(registers, statement)).toBe('agreement_version_pkey');
  });

  it('lets no version be cut under a mandate that reaches further', async () => {
    const statement = sql`
      update agreement_version set valid = '[2019-06-01,2026-06-01)' where agreement_id = ${world.ids.agreements[IDENTITY_CARDS]}`;
    expect(await refusal(registers, statement)).toBe('a_mandate_lies_within_its_agreement');
  });

  it('lets an officer’s employer read what it acts under, and write none of it', async () => {
    const ssc = world.ids.authorities['202100-6453'] ?? 0;
    const scope: Scope = { employers: [ssc], offices: [world.ids.offices.haninge ?? 0] };
    expect((await asApp(scope, sql`select from mandate`)).length).toBeGreaterThan(0);
    for (const statement of [
      sql`update mandate set signed_by_principal_on = null returning id`,
      sql`update agreement_version set valid = valid returning version`,
      sql`update agreement set approved_on = current_date returning id`,
    ])
      expect(await asApp(scope, statement)).toEqual([]);
    expect(
      await refusal(
        scope,
        sql`insert into event (actor, role, kind, subject, subject_id) values ('another', 'x', 'x', 'x', 'x')`,
      ),
    ).toBe('42501');
  });

  it('lets no withdrawal be taken back', async () => {
    const skv = world.ids.authorities[SKV] ?? 0;
    const scope: Scope = { authorities: [skv] };
    const taken = sql`
      with withdrawn as (select id from mandate where officer_id = ${world.ids.officers['V-1']} limit 1)
      update mandate m set withdrawn_on = current_date, withdrawn_reason = 'prov' from withdrawn w where m.id = w.id returning m.id`;
    const [{ id } = { id: 0 }] = await asApp(scope, taken);
    expect(
      await refusal(
        scope,
        sql`update mandate set withdrawn_on = null, withdrawn_reason = null where id = ${id}`,
      ),
    ).toBe('a_withdrawal_stays');
  });

  it('lets a coordinator write no mandate of another authority', async () => {
    const scope: Scope = { authorities: [world.ids.authorities[FK] ?? 0] };
    expect(await refusal(scope, mandateFor('2027-01-01', '2027-02-01', 'H-2'))).toBe('42501');
  });

  it.each([
    ['act', sql`update act set outcome = 'left'`],
    ['act', sql`delete from act`],
    ['event', sql`update event set kind = 'nothing'`],
    ['event', sql`delete from event`],
    ['mandate', sql`delete from mandate`],
    ['mandate', sql`update mandate set officer_id = 1`],
    ['mandate_task', sql`delete from mandate_task`],
    ['mandate_task', sql`update mandate_task set level = 'authority'`],
    ['mandate_access', sql`delete from mandate_access`],
    ['mandate_history', sql`update mandate_history set withdrawn_on = null`],
    ['mandate_history', sql`delete from mandate_history`],
    ['mandate_history', sql`insert into mandate_history select * from mandate_history`],
    ['agreement_task', sql`update agreement_task set exercises_authority = true`],
    ['agreement_task', sql`delete from agreement_task`],
    ['agreement_version', sql`delete from agreement_version`],
    ['agreement_version_history', sql`delete from agreement_version_history`],
    ['agreement_history', sql`update agreement_history set note = ''`],
    ['agreement', sql`update agreement set signed_on = '2009-06-01'`],
    ['officer_history', sql`delete from officer_history`],
    ['office_history', sql`delete from office_history`],
  ])('gives the application no way to rewrite %s', async (_, statement) => {
    expect(await refusal(registers, statement)).toBe('42501');
  });
});
