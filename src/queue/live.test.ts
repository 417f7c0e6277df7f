import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, PASSWORD, type World } from '../../test/world.ts';
import { scopeOf } from '../access/context.server.ts';
import { createApp } from '../app.server.ts';
import { connect } from '../platform/database.server.ts';
import { addDesk, openQueue } from './commands/configure.server.ts';
import { openDesk } from './commands/desk-session.server.ts';
import { lineNow, sharedLine } from './shared-line.server.ts';
import { actorOf, makeQueue, type TestQueue } from './test-queue.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterEach(() => world.close());

/** What a stream says, event by event; null when it has ended. */
function listen(answer: Response) {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const next = async (): Promise<{ event: string; data: string; id: string | null } | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = new Map(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => line.split(': ') as [string, string]),
        );
        text = text.slice(end + 2);
        return {
          event: lines.get('event') ?? '',
          data: lines.get('data') ?? '',
          id: lines.get('id') ?? null,
        };
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += decoder.decode(value, { stream: true });
    }
  };
  const nextNews = async () => {
    for (;;) {
      const said = await next();
      if (said === null || said.event === 'queue') return said;
    }
  };
  return { next, nextNews, close: () => reader.cancel() };
}
const stream = async (officeId = queue.officeId, email: Parameters<World['as']>[0] = 'alva@example.se') =>
  listen(await world.as(email, `/ko/${officeId}/strom`));
const seqNow = async () =>
  (await sharedLine(world.database.pool, queue.officeId, world.services.clock())).queue.seq;

async function asOwner<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client(world.database.owner);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('a live stream', () => {
  it('begins with where the queue stands, and tells each event with its number as id', async () => {
    const told = await stream();
    const first = await told.next();
    expect(first).toEqual({ event: 'queue', data: String(await seqNow()), id: first?.data });
    await queue.ticket(queue.needs.other);
    expect((await told.nextNews())?.data).toBe(String(Number(first?.data) + 1));
    await told.close();
  });

  it('tells the watchers of every process on one database', async () => {
    const other = connect(world.database.owner, 4);
    const elsewhere = createApp({ ...world.services, database: { ...world.database, ...other } });
    try {
      const session = await elsewhere.request('http://localhost/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'bo@example.se', password: PASSWORD }),
      });
      const { token } = (await session.json()) as { token: string };
      const here = await stream();
      const there = listen(
        await elsewhere.request(`http://localhost/ko/${queue.officeId}/strom`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      );
      const begins = Number((await here.next())?.data);
      expect((await there.next())?.data).toBe(String(begins));
      await queue.ticket(queue.needs.other);
      expect((await here.nextNews())?.data).toBe(String(begins + 1));
      expect((await there.nextNews())?.data).toBe(String(begins + 1));
      await Promise.all([here.close(), there.close()]);
    } finally {
      await other.stop();
    }
  });

  it('goes on after the database has ended the connection that listens, and misses nothing', async () => {
    const told = await stream();
    const begins = Number((await told.next())?.data);
    const listening = `from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;
    const [cut] = await asOwner<{ count: string }>(`select count(pg_terminate_backend(pid)) ${listening}`);
    expect(cut?.count).toBe('1');
    await queue.ticket(queue.needs.other);
    expect((await told.nextNews())?.data).toBe(String(begins + 1));
    await queue.ticket(queue.needs.other);
    expect((await told.nextNews())?.data).toBe(String(begins + 2));
    await told.close();
  });

  it('is one of so many for one who asks, and again when one of them has ended', async () => {
    const ask = () => world.as('alva@example.se', `/ko/${queue.officeId}/strom`);
    const there = [];
    for (let answer = await ask(); answer.status === 200; answer = await ask()) there.push(listen(answer));
    expect(there).toHaveLength(60);
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await world.as('bo@example.se', `/ko/${queue.officeId}/strom`)).status).toBe(200);
    await there[0]?.close();
    await expect.poll(async () => (await ask()).status).toBe(200);
    for (const each of there) await each.close();
  });

  it('says nothing of another office', async () => {
    const visby = world.ids.offices.visby as number;
    const { pool } = world.database;
    const { clock } = world.services;
    const admin = { pool, clock, requestId: 'test', actor: await actorOf(world, 'admin@example.se') };
    await openQueue(admin, visby);
    const deskId = await addDesk(admin, visby, { name: '1', kind: 'desk' });
    expect((await world.as('alva@example.se', `/ko/${visby}/strom`)).status).toBe(403);
    const there = await stream(visby, 'cim@example.se');
    const begins = Number((await there.next())?.data);
    for (let tickets = 0; tickets < 5; tickets++) await queue.ticket(queue.needs.other);
    expect(await seqNow()).toBeGreaterThan(begins + 1);
    const cim = await actorOf(world, 'cim@example.se');
    const atDesk = { pool, clock, scope: scopeOf(cim), actor: cim.userId, role: 'officer' as const };
    const officerId = cim.officer?.id ?? 0;
    await openDesk({ ...atDesk, officerId }, visby, { deskId, needs: [], languages: [] });
    // The first that it hears is its own.
    expect((await there.nextNews())?.data).toBe(String(begins + 1));
    await there.close();
  });

  it('ends with the session', async () => {
    world.services.beat = 40;
    const told = await stream();
    await told.next();
    expect((await told.next())?.event).toBe('beat');
    await world.as('alva@example.se', '/logga-ut', { method: 'POST' });
    let said = await told.next();
    while (said !== null) said = await told.next();
    expect(
      (await world.as('alva@example.se', `/ko/${queue.officeId}/strom`)).headers.get('location'),
    ).toMatch(/^\/logga-in/);
  });
});

describe('what all who share a line are shown', () => {
  const shared = (atLeast?: number) =>
    sharedLine(world.database.pool, queue.officeId, world.services.clock(), atLeast);

  it('is read once for all of them, and again when something has happened', async () => {
    const [first, ...others] = await Promise.all([1, 2, 3, 4, 5].map(() => shared()));
    for (const other of others) expect(other.queue).toBe(first?.queue);
    expect((await shared()).queue).toBe(first?.queue);
    const { id } = await queue.ticket(queue.needs.other);
    const after = await shared((first?.queue.seq ?? 0) + 1);
    expect(after.queue.tickets.map((ticket) => ticket.id)).toContain(id);
    const again = await Promise.all([1, 2, 3].map(() => shared((first?.queue.seq ?? 0) + 1)));
    for (const { queue: same } of again) expect(same).toBe(after.queue);
  });

  it('is never older than what the asker has heard of, on whatever process', async () => {
    const other = connect(world.database.owner, 4);
    try {
      for (let tickets = 0; tickets < 20; tickets++) {
        await queue.ticket(queue.needs.other);
        const here = await seqNow();
        const there = await sharedLine(other.pool, queue.officeId, world.services.clock(), here);
        expect(there.queue.seq).toBeGreaterThanOrEqual(here);
      }
    } finally {
      await other.stop();
    }
  });

  it('is for staff what stands now, with what desks hold at this moment', async () => {
    const { pool } = world.database;
    await queue.openBoth();
    const alva = scopeOf(await actorOf(world, 'alva@example.se'));
    const deskOf = async () => (await lineNow(pool, alva, queue.officeId)).sessions[0];
    const before = await deskOf();
    await asOwner(`update desk_session set share = array[gen_random_uuid()], beat_at = now()`);
    expect(before?.share).toEqual([]);
    expect((await deskOf())?.share).toHaveLength(1);
    for (let tickets = 0; tickets < 20; tickets++) {
      const { id } = await queue.ticket(queue.needs.other);
      const line = await lineNow(pool, alva, queue.officeId);
      expect(line.tickets.map((ticket) => ticket.id)).toContain(id);
    }
    await asOwner(`update desk_session set share = '{}', beat_at = null`);
  });

  it('is nothing to staff who do not see the queue', async () => {
    const { pool } = world.database;
    await sharedLine(pool, queue.officeId, world.services.clock());
    const elsewhere = scopeOf(await actorOf(world, 'cim@example.se'));
    await expect(lineNow(pool, elsewhere, queue.officeId)).rejects.toThrow('not-found');
    await expect(lineNow(pool, {}, queue.officeId)).rejects.toThrow('not-found');
  });

  it('is of one office alone', async () => {
    const visby = world.ids.offices.visby as number;
    await queue.ticket(queue.needs.other);
    await expect(sharedLine(world.database.pool, visby, world.services.clock())).rejects.toThrow('not-found');
  });
});
