import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, type Json, makeWorld, SKV, type World } from '../../test/world.ts';
import { assignRole } from '../access/accounts.server.ts';
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
} from '../agreements/test-acts.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { mandateBatchJob } from './job.server.ts';

let world: World;
let system: number;
beforeAll(async () => {
  world = await makeWorld();
  const { rows } = await world.database.pool.query("select id from authority_system where code = 'SKV-FOLK'");
  system = rows[0].id;
});
afterAll(() => world.close());

const skv = () => world.ids.authorities[SKV];
const card = () => world.ids.tasks['identity-card'];
const order = (over: object = {}, part: object = {}) => ({
  parts: [
    {
      agreementId: world.ids.agreements[IDENTITY_CARDS],
      principalId: skv(),
      kind: 'commission',
      tasks: [
        { taskId: card(), level: 'personal-data' },
        { taskId: card(), level: 'authority' },
      ],
      access: [system],
      ...part,
    },
  ],
  officers: { by: 'codes', codes: ['H-1', 'h-2', 'V-1'] },
  from: '2026-11-01',
  to: '2027-06-30',
  signedByPrincipalOn: '2026-10-20',
  signedByOfficerOn: '2026-10-21',
  ...over,
});
const draft = async (over: object = {}, part: object = {}): Promise<string> => {
  const answer = await world.api(SKV_COORDINATOR, 'POST', '/mandate-batches', order(over, part));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
};
const look = async (id: string): Promise<Json> =>
  (await world.api(SKV_COORDINATOR, 'GET', `/mandate-batches/${id}`)).body;
const run = async (id: string): Promise<Json> => {
  expect((await world.api(SKV_COORDINATOR, 'POST', `/mandate-batches/${id}/run`)).status).toBe(202);
  await expect.poll(async () => (await look(id)).state, { timeout: 20_000 }).not.toBe('ordered');
  return look(id);
};
const reasons = (view: Json): Record<string, string[]> =>
  Object.fromEntries(
    view.outcomes.map((each: Json) => [each.officerCode, each.reasons.map(({ code }: Json) => code)]),
  );
const held = (code: string) =>
  inTransaction(world.database.pool, { registers: true }, (db) =>
    db.many<{ from: string; withTasks: number }>(sql`
      select lower(m.valid) as "from", (select count(*) from mandate_task t where t.mandate_id = m.id) as "withTasks"
      from mandate m join officer o on o.id = m.officer_id
      where o.code = ${code} and m.agreement_id = ${world.ids.agreements[IDENTITY_CARDS]} order by 1`),
  );

describe('issuing many mandates', () => {
  it('is for who coordinates every authority in it, and for nobody else', async () => {
    const status = async (who: Parameters<World['api']>[0], over: object = {}, part: object = {}) =>
      (await world.api(who, 'POST', '/mandate-batches', order(over, part))).status;
    expect(await status(ALVA)).toBe(403);
    expect(await status('admin@example.se')).toBe(403);
    expect(await status('rapport.skv@example.se')).toBe(403);
    expect(await status(FK_COORDINATOR)).toBe(404);
    expect(await status(SKV_COORDINATOR, {}, { agreementId: world.ids.agreements[PARENTAL_BENEFITS] })).toBe(
      404,
    );
    const id = await draft();
    expect((await world.api(FK_COORDINATOR, 'GET', `/mandate-batches/${id}`)).status).toBe(404);
    expect((await world.api(FK_COORDINATOR, 'POST', `/mandate-batches/${id}/run`)).status).toBe(404);
    expect((await world.as(FK_COORDINATOR, `/uppdrag/flera/${id}/rapport.csv`)).status).toBe(404);
    expect((await world.as('admin@example.se', `/uppdrag/flera/${id}`)).status).toBe(403);
    expect((await look(id)).state).toBe('draft');
  });

  it.each([
    ['from', { from: '2026-02-30' }],
    ['to', { to: '2026-10-31' }],
    ['parts', { parts: [] }],
    ['officers', { officers: { by: 'office', ids: [] } }],
    ['officers', { officers: { by: 'office', ids: [999_999] } }],
    ['officers', { officers: { by: 'everybody' } }],
  ])('names the field that is wrong: %s', async (field, over) => {
    const answer = await world.api(SKV_COORDINATOR, 'POST', '/mandate-batches', order(over));
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { field: string }) => error.field.split('.')[0])).toContain(field);
  });

  it('tells each of ten bad rows of a file, and keeps nothing; corrected, who can get one and why not', async () => {
    const send = (csv: string) => {
      const key = `${world.ids.agreements[IDENTITY_CARDS]}-${skv()}`;
      const body = new FormData();
      for (const [name, value] of Object.entries({
        part: key,
        [`kind-${key}`]: 'commission',
        [`scope-${key}`]: 'all',
        by: 'codes',
        from: '2026-11-01',
        to: '',
        signedByPrincipalOn: '2026-10-20',
        signedByOfficerOn: '2026-10-21',
      }))
        body.set(name, value);
      body.set('file', new File([csv], 'handläggare.csv'));
      return world.as(SKV_COORDINATOR, '/uppdrag/flera/nytt', { method: 'POST', body });
    };
    const batches = () =>
      inTransaction(world.database.pool, { registers: true }, (db) =>
        db.one<{ count: number }>(sql`select count(*) as count from mandate_batch`),
      );
    const before = await batches();
    const bad = Array.from({ length: 8 }, (_, n) => `X-${n}`);
    const csv = `officer;name\n${['H-2;Bo', 'H-2;Bo igen', ...bad.map((code) => `${code};?`), ';Utan kod', 'V-1;Cim'].join('\n')}\n`;
    const refused = await send(csv);
    expect(refused.status).toBe(422);
    const told = await refused.text();
    expect(told).toContain('10 rader i filen kan inte läsas. Ingenting är sparat');
    // One that is too long does not hide the others.
    const long = await (await send(`officer\n${'x'.repeat(101)}\nX-1\n`)).text();
    expect(long).toContain('2 rader i filen kan inte läsas.');
    expect(long).toContain('Texten är för lång.');
    expect(await (await send('officer\nX-1\n')).text()).toContain('En rad i filen kan inte läsas.');
    expect(told).toContain('Ingen handläggare har den koden.');
    expect(told).toContain('href="#file"');
    const codes = ['H-2', 'H-2', ...bad, '', 'V-1'];
    const api = await world.api(
      SKV_COORDINATOR,
      'POST',
      '/mandate-batches',
      order({ officers: { by: 'codes', codes } }),
    );
    expect(api.status).toBe(422);
    expect(api.body.rows.map((row: Json) => [row.line, row.field, row.code])).toEqual([
      [2, 'officer', 'twice-in-file'],
      ...bad.map((_, n) => [n + 3, 'officer', 'unknown-officer']),
      [11, 'officer', 'required'],
    ]);
    expect(await batches()).toEqual(before);
    const sent = await send('officer;name\nH-2;Bo\nV-1;Cim\n');
    expect(sent.status).toBe(303);
    const where = sent.headers.get('location') ?? '';
    const page = await (await world.as(SKV_COORDINATOR, where)).text();
    expect(page).toContain('1 av 2 kan få uppdrag.');
    expect(page).toContain('Har redan ett uppdrag under avtalet');
    expect(page).toContain('Cim Demovik');
    expect(await held('H-2')).toEqual([]);
  });

  it('shows the form again with what is wrong and what was given', async () => {
    const key = `${world.ids.agreements[IDENTITY_CARDS]}-${skv()}`;
    const given = {
      part: key,
      [`kind-${key}`]: 'commission',
      [`scope-${key}`]: 'chosen',
      by: 'codes',
      from: '2026-11-01',
    };
    const answer = await world.as(SKV_COORDINATOR, '/uppdrag/flera/nytt', form(given));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('value="2026-11-01"');
    expect(page).toContain('href="#file"');
    expect(page).toContain(`href="#tasks-${key}"`);
    const binary = new FormData();
    for (const [name, value] of Object.entries({ ...given, [`scope-${key}`]: 'all' }))
      binary.set(name, value);
    binary.set('file', new File([new Uint8Array([0xff, 0xfe, 0x00])], 'x.csv'));
    const refused = await world.as(SKV_COORDINATOR, '/uppdrag/flera/nytt', { method: 'POST', body: binary });
    expect(await refused.text()).toContain('Filen är inte i UTF-8');
  });

  it('two coordinators who issue for the same officers give one mandate each; the rest is reported', async () => {
    const drafts = await Promise.all([draft(), draft(), draft()]);
    for (const id of drafts) {
      const view = await look(id);
      expect(view.issued).toBe(1);
      expect(reasons(view)).toEqual({
        'H-1': ['overlapping-mandate'],
        'H-2': [],
        'V-1': ['overlapping-mandate', 'office-outside-agreement'],
      });
    }
    // A double click on each, all at once.
    await Promise.all(
      [...drafts, ...drafts].map((id) => world.api(SKV_COORDINATOR, 'POST', `/mandate-batches/${id}/run`)),
    );
    for (const id of drafts)
      await expect.poll(async () => (await look(id)).state, { timeout: 20_000 }).toBe('done');
    const views = await Promise.all(drafts.map(look));
    expect(views.map((view) => view.issued).sort()).toEqual([0, 0, 1]);
    for (const view of views)
      expect(reasons(view)['H-2']).toEqual(view.issued === 1 ? [] : ['overlapping-mandate']);
    expect(await held('H-2')).toEqual([{ from: '2026-11-01', withTasks: 2 }]);
    const winner = views.find((view) => view.issued === 1);
    const csv = await world.as(SKV_COORDINATOR, `/uppdrag/flera/${winner.id}/rapport.csv`);
    const text = await csv.text();
    expect(text).toContain('"H-2";"Bo Exempelström"');
    expect(text).toContain('"inte utfärdat"');
    const again = await run(winner.id);
    expect(again.issued).toBe(1);
    expect(await held('H-2')).toHaveLength(1);
    const acts = await matterFor(world, BO);
    expect((await world.api(BO, 'POST', acts, decision)).status).toBe(201);
  });

  it('goes on when the process ended before it: the job takes it up, and nobody whose role has ended gives anything', async () => {
    const id = await draft({ from: '2027-07-01', to: null, officers: { by: 'performer' } });
    const leave = (state: 'ordered', by: string) =>
      inTransaction(world.database.pool, { registers: true }, (db) =>
        db.run(sql`update mandate_batch set state = ${state}, ordered_by = ${by}, ordered_at = now(), ended_at = null
          where id = ${id}`),
      );
    const { pool } = world.database;
    const job = mandateBatchJob({ pool, clock: world.services.clock });
    await leave('ordered', 'nobody');
    await job.run();
    expect(await look(id)).toMatchObject({ state: 'failed', failure: 'role-ended' });
    const { rows } = await pool.query('select id from account_user where email = $1', [SKV_COORDINATOR]);
    await leave('ordered', rows[0].id);
    await job.run();
    const done = await look(id);
    expect(done.state).toBe('done');
    expect(reasons(done)).toEqual({ 'H-1': [], 'H-2': [], 'V-1': ['office-outside-agreement'] });
    await job.run();
    expect(await held('H-2')).toHaveLength(2);
  });

  it('a draft is thrown away by who made it, or after a while; what was ordered stays', async () => {
    const [mine, left, run] = [await draft(), await draft(), await draft()];
    const gone = (id: string, who: Parameters<World['api']>[0] = SKV_COORDINATOR) =>
      world.api(who, 'DELETE', `/mandate-batches/${id}`);
    expect((await gone(mine, FK_COORDINATOR)).status).toBe(404);
    expect((await gone(mine, ALVA)).status).toBe(403);
    expect((await gone(mine)).status).toBe(204);
    expect((await gone(mine)).status).toBe(404);
    const shown = await world.as(SKV_COORDINATOR, `/uppdrag/flera/${left}`);
    expect(await shown.text()).toContain('Kasta förhandsvisningen');
    await world.api(SKV_COORDINATOR, 'POST', `/mandate-batches/${run}/run`);
    await expect.poll(async () => (await look(run)).state, { timeout: 20_000 }).toBe('done');
    expect((await gone(run)).status).toBe(409);
    const { pool } = world.database;
    const later = () => Temporal.Now.instant().add({ hours: 24 * 31 });
    await mandateBatchJob({ pool, clock: () => Temporal.Now.instant() }).run();
    expect((await look(left)).state).toBe('draft');
    await mandateBatchJob({ pool, clock: later }).run();
    expect((await world.api(SKV_COORDINATOR, 'GET', `/mandate-batches/${left}`)).status).toBe(404);
    expect((await look(run)).state).toBe('done');
    const events = await inTransaction(pool, { registers: true }, (db) =>
      db.many<{ kind: string }>(sql`select kind from event where subject_id = ${run} order by id`),
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'mandate-batch-drafted',
      'mandate-batch-ordered',
      'mandate-batch-done',
    ]);
    await expect(
      inTransaction(pool, { registers: true }, (db) =>
        db.run(sql`delete from mandate_batch where id = ${run}`),
      ),
    ).rejects.toThrow(/stays/);
  });

  it('who travels is chosen by every office where they serve, and reaches the agreement by any of them', async () => {
    const { pool } = world.database;
    const { rows } = await pool.query("select id from account_user where email = 'cim@example.se'");
    const over = { from: '2030-01-01', to: '2030-12-31' };
    const there = { ...over, officers: { by: 'office', ids: [world.ids.offices.haninge] } };
    const before = await look(await draft(there));
    expect(Object.keys(reasons(before))).toEqual(['H-1', 'H-2']);
    await inTransaction(pool, { registers: true }, (db) =>
      assignRole(db, rows[0].id, { role: 'officer', officeId: world.ids.offices.haninge ?? 0 }, 'system'),
    );
    expect(reasons(await look(await draft(there)))).toMatchObject({ 'V-1': [] });
    const page = await world.api(
      SKV_COORDINATOR,
      'GET',
      `/mandate-batches/${await draft(there)}?outcome=issued`,
    );
    expect(page.body).toMatchObject({ page: 1, pages: 1, total: page.body.issued });
    expect(page.body.outcomes.map((each: Json) => each.officerCode)).toContain('V-1');
    await inTransaction(pool, { registers: true }, (db) =>
      db.run(sql`update role_assignment set ended_at = now(), ended_by = 'system'
        where user_id = ${rows[0].id} and office_id = ${world.ids.offices.haninge}`),
    );
    expect(Object.keys(reasons(await look(await draft(there))))).toEqual(['H-1', 'H-2']);
  });

  it('spans several authorities for who coordinates them all, and shows each authority its own', async () => {
    const { pool } = world.database;
    const { rows } = await pool.query('select id from account_user where email = $1', [SKV_COORDINATOR]);
    const fk = Object.entries(world.ids.authorities).find(([number]) => number === '202100-5521')?.[1] ?? 0;
    await inTransaction(pool, { registers: true }, (db) =>
      assignRole(db, rows[0].id, { role: 'coordinator', authorityId: fk }, 'system'),
    );
    const { rows: systems } = await pool.query("select id from authority_system where code = 'FK-ARENDE'");
    const base = order({
      from: '2028-01-01',
      to: '2028-12-31',
      officers: { by: 'office', ids: [world.ids.offices.visby] },
    });
    const parts = [
      ...base.parts,
      {
        agreementId: world.ids.agreements[PARENTAL_BENEFITS],
        principalId: fk,
        kind: 'commission',
        tasks: [{ taskId: world.ids.tasks['parental-benefit'], level: 'personal-data' }],
        access: [systems[0].id],
      },
    ];
    const { body } = await world.api(SKV_COORDINATOR, 'POST', '/mandate-batches', { ...base, parts });
    const done = await run(body.id);
    expect(done.outcomes.map((each: Json) => [each.principalId, each.issued])).toEqual([
      [skv(), false],
      [fk, true],
    ]);
    const theirs = await world.api(FK_COORDINATOR, 'GET', `/mandate-batches/${body.id}`);
    expect(theirs.body.outcomes.map((each: Json) => each.principalId)).toEqual([fk]);
    expect((await world.api(FK_COORDINATOR, 'POST', `/mandate-batches/${body.id}/run`)).status).toBe(404);
  });
});

describe('renewal and signatures', () => {
  it('new mandates follow directly on the old, with the same content, and not past the agreement', async () => {
    const page = await (await world.as(FK_COORDINATOR, '/uppdrag/fornya')).text();
    expect(page).toContain('Försäkringskassan');
    expect(page).toContain('2026-12-31');
    const fk = world.ids.authorities['202100-5521'];
    const key = `${world.ids.agreements[PARENTAL_BENEFITS]}-${fk}`;
    const one = await (await world.as(FK_COORDINATOR, `/uppdrag/fornya?avtal=${key}`)).text();
    expect(one).toContain('Alva Provlund');
    const none = await world.as(
      FK_COORDINATOR,
      '/uppdrag/fornya',
      form({ avtal: key, dagar: '60', which: 'some' }),
    );
    expect(none.status).toBe(422);
    const mine = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    const other = await world.api(SKV_COORDINATOR, 'POST', '/mandate-renewals', {
      mandateIds: [await mandateOf(world, 'V-1', IDENTITY_CARDS), 999_999],
      to: null,
      signedByPrincipalOn: null,
      signedByOfficerOn: null,
    });
    expect(other.status).toBe(404);
    const before = await world.api(FK_COORDINATOR, 'POST', '/mandate-renewals', {
      mandateIds: [mine],
      to: '2026-12-31',
      signedByPrincipalOn: null,
      signedByOfficerOn: null,
    });
    expect(before.body.errors[0]).toMatchObject({ field: 'to', code: 'ends-before-the-old' });
    const sent = await world.as(
      FK_COORDINATOR,
      '/uppdrag/fornya',
      form({ avtal: key, dagar: '60', which: 'all', to: '2027-12-31' }),
    );
    const where = sent.headers.get('location') ?? '';
    const preview = await (await world.as(FK_COORDINATOR, where)).text();
    expect(preview).toContain('2 av 2 kan få uppdrag.');
    expect(preview).toContain('Ger ingenting förrän båda sidor har undertecknat.');
    expect((await world.as(FK_COORDINATOR, `${where}/utfarda`, form({}))).status).toBe(303);
    await expect
      .poll(async () => (await world.as(FK_COORDINATOR, where)).text())
      .toContain('2 av 2 fick uppdrag.');
    expect(await (await world.as(FK_COORDINATOR, '/uppdrag/fornya')).text()).toContain(
      'Inget uppdrag går ut',
    );
  });

  it('a mandate gives nothing before both have signed, and is listed as waiting until then', async () => {
    const id = await mandateOf(world, 'H-1', PARENTAL_BENEFITS);
    world.setNow('2027-02-01T09:30:00Z');
    const acts = await matterFor(world, ALVA, 'parental-benefit', '202100-5521');
    const act = { level: 'personal-data', helpForm: 'desk', outcome: 'solved', conditions: [] };
    expect((await world.api(ALVA, 'POST', acts, act)).status).toBe(409);
    expect(await (await world.as(FK_COORDINATOR, '/uppdrag/vantar')).text()).toContain('Alva Provlund');
    const sign = (days: object) =>
      world.api(FK_COORDINATOR, 'POST', '/mandate-signatures', {
        mandateIds: [id],
        signedByPrincipalOn: null,
        signedByOfficerOn: null,
        ...days,
      });
    expect((await sign({})).status).toBe(422);
    expect((await sign({ signedByOfficerOn: '2027-02-02' })).body.errors[0].code).toBe('in-the-future');
    expect((await sign({ signedByPrincipalOn: '2027-01-10' })).body).toEqual({ signed: 1 });
    expect((await world.api(ALVA, 'POST', acts, act)).status).toBe(409);
    const strange = await world.api(SKV_COORDINATOR, 'POST', '/mandate-signatures', {
      mandateIds: [await mandateOf(world, 'V-1', IDENTITY_CARDS)],
      signedByPrincipalOn: '2027-01-01',
      signedByOfficerOn: null,
    });
    expect(strange.body).toEqual({ signed: 0 });
    expect((await sign({ signedByPrincipalOn: '2027-01-15', signedByOfficerOn: '2027-01-11' })).body).toEqual(
      { signed: 1 },
    );
    const view = await world.api(FK_COORDINATOR, 'GET', `/mandates/${id}`);
    expect(view.body).toMatchObject({ signedByPrincipalOn: '2027-01-10', signedByOfficerOn: '2027-01-11' });
    expect((await world.api(ALVA, 'POST', acts, act)).status).toBe(201);
  });
});

describe('competence', () => {
  const competence = (over: object = {}) => ({
    officerId: world.ids.officers['H-1'],
    principalId: skv(),
    taskId: card(),
    proof: 'Kurs i id-kort, intyg 12',
    obtainedOn: '2026-05-01',
    from: '2026-05-01',
    to: '2027-05-01',
    ...over,
  });

  it('is recorded by who coordinates the authority, once', async () => {
    const post = (over: object = {}, who: Parameters<World['api']>[0] = SKV_COORDINATOR) =>
      world.api(who, 'POST', '/competences', competence(over));
    expect((await post({}, ALVA)).status).toBe(403);
    expect((await post({ principalId: world.ids.authorities['202100-2114'] })).status).toBe(404);
    expect((await post({ obtainedOn: '2026-06-01' })).body.errors[0]).toMatchObject({ field: 'from' });
    expect((await post({ officerId: 999_999 })).body.errors[0]).toMatchObject({ field: 'officerId' });
    expect((await post({ taskId: world.ids.tasks['parental-benefit'] })).status).toBe(
      // The coordinator of both: the task is not Skatteverket's all the same.
      422,
    );
    const both = await Promise.all([post(), post()]);
    expect(both.map((each) => each.status).sort()).toEqual([201, 409]);
    expect(await (await world.as(SKV_COORDINATOR, '/kompetens')).text()).toContain(
      'Kurs i id-kort, intyg 12',
    );
    expect(await (await world.as(ALVA, '/kompetens')).text()).toContain('Kurs i id-kort, intyg 12');
    expect(await (await world.as(BO, '/kompetens')).text()).not.toContain('Kurs i id-kort, intyg 12');
    expect((await world.as('admin@example.se', '/kompetens')).status).toBe(403);
  });

  it('comes from a file whole or not at all, with each bad row told', async () => {
    const send = async (content: string) => {
      const body = new FormData();
      body.set('principalId', String(skv()));
      body.set('file', new File([content], 'k.csv'));
      return world.as(SKV_COORDINATOR, '/kompetens/fil', { method: 'POST', body });
    };
    const good = 'H-2,identity-card,Intyg 7,2026-04-01,,';
    const bad = await send(
      `officer,task,proof,obtainedOn,from,to\n${good}\nX-9,identity-card,Intyg,2026-04-01,,\nH-2,none,Intyg,2026-04-01,,\nV-1,identity-card,19121212-1212,2026-04-01,,\nV-1,identity-card,Intyg,2026-13-01,,\n`,
    );
    expect(bad.status).toBe(422);
    const page = await bad.text();
    expect(page).toContain('Ingenting har sparats: 4 fel i filen');
    expect(page).toContain('Det ser ut som ett personnummer');
    expect(page).not.toContain('19121212');
    const list = async (q: string) => (await world.as(SKV_COORDINATOR, `/kompetens?sok=${q}`)).text();
    expect(await list('H-2')).toContain('Ingen kompetens stämmer');
    const stored = await send(`officer,task,proof,obtainedOn\nH-2,identity-card,Intyg 7,2026-04-01\n`);
    expect(stored.status).toBe(303);
    const shown = await list('H-2');
    expect(shown).toContain('Intyg 7');
    const id = /\/kompetens\/(\d+)\/aterkalla/.exec(shown)?.[1];
    expect(
      (await world.as(SKV_COORDINATOR, `/kompetens/${id}/aterkalla`, form({ reason: 'Fel person' }))).status,
    ).toBe(303);
    expect(await list('H-2')).toContain('Fel person');
  });

  it('is told 30 days before it ends where the officer, the manager and the coordinator begin', async () => {
    await world.api(
      SKV_COORDINATOR,
      'POST',
      '/competences',
      competence({
        proof: 'Repetition',
        from: '2026-05-01',
        to: '2027-03-15',
        taskId: world.ids.tasks['population-registration'],
      }),
    );
    const first = async (who: Parameters<World['api']>[0], path: string) =>
      (await (await world.as(who, path)).text()).match(/Kompetens som går ut inom 30 dagar: \d+/)?.[0] ??
      null;
    world.setNow('2027-02-12T09:30:00Z');
    expect(await first(ALVA, '/besok')).toBeNull();
    world.setNow('2027-02-13T09:30:00Z');
    const told = 'Kompetens som går ut inom 30 dagar: 1';
    expect(await first(ALVA, '/besok')).toBe(told);
    expect(await first(BO, '/besok')).toBeNull();
    expect(await first('chef@example.se', '/')).toBe(told);
    expect(await first(SKV_COORDINATOR, '/')).toBe(told);
    expect(await first(FK_COORDINATOR, '/')).toBeNull();
    expect(await (await world.as(ALVA, '/kompetens?lage=expiring')).text()).toContain('Repetition');
    await world.api(SKV_COORDINATOR, 'POST', '/competences', {
      ...competence({ proof: 'Ny', from: '2027-03-16', to: null, obtainedOn: '2027-02-01' }),
      taskId: world.ids.tasks['population-registration'],
    });
    expect(await first(ALVA, '/besok')).toBeNull();
  });
});
