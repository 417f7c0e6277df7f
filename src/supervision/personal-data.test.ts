import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, makeWorld, SKV, type World } from '../../test/world.ts';
import { inTransaction, raw, type Scope, sql } from '../platform/database.server.ts';
import { asOwner, sendCopy, sendReport } from './test-desk.ts';

// The desk never sees personal data of officers beyond name and mandate, nor any visit. Here it tries: every table of the
// database in its own scope, every page and every endpoint that there is, with every id that there is.

let world: World;
const DESK: Account = 'tillsyn@example.se';
let desk: Scope;
let visit: string;
let matter: string;

/** What nobody at the desk may come upon: officers by name, code and account, and the visit. */
const SECRETS = [
  'Alva Provlund',
  'Bo Exempelström',
  'Cim Demovik',
  'alva@example.se',
  'bo@example.se',
  'cim@example.se',
];

beforeAll(async () => {
  world = await makeWorld();
  await sendCopy(world, '2019-00519-1.8');
  await sendReport(world, 2025);
  const officer: Account = 'alva@example.se';
  const opened = await world.api(officer, 'POST', '/visits', { officeId: world.ids.offices.haninge });
  visit = opened.body.id;
  const task = { taskId: world.ids.tasks['identity-card'], authorityId: world.ids.authorities[SKV] };
  const asked = await world.api(officer, 'POST', `/visits/${visit}/matters`, task);
  matter = asked.body.id;
  const act = { level: 'authority', helpForm: 'desk', outcome: 'solved', conditions: ['simple-case'] };
  const done = await world.api(officer, 'POST', `/visits/${visit}/matters/${matter}/acts`, act);
  expect(done.status).toBe(201);
  desk = { actor: 'desk', supervision: true };
});
afterAll(() => world?.close());

describe('the desk and what is said of people', () => {
  it('comes upon no officer and no visit in any table of the database', async () => {
    const tables = await asOwner(world, async (client) => {
      const { rows } = await client.query(`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'v', 'm') and has_table_privilege('samtjanst_app', c.oid, 'select')
        order by 1`);
      return rows.map(({ name }) => String(name));
    });
    expect(tables.length).toBeGreaterThan(60);
    const holds = async (table: string, read: (query: string) => Promise<number>) =>
      read(
        `select count(*) as n from ${table} t where ${[...SECRETS, visit, matter]
          .map((secret) => `t::text like '%${secret}%'`)
          .join(' or ')}`,
      );
    const leaks: string[] = [];
    let secret = 0;
    for (const table of tables) {
      const there = await asOwner(world, (client) =>
        holds(table, async (query) => Number((await client.query(query)).rows[0].n)),
      );
      if (there > 0) secret += 1;
      const seen = await inTransaction(world.database.pool, desk, (db) =>
        holds(table, async (query) => (await db.one<{ n: number }>(sql`${raw(query)}`)).n),
      );
      if (seen > 0) leaks.push(`${table}: ${seen}`);
    }
    expect(secret).toBeGreaterThan(5);
    expect(leaks).toEqual([]);
  });

  it('nor rows of any table that tells of visits, acts, officers, mandates or competence', async () => {
    for (const table of [
      'visit',
      'matter',
      'act',
      'event',
      'officer',
      'officer_history',
      'officer_competence',
      'mandate',
      'mandate_history',
      'mandate_task',
      'mandate_access',
      'mandate_batch',
      'access_grant',
      'report_office_answer',
      'calendar_feed',
      'calendar_reminder',
      'account_session',
      'account_credential',
    ])
      expect(
        await inTransaction(
          world.database.pool,
          desk,
          async (db) => (await db.one<{ n: number }>(sql`select count(*) as n from ${raw(table)}`)).n,
        ),
        table,
      ).toBe(0);
  });

  it('nor, signed in, on any page, in any file and from any endpoint that there is', async () => {
    const ids = [
      ...Object.values(world.ids.offices),
      ...Object.values(world.ids.officers),
      ...Object.values(world.ids.authorities),
      ...Object.values(world.ids.agreements),
    ];
    const numbers = [...new Set(ids)].filter((id) => id <= 12).map(String);
    const addresses = world.app.routes
      .filter(({ method, path }) => method === 'GET' && !path.includes('*'))
      .flatMap(({ path }) =>
        !path.includes(':')
          ? [path]
          : [...numbers, visit, matter, '2025', 'SA-2019'].map((id, turn) =>
              // The first place takes each id there is, the others the first few of them.
              path
                .replace(/:\w+(\{[^}]*\})?/, id)
                .replaceAll(/:\w+(\{[^}]*\})?/g, ['1', '2', matter][turn % 3] ?? '1'),
            ),
      );
    const told: string[] = [];
    let answered = 0;
    for (const address of new Set(addresses)) {
      const answer = await world.as(DESK, address);
      expect(answer.status, address).toBeLessThan(500);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status === 200) answered += 1;
      const text = bytes.toString();
      for (const secret of [...SECRETS, visit, matter])
        if (answer.status === 200 && text.includes(secret)) told.push(`${address}: ${secret}`);
    }
    expect(answered).toBeGreaterThan(20);
    expect(told).toEqual([]);
  }, 120_000);
});
