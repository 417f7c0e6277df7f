import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { bringVisits } from './test-views.ts';

// The clock of the world stands at 2026-11-18. Haninge and Visby are the two offices of one area and of one operator.

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await bringVisits(world, [
    { office: 'haninge', day: '2025-09-01', count: 10 },
    { office: 'haninge', day: '2025-10-01', count: 20 },
    { office: 'visby', day: '2025-10-02', count: 30 },
    { office: 'haninge', day: '2026-09-01', count: 12 },
    { office: 'visby', day: '2026-09-02', count: 22 },
    { office: 'haninge', day: '2026-10-01', count: 25 },
    { office: 'haninge', day: '2026-10-02', of: 'fk', count: 4 },
    { office: 'visby', day: '2026-10-05', count: 3 },
  ]);
});
afterAll(() => world.close());

const text = async (answer: Response) => (await answer.text()).replaceAll('\u00a0', ' ');
const at = (kind: 'kontor' | 'omrade' | 'utforare') =>
  kind === 'kontor'
    ? `kontor-${world.ids.offices.haninge}`
    : kind === 'omrade'
      ? `omrade-${world.ids.areas.Provområdet}`
      : `utforare-${world.ids.authorities['202100-6453']}`;
const october = 'fran=2026-10-01&till=2026-10-31';
/** The cells of a row of the page's tables, by its heading. */
const rowOf = (html: string, name: string) => {
  const [, row = ''] =
    html.match(new RegExp(`<th scope="row">(?:<a[^>]*>)?${name}(?:</a>)?</th>(.*?)</tr>`)) ?? [];
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) =>
    (cell ?? '').replaceAll(/<[^>]+>/g, ''),
  );
};

describe('who sees what', () => {
  it('an officer begins at their own office, with nothing withheld', async () => {
    const html = await text(await world.as('alva@example.se', '/statistik'));
    expect(html).toContain('Statistik: Servicekontoret i Haninge');
    expect(html).toContain('<span class="key-value">41</span>');
    expect(rowOf(html, 'Försäkringskassan')[0]).toBe('4');
  });

  it('another office is told as none of theirs, and their own shown', async () => {
    const answer = await world.as('alva@example.se', `/statistik?plats=kontor-${world.ids.offices.visby}`);
    expect(answer.status).toBe(422);
    const html = await text(answer);
    expect(html).toContain('hör inte till det du får se');
    expect(html).toContain('Statistik: Servicekontoret i Haninge');
  });

  it('a coordinator sees the authority’s own part, and no other authority', async () => {
    const html = await text(
      await world.as('samordnare.skv@example.se', `/statistik?plats=${at('omrade')}&${october}`),
    );
    expect(html).toContain('Skatteverket');
    expect(html).not.toContain('Försäkringskassan');
    const other = await world.as(
      'samordnare.skv@example.se',
      `/statistik?plats=${at('omrade')}&${october}&myndighet=${world.ids.authorities['202100-5521']}`,
    );
    expect(other.status).toBe(422);
  });

  it.each([
    'mottagare.skv@example.se',
    'tillsyn@example.se',
    'lag@example.se',
    'admin@example.se',
    'ingen@example.se',
  ] as const)('%s sees none', async (account) => {
    for (const path of [
      '/statistik',
      `/statistik/visa?matt=visits&plats=landet&${october}`,
      '/statistik/fil.csv',
    ])
      expect((await world.as(account, path)).status).toBe(403);
    expect(
      (await world.api(account, 'GET', `/figures?matt=visits&plats=landet&${october.replace('&', '&')}`))
        .status,
    ).toBe(403);
  });

  it('the area’s manager sees each office of it whole', async () => {
    const html = await text(
      await world.as(
        'omrade@example.se',
        `/statistik/visa?matt=visits&plats=${at('omrade')}&${october}&per=office`,
      ),
    );
    expect(rowOf(html, 'Servicekontoret i Visby')).toEqual(['3']);
  });
});

describe('outside the office', () => {
  it('what is under five is withheld, and what would tell it', async () => {
    const html = await text(
      await world.as(
        'analytiker@example.se',
        `/statistik/visa?matt=visits&plats=${at('omrade')}&${october}&per=office`,
      ),
    );
    expect(rowOf(html, 'Servicekontoret i Visby')).toEqual(['döljs']);
    expect(rowOf(html, 'Servicekontoret i Haninge')).toEqual(['döljs']);
    expect(rowOf(html, 'Totalt')).toEqual(['32']);
  });

  it('nor is it told by an office alone, by an authority alone, or by a month more or less', async () => {
    const value = async (more: string) => {
      const { body } = await world.api('analytiker@example.se', 'GET', `/figures?matt=matters&${more}`);
      return body.total.cells[0].withheld ? 'withheld' : body.total.cells[0].value;
    };
    const haninge = `plats=${at('kontor')}`;
    const area = `plats=${at('omrade')}`;
    expect(await value(`${haninge}&${october}`)).toBe('withheld');
    expect(await value(`${area}&${october}&myndighet=${world.ids.authorities['202100-5448']}`)).toBe(
      'withheld',
    );
    expect(await value(`${haninge}&fran=2026-09-01&till=2026-10-31`)).toBe('withheld');
    expect(await value(`${haninge}&fran=2026-09-01&till=2026-09-30`)).toBe(12);
    expect(await value(`${area}&${october}`)).toBe(32);
  });

  it('narrow selections are of whole months, and the reader is told so', async () => {
    const answer = await world.as(
      'analytiker@example.se',
      `/statistik/visa?matt=visits&plats=${at('kontor')}&fran=2026-10-01&till=2026-10-30&per=none`,
    );
    expect(answer.status).toBe(422);
    expect(await text(answer)).toContain('hela månader');
  });

  it('a file has no number of what is withheld', async () => {
    const { body } = await world.api(
      'analytiker@example.se',
      'GET',
      `/figures?matt=visits&plats=${at('omrade')}&${october}&per=office`,
    );
    for (const row of body.rows)
      expect(row.cells).toEqual([{ value: null, base: null, part: null, withheld: true }]);
  });
});

describe('the monthly follow-up', () => {
  it('tells the month and what is accumulated against each earlier year', async () => {
    const html = await text(await world.as('omrade@example.se', '/statistik/manad?manad=2026-10'));
    expect(html).toContain('Oktober 2026: 32 besök, −36,0 % mot oktober 2025');
    expect(html).toContain('Januari till och med oktober 2026: 66 besök');
    expect(rowOf(html, '2026')).toEqual(['32', '–', '66', '–']);
  });

  it('refuses a month that is none', async () => {
    expect((await world.as('omrade@example.se', '/statistik/manad?manad=2026-13')).status).toBe(422);
    expect((await world.as('omrade@example.se', '/statistik/manad?manad=2027-01')).status).toBe(422);
  });
});

describe('every page', () => {
  it.each([
    ...[
      '/statistik',
      '/statistik/manad',
      '/statistik/ar',
      '/statistik/timmar',
      '/statistik/tider',
      '/statistik/idag',
    ],
    ...['/statistik/matt', '/statistik/matt/visits', '/statistik/rattelser', '/statistik/utskick'],
  ])('%s is shown in both languages', async (path) => {
    for (const account of ['alva@example.se', 'omrade@example.se', 'analytiker@example.se'] as const)
      for (const language of ['sv', 'en']) {
        const answer = await world.as(account, path, { headers: { cookie: `sprak=${language}` } });
        expect(answer.status, `${path} ${account}`).toBe(200);
        const html = await answer.text();
        expect(html).toMatch(/<h1>[^<]/);
        expect(html).not.toMatch(/NaN|undefined|\[object|style="/);
      }
  });

  it('what ends before it begins is told at its field', async () => {
    const answer = await world.as('alva@example.se', '/statistik?fran=2026-10-02&till=2026-10-01');
    expect(answer.status).toBe(422);
    expect(await text(answer)).toContain('Sista dagen ligger före den första');
  });

  it('an officer sees their own work and nobody else does', async () => {
    expect((await world.as('alva@example.se', '/statistik/jag')).status).toBe(200);
    expect((await world.as('chef@example.se', '/statistik/jag')).status).toBe(403);
    const csv = await world.as('alva@example.se', '/statistik/jag.csv');
    expect(csv.headers.get('content-disposition')).toContain('.csv"');
    expect(await csv.text()).toContain('Bara du ser sidan');
    const json = await world.as('alva@example.se', '/statistik/jag.json');
    expect(((await json.json()) as { weeks: unknown[] }).weeks).toHaveLength(12);
    expect((await world.as('alva@example.se', '/statistik/jag.xlsx')).status).toBe(200);
    expect((await world.as('chef@example.se', '/statistik/jag.csv')).status).toBe(403);
  });
});

describe('rows behind a figure', () => {
  const rows = () => `/statistik/rader?matt=visits&plats=${at('kontor')}&${october}`;
  it('are as many as it counts, for the office’s own people', async () => {
    const html = await text(await world.as('alva@example.se', rows()));
    expect(html).toContain('29 kontakter räknas');
    expect(html.match(/href="\/kontakter\/[0-9a-f-]{36}"/g)).toHaveLength(29);
  });
  it('are not for others', async () => {
    expect(await text(await world.as('analytiker@example.se', rows()))).not.toContain('/kontakter/');
  });
});

describe('reported figures', () => {
  const figure = { year: '2014', visits: '4500000', source: 'Provrapport', note: '' };
  it('are loaded with their source by an analyst, once', async () => {
    expect((await world.as('analytiker@example.se', '/statistik/rapporterat', form(figure))).status).toBe(
      303,
    );
    expect((await world.as('analytiker@example.se', '/statistik/rapporterat', form(figure))).status).toBe(
      422,
    );
    expect(await text(await world.as(null, '/oppna-siffror'))).toContain('Provrapport');
  });
  it.each([
    [{ year: '2026' }, 'year'],
    [{ visits: '-1' }, 'visits'],
    [{ source: ' ' }, 'source'],
  ])('are refused: %o', async (change, field) => {
    const answer = await world.as(
      'analytiker@example.se',
      '/statistik/rapporterat',
      form({ ...figure, year: '2015', ...change }),
    );
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`href="#${field}"`);
  });
  it('are not loaded by others', async () => {
    expect((await world.as('chef@example.se', '/statistik/rapporterat', form(figure))).status).toBe(403);
  });
});
