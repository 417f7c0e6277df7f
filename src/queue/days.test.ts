import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { beginDays } from './begin-days.server.ts';
import { callNext } from './commands/call.server.ts';
import { issueTicket } from './commands/issue-ticket.server.ts';
import { putBack } from './commands/send-on.server.ts';
import { finish, startServing } from './commands/serve.server.ts';
import { queueState } from './queries.server.ts';
import { IssueSchema } from './schemas.ts';
import { makeQueue, type TestQueue } from './test-queue.ts';
import { ticketLabel } from './ticket.ts';
import { verifyQueues } from './verify.server.ts';

let world: World;
let queue: TestQueue;
const made = async (now: string) => {
  world.setNow(now);
  queue = await makeQueue(world);
};
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  expect((await verifyQueues(world.database.pool)).differences).toEqual([]);
  await world.close();
});

const state = () => queueState(world.database.pool, queue.alva.scope, queue.officeId);
const labels = async () => (await state()).tickets.map(ticketLabel).sort();
const issued = async () => ticketLabel(await queue.ticket(queue.needs.other));
const openVisits = () =>
  inTransaction(world.database.pool, { registers: true }, async (db) => {
    const { open } = await db.one<{ open: number }>(
      sql`select count(*) as open from visit where closed_at is null`,
    );
    return open;
  });
const keepOvernight = () =>
  inTransaction(world.database.pool, { registers: true }, (db) =>
    db.run(sql`update queue_office set keep_overnight = true`),
  );

describe('a day', () => {
  it.each([
    ['in winter', '2026-11-18T22:59:59Z', '2026-11-18T23:00:00Z', '2026-11-19'],
    ['in summer', '2026-07-01T21:59:59Z', '2026-07-01T22:00:00Z', '2026-07-02'],
    ['before summer time begins', '2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['of 23 hours', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['before summer time ends', '2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25'],
    ['of 25 hours', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', '2026-10-26'],
  ])('%s ends at midnight in Sweden', async (_, last, first, day) => {
    await made(last);
    expect(await issued()).toBe('C 1');
    expect(await issued()).toBe('C 2');
    world.setNow(first);
    expect(await issued()).toBe('C 1');
    expect(await state()).toMatchObject({ day });
    expect(await labels()).toEqual(['C 1']);
  });

  it.each([
    ['when summer time begins', '2026-03-29T00:50:00Z', '2026-03-29T01:10:00Z'],
    ['when it ends', '2026-10-25T00:50:00Z', '2026-10-25T01:10:00Z'],
  ])('has minutes of sixty seconds %s', async (_, before, after) => {
    await made(before);
    const { officeId, alva } = queue;
    const { id } = await queue.ticket(queue.needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await startServing(alva, officeId, id);
    world.setNow(after);
    await finish(alva, officeId, id);
    const [serving] = await inTransaction(world.database.pool, alva.scope, (db) =>
      db.many<{ seconds: number }>(sql`
        select extract(epoch from ended_at - started_at)::int as seconds from ticket_phase
        where ticket_id = ${id} and phase = 'serving'`),
    );
    expect(serving).toEqual({ seconds: 1_200 });
    expect((await state()).calls).toHaveLength(1);
  });

  it('begins by itself, and once, at every office; what a kiosk ends is ended with its visit', async () => {
    await made('2026-11-18T15:00:00Z');
    const { officeId, alva } = queue;
    const { id } = await queue.ticket(queue.needs.other);
    await queue.ticket(queue.needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await startServing(alva, officeId, id);
    await putBack(alva, officeId, id);
    expect(await openVisits()).toBe(1);
    world.setNow('2026-11-19T09:05:00Z');
    const kiosk = {
      ...alva,
      actor: 'device-1',
      role: 'device',
      officerId: null,
      scope: { queueOffices: [officeId] },
    } as const;
    await issueTicket(kiosk, officeId, IssueSchema.parse({ needId: queue.needs.other }), { source: 'phone' });
    expect(await openVisits()).toBe(0);
    expect(await labels()).toEqual(['C 1']);
    const { seq } = await state();
    await beginDays(world.database.pool, () => Temporal.Instant.from('2026-11-19T09:06:00Z'));
    expect((await state()).seq).toBe(seq);
    world.setNow('2026-11-20T00:00:00Z');
    await beginDays(world.database.pool, world.services.clock);
    expect(await state()).toMatchObject({ day: '2026-11-20', tickets: [], sessions: [], calls: [] });
  });

  it('that is kept overnight goes on in its order, and no two in the line have the same number', async () => {
    await made('2026-11-18T15:00:00Z');
    const { officeId, alva } = queue;
    await keepOvernight();
    for (const label of ['C 1', 'C 2', 'C 3']) expect(await issued()).toBe(label);
    await queue.openBoth();
    expect(await callNext(alva, officeId)).toMatchObject({ ticket: { number: 1 } });
    world.setNow('2026-11-19T09:00:00Z');
    expect(await issued()).toBe('C 4');
    expect(await labels()).toEqual(['C 2', 'C 3', 'C 4']);
    world.setNow('2026-11-20T09:00:00Z');
    expect(await issued()).toBe('C 5');
    expect(await labels()).toEqual(['C 2', 'C 3', 'C 4', 'C 5']);
    await queue.openBoth();
    for (const number of [2, 3, 4, 5]) {
      const { ticket } = await callNext(alva, officeId);
      expect(ticket).toMatchObject({ number });
      await startServing(alva, officeId, ticket?.id ?? '');
      await finish(alva, officeId, ticket?.id ?? '');
    }
    world.setNow('2026-11-21T09:00:00Z');
    expect(await issued()).toBe('C 1');
  });

  it('of a clock that is set back stays the day that it was', async () => {
    await made('2026-11-18T23:00:01Z');
    expect(await issued()).toBe('C 1');
    world.setNow('2026-11-18T22:30:00Z');
    expect(await issued()).toBe('C 2');
    expect(await state()).toMatchObject({ day: '2026-11-19' });
  });
});
