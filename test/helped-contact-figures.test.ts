import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOverflow, type OverflowWorld } from '../src/overflow/test-overflow.ts';
import { inTransaction, sql } from '../src/platform/database.server.ts';
import { rollUpAll } from '../src/statistics/roll-up.server.ts';
import { verifyStatistics } from '../src/statistics/verify.server.ts';

let offices: OverflowWorld;
beforeAll(async () => {
  offices = await makeOverflow();
});
afterAll(() => offices.world.close());

const facts = () =>
  inTransaction(offices.world.database.pool, { registers: true }, async (db) => ({
    contacts: await db.many(sql`select office_id as office, count(*) as n from contact_fact group by 1`),
    matters: await db.many(sql`select office_id as office, count(*) as n from matter_fact group by 1`),
  }));

describe('a contact that another office answers', () => {
  it('counts once: where it came, and its matters where they are answered', async () => {
    const { pool } = offices.world.database;
    const now = offices.world.services.clock();
    const mail = await offices.mail('<a@example.se>', { task: 'identity-card' });
    await rollUpAll(pool, now);
    const here = { office: offices.haninge, n: 1 };
    expect(await facts()).toEqual({ contacts: [here], matters: [here] });
    await offices.give(mail, await offices.rule());
    await rollUpAll(pool, now);
    expect(await facts()).toEqual({ contacts: [here], matters: [{ office: offices.visby, n: 1 }] });
    expect((await verifyStatistics(pool, { from: null, to: null }, now)).differences).toEqual([]);
  });
});
