import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, type Json, makeWorld, SKV, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';

const MANAGER = 'chef@example.se';
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const html = async (path: string) => {
  const answer = await world.as(null, path);
  expect(answer.status, path).toBe(200);
  return answer.text();
};
/** The text of a page as it is read, without its head. */
const words = async (path: string) =>
  (await html(path))
    .replace(/^[\s\S]*<main/, '<main')
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
/** The offices in the order in which a page names them in its list. */
const listed = async (path: string) =>
  [...(await html(path)).replaceAll(/<svg[\s\S]*?<\/svg>/g, '').matchAll(/<a href="\/kontor\/([a-z]+)/g)].map(
    (match) => match[1],
  );
const linked = async (path: string): Promise<Json> =>
  JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(await html(path))?.[1] ?? '');

describe('the finder', () => {
  it.each([
    ['Haninge', ['haninge', 'visby']],
    ['visby', ['visby', 'haninge']],
    ['136 40', ['haninge', 'visby']],
    ['62157', ['visby', 'haninge']],
    ['nynashamn', ['haninge', 'visby']],
  ])('by %s: nearest first', async (place, order) => {
    expect(await listed(`/hitta?plats=${encodeURIComponent(place)}`)).toEqual(order);
  });

  it('by where one is, with the distance', async () => {
    expect(await listed('/hitta?nara=57.64,18.30')).toEqual(['visby', 'haninge']);
    expect(await words('/hitta?nara=57.64,18.30')).toContain('Kontor nära din plats');
    expect(await words('/hitta?nara=57.64,18.30')).toContain('170 km');
  });

  it.each([
    ['plats=qqqqqq', 'Vi hittar inte ”qqqqqq”.'],
    ['plats=136', 'Ett postnummer har fem siffror'],
    ['plats=99999', 'Vi hittar inte postnumret 99999'],
    ['nara=0,0', 'Platsen ligger inte i Sverige'],
    ['uppgift=finns-inte', 'Vi känner inte igen det du vill ha hjälp med'],
  ])('tells what is no answer to %s, and shows every office', async (query, says) => {
    expect(await words(`/hitta?${query}`)).toContain(says);
    expect((await listed(`/hitta?${query}`)).toSorted()).toEqual(['haninge', 'visby']);
  });

  it('asks which of two places of one name is meant', async () => {
    expect(await words('/hitta?plats=Hittarp')).toContain('Menade du');
  });

  it('narrows to offices that do what is needed, are open, and speak the language', async () => {
    expect(await listed('/hitta?uppgift=identity-card')).toEqual(['haninge']);
    expect(await words('/hitta?uppgift=identity-card')).toContain('Beslut på plats');
    expect((await listed('/hitta?uppgift=move')).toSorted()).toEqual(['haninge', 'visby']);
    expect((await listed('/hitta?oppet=1')).toSorted()).toEqual(['haninge', 'visby']);
    world.setNow('2026-11-20T09:30:00Z');
    expect(await listed('/hitta?oppet=1')).toEqual(['haninge']);
    world.setNow('2026-11-18T09:30:00Z');
    expect(await words('/hitta?talar=fi')).toContain('Inget kontor passar');
    expect(await words('/hitta?trappfritt=1')).toContain('2 kontor har inte svarat');
  });

  it('is in English by its address, whatever the browser says, and its links stay so', async () => {
    const page = await html('/hitta?sprak=en&plats=haninge');
    expect(page).toContain('<html lang="en"');
    expect(page).toContain('href="/kontor/haninge?sprak=en"');
    expect(await html('/hitta')).toContain('<html lang="sv"');
    for (const locale of ['sv', 'en'])
      expect(page).toContain(`hreflang="${locale}" href="http://localhost/hitta?sprak=${locale}"`);
  });
});

describe('what visitors are told can be done', () => {
  it('is the law’s answer for who works there, and changes with a mandate, at once', async () => {
    const path = '/kontor/haninge?uppgift=identity-card';
    expect(await words(path)).toContain('Id-kort på det här kontoret Råd : ja.');
    expect(await words(path)).toMatch(/Beslut på plats : ja/);
    const [mandate] = (
      await inTransaction(world.database.pool, { registers: true }, (db) =>
        db.many<{ id: number }>(
          sql`select m.id from mandate m join officer o on o.id = m.officer_id
            where o.code = 'H-1' and m.principal_id = ${world.ids.authorities[SKV]}`,
        ),
      )
    ).map(({ id }) => id);
    const withdrawn = await world.api(
      'samordnare.skv@example.se',
      'POST',
      `/mandates/${mandate}/withdrawal`,
      {
        on: '2026-11-18',
        reason: 'Prov',
      },
    );
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBeLessThan(300);
    expect(await words(path)).toMatch(/Beslut på plats : nej/);
    expect(await words(path)).toMatch(/Hjälp i ditt ärende : nej/);
    expect(await words(path)).toMatch(/Hjälp med e-tjänsten : ja/);
  });

  it('names where one comes farther, by task and by event of life', async () => {
    expect(await words('/kontor/visby?uppgift=identity-card')).toMatch(
      /Id-kort på det här kontoret Visar dig rätt myndighet\. Du kommer längre på ett annat kontor, 170 km bort: Servicekontoret i Haninge/,
    );
    const event = await words('/kontor/visby?uppgift=new-in-sweden');
    expect(event).toContain('Jag är ny i Sverige');
    expect(event).toContain('Folkbokföring');
  });

  it('holds no person and no number of persons', async () => {
    for (const path of ['/kontor/haninge', '/kontor/haninge?uppgift=identity-card', '/hitta?uppgift=child']) {
      const page = await html(path);
      expect(page).not.toMatch(/Alva|Provlund|Exempelström|Demovik|H-1|H-2|V-1|handläggare|officers/);
    }
    // One who may, or two: the page is the same.
    const before = await words('/kontor/haninge');
    await inTransaction(world.database.pool, { registers: true, actor: 'system' }, (db) =>
      db.run(sql`
        insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
        select 'H-9', 'Dee Provsson', employer_id, home_office_id, 1, employed from officer where code = 'H-2'`),
    );
    expect(await words('/kontor/haninge')).toBe(before);
  });
});

describe('the public page of an office', () => {
  it('tells when it is open now and next, and where it is open when it is not', async () => {
    expect(await words('/kontor/haninge')).toContain('Öppet nu , till 16:00');
    expect(await words('/kontor/visby')).toContain('Öppet nu , till 12:00');
    world.setNow('2026-11-20T09:30:00Z');
    expect(await words('/kontor/visby')).toMatch(
      /Stängt nu , öppnar tisdag 24 november 10:00 Öppet nu, 170 km bort: Servicekontoret i Haninge/,
    );
    world.setNow('2026-11-21T09:30:00Z');
    expect(await words('/kontor/visby')).toMatch(/Öppnar tidigare, 170 km bort: Servicekontoret i Haninge/);
    expect(await words('/kontor/haninge')).not.toMatch(/bort:/);
    // Summer time ends and begins: the clock on the wall decides.
    world.setNow('2026-10-23T14:30:00Z');
    expect(await words('/kontor/haninge')).toContain('öppnar måndag 26 oktober 10:00');
    world.setNow('2026-03-28T12:00:00Z');
    expect(await words('/kontor/haninge')).toContain('öppnar måndag 30 mars 10:00');
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('tells what is not known as not known, and what its manager has said at once', async () => {
    const before = await words('/kontor/haninge');
    expect(before).toContain('Gatuadressen är inte inlagd');
    expect(before).toContain('Vi vet inte om det finns trappsteg');
    expect(await linked('/kontor/haninge')).not.toHaveProperty('amenityFeature');
    const facts = {
      'address.street': 'Provgatan 1',
      'address.postcode': '13640',
      'address.town': 'Haninge',
      directionsSv: 'Ingång från torget.',
      directionsEn: '',
      stepFree: 'yes',
      languages: ['en', 'fi'],
    };
    const page = `/kontorstider/${world.ids.offices.haninge}/hitta-hit`;
    expect((await world.as(MANAGER, page, form(facts))).status).toBe(303);
    const after = await words('/kontor/haninge');
    expect(after).toContain('Provgatan 1 136 40 Haninge');
    expect(after).toContain('Utan trappsteg från gatan till disken');
    expect(after).toContain('suomi (finska) Du har rätt att använda språket här.');
    expect(await html('/kontor/haninge?sprak=en')).toContain('lang="sv">Ingång från torget.');
    expect(await listed('/hitta?talar=fi')).toEqual(['haninge']);
    expect(await listed('/hitta?trappfritt=1')).toEqual(['haninge']);
    expect(await linked('/kontor/haninge')).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'GovernmentOffice',
      '@id': 'http://localhost/kontor/haninge',
      name: 'Servicekontoret i Haninge',
      address: { streetAddress: 'Provgatan 1', postalCode: '136 40', addressLocality: 'Haninge' },
      geo: { '@type': 'GeoCoordinates', latitude: 59.168, longitude: 18.145 },
      amenityFeature: [{ '@type': 'LocationFeatureSpecification', value: true }],
      knowsLanguage: ['sv', 'en', 'fi'],
      openingHours: 'Mo-Fr 10:00-16:00; PH off; Jun 19-25 Fr off; Dec 24,Dec 31 off',
      openingHoursSpecification: [{ '@type': 'OpeningHoursSpecification', opens: '10:00', closes: '16:00' }],
    });
    const { specialOpeningHoursSpecification: special } = await linked('/kontor/haninge');
    expect(special).toContainEqual({
      '@type': 'OpeningHoursSpecification',
      ...{ opens: '00:00', closes: '00:00', validFrom: '2026-12-24', validThrough: '2026-12-24' },
    });
  });

  it('tells dated exceptions with what visitors are told, never the reason', async () => {
    const made = await world.api(MANAGER, 'POST', `/offices/${world.ids.offices.haninge}/hours/exceptions`, {
      period: { from: '2026-12-02', to: '2026-12-02' },
      hours: { opens: '10:00', closes: '12:00', lunch: null },
      cause: 'training',
      reason: 'Internt skäl',
    });
    expect(made.status).toBe(201);
    const page = await words('/kontor/haninge');
    expect(page).toContain('onsdag 2 december : 10:00–12:00 Utbildning');
    expect(page).not.toContain('Internt skäl');
  });

  it('is no page for an office that there is not', async () => {
    for (const code of ['finns-inte', '%00', '__proto__', "1'--"])
      expect((await world.as(null, `/kontor/${code}`)).status).toBe(404);
  });
});

describe('the facts of an office', () => {
  const page = () => `/kontorstider/${world.ids.offices.haninge}/hitta-hit`;
  const good = {
    address: { street: 'Provgatan 1', postcode: '136 40', town: 'Haninge' },
    ...{ directionsSv: null, directionsEn: null, stepFree: null, languages: [] },
  };
  it('are given back with what is wrong when they cannot be', async () => {
    const answer = await world.as(
      MANAGER,
      page(),
      form({ 'address.street': 'Provgatan 2', 'address.postcode': '1364', stepFree: 'kanske' }),
    );
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain('Skriv fem siffror, till exempel 136 40.');
    expect(text).toContain('value="Provgatan 2"');
  });

  it('are its manager’s and the administrator’s to say; the database holds it too', async () => {
    const path = `/offices/${world.ids.offices.haninge}/visit-facts`;
    for (const who of ['alva@example.se', 'samordnare.skv@example.se', 'lag@example.se'] as const) {
      expect((await world.api(who, 'PUT', path, good)).status).toBe(403);
      expect((await world.as(who, page())).status).toBe(403);
    }
    expect(
      (await world.api(MANAGER, 'PUT', `/offices/${world.ids.offices.visby}/visit-facts`, good)).status,
    ).toBe(403);
    await expect(
      inTransaction(
        world.database.pool,
        { actor: 'x', managedOffices: [world.ids.offices.haninge ?? 0] },
        (db) =>
          db.run(sql`insert into office_visit_facts (office_id, languages, recorded_at, recorded_by)
          values (${world.ids.offices.visby}, '{}', now(), 'x')`),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      inTransaction(world.database.pool, { registers: true, actor: 'x' }, (db) =>
        db.run(sql`delete from office_visit_facts`),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('keep what was known before', async () => {
    const path = `/offices/${world.ids.offices.visby}/visit-facts`;
    const clock = () =>
      inTransaction(world.database.pool, {}, (db) =>
        db.one<{ now: Temporal.Instant }>(sql`select clock_timestamp() as now`),
      );
    const { now: first } = await clock();
    expect((await world.api('admin@example.se', 'PUT', path, good)).status).toBe(204);
    const { now: second } = await clock();
    expect((await world.api('admin@example.se', 'PUT', path, { ...good, stepFree: false })).status).toBe(204);
    const known = async (at: Temporal.Instant | null) =>
      (await world.api('alva@example.se', 'GET', `${path}${at === null ? '' : `?known=${at}`}`)).body;
    expect(await known(first)).toMatchObject({ address: null, stepFree: null });
    expect(await known(second)).toMatchObject({ address: good.address, stepFree: null });
    expect(await known(null)).toMatchObject({ address: good.address, stepFree: false });
    const history = await (
      await world.as('admin@example.se', `/kontorstider/${world.ids.offices.visby}/hitta-hit`)
    ).text();
    expect(history.match(/Provgatan 1, 136 40 Haninge/g)).toHaveLength(2);
  });
});
