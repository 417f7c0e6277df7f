import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, form, SKV } from '../../test/world.ts';
import { look } from '../contacts/test-contacts.ts';
import { type HandOvers, makeHandOvers, problem } from '../handovers/test-hand-overs.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { makeStudy } from './commands/make-study.server.ts';
import { mapContact } from './commands/map-contact.server.ts';
import { type Mapping, StudySchema } from './mapping.ts';
import { mappingAt } from './mapping-at.server.ts';
import { studyResult } from './studies.server.ts';
import { tellPast } from './test-learning.ts';

let world: HandOvers;
let study: number;
const SIMPLE: Mapping = {
  ...{ kind: 'guidance', extent: 'to-10', handling: 'solved', complexity: 'simple', suits: 'yes' },
};
beforeAll(async () => {
  world = await makeHandOvers();
  const chef = await world.ctx('chef@example.se');
  study = await makeStudy(
    chef,
    StudySchema.parse({
      ...{ name: 'Två veckor i november', firstOn: '2026-11-09', lastOn: '2026-11-20' },
      ...{ officeIds: [String(world.ids.offices.haninge)], authorityIds: undefined },
    }),
  );
});
afterAll(() => world?.close());

const mapAll = async (ids: readonly string[], mapping: Mapping) => {
  const alva = await world.ctx('alva@example.se');
  for (const id of ids) await mapContact(alva, id, mapping);
};

describe('a study', () => {
  it.each([
    ['that ends before it begins', { lastOn: '2026-11-01' }],
    ['that lasts longer than half a year', { lastOn: '2027-11-01' }],
    ['on a day that there is not', { firstOn: '2026-02-30' }],
    ['at no office', { officeIds: [] }],
    ['without a name', { name: ' ' }],
  ])('%s is refused', (_, more) => {
    const given = { name: 'Kartläggning', firstOn: '2026-12-01', lastOn: '2026-12-12', officeIds: ['1'] };
    expect(StudySchema.safeParse({ ...given, ...more }).success).toBe(false);
  });

  it('is begun by who manages the office, and by nobody else', async () => {
    const visby = String(world.ids.offices.visby);
    const given = StudySchema.parse({
      ...{ name: 'Kartläggning', firstOn: '2026-12-01', lastOn: '2026-12-12', officeIds: visby },
    });
    expect(await problem(makeStudy(await world.ctx('chef@example.se'), given))).toMatchObject({
      errors: [{ field: 'officeIds', code: 'not-ones-office' }],
    });
    for (const who of ['alva@example.se', 'samordnare.skv@example.se'] as const)
      expect(await problem(makeStudy(await world.ctx(who), given))).toMatchObject({ code: 'forbidden' });
    const post = form({ name: 'x', firstOn: '2026-12-12', lastOn: '2026-12-01', officeIds: visby });
    const told = await world.as('chef@example.se', '/kartlaggning/ny', post);
    expect(told.status).toBe(422);
    expect(await told.text()).toContain('Fyll i fältet.');
  });
});

describe('a contact during a study', () => {
  it('is mapped from its page, prefilled by what was measured and done, and closed with or without', async () => {
    const id = await world.visit();
    world.setNow('2026-11-18T09:42:30Z');
    const matterId = await world.matter('parental-benefit', FK, id);
    const act = { level: 'guidance', helpForm: 'desk', outcome: 'solved' };
    expect(
      (await world.as('alva@example.se', `/besok/${id}/arenden/${matterId}/atgarder`, form(act))).status,
    ).toBe(303);
    const alva = await world.ctx('alva@example.se');
    expect(await mappingAt(alva, id)).toMatchObject({
      ...{ study: 'Två veckor i november', minutes: 12, extent: 'to-20', handling: 'solved', entry: null },
    });
    const post = (fields: object) =>
      world.as('alva@example.se', `/kartlaggning/kontakt/${id}`, form({ page: '/besok', ...fields }));
    expect((await post({ kind: 'guidance' })).headers.get('location')).toContain('kartlagd=inte');
    expect((await post({ ...SIMPLE, close: '1' })).headers.get('location')).toBe('/besok');
    expect(await mappingAt(alva, id)).toMatchObject({ open: false, entry: SIMPLE });
    // Afterwards too, and changed.
    expect((await post({ ...SIMPLE, suits: 'training' })).status).toBe(303);
    expect(await mappingAt(alva, id)).toMatchObject({ entry: { ...SIMPLE, suits: 'training' } });
    // Nothing of it keeps a contact from being closed.
    const other = await world.visit();
    expect((await world.as('alva@example.se', `/besok/${other}/avsluta`, form({}))).status).toBe(303);
    expect(await (await world.as('alva@example.se', '/kartlaggning')).text()).toContain(other);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('that cannot be closed yet is mapped all the same, and says so', async () => {
    const id = await world.visit();
    await world.matter('parental-benefit', FK, id);
    const posted = await world.as(
      'alva@example.se',
      `/kartlaggning/kontakt/${id}`,
      form({ page: '/besok', ...SIMPLE, close: '1' }),
    );
    expect(posted.headers.get('location')).toContain('kartlagd=oppen');
    const stored = await look(world, (db) => db.many(sql`select from mapping_entry where visit_id = ${id}`));
    expect(stored).toHaveLength(1);
  });

  it('is nobody else’s to map, and not mapped out of season', async () => {
    const id = await world.visit();
    const refused = async (who: Parameters<typeof world.ctx>[0]) =>
      problem(mapContact(await world.ctx(who), id, SIMPLE));
    expect(await refused('cim@example.se')).toMatchObject({ code: 'not-found' });
    expect(await refused('chef@example.se')).toMatchObject({ code: 'forbidden' });
    expect(await refused('samordnare.skv@example.se')).toMatchObject({ code: 'forbidden' });
    world.setNow('2026-11-27T09:30:00Z');
    await mapContact(await world.ctx('alva@example.se'), id, SIMPLE);
    world.setNow('2026-11-28T09:30:00Z');
    expect(await refused('alva@example.se')).toMatchObject({ facts: { reason: 'no-study' } });
    expect(await mappingAt(await world.ctx('alva@example.se'), id)).toBeNull();
    world.setNow('2026-11-18T09:30:00Z');
    // What was noted is not the authority's to read one by one.
    const seen = await inTransaction(
      world.database.pool,
      {
        actor: 'x',
        authorities: [world.ids.authorities[SKV] ?? 0],
        managedOffices: [world.ids.offices.haninge ?? 0],
      },
      (db) => db.many(sql`select from mapping_entry`),
    );
    expect(seen).toEqual([]);
  });
});

describe('what a study shows', () => {
  it('is what was mapped, exact at the office, with how much is mapped, and to each authority its own', async () => {
    const day = '2026-11-12';
    const past = { day, task: 'population-registration', authority: SKV };
    const simple = await tellPast(world, [{ ...past, count: 30, channel: 'phone' }]);
    const hard = await tellPast(world, [{ ...past, count: 6 }]);
    const few = await tellPast(world, [{ day, task: 'parental-benefit', authority: FK, count: 3 }]);
    await tellPast(world, [{ day, task: 'parental-benefit', authority: FK, office: 'visby', count: 9 }]);
    const before = await studyResult(await world.ctx('chef@example.se'), study, 'office');
    await mapAll(simple, SIMPLE);
    await mapAll(hard, {
      ...{ kind: 'decision', extent: 'over-60', handling: 'handed-over', complexity: 'complex', suits: 'no' },
    });
    await mapAll(few, SIMPLE);
    const chef = await studyResult(await world.ctx('chef@example.se'), study, 'office');
    expect(chef.coverage.mapped - before.coverage.mapped).toBe(39);
    expect(chef.coverage.contacts).toBe(before.coverage.contacts);
    expect(chef.questions.find(({ principalShort }) => principalShort === 'SKV')).toMatchObject({
      ...{ contacts: 36, simple: 30, solved: 30, minutes: 10, suits: 30 },
    });
    const skv = await studyResult(await world.ctx('samordnare.skv@example.se'), study, 'authority');
    expect(skv.coverage).toEqual({ contacts: 36, mapped: 36 });
    expect(skv.questions.map(({ principalShort }) => principalShort)).toEqual(['SKV']);
    const page = (who: Parameters<typeof world.as>[0], query = '') =>
      world.as(who, `/kartlaggning/${study}${query}`);
    const seen = await (await page('samordnare.skv@example.se')).text();
    expect(seen).toContain('36 av 36 avslutade kontakter är kartlagda (100 %)');
    // Thirty of thirty-six calls and simple: by the rule with its limits, and by others.
    expect(seen).toMatch(/badge--good">ja</);
    const strict = await (await page('samordnare.skv@example.se', '?enkla=90')).text();
    expect(strict).toContain('inte enkel nog');
    const fk = await (await page('samordnare.fk@example.se')).text();
    expect(fk).toMatch(/Antalen är för små|visas inte<\/span>/);
    expect((await page('cim@example.se')).status).toBe(404);
    expect((await page('ingen@example.se')).status).toBe(403);
    expect((await page('samordnare.skv@example.se', '?hos=office')).status).toBe(403);
  });

  it('is a file as well, with the same figures', async () => {
    const csv = await (await world.as('chef@example.se', `/kartlaggning/${study}/export.csv`)).text();
    expect(csv).toContain('"Brommas kontaktcenter');
    expect(csv).toContain('"80–90 %"');
    const xlsx = await world.as('chef@example.se', `/kartlaggning/${study}/export.xlsx`);
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    const bytes = new Uint8Array(await xlsx.arrayBuffer());
    expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
  });

  it('is said of everyday contacts too', async () => {
    world.setNow('2026-11-25T09:30:00Z');
    const page = await (await world.as('chef@example.se', '/kartlaggning/vardag?antal=10')).text();
    expect(page).toMatch(/badge--good">ja</);
    world.setNow('2026-11-18T09:30:00Z');
  });
});
