import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SSC, type World } from '../../../test/world.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const READER = 'samordnare.skv@example.se';
const PAGES = [
  '/register',
  '/register/kontor',
  '/register/handlaggare',
  '/register/myndigheter',
  '/register/kommuner',
  '/register/uppgifter',
  '/register/besokssiffror',
];
const API = ['/offices', '/officers', '/authorities', '/municipalities', '/registers/tasks'];

describe('registers', () => {
  it('are for the roles that have them in their menu', async () => {
    for (const path of PAGES) {
      expect((await world.as(READER, path)).status, path).toBe(200);
      expect((await world.as('alva@example.se', path)).status, path).toBe(403);
      expect((await world.as('ingen@example.se', path)).status, path).toBe(403);
      expect((await world.as(null, path)).status, path).toBe(302);
    }
    for (const path of API) {
      expect((await world.api('rapport.skv@example.se', 'GET', path)).status, path).toBe(200);
      expect((await world.api('alva@example.se', 'GET', path)).status, path).toBe(403);
    }
  });

  it('shows the offices on a map that is never alone', async () => {
    const page = await (await world.as(READER, '/register/kontor')).text();
    expect(page.match(/class="map-office"/g)?.length).toBe(2);
    expect(page).toContain('aria-labelledby="map-title map-description"');
    expect(page).toContain('Servicekontoret i Visby');
    expect(page).not.toMatch(/ style=/);
  });

  it('finds by word, county and type', async () => {
    const of = async (query: string) =>
      (await world.api(READER, 'GET', `/offices?${query}`)).body.rows.map(
        (row: { code: string }) => row.code,
      );
    expect(await of('q=VISBY')).toEqual(['visby']);
    expect(await of('county=01')).toEqual(['haninge']);
    expect(await of('type=small')).toEqual(['visby']);
    expect(await of('q=100%25')).toEqual([]);
    expect((await world.api(READER, 'GET', '/offices?page=0')).status).toBe(422);
    const none = await (await world.as(READER, '/register/kontor?sok=Kiruna&lan=xx')).text();
    expect(none).toContain('Inget svarar mot urvalet');
  });

  it('shows an office with its type’s rules, and 404 for one that is not there', async () => {
    const page = await (await world.as(READER, `/register/kontor/${world.ids.offices.visby}`)).text();
    expect(page).toContain('Typkontor i servicekontorsverksamheten');
    expect(page).toContain('map-office--marked');
    for (const id of ['999999', 'abc', '-1', '99999999999'])
      expect((await world.as(READER, `/register/kontor/${id}`)).status, id).toBe(404);
  });

  it('pages through ten thousand officers', async () => {
    await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.run(sql`
        insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
        select 'P-' || n, 'Prov ' || lpad(n::text, 5, '0'), a.id, f.id, 1, daterange('2020-01-01', null)
        from generate_series(1, 10000) n, authority a, office f where a.org_number = ${SSC} and f.code = 'visby'`),
    );
    const from = performance.now();
    const page = await (await world.as(READER, '/register/handlaggare?sok=prov&sida=201')).text();
    expect(performance.now() - from).toBeLessThan(2000);
    expect(page).toContain('Prov 10000');
    expect(page).toContain('201 / 201');
    const last = await world.api(READER, 'GET', '/officers?q=prov&page=201');
    expect(last.body).toMatchObject({ total: 10_001, page: 201, pageSize: 50 });
    const beyond = await world.api(READER, 'GET', '/officers?q=prov&page=900');
    expect(beyond.body).toMatchObject({ total: 10_001, rows: [] });
  });

  it('tells reported figures apart from recorded visits', async () => {
    const page = await (await world.as(READER, '/register/besokssiffror')).text();
    expect(page).toContain('Rapporterade besök: 4,8 milj. år 2013 och 2,2 milj. år 2021');
    expect(page).toContain('url(#reported)');
    expect(page).toContain('rapporterade av andra');
  });

  it('speaks English to who asks for it', async () => {
    const page = await (
      await world.as(READER, '/register/uppgifter', { headers: { 'accept-language': 'en' } })
    ).text();
    expect(page).toContain('Identity card');
  });
});
