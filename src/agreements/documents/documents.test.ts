import { createHash } from 'node:crypto';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, SKV, SSC, type World } from '../../../test/world.ts';
import { ALVA, FK_COORDINATOR, IDENTITY_CARDS, PARENTAL_BENEFITS, SKV_COORDINATOR } from '../test-acts.ts';

let world: World;
let agreement: number;
let before: Temporal.Instant;
beforeAll(async () => {
  world = await makeWorld();
  agreement = world.ids.agreements[IDENTITY_CARDS] ?? 0;
  before = Temporal.Now.instant();
  const { tasks, authorities, offices } = world.ids;
  const { rows } = await world.database.pool.query("select id from authority_system where code = 'SKV-FOLK'");
  const common = {
    principalId: authorities[SKV],
    performerId: authorities[SSC],
    performersNamed: false,
    catalogueCode: null,
    exercisesAuthority: false,
  };
  const amended = await world.api(SKV_COORDINATOR, 'POST', `/agreements/${agreement}/versions`, {
    amends: 1,
    from: '2027-01-01',
    to: '2027-12-31',
    decidedOn: '2026-11-10',
    summary: 'Id-kort utgår, inkomstskatt kommer till',
    offices: [offices.visby],
    tasks: [
      {
        ...common,
        taskId: tasks['population-registration'],
        requiresPersonalData: true,
        listedSeparately: false,
        access: [rows[0].id],
        offices: [offices.visby],
      },
      {
        ...common,
        taskId: tasks['income-tax'],
        requiresPersonalData: false,
        listedSeparately: false,
        access: [],
        offices: 'all',
      },
    ],
  });
  expect(amended.status, JSON.stringify(amended.body)).toBe(201);
});
afterAll(() => world.close());

async function shown(who: Parameters<World['as']>[0], path: string, status = 200): Promise<string> {
  const answer = await world.as(who, path);
  expect(answer.status, path).toBe(status);
  return answer.text();
}

describe('the list of agreements', () => {
  it.each<[string, () => string, 0 | 1]>([
    ['its party', () => `part=${world.ids.authorities[SSC]}`, 1],
    ['another party', () => `part=${world.ids.authorities[SSC]! + 100_000}`, 0],
    ['its regime', () => 'regelverk=SA-2019', 1],
    ['another regime', () => 'regelverk=STJ-2009', 0],
    ['an office of all', () => `kontor=${world.ids.offices.haninge}`, 1],
    [
      'an office that the version of the day lists',
      () => `kontor=${world.ids.offices.visby}&dag=2027-05-01`,
      1,
    ],
    ['an office that it does not', () => `kontor=${world.ids.offices.haninge}&dag=2027-05-01`, 0],
    ['a task of the day', () => `uppgift=${world.ids.tasks['identity-card']}`, 1],
    ['a task that is gone by then', () => `uppgift=${world.ids.tasks['identity-card']}&dag=2027-05-01`, 0],
    ['a task that has come by then', () => `uppgift=${world.ids.tasks['income-tax']}&dag=2027-05-01`, 1],
    ['what ends soon', () => 'slutar=409', 1],
    ['what ends sooner than that', () => 'slutar=407', 0],
    ['what ends soon after it has ended', () => 'slutar=3000&dag=2028-01-01', 0],
    ['state, as known before the amendment', () => `dag=2028-01-01&lage=in-force&kand=${before}`, 1],
    ['state, as known now', () => 'dag=2028-01-01&lage=in-force', 0],
    ['words of a party', () => 'sok=servicecenter', 1],
    ['words of nobody', () => 'sok=finns-inte', 0],
    [
      'everything at once',
      () => `part=${world.ids.authorities[SKV]}&regelverk=SA-2019&lage=in-force&ordning=ends`,
      1,
    ],
  ])('finds by %s', async (_, query, count) => {
    const html = await shown(SKV_COORDINATOR, `/avtal?${query()}`);
    expect(html).toContain(`${count} avtal`);
    expect(html.includes(IDENTITY_CARDS)).toBe(count === 1);
  });

  it('filters in the API as on the page, and tells the last day', async () => {
    const { body } = await world.api(SKV_COORDINATOR, 'GET', '/agreements?endingWithin=409&sort=ends');
    expect(body).toMatchObject({ total: 1, agreements: [{ lastDay: '2027-12-31', version: 1 }] });
    expect((await world.api(SKV_COORDINATOR, 'GET', '/agreements?sort=size')).status).toBe(422);
  });

  it('shows the register as of a day, as known on a day, and says so', async () => {
    const later = await shown(SKV_COORDINATOR, `/avtal/${agreement}?dag=2027-05-01`);
    expect(later).toContain('<h2>Version 2</h2>');
    const then = await shown(SKV_COORDINATOR, `/avtal/${agreement}?dag=2027-05-01&kand=${before}`);
    expect(then).toContain('<h2>Version 1</h2>');
    expect(then).toContain('Så som registren såg ut');
    expect(then).not.toContain('Version 2');
  });
});

describe('two versions side by side', () => {
  it('tells what came, went and changed, in words and marks', async () => {
    const html = await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor`);
    for (const text of [
      'Det som skiljer version 1 från version 2',
      '<del>2019-06-01</del>',
      '<ins>2027-01-01</ins>',
      '<ins>2027-12-31</ins>',
      'borttaget',
      'tillagt',
      'ändrat',
      '<ins>Servicekontoret i Visby</ins>',
      'Särskilt redovisad',
      'Visa det som är oförändrat (0 uppgifter och avtalets villkor)',
    ])
      expect(html).toContain(text);
    const back = await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor?fran=2&till=1`);
    expect(back).toContain('<del>Servicekontoret i Visby</del>');
    expect(await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor?fran=2&till=2`)).toContain(
      'Inget skiljer versionerna åt.',
    );
  });

  it('knows what was known', async () => {
    const then = await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor?kand=${before}`);
    expect(then).toContain('Inget skiljer versionerna åt.');
    await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor?till=2&kand=${before}`, 404);
  });

  it('is for parties alone', async () => {
    await shown(FK_COORDINATOR, `/avtal/${agreement}/jamfor`, 404);
    await shown('ingen@example.se', `/avtal/${agreement}/jamfor`, 403);
    await shown(SKV_COORDINATOR, `/avtal/${agreement}/jamfor?fran=9`, 404);
  });
});

describe('a version as PDF', () => {
  it('is a file to save, for who may see the agreement', async () => {
    const answer = await world.as(ALVA, `/avtal/${agreement}/versioner/2/avtal.pdf`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toContain(
      'attachment; filename="avtal-2019-00519-1.8-version-2-2026-11-18.pdf"',
    );
    await shown(FK_COORDINATOR, `/avtal/${agreement}/versioner/2/avtal.pdf`, 404);
    await shown('ingen@example.se', `/avtal/${agreement}/versioner/2/avtal.pdf`, 403);
    await shown(SKV_COORDINATOR, `/avtal/${agreement}/versioner/3/avtal.pdf`, 404);
  });
});

describe('a signed copy', () => {
  const pdf = (inside = 'undertecknat') => `%PDF-1.7\n${inside}\n%%EOF\n`;
  const send = (
    content: BlobPart,
    name = 'Avtal å.pdf',
    who: Parameters<World['as']>[0] = SKV_COORDINATOR,
  ) => {
    const body = new FormData();
    body.set('file', new File([content], name, { type: 'application/pdf' }));
    return world.as(who, `/avtal/${agreement}/versioner/1/undertecknat`, { method: 'POST', body });
  };
  const copies = async () =>
    (await world.api(SKV_COORDINATOR, 'GET', `/agreements/${agreement}/signed-copies`)).body;

  it.each<[string, BlobPart, string]>([
    ['empty', '', 'Filen är tom.'],
    ['of another type', 'MZ program', 'Filen är ingen PDF.'],
    ['cut off', '%PDF-1.7 …', 'Filen är avbruten'],
    ['larger than 20 MB', new Uint8Array(20 * 1024 * 1024 + 1), 'Filen är större än 20 MB.'],
  ])('that is %s is told at its field, and nothing is stored', async (_, content, sentence) => {
    const answer = await send(content);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(sentence);
    expect(html).toContain('Det finns något att rätta');
    expect(await copies()).toEqual([]);
  });

  it('without a file is told, and one beyond all measure is refused', async () => {
    const body = new FormData();
    const answer = await world.as(SKV_COORDINATOR, `/avtal/${agreement}/versioner/1/undertecknat`, {
      method: 'POST',
      body,
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Välj en fil.');
    expect((await send(new Uint8Array(41 * 1024 * 1024))).status).toBe(413);
    // What is sent to any other address stays small.
    const elsewhere = await world.as(SKV_COORDINATOR, `/avtal/${agreement}/undertecknat`, {
      method: 'POST',
      body: new Uint8Array(2 * 1024 * 1024),
    });
    expect(elsewhere.status).toBe(413);
  });

  it('is for the coordinator of a party to attach', async () => {
    expect((await send(pdf(), 'a.pdf', ALVA)).status).toBe(403);
    expect((await send(pdf(), 'a.pdf', FK_COORDINATOR)).status).toBe(404);
    expect(await copies()).toEqual([]);
  });

  it('is kept byte for byte, told with its hash, and stays when another comes', async () => {
    const sent = await send(pdf());
    expect(sent.status).toBe(303);
    expect(await shown(SKV_COORDINATOR, sent.headers.get('location') ?? '')).toContain(
      'Exemplaret är bifogat.',
    );
    expect((await send(pdf('igen'))).status).toBe(303);
    const again = await send(pdf());
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('redan bifogad');
    const [second, first, ...rest] = await copies();
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      version: 1,
      fileName: 'Avtal å.pdf',
      sha256: createHash('sha256').update(pdf()).digest('hex'),
      attachedBy: 'samordnare.skv',
      remarks: [],
    });
    expect(second.id).not.toBe(first.id);
    const answer = await world.as(ALVA, `/avtal/${agreement}/undertecknat/${first.id}`);
    expect(await answer.text()).toBe(pdf());
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Avtal a.pdf"; filename*=UTF-8\'\'Avtal%20%C3%A5.pdf',
    );
    const html = await shown(SKV_COORDINATOR, `/avtal/${agreement}`);
    expect(html).toContain(first.sha256);
    expect(html).toContain('av samordnare.skv');
    // The register as it was before has no copy, and nothing is attached to the past.
    const then = await shown(SKV_COORDINATOR, `/avtal/${agreement}?kand=${before}`);
    expect(then).toContain('Inget undertecknat exemplar är bifogat.');
    expect(then).not.toContain('multipart/form-data');
  });

  it('is told of when it is encrypted or carries script, also where it is packed', async () => {
    const packed = zlib.deflateSync('1 0 << /S /JavaScript /JS (x) >>');
    const content = Buffer.concat([
      Buffer.from('%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 1 >>\nstream\n'),
      packed,
      Buffer.from('\nendstream\nendobj\ntrailer << /Encrypt 7 0 R >>\n%%EOF'),
    ]);
    expect((await send(new Uint8Array(content))).status).toBe(303);
    const [newest] = await copies();
    expect(newest.remarks).toEqual(['encrypted', 'javascript']);
    const html = await shown(SKV_COORDINATOR, `/avtal/${agreement}`);
    expect(html).toContain('Filen innehåller skript.');
    expect(html).toContain('kan kräva ett lösenord');
  });

  it('is nobody else’s, and nobody changes or removes it', async () => {
    const [{ id }] = await copies();
    await shown(FK_COORDINATOR, `/avtal/${agreement}/undertecknat/${id}`, 404);
    await shown(FK_COORDINATOR, `/avtal/${world.ids.agreements[PARENTAL_BENEFITS]}/undertecknat/${id}`, 404);
    await shown('ingen@example.se', `/avtal/${agreement}/undertecknat/${id}`, 403);
    for (const statement of [
      "update agreement_signed_copy set file_name = 'x'",
      'delete from agreement_signed_copy',
    ])
      await expect(world.database.pool.query(statement)).rejects.toThrow('permission denied');
    const { rows } = await world.database.pool.query('select id from agreement_signed_copy');
    expect(rows).toEqual([]);
  });
});
