import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, SKV, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';

const COORDINATOR = 'samordnare.skv@example.se';

describe('access reconciliation', () => {
  let world: World;
  let system: number;
  beforeAll(async () => {
    world = await makeWorld();
    system = (await world.api(COORDINATOR, 'GET', '/access-reconciliation')).body[0].id;
  });
  afterAll(() => world.close());

  const states = async () =>
    Object.fromEntries(
      (await world.api(COORDINATOR, 'GET', `/access-reconciliation/${system}`)).body.officers.map(
        (row: { officerCode: string; state: string }) => [row.officerCode, row.state],
      ),
    );
  const take = (takenOn: string, ...officers: object[]) =>
    world.api(COORDINATOR, 'POST', `/access-reconciliation/${system}/lists`, { takenOn, officers });
  const upload = (content: string, takenOn: string) => {
    const body = new FormData();
    body.set('takenOn', takenOn);
    body.set('file', new File([content], 'lista.csv'));
    return world.as(COORDINATOR, `/behorigheter/${system}/lista`, {
      method: 'POST',
      body,
      headers: { origin: 'http://localhost' },
    });
  };

  it('tells what mandates give and the system lacks', async () => {
    expect(await states()).toEqual({ 'H-1': 'missing', 'V-1': 'missing' });
    const html = await (await world.as(COORDINATOR, `/behorigheter/${system}`)).text();
    expect(html).toContain('Alva Provlund');
    expect(html).toContain('Saknas');
  });

  it('takes in a list: right, surplus, and a code that nobody has', async () => {
    const taken = await take(
      '2026-11-10',
      { officer: 'H-1', since: '2026-01-07' },
      { officer: 'H-2' },
      { officer: 'X-9' },
    );
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ begun: 2, ended: 0 });
    expect(await states()).toEqual({ 'H-1': 'right', 'H-2': 'surplus', 'V-1': 'missing', 'X-9': 'surplus' });
  });

  it('closes the access of who is no longer on the list, the day before it', async () => {
    const taken = await take('2026-11-16', { officer: 'H-1' }, { officer: 'V-1' });
    expect(taken.body).toMatchObject({ begun: 1, ended: 1 });
    expect(await states()).toEqual({ 'H-1': 'right', 'V-1': 'right' });
    const ends = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.many<{ last: string }>(sql`
        select (upper(g.granted) - 1)::text as last from access_grant g join officer o on o.id = g.officer_id
        where o.code = 'H-2' and g.system_id = ${system}`),
    );
    expect(ends).toEqual([{ last: '2026-11-15' }]);
  });

  it('refuses what cannot be, and stores nothing of it', async () => {
    const before = await states();
    expect((await take('2026-11-01', { officer: 'H-1' })).body.errors[0].code).toBe('before-newest-list');
    expect((await take('2026-12-01', { officer: 'H-1' })).body.errors[0].code).toBe('in-the-future');
    const twice = await take('2026-11-17', { officer: 'H-1' }, { officer: 'H-1' }, { officer: '' });
    expect(twice.status).toBe(422);
    expect(twice.body.rows.map((row: { line: number; code: string }) => [row.line, row.code])).toEqual([
      [2, 'twice-in-file'],
      [3, 'required'],
    ]);
    const page = await upload('officer;since\nH-1;2026-02-30\nH-2;igår\n', '2026-11-17');
    expect(page.status).toBe(422);
    const html = await page.text();
    expect(html).toContain('Rad 2');
    expect(html).toContain('Rad 3');
    expect((await upload('', '2026-11-17')).status).toBe(422);
    expect(await states()).toEqual(before);
  });

  it('takes the same list for the same day once', async () => {
    const file = 'officer\nH-1\nV-1\nH-2\n';
    expect((await upload(file, '2026-11-17')).status).toBe(303);
    const again = await upload(file, '2026-11-17');
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('redan inläst');
  });

  it('withdrawing a mandate makes a surplus at once, and the request for it stands until the next list', async () => {
    const mandates = await world.api(COORDINATOR, 'GET', '/mandates?q=Cim');
    await world.api(COORDINATOR, 'POST', `/mandates/${mandates.body.mandates[0].id}/withdrawal`, {
      reason: 'Byter tjänst',
    });
    expect(await states()).toMatchObject({ 'V-1': 'surplus', 'H-2': 'surplus' });
    const asked = await world.api(COORDINATOR, 'POST', `/access-reconciliation/${system}/requests`, {
      officers: ['V-1'],
      note: 'Ärende 17',
    });
    expect(asked.status).toBe(201);
    const file = await world.as(COORDINATOR, `/behorigheter/${system}/arbetslista.csv`);
    expect(await file.text()).toMatch(/"V-1".*"Begärt 2026-11-18"/);
    const twice = await Promise.all(
      [1, 2, 3].map(() =>
        world.api(COORDINATOR, 'POST', `/access-reconciliation/${system}/requests`, {
          officers: ['V-1', 'H-2'],
        }),
      ),
    );
    expect(twice.map(({ status, body }) => body.requested ?? body.errors?.[0].code ?? status).sort()).toEqual(
      [1, 'already-requested', 'already-requested'],
    );
    const click = await world.as(COORDINATOR, `/behorigheter/${system}/begar`, form({ officers: 'V-1' }));
    expect(click.status).toBe(422);
    expect(await click.text()).toContain('redan begärd');
    await take('2026-11-18', { officer: 'H-1' });
    expect(await states()).toEqual({ 'H-1': 'right' });
    const right = await world.api(COORDINATOR, 'POST', `/access-reconciliation/${system}/requests`, {
      officers: ['H-1'],
    });
    expect(right.body.errors[0].code).toBe('access-is-right');
  });

  it('who was asked, that it is said done, and why something may stay, each stand until a list answers', async () => {
    const step = (body: object) =>
      world.api(COORDINATOR, 'POST', `/access-reconciliation/${system}/requests`, body);
    const work = async (code: string) =>
      (await world.api(COORDINATOR, 'GET', `/access-reconciliation/${system}`)).body.officers.find(
        (row: { officerCode: string }) => row.officerCode === code,
      )?.work;
    await take('2026-11-18', { officer: 'H-1' }, { officer: 'H-2' }, { officer: 'X-9' });
    const officers = ['H-2'];
    expect((await step({ officers, do: 'done' })).body.errors).toMatchObject([{ field: 'doneOn' }]);
    expect((await step({ officers, do: 'done', doneOn: '2026-11-19' })).body.errors).toMatchObject([
      { field: 'doneOn', code: 'in-the-future' },
    ]);
    expect((await step({ officers, do: 'keep', note: ' ' })).body.errors).toMatchObject([
      { field: 'note', code: 'reason-required' },
    ]);
    expect((await step({ officers, assignedTo: 'Systemförvaltningen' })).status).toBe(201);
    expect(await work('H-2')).toEqual({
      kind: 'asked',
      on: '2026-11-18',
      to: 'Systemförvaltningen',
      note: '',
    });
    expect((await step({ officers, do: 'done', doneOn: '2026-11-18' })).status).toBe(201);
    expect(await work('H-2')).toMatchObject({ kind: 'done' });
    expect((await step({ officers: ['X-9'], do: 'keep', note: 'Konsult till 1 december' })).status).toBe(201);
    const path = `/behorigheter/${system}`;
    const todo = await (await world.as(COORDINATOR, path)).text();
    expect(todo).toContain('Sagt klart 2026-11-18');
    expect(todo).not.toContain('X-9');
    expect(await (await world.as(COORDINATOR, `${path}?visa=kept`)).text()).toContain(
      'Konsult till 1 december',
    );
    // The list shows it all the same: it is to do again. What may stay stays so.
    await take('2026-11-18', { officer: 'H-2' }, { officer: 'X-9' }, { officer: 'H-1' }, { officer: 'X-8' });
    expect(await work('H-2')).toBeNull();
    expect(await work('X-9')).toMatchObject({ kind: 'kept', note: 'Konsult till 1 december' });
    expect((await states())['X-9']).toBe('surplus');

    const of = (code: string) =>
      world.api(COORDINATOR, 'GET', `/access-reconciliation/officers?code=${code}`);
    const bo = (await of('H-2')).body;
    expect(bo.systems).toMatchObject([{ id: system, state: 'surplus', mandates: [] }]);
    expect(bo.history.map((event: { kind: string }) => event.kind)).toEqual(
      expect.arrayContaining(['access-begins', 'access-ends', 'remove', 'done']),
    );
    expect((await of('X-9')).body.history.map((event: { kind: string }) => event.kind)).toContain('kept');
    expect((await of('nobody')).status).toBe(404);
    const page = await (await world.as(COORDINATOR, '/behorigheter/handlaggare?kod=H-2')).text();
    expect(page).toMatch(/Begärt att den tas bort[\s\S]*Systemförvaltningen/);
    expect((await world.as(COORDINATOR, '/behorigheter/handlaggare?kod=nobody')).status).toBe(404);
    world.setNow('2026-11-19T09:30:00Z');
    await take('2026-11-19', { officer: 'H-1' });
  });

  it('an officer who has left needs nothing: the access is a surplus', async () => {
    await world.api('admin@example.se', 'PUT', `/officers/${world.ids.officers['H-1']}/last-day`, {
      lastDay: '2026-11-17',
      reason: 'Slutat',
    });
    expect(await states()).toEqual({ 'H-1': 'surplus' });
  });

  it('is nobody else’s: another authority, an officer, and the database itself', async () => {
    expect(
      (await world.api('samordnare.fk@example.se', 'GET', `/access-reconciliation/${system}`)).status,
    ).toBe(404);
    expect((await world.api('alva@example.se', 'GET', '/access-reconciliation')).status).toBe(403);
    const other = { authorities: [world.ids.authorities['202100-5521'] ?? 0] };
    const seen = await inTransaction(world.database.pool, other, (db) =>
      db.one<{ lists: number; rows: number; requests: number }>(sql`
        select (select count(*) from access_list) as lists, (select count(*) from access_list_row) as rows,
          (select count(*) from access_request) as requests`),
    );
    expect(seen).toEqual({ lists: 0, rows: 0, requests: 0 });
    const own = await inTransaction(
      world.database.pool,
      { authorities: [world.ids.authorities[SKV] ?? 0] },
      (db) => db.one<{ lists: number }>(sql`select count(*) as lists from access_list`),
    );
    expect(own.lists).toBeGreaterThan(2);
  });
});

describe('a list of ten thousand', () => {
  it('is taken in, shown by page, and each of its wrong rows told', async () => {
    const world = await makeWorld();
    try {
      const { body } = await world.api(COORDINATOR, 'GET', '/access-reconciliation');
      const path = `/access-reconciliation/${body[0].id}`;
      const many = Array.from({ length: 10_000 }, (_, at) => ({ officer: `X-${at}` }));
      const wrong = await world.api(COORDINATOR, 'POST', `${path}/lists`, {
        takenOn: '2026-11-17',
        officers: [...many, { officer: 'X-1' }, { officer: '' }],
      });
      expect(wrong.body.rows.map((row: { line: number }) => row.line)).toEqual([10_001, 10_002]);
      const taken = await world.api(COORDINATOR, 'POST', `${path}/lists`, {
        takenOn: '2026-11-17',
        officers: many,
      });
      expect(taken.status).toBe(201);
      const [system] = (await world.api(COORDINATOR, 'GET', '/access-reconciliation')).body;
      expect(system).toMatchObject({ surplus: 10_000, missing: 2, right: 0 });
      const last = await world.api(COORDINATOR, 'GET', `${path}?page=1000000`);
      expect(last.body).toMatchObject({ total: 10_002, page: 201, pages: 201 });
      expect(last.body.officers).toHaveLength(2);
      const missing = await world.api(COORDINATOR, 'GET', `${path}?state=missing`);
      expect(missing.body).toMatchObject({
        total: 2,
        page: 1,
        officers: [{ state: 'missing' }, { state: 'missing' }],
      });
      const html = await (await world.as(COORDINATOR, `/behorigheter/${system.id}?sida=3`)).text();
      expect(html.match(/name="officers"/g)).toHaveLength(50);
    } finally {
      await world.close();
    }
  });
});
