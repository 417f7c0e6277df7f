import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ADMIN = 'admin@example.se';
const good = 'orgNumber,name,kind,source\n212000-0084,Haninge kommun,municipality,SCB\n';
const bad = 'orgNumber,name,kind,source\n212000-0085,Fel kommun,municipality,SCB\n,Utan nummer,by,\n';

function upload(kind: string, name: string, content: string): RequestInit {
  const body = new FormData();
  body.set('kind', kind);
  body.set('file', new File([content], name));
  return { method: 'POST', body };
}

async function api(kind: string, content: string, type: string, headers: Record<string, string> = {}) {
  const answer = await world.as(ADMIN, `/api/import/${kind}`, {
    method: 'POST',
    body: content,
    headers: { 'content-type': type, ...headers },
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: JSON.parse(await answer.text()),
  };
}

describe('the import page', () => {
  it('is for administrators alone, and documents every column', async () => {
    for (const who of ['alva@example.se', 'lag@example.se'] as const) {
      expect((await world.as(who, '/import')).status).toBe(403);
      expect((await world.as(who, '/import', upload('authorities', 'a.csv', good))).status).toBe(403);
      expect((await world.as(who, '/import/exempel/visits')).status).toBe(403);
    }
    const page = await (await world.as(ADMIN, '/import')).text();
    for (const column of ['orgNumber', 'homeOffice', 'catalogueItem', 'withdrawnReason', 'helpForm'])
      expect(page).toContain(`<code>${column}</code>`);
    const example = await world.as(ADMIN, '/import/exempel/officers');
    expect(await example.text()).toContain('code,name,employer,homeOffice');
    expect((await world.as(ADMIN, '/import/exempel/nothing')).status).toBe(404);
  });

  it('asks for what is missing and keeps what was chosen', async () => {
    const empty = await world.as(ADMIN, '/import', upload('', '', ''));
    expect(empty.status).toBe(422);
    const page = await empty.text();
    expect(page).toContain('Välj en fil.');
    expect(page).toContain('href="#kind"');
    const kept = await (await world.as(ADMIN, '/import', upload('offices', '', ''))).text();
    expect(kept).toMatch(/value="offices" selected/);
  });

  it('shows progress for what takes its time, to who sent it, and then what came of it', async () => {
    const other = new pg.Client(world.database.owner);
    await other.connect();
    await other.query('begin; select pg_advisory_xact_lock(2019214)'); // another import is under way
    const waiting = await world.as(
      ADMIN,
      '/import',
      upload('authorities', 'lång.csv', good.replaceAll('Haninge', 'Sala').replace('0084', '2098')),
    );
    expect(waiting.status).toBe(303);
    const where = waiting.headers.get('location') ?? '';
    expect(where).toMatch(/^\/import\/pagar\//);
    const page = await (await world.as(ADMIN, where)).text();
    expect(page).toContain('<progress');
    expect(page).toContain('http-equiv="refresh"');
    expect((await world.as('lag@example.se', where)).status).toBe(403);
    await other.query('rollback');
    await other.end();
    await expect.poll(async () => (await world.as(ADMIN, where)).text()).toContain('Filen är inläst');
    expect((await world.as(ADMIN, '/import/pagar/nothing')).headers.get('location')).toBe('/import');
  });

  it('tells each problem with its line and column, stores nothing, and gives the list as CSV', async () => {
    const answer = await world.as(ADMIN, '/import', upload('authorities', '<fel>.csv', bad));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Rad 2');
    expect(page).toContain('<code>orgNumber</code>');
    expect(page).toContain('Ingenting har sparats');
    expect(page).toContain('&lt;fel&gt;.csv');
    const link = /href="(\/import\/fel\/[^"]+)"/.exec(page)?.[1] ?? '';
    const csv = await world.as(ADMIN, link);
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    expect(await csv.text()).toContain('"2";"orgNumber";"not-an-organisation-number"');
    expect((await world.as('alva@example.se', link)).status).toBe(403);
    expect((await world.as(ADMIN, '/import/fel/nothing')).status).toBe(404);
    const after = await world.api('lag@example.se', 'GET', '/authorities?q=Fel kommun');
    expect(after.body.total).toBe(0);
  });

  it('shows at most 200 problems and counts the rest', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `x${n},Namn ${n},municipality,SCB`).join('\n');
    const page = await (
      await world.as(
        ADMIN,
        '/import',
        upload('authorities', 'm.csv', `orgNumber,name,kind,source\n${rows}\n`),
      )
    ).text();
    expect(page.match(/<th scope="row">/g)?.length).toBe(200);
    expect(page).toContain('De 200 första visas. 100 fel till');
  });

  it('stores a good file, once, and lists it', async () => {
    const done = await world.as(ADMIN, '/import', upload('authorities', 'a.csv', good));
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('1 rader sparade');
    const again = await world.as(ADMIN, '/import', upload('authorities', 'a.csv', good));
    expect(again.status).toBe(422);
    expect(await (await world.as(ADMIN, '/import')).text()).toContain('a.csv');
  });
});

describe('the import API', () => {
  it('answers 201 with rows and batch, or 422 with the problems in the reader’s language', async () => {
    const csv = good.replace('212000-0084,Haninge', '212000-0142,Stockholms');
    const stored = await api('authorities', csv, 'text/csv; charset=utf-8');
    expect(stored.status).toBe(201);
    expect(stored.body).toEqual({ rows: 1, batchId: expect.any(Number) });
    const refused = await api('authorities', bad, 'text/csv', { 'accept-language': 'en' });
    expect(refused.status).toBe(422);
    expect(refused.type).toContain('application/problem+json');
    expect(refused.body.problems[0]).toMatchObject({ line: 2, field: 'orgNumber' });
    expect(refused.body.problems[0].detail).toMatch(/organisation number/i);
    const json = await api('authorities', '{"not": "a list"}', 'application/json');
    expect(json.body.problems).toMatchObject([{ line: 0, field: null, code: 'not-a-list' }]);
    expect((await api('authorities', '[{', 'application/json')).body.problems[0].code).toBe('not-json');
  });

  it('refuses another kind, another type and another role', async () => {
    expect((await api('people', good, 'text/csv')).status).toBe(422);
    const type = await api('authorities', good, 'application/xml');
    expect(type.status).toBe(422);
    expect(type.body.errors[0].field).toBe('content-type');
    expect((await world.api('lag@example.se', 'POST', '/import/authorities', [])).status).toBe(403);
    expect((await world.api(null, 'POST', '/import/authorities', [])).status).toBe(401);
    expect((await world.api('alva@example.se', 'GET', '/import')).status).toBe(403);
  });

  it('is described in the one document', async () => {
    const { body } = await world.api(null, 'GET', '/openapi.json');
    expect(Object.keys(body.paths['/import/{kind}'].post.requestBody.content)).toEqual([
      'text/csv',
      'application/json',
    ]);
    for (const path of ['/law/catalogue', '/offices', '/registers/tasks'])
      expect(body.paths).toHaveProperty([path]);
  });
});
