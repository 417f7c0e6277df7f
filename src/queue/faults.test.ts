import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { callChosen, callNext } from './commands/call.server.ts';
import { endNeed } from './commands/change-settings.server.ts';
import { addNeed } from './commands/configure.server.ts';
import { openDesk } from './commands/desk-session.server.ts';
import { issueTicket } from './commands/issue-ticket.server.ts';
import { markTimeNotReal } from './commands/mark-time.server.ts';
import { leave, redirect } from './commands/send-on.server.ts';
import { finish, startServing } from './commands/serve.server.ts';
import { undo } from './commands/undo.server.ts';
import { IssueSchema } from './schemas.ts';
import { makeQueue, makeQueueElsewhere, type TestQueue } from './test-queue.ts';

let world: World;
let queue: TestQueue;
beforeAll(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterAll(() => world.close());
let day = 0;
beforeEach(async () => {
  day += 1;
  world.setNow(
    Temporal.Instant.from('2026-11-18T09:30:00Z')
      .add({ hours: 24 * day })
      .toString(),
  );
});
const rows = <Row>(query: ReturnType<typeof sql>) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));
const need = (prefix: string, rangeFrom: number, rangeTo: number) => ({
  ...{ names: { sv: 'Tillfälligt', en: 'For a while' }, prefix, rangeFrom, rangeTo },
  ...{ usualMinutes: 10, waitLimitMinutes: 20, tasks: [], sign: '' },
});

describe('nobody waits for ever', () => {
  it('who was sent to a desk that may not serve them is called by one that may', async () => {
    await queue.openBoth();
    const { id } = await queue.ticket(queue.needs.identityCard);
    await callNext(queue.alva, queue.officeId);
    // Bo issues no identity cards.
    await redirect(queue.alva, queue.officeId, id, { deskId: queue.desks.two });
    expect((await callNext(queue.bo, queue.officeId)).ticket).toBeNull();
    expect((await callNext(queue.alva, queue.officeId)).ticket?.id).toBe(id);
    await redirect(queue.alva, queue.officeId, id, { officerId: queue.bo.officerId });
    expect((await callNext(queue.alva, queue.officeId)).ticket?.id).toBe(id);
  });

  it('who is in the line again after the need was ended is called', async () => {
    await queue.openBoth();
    const needId = await addNeed(queue.manager, queue.officeId, need('T', 1, 99));
    const { id } = await queue.ticket(needId);
    await leave(queue.alva, queue.officeId, id);
    await endNeed(queue.manager, queue.officeId, needId);
    await undo(queue.alva, queue.officeId, id);
    expect((await callNext(queue.alva, queue.officeId)).ticket?.id).toBe(id);
    // But nobody takes another.
    await expect(queue.ticket(needId)).rejects.toMatchObject({ errors: [{ code: 'unknown-need' }] });
  });
});

describe('a number is one visitor’s', () => {
  it('a new need does not get numbers that are set aside for a device', async () => {
    await queue.openBoth();
    const first = await addNeed(queue.manager, queue.officeId, need('U', 1, 15));
    await rows(sql`
      with d as (insert into device (office_id, kind, name, made_at, made_by)
        values (${queue.officeId}, 'kiosk', 'Kiosk', now(), ${queue.manager.actor.userId}) returning id)
      insert into queue_block (office_id, device_id, need_id, day, prefix, numbers, reserved_at)
      select ${queue.officeId}, d.id, ${first}, q.day, 'U', int4range(16, 36), now() from d, queue_office q
      where q.office_id = ${queue.officeId} returning id`);
    await expect(addNeed(queue.manager, queue.officeId, need('U', 20, 60))).rejects.toMatchObject({
      errors: [{ code: 'range-used-today' }],
    });
  });
});

describe('the clock', () => {
  it('set back an hour does not shut a kiosk', async () => {
    await queue.openBoth();
    const [device] = await rows<{ id: number }>(sql`
      insert into device (office_id, kind, name, made_at, made_by)
      values (${queue.officeId}, 'kiosk', 'Klocka', now(), ${queue.manager.actor.userId}) returning id`);
    const issue = () =>
      issueTicket(queue.alva, queue.officeId, IssueSchema.parse({ needId: queue.needs.other }), {
        ...{ source: 'kiosk', deviceId: device?.id ?? 0 },
      });
    const now = world.services.clock();
    for (let n = 0; n < 12; n++) {
      world.setNow(now.add({ minutes: n }).toString());
      await issue();
    }
    world.setNow(now.subtract({ hours: 1 }).toString());
    await expect(issue()).resolves.toBeDefined();
  });
});

describe('a protected visitor', () => {
  it('is a number in every row that tells of the ticket, whatever staff write', async () => {
    await queue.openBoth();
    await queue.ticket(queue.needs.other);
    const { id } = await queue.ticket(queue.needs.other, { protected: true });
    const reason = 'Hotad av sin bror Olle';
    await callChosen(queue.alva, queue.officeId, id, { reason });
    await markTimeNotReal(queue.alva, queue.officeId, id, { phase: 'walking', reason });
    await startServing(queue.alva, queue.officeId, id);
    await expect(
      redirect(queue.alva, queue.officeId, id, { deskId: queue.desks.two, note: reason }),
    ).rejects.toMatchObject({ errors: [{ code: 'protected-is-a-number-only' }] });
    await finish(queue.alva, queue.officeId, id);
    const told = await rows<{ row: string }>(sql`
      select to_jsonb(e)::text as row from queue_event e where ticket_id = ${id}
      union all select to_jsonb(t)::text from ticket t where id = ${id}
      union all select to_jsonb(v)::text from event v where subject_id = ${id}`);
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter(({ row }) => row.includes('Olle'))).toEqual([]);
  });

  it('and any other has no personal identity number in a note or a reason', async () => {
    await queue.openBoth();
    const { id } = await queue.ticket(queue.needs.other);
    await callNext(queue.alva, queue.officeId);
    const path = `/ko/${queue.officeId}/nummer/${id}`;
    const said = '19121212-1212 vill ha pass';
    for (const [step, field] of [
      ['skicka-vidare', 'note'],
      ['tid', 'reason'],
    ] as const) {
      const answer = await world.as('alva@example.se', `${path}/${step}`, form({ [field]: said }));
      expect([answer.status, (await answer.text()).includes('personnummer')]).toEqual([422, true]);
    }
  });
});

describe('a button pressed twice', () => {
  it('that ends one and calls the next does it once, and both answers say so', async () => {
    await queue.openBoth();
    const first = await queue.ticket(queue.needs.other);
    const second = await queue.ticket(queue.needs.other);
    await callNext(queue.alva, queue.officeId);
    await startServing(queue.alva, queue.officeId, first.id);
    const press = () =>
      world.as('alva@example.se', `/ko/${queue.officeId}/kalla`, form({ key, finish: first.id }));
    const key = crypto.randomUUID();
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const stands = await rows<{ state: string }>(
      sql`select state from ticket where id in (${first.id}, ${second.id}) order by ordinal`,
    );
    expect(stands.map(({ state }) => state)).toEqual(['finished', 'called']);
  });
});

describe('an officer', () => {
  it('whose desk stands open at another office is told so, not that something broke', async () => {
    const elsewhere = await makeQueueElsewhere(world, queue);
    await rows(sql`update desk_session set closed_at = now() where closed_at is null returning id`);
    await rows(sql`
      with d as (insert into desk (office_id, name, kind, recorded_at) values (${elsewhere.office}, 'X', 'desk', now()) returning id)
      insert into desk_session (office_id, desk_id, officer_id, state, state_at, on_floor, opened_at)
      select ${elsewhere.office}, d.id, ${queue.alva.officerId}, 'open', now(), false, now() from d returning id`);
    await expect(
      openDesk(queue.alva, queue.officeId, { deskId: queue.desks.one, needs: [], languages: [] }),
    ).rejects.toMatchObject({ code: 'not-possible', facts: { reason: 'at-another-office' } });
    await rows(
      sql`update desk_session set closed_at = now() where office_id = ${elsewhere.office} returning id`,
    );
  });

  it('does not say of a colleague’s visitor, in the middle of serving, that they have left', async () => {
    await queue.openBoth();
    const { id } = await queue.ticket(queue.needs.other);
    await callNext(queue.alva, queue.officeId);
    await startServing(queue.alva, queue.officeId, id);
    await expect(leave(queue.bo, queue.officeId, id)).rejects.toMatchObject({
      facts: { reason: 'with-another-officer' },
    });
    await expect(
      leave({ ...queue.bo, role: 'device', officerId: null }, queue.officeId, id),
    ).rejects.toMatchObject({ facts: { reason: 'ticket-is-serving' } });
    await finish(queue.alva, queue.officeId, id);
  });
});
