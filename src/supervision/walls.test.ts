import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, form, makeWorld, SKV, type World } from '../../test/world.ts';
import { inTransaction, raw, type Scope, sql } from '../platform/database.server.ts';
import { asOwner, copyContent, sendCopy, sendReport } from './test-desk.ts';

let world: World;
let copy: number;
let sent: number;
let unsent: number;
const DESK: Account = 'tillsyn@example.se';
const desk: Scope = { actor: 'desk', supervision: true };
const rows = (scope: Scope, table: string) =>
  inTransaction(world.database.pool, scope, async (db) => {
    const { n } = await db.one<{ n: number }>(sql`select count(*) as n from ${raw(table)}`);
    return n;
  });
const owner = async (table: string) =>
  asOwner(world, async (client) =>
    Number((await client.query(`select count(*) as n from ${table}`)).rows[0].n),
  );

beforeAll(async () => {
  world = await makeWorld();
  copy = await sendCopy(world, '2019-00519-1.8');
  sent = await sendReport(world, 2025);
  unsent = await sendReport(world, 2024, { sent: false });
  const officer: Account = 'alva@example.se';
  const visit = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  const task = { taskId: world.ids.tasks['identity-card'], authorityId: world.ids.authorities[SKV] };
  const matter = await world.api(officer, 'POST', `/visits/${visit.body.id}/matters`, task);
  const act = { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };
  await world.api(officer, 'POST', `/visits/${visit.body.id}/matters/${matter.body.id}/acts`, act);
});
afterAll(() => world?.close());

describe('the walls around the desk', () => {
  it.each([
    'visit',
    'matter',
    'act',
    'event',
    'officer',
    'officer_history',
    'user_officer',
    'mandate',
    'mandate_history',
    'mandate_task',
    'mandate_access',
    'agreement',
    'agreement_version',
    'agreement_task',
    'agreement_party',
    'annual_report',
  ])('the desk reads nothing of %s, though there is something', async (table) => {
    if (table !== 'user_officer' && table !== 'officer_history')
      expect(await owner(table)).toBeGreaterThan(0);
    expect(await rows(desk, table)).toBe(0);
  });

  it('the desk reads the copy and the version that were sent, and no other', async () => {
    expect(await owner('agreement_copy')).toBeGreaterThan(1);
    expect(await rows(desk, 'agreement_copy')).toBe(1);
    expect(await owner('annual_report_version')).toBe(2);
    expect(await rows(desk, 'annual_report_version')).toBe(1);
    expect((await world.as(DESK, `/kammarkollegiet/rapporter/${sent}/1`)).status).toBe(200);
    expect((await world.as(DESK, `/kammarkollegiet/rapporter/${unsent}/1`)).status).toBe(404);
    expect((await world.as(DESK, `/kammarkollegiet/rapporter/${unsent}/1/arkiv.pdf`)).status).toBe(404);
    const other = world.ids.agreements['2019-00518-1.8'];
    expect((await world.as(DESK, `/kammarkollegiet/avtal/${other}/1`)).status).toBe(404);
    expect((await world.as(DESK, `/kammarkollegiet/avtal/${copy}/2`)).status).toBe(404);
    await inTransaction(world.database.pool, desk, async (db) => {
      const { parties } = await db.one<{ parties: number[] }>(
        sql`select sent_copy_parties(${other}) as parties`,
      );
      expect(parties).toEqual([]);
    });
  });

  it('the desk changes nothing of a copy but its acknowledgement', async () => {
    for (const change of [
      `content = '{}'`,
      `document = null`,
      `state = 'failed', sent_on = null`,
      `sent_on = '2020-01-01'`,
    ])
      await expect(
        inTransaction(world.database.pool, desk, (db) =>
          db.run(sql`update agreement_copy set ${raw(change)}`),
        ),
      ).rejects.toMatchObject({ constraint: 'the_desk_only_acknowledges' });
  });

  it.each([
    'samordnare.skv@example.se',
    'rapport.skv@example.se',
    'admin@example.se',
    'alva@example.se',
  ] as const)('%s gets to no page of the desk', async (account) => {
    for (const path of [
      '',
      '/myndigheter',
      '/avvikelser',
      '/regeringen',
      '/regeringen/2025',
      '/rad',
      `/avtal/${copy}/1`,
      `/rapporter/${sent}/1`,
    ])
      expect((await world.as(account, `/kammarkollegiet${path}`)).status, path).toBe(403);
  });

  it('nobody else reads or writes the desk’s notes; an authority sees what is confirmed and addressed to it', async () => {
    const registered = await world.as(
      DESK,
      `/kammarkollegiet/avtal/${copy}/1/diariefor`,
      form({ diaryNumber: '9.1-1-2026' }),
    );
    expect(registered.status).toBe(303);
    const skv = world.ids.authorities[SKV] ?? 0;
    const authority: Scope = { actor: 'a', authorities: [skv] };
    const fk: Scope = { actor: 'b', authorities: [world.ids.authorities['202100-5521'] ?? 0] };
    const all = await rows(desk, 'supervision_deviation');
    expect(all).toBeGreaterThan(1);
    expect(await rows(authority, 'supervision_deviation')).toBe(0);
    const { body } = await world.api(DESK, 'GET', '/supervision/deviations');
    const [first] = body.deviations;
    const decision = { was: 'suggested', state: 'confirmed', reason: 'hemligt skäl' };
    const path = `/supervision/deviations/${first.id}/decision`;
    const two = await Promise.all([
      world.api(DESK, 'POST', path, decision),
      world.api(DESK, 'POST', path, decision),
    ]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await rows(authority, 'supervision_deviation')).toBe(1);
    expect(await rows(fk, 'supervision_deviation')).toBe(0);
    for (const scope of [authority, { ...authority, registers: true }])
      for (const table of [
        'supervision_deviation_event',
        'supervision_item_check',
        'supervision_advice',
        'government_report',
      ])
        expect(await rows(scope, table), table).toBe(0);
    const told = await (await world.as('samordnare.skv@example.se', '/papekanden')).text();
    expect(told.replaceAll(/<[^>]+>/g, '')).toContain(first.what.slice(0, 30));
    expect(told).not.toContain('hemligt skäl');
    expect(await (await world.as('samordnare.fk@example.se', '/papekanden')).text()).not.toContain(
      first.what.slice(0, 30),
    );
    await expect(
      inTransaction(world.database.pool, authority, (db) =>
        db.run(sql`
          insert into supervision_deviation_event (deviation_id, was, state, reason, at, actor)
          values (${first.id}, 'confirmed', 'dismissed', 'nej', now(), 'a')`),
      ),
    ).rejects.toThrow(/row-level security/);
    for (const change of [
      `update supervision_deviation set what = 'x'`,
      `delete from supervision_deviation_event`,
      `update supervision_advice set answer = 'x'`,
    ])
      await expect(inTransaction(world.database.pool, desk, (db) => db.run(raw(change)))).rejects.toThrow(
        /permission denied/,
      );
  });

  it('says no name of an officer on any page of the desk', async () => {
    for (const path of ['', '/myndigheter', `/avtal/${copy}/1`, `/rapporter/${sent}/1`]) {
      const text = await (await world.as(DESK, `/kammarkollegiet${path}`)).text();
      expect(text).toContain('<h1>');
      for (const name of ['Alva Provlund', 'Bo Exempelström', 'Cim Demovik'])
        expect(text).not.toContain(name);
    }
    expect((await world.api(DESK, 'GET', '/officers')).status).toBe(403);
    expect(copyContent(world).parties).toHaveLength(2);
  });
});
