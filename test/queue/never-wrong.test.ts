import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '../../src/platform/database.server.ts';
import { makeWorld, type World } from '../world.ts';
import { checkQueues } from './checks.ts';
import { BusyClerk, Ledger, type Send } from './clerk.ts';
import { makeCrowd } from './crowd.ts';

const CLIENTS = 64;
const STEPS = Number(process.env.STEPS ?? 4_000);

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

/** The API in this process. */
const inProcess: Send = async (method, path, token, body) => {
  const answer = await world.app.request(`http://localhost/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
};

describe('a queue', () => {
  it(`holds together while ${CLIENTS} clients ask for anything at once, and serves everybody`, {
    timeout: 300_000,
  }, async () => {
    const { offices, clerks } = await makeCrowd(world.database, { offices: 1, clerks: CLIENTS });
    const [office] = offices;
    if (office === undefined) throw new Error('no office');
    const ledger = new Ledger();
    const all = clerks.map((clerk) => new BusyClerk(inProcess, clerk, office, ledger));
    for (const clerk of all) await clerk.openDesk();
    let steps = 0;
    await Promise.all(
      all.map(async (clerk) => {
        while (steps++ < STEPS) {
          // A second goes by with every tenth step.
          if (steps % 10 === 0) world.setNow(after(steps / 10));
          await clerk.step();
        }
      }),
    );
    await Promise.all(all.map((clerk) => clerk.serveAll()));
    // Once more, for whom was sent to somebody who had just finished.
    for (const clerk of all) await clerk.serveAll();
    const { wrong, counts } = await checkQueues(world.database, ledger, inProcess);
    console.log(`${CLIENTS} clients at one office: ${counts}`);
    expect(wrong.slice(0, 20)).toEqual([]);
    const left = await inTransaction(world.database.pool, { registers: true }, (db) =>
      db.one<{ inLine: number; served: number }>(sql`
        select count(*) filter (where state in ('waiting', 'called', 'serving', 'held')) as "inLine",
          count(*) filter (where state = 'finished') as served from ticket`),
    );
    expect(left.inLine).toBe(0);
    expect(left.served).toBeGreaterThan(STEPS / 20);
  });
});

const after = (seconds: number) =>
  Temporal.Instant.from('2026-11-18T09:30:00Z')
    .add({ seconds: Math.floor(seconds) })
    .toString();
