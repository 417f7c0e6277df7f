import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { callChosen, callNext } from './commands/call.server.ts';
import { closeDesk, openDesk, setDeskState } from './commands/desk-session.server.ts';
import { markTimeNotReal } from './commands/mark-time.server.ts';
import { comeBack, leave, putBack, redirect } from './commands/send-on.server.ts';
import { finish, hold, noShow, resume, startServing } from './commands/serve.server.ts';
import { undo } from './commands/undo.server.ts';
import { queueState } from './queries.server.ts';
import { makeQueue, type TestQueue } from './test-queue.ts';
import { ticketLabel } from './ticket.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterEach(() => world.close());

const label = async (called: ReturnType<typeof callNext>) => {
  const { ticket } = await called;
  return ticket === null ? null : ticketLabel(ticket);
};
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e) => e,
  );
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).facts.reason ?? (error as Problem).errors[0]?.code ?? (error as Problem).code;
};
const state = () => queueState(world.database.pool, queue.alva.scope, queue.officeId);
const phases = (ticketId: string) =>
  inTransaction(world.database.pool, queue.alva.scope, (db) =>
    db.many<{ phase: string; seconds: number | null; real: boolean }>(sql`
      select phase, extract(epoch from ended_at - started_at)::int as seconds, is_real as real from ticket_phase
      where ticket_id = ${ticketId} order by seq`),
  );

describe('the line', () => {
  it('calls whom the law lets the officer serve, in the order in which they came', async () => {
    const { needs, officeId, alva, bo } = queue;
    await queue.ticket(needs.identityCard);
    await queue.ticket(needs.parents);
    await queue.ticket(needs.other);
    await queue.openBoth();
    // Bo has no mandate for identity cards.
    expect(await label(callNext(bo, officeId))).toBe('B 1');
    expect(await label(callNext(alva, officeId))).toBe('A 1');
    expect(await refusal(callNext(alva, officeId))).toBe('has-a-visitor');
  });

  it('says that those who wait are not for this desk', async () => {
    await queue.ticket(queue.needs.identityCard);
    await queue.openBoth();
    expect(await callNext(queue.bo, queue.officeId)).toEqual({
      ticket: null,
      why: 'none-for-you',
      waiting: 1,
    });
    const [waiting] = (await state()).tickets;
    expect(
      await refusal(callChosen(queue.bo, queue.officeId, waiting?.id ?? '', { reason: 'bad om det' })),
    ).toBe('not-within-mandate');
  });

  it('puts a priority ahead by minutes, not for ever', async () => {
    const { needs, officeId, alva } = queue;
    await queue.ticket(needs.other);
    world.setNow('2026-11-18T09:50:00Z');
    await queue.ticket(needs.other);
    await queue.ticket(needs.other, { priority: 1, priorityReason: 'svårt att stå' });
    await queue.openBoth();
    // 15 minutes ahead of its arrival: after the first, who has waited 20, and before the second.
    for (const expected of ['C 1', 'C 3', 'C 2']) {
      const { ticket } = await callNext(alva, officeId);
      expect(ticket && ticketLabel(ticket)).toBe(expected);
      if (ticket) await noShow(alva, officeId, ticket.id);
    }
  });

  it('keeps a visitor who needs a calm place for the desk that has one, while it is open', async () => {
    const { needs, officeId, alva, bo } = queue;
    await queue.ticket(needs.other, { calm: true });
    await queue.openBoth();
    expect((await callNext(alva, officeId)).ticket).toBeNull();
    await setDeskState(bo, officeId, 'break');
    expect(await label(callNext(alva, officeId))).toBe('C 1');
  });

  it('does a request once, however often it is sent', async () => {
    const { needs, officeId, alva } = queue;
    const key = crypto.randomUUID();
    const again = await Promise.all([1, 2, 3].map(() => queue.ticket(needs.other, { key })));
    expect(new Set(again.map(({ id }) => id)).size).toBe(1);
    await queue.openBoth();
    const call = crypto.randomUUID();
    const called = await Promise.all([1, 2, 3].map(() => callNext(alva, officeId, { key: call })));
    expect(called.map(({ ticket }) => ticket?.id)).toEqual(Array(3).fill(again[0]?.id));
  });
});

describe('a visitor', () => {
  it('is walked through all phases, each with its time', async () => {
    const { officeId, alva } = queue;
    const { id } = await queue.ticket(queue.needs.other);
    await queue.openBoth();
    world.setNow('2026-11-18T09:34:00Z');
    await callNext(alva, officeId);
    world.setNow('2026-11-18T09:35:00Z');
    await startServing(alva, officeId, id);
    world.setNow('2026-11-18T09:40:00Z');
    await hold(alva, officeId, id);
    world.setNow('2026-11-18T09:42:00Z');
    await resume(alva, officeId, id);
    world.setNow('2026-11-18T09:43:00Z');
    await finish(alva, officeId, id);
    expect(await phases(id)).toEqual([
      { phase: 'waiting', seconds: 240, real: true },
      { phase: 'walking', seconds: 60, real: true },
      { phase: 'serving', seconds: 300, real: true },
      { phase: 'held', seconds: 120, real: true },
      { phase: 'serving', seconds: 60, real: true },
    ]);
    await markTimeNotReal(alva, officeId, id, { reason: 'glömde avsluta' });
    expect((await phases(id)).map(({ real }) => real)).toEqual([true, true, true, true, false]);
    expect((await state()).tickets).toEqual([]);
  });

  it('is again what they were when the last step is undone, and the time counts as if it had not been', async () => {
    const { officeId, alva } = queue;
    const { id } = await queue.ticket(queue.needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await startServing(alva, officeId, id);
    world.setNow('2026-11-18T09:35:00Z');
    await finish(alva, officeId, id);
    world.setNow('2026-11-18T09:36:00Z');
    expect((await undo(alva, officeId, id)).state).toBe('serving');
    world.setNow('2026-11-18T09:38:00Z');
    await finish(alva, officeId, id);
    expect((await phases(id)).at(-1)).toEqual({ phase: 'serving', seconds: 480, real: true });
    expect(await refusal(undo(queue.bo, officeId, id))).toBe('not-your-step');
    world.setNow('2026-11-18T09:50:00Z');
    expect(await refusal(undo(alva, officeId, id))).toBe('too-late-to-undo');
  });

  it('is sent on to a desk that is open, with a note, and keeps the place', async () => {
    const { officeId, alva, bo, desks, needs } = queue;
    const first = await queue.ticket(needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await queue.ticket(needs.other);
    expect(await refusal(redirect(alva, officeId, first.id, { deskId: desks.floor }))).toBe('desk-closed');
    await redirect(alva, officeId, first.id, { deskId: desks.two, note: 'har alla papper' });
    expect(await label(callNext(alva, officeId))).toBe('C 2');
    expect((await callNext(bo, officeId)).ticket).toMatchObject({ id: first.id, note: 'har alla papper' });
  });

  it('who misses the call comes back within the time', async () => {
    const { officeId, alva } = queue;
    const visitor = {
      ...alva,
      actor: 'visitor',
      role: 'visitor',
      scope: { queueOffices: [officeId] },
    } as const;
    const { id } = await queue.ticket(queue.needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await noShow(alva, officeId, id);
    world.setNow('2026-11-18T09:46:00Z');
    expect(await refusal(comeBack(visitor, officeId, id))).toBe('too-late-to-return');
    world.setNow('2026-11-18T09:44:00Z');
    expect((await comeBack(visitor, officeId, id)).state).toBe('waiting');
    await leave(visitor, officeId, id);
    expect(await refusal(callChosen(alva, officeId, id, { reason: 'kom tillbaka' }))).toBe('ticket-is-left');
  });

  it('of protected identity is a number and nothing else', async () => {
    expect(await refusal(queue.ticket(queue.needs.other, { protected: true, language: 'fi' }))).toBe(
      'protected-is-a-number-only',
    );
    expect(await queue.ticket(queue.needs.other, { protected: true })).toMatchObject({
      protected: true,
      language: null,
    });
  });
});

describe('a desk', () => {
  it('has one officer, and an officer one desk', async () => {
    const { officeId, alva, bo, desks } = queue;
    await openDesk(alva, officeId, { deskId: desks.one, needs: [], languages: [] });
    expect(await refusal(openDesk(bo, officeId, { deskId: desks.one, needs: [], languages: [] }))).toBe(
      'desk-taken',
    );
    expect(await refusal(openDesk(alva, officeId, { deskId: desks.two, needs: [], languages: [] }))).toBe(
      'at-another-desk',
    );
    await closeDesk(alva, officeId);
    expect(await refusal(callNext(alva, officeId))).toBe('no-desk');
  });

  it('on the floor helps several at once', async () => {
    const { officeId, alva, desks, needs } = queue;
    await openDesk(alva, officeId, { deskId: desks.floor, needs: [], languages: [] });
    for (const expected of ['C 1', 'C 2']) {
      const { id } = await queue.ticket(needs.other);
      expect(await label(callNext(alva, officeId))).toBe(expected);
      await startServing(alva, officeId, id);
    }
    expect(await refusal(closeDesk(alva, officeId))).toBe('has-a-visitor');
    expect((await state()).tickets.map(({ state }) => state)).toEqual(['serving', 'serving']);
  });
});

describe('a new day', () => {
  it('begins with empty desks and number one, and leaves nobody standing in yesterday', async () => {
    const { officeId, alva, needs } = queue;
    const served = await queue.ticket(needs.other);
    await queue.openBoth();
    await callNext(alva, officeId);
    await startServing(alva, officeId, served.id);
    const waiting = await queue.ticket(needs.other);
    world.setNow('2026-11-19T08:00:00Z');
    expect(ticketLabel(await queue.ticket(needs.other))).toBe('C 1');
    const { sessions, tickets, day } = await state();
    expect({ day, sessions, waiting: tickets.length }).toEqual({
      day: '2026-11-19',
      sessions: [],
      waiting: 1,
    });
    expect((await phases(served.id)).at(-1)).toMatchObject({ phase: 'serving', real: false });
    expect(await refusal(putBack(alva, officeId, waiting.id))).toBe('ticket-is-left');
  });
});

describe('the database', () => {
  it('writes the events itself and lets nobody else', async () => {
    const { officeId, alva } = queue;
    const ticket = await queue.ticket(queue.needs.other);
    const inDatabase = (query: ReturnType<typeof sql>) =>
      inTransaction(world.database.pool, alva.scope, (db) => db.run(query));
    await expect(inDatabase(sql`update queue_event set at = now()`)).rejects.toThrow(/permission denied/);
    await expect(inDatabase(sql`delete from ticket`)).rejects.toThrow(/permission denied/);
    await expect(
      inDatabase(sql`update ticket set state = 'finished' where id = ${ticket.id}`),
    ).rejects.toThrow(/from waiting to finished/);
    const other = { ...alva.scope, offices: [world.ids.offices.visby as number] };
    expect(await inTransaction(world.database.pool, other, (db) => db.many(sql`select from ticket`))).toEqual(
      [],
    );
    const { seq } = await state();
    await queue.ticket(queue.needs.other);
    expect((await state()).seq).toBe(seq + 1);
    expect(officeId).toBeGreaterThan(0);
  });
});
