import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { GREY_JPEG, jpegWithExif, makeFaults, PLACES, pngWithTexts } from './test-faults.ts';

let world: World;
let faults: Awaited<ReturnType<typeof makeFaults>>;
const SKV = 'samordnare.skv@example.se';
const FK = 'samordnare.fk@example.se';
beforeAll(async () => {
  world = await makeWorld();
  faults = await makeFaults(world);
});
afterAll(() => world.close());

const rows = <Row>(query: ReturnType<typeof sql>) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));
const count = async () => (await rows<{ n: number }>(sql`select count(*) as n from fault_report`))[0]!.n;
const at = ({ latitude, longitude }: { latitude: number; longitude: number }) => `${latitude},${longitude}`;

describe('a fault is reported without an account', () => {
  it('and found again by its number, and by the secret link', async () => {
    const { own, reference } = await faults.report({ epost: 'kim@example.se' });
    expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    const status = await (
      await world.as(null, `/felanmalan/${reference.toLowerCase().replace('-', '')}`)
    ).text();
    expect(status).toContain('Lampan är släckt.');
    expect(status).not.toContain('kim@example.se');
    const mine = await (await world.as(null, own)).text();
    expect(mine).toContain('Din anmälan');
    const mails = await rows<{ recipients: string[]; body: string }>(sql`
      select recipients, body from outgoing_mail where about = 'fault'`);
    expect(mails.filter(({ recipients }) => recipients[0] === 'kim@example.se')).toHaveLength(1);
    expect(mails[0]!.body).toContain(own);
  });

  it('is told what is wrong at its field, and nothing is stored', async () => {
    const before = await count();
    for (const [more, says] of [
      [{ nara: at(PLACES.sea) }, 'Platsen ligger i havet'],
      [{ nara: at(PLACES.oslo) }, 'Platsen ligger i havet'],
      [{ nara: at(PLACES.visby) }, 'ansvarar inte för platsen'],
      [{ nara: '', plats: '' }, 'Peka på kartan eller skriv'],
      [{ beskrivning: ' ' }, 'Fyll i fältet'],
      [{ 'svar.antal': '' }, 'Fyll i fältet'],
      [{ 'svar.antal': 'hundra' }, 'Välj ett av alternativen'],
      [{ epost: 'kim at example' }, 'Skriv en e-postadress'],
      [{ webbplats: 'https://example.se' }, 'ifyllt av ett program'],
      [{ nyckel: 'x' }, 'Välj ett av alternativen'],
    ] as const) {
      const answer = await faults.post(more);
      expect(answer.status, JSON.stringify(more)).toBe(422);
      const html = await answer.text();
      expect(html, JSON.stringify(more)).toContain(says);
    }
    expect(await count()).toBe(before);
  });

  it('who pointed in the sea, or went on without pointing, has the map to point at', async () => {
    for (const [query, says] of [
      [`nara=${encodeURIComponent(at(PLACES.sea))}&vy=3`, 'Platsen ligger i havet'],
      ['steg=2', 'Peka på kartan eller skriv'],
    ] as const) {
      const answer = await world.as(null, `/felanmalan?kommun=0136&${query}`);
      const html = await answer.text();
      expect([answer.status, html.includes(says)]).toEqual([422, true]);
      expect(html).toContain('src="/felanmalan/karta.svg?kommun=0136"');
    }
  });

  it('with words instead of a place on the map', async () => {
    const { reference } = await faults.report({ nara: '', plats: 'Vid bryggan på Utö' });
    expect(await (await world.as(null, `/felanmalan/${reference}`)).text()).toContain('Vid bryggan på Utö');
  });

  it('sent twice, at once or later, is one report with the same link', async () => {
    const before = await count();
    const nyckel = crypto.randomUUID();
    const links = await Promise.all([1, 2, 3].map(() => faults.report({ nyckel })));
    links.push(await faults.report({ nyckel }));
    expect(new Set(links.map(({ own }) => own)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('what tells of a person is left out of the public page', async () => {
    const { reference } = await faults.report({
      beskrivning: 'Ring mig på 070-123 45 67 eller kim@example.se. 2 lampor, stolpe 1234.',
    });
    const html = await (await world.as(null, `/felanmalan/${reference}`)).text();
    expect(html).not.toContain('123 45 67');
    expect(html).not.toContain('kim@example.se');
    expect(html).toContain('2 lampor, stolpe 1234');
    expect(await (await world.as(SKV, `/felanmalningar/${reference}`)).text()).toContain('070-123 45 67');
  });
});

describe('a photo', () => {
  it('is kept without what its camera wrote, and shown to others only when the body has said so', async () => {
    const { own, reference } = await faults.report({}, jpegWithExif(GREY_JPEG));
    const [photo] = await rows<{ id: string; content: Buffer; orientation: number }>(sql`
      select p.id, p.content, p.orientation from fault_photo p join fault_report r on r.id = p.report_id where r.reference = ${reference}`);
    const text = photo!.content.toString('latin1');
    for (const trace of ['Exif', 'Kim', 'Provkamera', 'xmp', 'Photoshop', 'ftyp'])
      expect(text).not.toContain(trace);
    expect(photo!.orientation).toBe(6);
    expect((await world.as(null, `/felanmalan/bild/${photo!.id}`)).status).toBe(404);
    expect((await world.as(null, `${own}/bild/${photo!.id}`)).headers.get('content-type')).toBe('image/jpeg');
    expect((await world.as(FK, `/felanmalningar/${reference}/bild/${photo!.id}`)).status).toBe(404);
    const shown = await world.as(
      SKV,
      `/felanmalningar/${reference}/visning`,
      form({ bild: photo!.id, visa: 'ja' }),
    );
    expect(shown.status).toBe(303);
    const open = await world.as(null, `/felanmalan/bild/${photo!.id}`);
    // Open311 gives the address to other sites, whose pages show it.
    expect(open.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(open.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(open.status).toBe(200);
    expect(Buffer.from(await open.arrayBuffer()).equals(photo!.content)).toBe(true);
  });

  it('that is none, or too large, is refused at its field and nothing is stored', async () => {
    const before = await count();
    for (const bytes of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>hostile()</script></svg>'),
      Buffer.from('%PDF-1.7 not a photo at all'),
      jpegWithExif(GREY_JPEG).subarray(0, 300),
      pngWithTexts().subarray(0, 60),
      Buffer.alloc(11 * 1024 * 1024, 0xff),
    ]) {
      const answer = await faults.post({}, bytes);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toMatch(/ingen bild som går att läsa|större än 10 MB/);
    }
    expect(await count()).toBe(before);
  });
});

describe('who reported', () => {
  it('hears that it is closed, says that it is not mended, and it is open again', async () => {
    const { own, reference } = await faults.report({ epost: 'kim@example.se' });
    expect((await world.as(null, `${own}/svar`, form({ svar: 'nej' }))).status).toBe(409);
    const to = (path: string, fields: Record<string, string>) =>
      world.as(SKV, `/felanmalningar/${reference}/${path}`, form(fields));
    expect((await to('ta', { vantas: '2026-11-30' })).status).toBe(303);
    expect((await to('skriv', { ord: 'Bilen är trasig', for: 'oss' })).status).toBe(303);
    expect((await to('skriv', { ord: 'Vi kommer på måndag', for: 'alla' })).status).toBe(303);
    expect((await to('avsluta', { hur: 'cannot', svar: '' })).status).toBe(422);
    expect((await to('avsluta', { hur: 'fixed', svar: 'Ny lampa' })).status).toBe(303);
    expect((await to('avsluta', { hur: 'fixed', svar: 'Ny lampa' })).status).toBe(409);
    const closed = await (await world.as(null, own)).text();
    expect(closed).toContain('Är felet åtgärdat?');
    expect(closed).toContain('Vi kommer på måndag');
    expect(closed).not.toContain('Bilen är trasig');
    expect((await world.as(null, `${own}/svar`, form({ svar: 'nej', ord: 'Släckt igen' }))).status).toBe(303);
    const open = await (await world.as(null, `/felanmalan/${reference}`)).text();
    expect(open).toContain('felet är kvar');
    expect(open).not.toContain('Släckt igen');
    expect(await (await world.as(SKV, '/felanmalningar?visa=denied')).text()).toContain(reference);
    expect(await (await world.as(SKV, `/felanmalningar/${reference}`)).text()).toContain('Släckt igen');
    expect((await to('avsluta', { hur: 'fixed', svar: '' })).status).toBe(303);
    expect((await world.as(null, `${own}/svar`, form({ svar: 'ja' }))).status).toBe(303);
    expect(await (await world.as(null, `/felanmalan/${reference}`)).text()).toContain(
      'säger att det är åtgärdat',
    );
    const told = await rows<{ n: number }>(sql`
      select count(*) as n from outgoing_mail m join fault_report r on r.id::text = m.about_id
      where r.reference = ${reference} and m.subject like '%avslutad%'`);
    expect(told[0]!.n).toBe(2);
  });

  it('is the only one who can: a wrong secret, another’s secret and a made-up number are nothing', async () => {
    const { reference, secret } = await faults.report();
    const other = await faults.report();
    for (const path of [
      `/felanmalan/${reference}/${'x'.repeat(22)}`,
      `/felanmalan/${other.reference}/${secret}`,
      `/felanmalan/2222-2222/${secret}`,
      '/felanmalan/2222-2222',
      '/felanmalan/0000-1111',
    ])
      expect((await world.as(null, path)).status, path).toBe(404);
  });
});

describe('the same fault', () => {
  it('is suggested when it is near and of the same group, and can be followed instead', async () => {
    const first = await faults.report({ nara: at(PLACES.away), plats: 'Lyktan vid bron' });
    const near = `/felanmalan?kommun=0136&nara=${at(PLACES.awayNearby)}&typ=BELYSNING`;
    expect(await (await world.as(null, near)).text()).toContain(first.reference);
    const other = `/felanmalan?kommun=0136&nara=${at(PLACES.awayNearby)}&typ=KLOTTER`;
    expect(await (await world.as(null, other)).text()).not.toContain(first.reference);
    const follow = form({ [`epost-${first.reference}`]: 'nara@example.se' });
    expect((await world.as(null, `/felanmalan/${first.reference}/folj`, follow)).status).toBe(303);
    expect((await world.as(null, `/felanmalan/${first.reference}/folj`, follow)).status).toBe(303);
    expect(await (await world.as(null, `/felanmalan/${first.reference}`)).text()).toContain(
      '1 till har sett samma sak',
    );
    const second = await faults.report({ nara: at(PLACES.awayNearby) });
    const same = (referens: string) =>
      world.as(SKV, `/felanmalningar/${second.reference}/samma`, form({ referens }));
    expect((await same('2222-2222')).status).toBe(422);
    expect((await same(second.reference)).status).toBe(422);
    expect((await same(first.reference)).status).toBe(303);
    expect(await (await world.as(null, `/felanmalan/${second.reference}`)).text()).toContain(first.reference);
  });
});

describe('walls', () => {
  it('no other body’s people see a report, nor an account without that role; moved, the other ones do', async () => {
    const { reference } = await faults.report();
    for (const account of [FK, 'cim@example.se', 'samordnare.ssc@example.se'] as const)
      expect((await world.as(account, `/felanmalningar/${reference}`)).status, account).toBe(404);
    for (const account of [
      'rapport.skv@example.se',
      'tillsyn@example.se',
      'ingen@example.se',
      'admin@example.se',
    ] as const)
      expect((await world.as(account, `/felanmalningar/${reference}`)).status, account).toBe(403);
    await world.as(SKV, `/felanmalningar/${reference}/skriv`, form({ ord: 'Bara för oss', for: 'oss' }));
    const move = form({
      typ: String(faults.kind('BELYSNING', faults.bodies.gotland)),
      varfor: 'Ligger hos er',
    });
    expect((await world.as(SKV, `/felanmalningar/${reference}/flytta`, move)).status).toBe(303);
    expect((await world.as(SKV, `/felanmalningar/${reference}`)).status).toBe(404);
    const there = await (await world.as(FK, `/felanmalningar/${reference}`)).text();
    expect(there).toContain('Ligger hos er');
    expect(there).not.toContain('Bara för oss');
  });

  it('the database itself shows nobody a report or its contact, and takes no change of what has happened', async () => {
    await faults.report({ epost: 'kim@example.se' });
    const seen = await inTransaction(world.database.pool, {}, async (db) =>
      db.one<{ r: number; c: number; e: number; p: number; k: number }>(sql`
        select (select count(*) from fault_report) as r, (select count(*) from fault_contact) as c,
          (select count(*) from fault_event) as e, (select count(*) from fault_photo) as p, (select count(*) from complaint) as k`),
    );
    expect(seen).toEqual({ r: 0, c: 0, e: 0, p: 0, k: 0 });
    for (const statement of [
      sql`update fault_event set words = 'x'`,
      sql`delete from fault_event`,
      sql`delete from fault_report`,
      sql`update fault_report set description = 'x'`,
    ])
      await expect(
        inTransaction(world.database.pool, { authorities: [faults.bodies.haninge] }, (db) =>
          db.run(statement),
        ),
      ).rejects.toThrow(/permission denied/);
  });
});

describe('somebody who guesses', () => {
  it('is stopped, also from what is right', async () => {
    const { reference } = await faults.report();
    let status = 404;
    for (let tries = 0; tries < 60 && status === 404; tries += 1)
      status = (
        await world.as(
          null,
          `/felanmalan/${reference.slice(0, 4)}-${String(2222 + tries).replaceAll(/[01]/g, 'A')}`,
        )
      ).status;
    expect(status).toBe(429);
    const refused = await world.as(null, `/felanmalan/${reference}`);
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(600);
    expect(await refused.text()).toContain('Försök igen om 10 minuter, kl. ');
    world.setNow(world.services.clock().add({ seconds }).toString());
    expect((await world.as(null, `/felanmalan/${reference}`)).status).toBe(200);
  });
});
