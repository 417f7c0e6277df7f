import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { sendDueFigures } from './commands/schedule.server.ts';
import { writeOpenFigures } from './open/refresh.server.ts';
import { bringVisits } from './test-views.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await bringVisits(world, [
    { office: 'haninge', day: '2026-09-01', count: 12 },
    { office: 'haninge', day: '2026-10-01', count: 25 },
    { office: 'visby', day: '2026-09-05', count: 30 },
    { office: 'visby', day: '2026-10-05', count: 3 },
    // Of which only a part is recorded: told in no month that is open.
    { office: 'haninge', day: '2026-08-20', count: 7 },
  ]);
});
afterAll(() => world.close());

const office = () => `plats=kontor-${world.ids.offices.haninge}&fran=2026-09-01&till=2026-10-31`;
const registers = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(world.database.pool, { actor: 'system', registers: true }, work);

describe('a view as a file', () => {
  const file = (format: string, account: Account = 'alva@example.se') =>
    world.as(account, `/statistik/fil.${format}?matt=visits,solved&${office()}&per=month&jamfor=year-before`);

  it('is a workbook with its definitions on a second sheet', async () => {
    const answer = await file('xlsx');
    expect(answer.headers.get('content-disposition')).toContain('.xlsx"');
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const read = (name: string) => new TextDecoder().decode(parts[name]);
    expect(Object.keys(parts)).toContain('xl/worksheets/sheet2.xml');
    expect(read('xl/workbook.xml')).toContain('name="Definitioner"');
    expect(read('xl/worksheets/sheet1.xml')).toMatch(/<v>12<\/v>[\s\S]*<v>25<\/v>/);
    expect(read('xl/sharedStrings.xml')).toContain('Varje gång en besökare möttes på ett kontor');
  });

  it('is CSV with its definitions after an empty line', async () => {
    const [figures, definitions] = (await (await file('csv')).text()).split('\r\n""\r\n');
    expect(figures).toContain('"september 2026";"12"');
    expect(definitions).toContain('Varje gång en besökare möttes på ett kontor');
  });

  it('is JSON with its definitions', async () => {
    const body = JSON.parse(await (await file('json')).text());
    expect(body.rows.map((row: { cells: { value: number }[] }) => row.cells[0]?.value)).toEqual([12, 25]);
    expect(body.columns[0]).toMatchObject({ measure: 'visits', version: 1 });
  });

  it('of a hundred million cells is refused with a sentence', async () => {
    const answer = await world.as(
      'alva@example.se',
      `/statistik/fil.xlsx?matt=visits,matters,contacts,solved,referred&plats=kontor-${world.ids.offices.haninge}&fran=1900-01-01&till=2199-12-31&per=day&jamfor=each-earlier-year`,
    );
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('fler rutor');
  });
});

describe('a view on a schedule', () => {
  const add = (account: Account, fields: object, view = `matt=visits&${office()}&per=month`) =>
    world.as(
      account,
      `/statistik/utskick/nytt?${view}`,
      form({ every: 'month', format: 'xlsx', to: 'alva@example.se', ...fields }),
    );
  const mails = () =>
    registers((db) =>
      db.many<{ subject: string; recipients: string[]; files: number }>(sql`
        select m.subject, m.recipients, (select count(*)::int from outgoing_attachment a where a.mail_id = m.id) as files
        from outgoing_mail m where m.about = 'figures' order by m.id`),
    );
  const send = () =>
    sendDueFigures({
      pool: world.database.pool,
      clock: world.services.clock,
      origin: 'https://samtjanst.example.se',
    });

  it.each([
    [{ to: 'alva@other.test' }, 'hör inte till din organisation'],
    [{ to: 'alva' }, 'e-postadress'],
    [{ to: Array.from({ length: 11 }, (_, n) => `a${n}@example.se`).join(' ') }, 'högst tio'],
    [{ every: 'year' }, 'every'],
  ])('is refused: %o', async (fields, says) => {
    const answer = await add('alva@example.se', fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(says);
  });

  it('is of whole months outside the office', async () => {
    const answer = await add('analytiker@example.se', { every: 'week' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Välj varje månad');
  });

  it('is no view that is not one’s own', async () => {
    const view = `matt=visits&plats=kontor-${world.ids.offices.visby}&fran=2026-09-01&till=2026-10-31&per=month`;
    expect((await add('alva@example.se', {}, view)).status).toBe(404);
  });

  it('goes when the month is over, once, with its file; and never when its owner no longer sees it', async () => {
    expect((await add('alva@example.se', { to: 'alva@example.se, chef@example.se' })).status).toBe(303);
    expect((await add('chef@example.se', {})).status).toBe(303);
    expect(await send()).toBe(0);
    world.setNow('2026-12-01T07:00:00Z');
    await registers((db) =>
      db.run(sql`update role_assignment set ended_at = now(), ended_by = 'system' where role = 'office-manager'
        and user_id = (select id from account_user where email = 'chef@example.se')`),
    );
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(await mails()).toEqual([
      {
        subject: 'Besök: Servicekontoret i Haninge, november 2026',
        recipients: ['alva@example.se', 'chef@example.se'],
        files: 1,
      },
      { subject: expect.stringContaining('har stoppats'), recipients: ['chef@example.se'], files: 0 },
    ]);
    world.setNow('2027-01-01T07:00:00Z');
    expect(await send()).toBe(1);
    const list = await (await world.as('alva@example.se', '/statistik/utskick')).text();
    const [, id] = list.match(/\/statistik\/utskick\/(\d+)\/stoppa/) ?? [];
    expect((await world.as('bo@example.se', `/statistik/utskick/${id}/stoppa`, form({}))).status).toBe(404);
    expect((await world.as('alva@example.se', `/statistik/utskick/${id}/stoppa`, form({}))).status).toBe(303);
    world.setNow('2027-02-01T07:00:00Z');
    expect(await send()).toBe(0);
  });
});

describe('an officer’s own work on a schedule', () => {
  const add = (account: Account, fields: object = {}) =>
    world.as(
      account,
      '/statistik/utskick/nytt?vy=jag',
      form({ every: 'week', format: 'csv', to: account, ...fields }),
    );

  it('goes to that officer alone, by week too', async () => {
    const refused = await add('bo@example.se', { to: 'bo@example.se chef@example.se' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('skickas bara till dig');
    expect((await add('bo@example.se')).status).toBe(303);
    const list = await (await world.as('bo@example.se', '/statistik/utskick')).text();
    expect(list).toContain('href="/statistik/jag"');
    world.setNow('2027-03-01T07:00:00Z');
    const works = {
      pool: world.database.pool,
      clock: world.services.clock,
      origin: 'https://samtjanst.example.se',
    };
    expect(await sendDueFigures(works)).toBe(1);
    const mails = await registers((db) =>
      db.many<{ recipients: string[]; text: string; file: string }>(sql`
        select m.recipients, m.body as text, a.file_name as file from outgoing_mail m join outgoing_attachment a on a.mail_id = m.id
        where m.about = 'figures' order by m.id desc limit 1`),
    );
    expect(mails).toEqual([
      {
        recipients: ['bo@example.se'],
        text: expect.stringContaining('https://samtjanst.example.se/statistik/jag'),
        file: expect.stringMatching(/\.csv$/),
      },
    ]);
  });

  it('is nothing for who is no officer', async () => {
    expect((await add('analytiker@example.se')).status).toBe(404);
    expect((await world.as('analytiker@example.se', '/statistik/utskick/nytt?vy=jag')).status).toBe(404);
  });
});

describe('open figures', () => {
  beforeAll(async () => {
    world.setNow('2026-11-18T09:30:00Z');
    await registers((db) => writeOpenFigures(db, world.services.clock()));
  });

  it('are for everybody, of months that are whole and over, with what is too few withheld', async () => {
    const html = await (await world.as(null, '/oppna-siffror?period=2026-10')).text();
    expect(html).toContain('oktober 2026: 28 besök');
    expect(html).toMatch(/Visby<\/a><\/th><td[^>]*>döljs/);
    const { figures } = JSON.parse(await (await world.as(null, '/oppna-siffror/kontor.json')).text());
    const october = figures.filter(
      (row: { period: string; measure: string }) => row.period === '2026-10' && row.measure === 'visits',
    );
    expect(
      october.map((row: { value: number | null; part: object | null }) => [row.part !== null, row.value]),
    ).toEqual([
      [false, 28],
      [true, null],
      [true, null],
    ]);
    expect(figures.some((row: { period: string }) => row.period === '2026-08')).toBe(false);
    expect(figures.some((row: { period: string }) => row.period === '2026-11')).toBe(false);
  });

  it('are fetched from any site, as CSV too', async () => {
    const answer = await world.as(null, '/oppna-siffror/riket.csv');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.text()).toContain('"visits";"1";"2026-09";"";"";"42";"42";"nej"');
    expect((await world.as(null, '/oppna-siffror/annat.csv')).status).toBe(404);
  });

  it.each([
    ['/oppna-siffror/dcat.rdf', 'application/rdf+xml'],
    ['/oppna-siffror/dcat.ttl', 'text/turtle'],
    ['/oppna-siffror/dcat.jsonld', 'application/ld+json'],
    ['/dcat2.rdf', 'application/rdf+xml'],
  ])('have their catalog at %s', async (path, type) => {
    const answer = await world.as(null, path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(await answer.text()).toContain('2026-10-31');
  });

  it('are written only by the job', async () => {
    await expect(
      inTransaction(world.database.pool, { actor: 'somebody' }, (db) =>
        db.run(
          sql`insert into open_figure (dataset, measure, version, period, withheld) values ('country', 'x', 1, '2026', true)`,
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('a closed month', () => {
  const close = (month: string, account: Account = 'analytiker@example.se') =>
    world.as(
      account,
      '/statistik/stangning',
      form({ utforare: String(world.ids.authorities['202100-6453']), manad: month }),
    );

  it('is closed once by an analyst, checked, and downloaded with what is too few withheld', async () => {
    // Two ways to hide who is few: views hide the other office of the area, the month alone the smallest of all.
    await registers((db) =>
      db.run(sql`
        with area as (insert into office_area (region_id, name) select region_id, 'Området bredvid' from office_area limit 1 returning id),
          beside as (insert into office (code, name, type_code, operator_id, area_id, municipality_code, locality, latitude, longitude, open)
            select 'bredvid', 'Kontoret bredvid', type_code, operator_id, area.id, municipality_code, locality, latitude, longitude, open
            from office, area where office.id = ${world.ids.offices.haninge} returning id)
        insert into visit (office_id, opened_by, opened_at, opened_on)
        select id, (select min(id) from officer), '2026-10-06T10:00:00Z', '2026-10-06' from beside, generate_series(1, 6)`),
    );
    expect((await close('2026-10', 'chef@example.se')).status).toBe(403);
    expect((await close('2026-10')).status).toBe(303);
    const again = await close('2026-10');
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('redan stängd');
    expect((await close('2026-11')).status).toBe(422);
    const list = await (await world.as('analytiker@example.se', '/statistik/stangning')).text();
    const [, id] = list.match(/\/statistik\/stangning\/(\d+)\.json/) ?? [];
    expect(
      await (await world.as('analytiker@example.se', `/statistik/stangning/${id}`, form({}))).text(),
    ).toContain('byte för byte');
    const file = async (format: string) =>
      (await world.as('analytiker@example.se', `/statistik/stangning/${id}.${format}`)).text();
    const bytes = await file('json');
    expect(await file('json')).toBe(bytes);
    expect(await file('sha256')).toBe(`${sha256(bytes)}  manad-2026-10.json\n`);
    const body = JSON.parse(bytes);
    expect(body.measures.find((one: { measure: string }) => one.measure === 'visits').value).toBe(34);
    for (const { measures } of body.offices)
      expect(measures.find((one: { measure: string }) => one.measure === 'visits')).toMatchObject({
        value: null,
        withheld: true,
      });
    // What a view withholds is not in the file: else one would tell what the other must not.
    type Cell = { measure: string; withheld: boolean };
    const all = body.measures.map(({ measure }: Cell) => measure).join(',');
    const view = await world.as(
      'analytiker@example.se',
      `/statistik/fil.json?matt=${all}&plats=utforare-${body.operator}&fran=2026-10-01&till=2026-10-31&per=office`,
    );
    const { rows, total } = (await view.json()) as {
      rows: { label: { id: number }; cells: Cell[] }[];
      total: { cells: Cell[] };
    };
    const measuresOf = (id: number): Cell[] =>
      body.offices.find((office: { id: number }) => office.id === id).measures;
    const pairs = [
      [total.cells, body.measures as Cell[]] as const,
      ...rows.map(({ label, cells }) => [cells, measuresOf(label.id)] as const),
    ];
    expect(rows.length).toBeGreaterThan(1);
    for (const [seen, frozen] of pairs)
      expect(frozen.filter(({ withheld }, at) => seen[at]?.withheld && !withheld)).toEqual([]);
  });
});
