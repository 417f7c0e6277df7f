import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { makeQueue, type TestQueue } from '../queue/test-queue.ts';
import type { Block } from './blocks.server.ts';
import { enrolled } from './test-device.ts';

let world: World;
let queue: TestQueue;
let one: Awaited<ReturnType<typeof enrolled>>;
let two: Awaited<ReturnType<typeof enrolled>>;
beforeAll(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
  one = await enrolled(world, 'kiosk', 'Ett');
  two = await enrolled(world, 'reception', 'Två');
});
afterAll(() => world.close());

const now = () => world.services.clock().epochMilliseconds;
const beat = async (of = one, at = now()) => {
  const answer = await of.browser.json('/enhet/puls', { now: at });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { day: string; blocks: Block[] };
};
const blockOf = (blocks: readonly Block[], needId: number) =>
  blocks.find((block) => block.needId === needId) as Block;
const ticket = (block: Block, number: number, more: object = {}) => ({
  ...{ id: crypto.randomUUID(), needId: block.needId, number, label: `${block.prefix} ${number}` },
  ...{ issuedAt: now(), ...more },
});
const handIn = async (tickets: readonly unknown[], of = one) => {
  const answer = await of.browser.json('/enhet/nummer', { tickets });
  return { status: answer.status, refused: answer.ok ? refusals(await answer.json()) : [] };
};
const refusals = ({ tickets }: { tickets: { refused: string | null }[] }) =>
  tickets.map(({ refused }) => refused);
const rows = <Row>(query: ReturnType<typeof sql>) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));

describe('a device without line', () => {
  it('has numbers of each need that nobody else issues', async () => {
    const [mine, theirs] = [await beat(one), await beat(two)];
    const numbers = ({ blocks }: typeof mine) =>
      blocks.flatMap(({ prefix, from, to }) =>
        Array.from({ length: to - from + 1 }, (_, n) => `${prefix} ${from + n}`),
      );
    expect(mine.blocks.map(({ needId }) => needId).sort()).toEqual(Object.values(queue.needs).sort());
    expect(numbers(mine)).toHaveLength(60);
    expect(new Set([...numbers(mine), ...numbers(theirs)]).size).toBe(120);
    expect(await beat(one)).toEqual(mine);
    const given = await queue.ticket(queue.needs.other);
    expect([...numbers(mine), ...numbers(theirs)]).not.toContain(`${given.prefix} ${given.number}`);
  });

  it('hands in what it gave, once, at the time when it was given', async () => {
    const block = blockOf((await beat()).blocks, queue.needs.other);
    const at = now();
    const given = [
      ticket(block, block.from, { calm: true }),
      ticket(block, block.from + 1, { protected: true, calm: true }),
    ];
    world.setNow('2026-11-18T09:40:00Z');
    expect((await handIn(given)).refused).toEqual([null, null]);
    expect((await handIn(given)).refused).toEqual([null, null]);
    const there = await rows<{ id: string; issued: number; calm: boolean; events: number }>(sql`
      select t.id, extract(epoch from joined_at) * 1000 as issued, calm,
        (select count(*) from queue_event e where e.ticket_id = t.id) as events
      from ticket t where source = 'offline' order by number`);
    expect(there).toEqual([
      { id: given[0]?.id, issued: at, calm: true, events: 1 },
      { id: given[1]?.id, issued: at, calm: false, events: 1 },
    ]);
  });

  it('says how the visitor needs to be met; what is wrong there is left out, the number stands', async () => {
    const block = blockOf((await beat(two)).blocks, queue.needs.identityCard);
    const given = [
      { language: 'fi', priority: '2', priorityReason: 'akut besked' },
      { priority: 2, priorityReason: 'x', language: 'FINSKA!' },
      { priorityReason: 'utan prioritet' },
      { protected: true, language: 'fi', priority: 3, priorityReason: 'hotad' },
    ].map((met, n) => ticket(block, block.from + n, met));
    expect((await handIn(given, two)).refused).toEqual([null, null, null, null]);
    const met = await rows(sql`
      select language, priority, priority_reason as reason, protected from ticket
      where id = any (${given.map(({ id }) => id)}) order by number`);
    const plain = { language: null, priority: 0, reason: null, protected: false };
    expect(met).toEqual([
      { ...plain, language: 'fi', priority: 2, reason: 'akut besked' },
      plain,
      plain,
      { ...plain, protected: true },
    ]);
  });

  it('with a clock an hour wrong gives tickets their right time all the same', async () => {
    const { blocks } = await beat(one, now() + 3_600_000);
    const block = blockOf(blocks, queue.needs.parents);
    const at = now();
    const given = ticket(block, block.from, { issuedAt: at + 3_600_000 });
    world.setNow('2026-11-18T09:45:00Z');
    expect((await handIn([given])).refused).toEqual([null]);
    const [row] = await rows<{ at: number }>(
      sql`select extract(epoch from joined_at) * 1000 as at from ticket where id = ${given.id}`,
    );
    expect(row?.at).toBe(at);
    await beat(one);
  });

  it('never hands in what is not its own, and what is refused is told to staff', async () => {
    const mine = blockOf((await beat(one)).blocks, queue.needs.other);
    const theirs = blockOf((await beat(two)).blocks, queue.needs.other);
    const [taken] = await rows<{ id: string }>(sql`select id from ticket where source = 'reception' limit 1`);
    const forged = [
      ticket(theirs, theirs.from),
      ticket(mine, 9_000),
      { ...ticket(mine, 90), needId: queue.needs.identityCard },
      { ...ticket(mine, mine.from + 6), id: taken?.id },
      ticket(mine, mine.from),
    ];
    expect((await handIn(forged)).refused).toEqual([
      ...['not-its-number', 'not-its-number', 'not-its-number', 'number-used', 'number-used'],
    ]);
    expect((await handIn([{ id: 'x' }, null, 7])).refused).toEqual(Array(3).fill('not-a-ticket'));
    const many = (length: number) => Array.from({ length }, () => ticket(mine, mine.from + 7));
    expect((await handIn(many(10_000))).status).toBe(413);
    expect((await handIn(many(101))).status).toBe(422);
    const page = await (await two.browser.get(`/ko/${queue.officeId}/reception`)).text();
    expect(page).toContain('Gjordes utan kontakt och kunde inte tas in');
    expect(page).toContain(`C 9000`);
  });

  it('is not let in with numbers of yesterday, or when it is no device', async () => {
    const block = blockOf((await beat()).blocks, queue.needs.other);
    const late = ticket(block, block.to);
    world.setNow('2026-11-19T09:30:00Z');
    await beat(two);
    expect((await handIn([late])).refused).toEqual(['another-day']);
    for (const path of ['/enhet/puls', '/enhet/nummer'])
      expect((await world.as('alva@example.se', path, json({ now: 1, tickets: [] }))).status).toBe(403);
  });

  it('gives back the place of a request that had become a ticket without the answer coming through', async () => {
    const block = blockOf((await beat()).blocks, queue.needs.other);
    const key = crypto.randomUUID();
    const taken = await one.browser.post('/kiosk/ta', { needId: String(queue.needs.other), key });
    expect(taken.status).toBe(303);
    const given = ticket(block, block.from, { key });
    expect((await handIn([given])).refused).toEqual([null]);
    const there = await rows<{ state: string; source: string }>(sql`
      select state, source from ticket where day = '2026-11-19' and state in ('waiting', 'left') order by ordinal`);
    expect(there).toEqual([
      { state: 'left', source: 'kiosk' },
      { state: 'waiting', source: 'offline' },
    ]);
  });

  it('has its number when the request comes at last that was taken for lost: it makes no other ticket', async () => {
    const block = blockOf((await beat()).blocks, queue.needs.other);
    const key = crypto.randomUUID();
    const given = ticket(block, block.from + 1, { key });
    expect((await handIn([given])).refused).toEqual([null]);
    const late = await one.browser.post('/kiosk/ta', { needId: String(queue.needs.other), key });
    expect(await (await one.browser.get(late.headers.get('location') ?? '')).text()).toContain(given.label);
    const there = await rows<{ id: string }>(
      sql`select ticket_id as id from queue_event where key = ${key} and kind = 'issued'`,
    );
    expect(there).toEqual([{ id: given.id }]);
  });

  it('says a time that is none: it is now', async () => {
    const { blocks } = await beat(one, 0);
    const block = blockOf(blocks, queue.needs.other);
    const given = ticket(block, block.from + 2, { issuedAt: 8_640_000_000_000_000 });
    expect((await handIn([given])).refused).toEqual([null]);
    await beat(one);
  });

  it('gets new numbers as they are used, within what a day needs', async () => {
    const { blocks } = await beat(two);
    const block = blockOf(blocks, queue.needs.parents);
    const given = Array.from({ length: 11 }, (_, n) => ticket(block, block.from + n));
    expect((await handIn(given, two)).refused).toEqual(Array(11).fill(null));
    const after = (await beat(two)).blocks.filter(({ needId }) => needId === queue.needs.parents);
    expect(after).toHaveLength(2);
    expect(after[0]?.used).toHaveLength(11);
  });
});

function json(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
