import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { addException } from '../hours/commands/exceptions.server.ts';
import { officeDay } from '../hours/rules/open.ts';
import { hoursOf } from '../hours/store.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { inTransaction, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { openAlarms, pastAlarms } from './alarms.server.ts';
import { acknowledgeAlarm, endAlarm, noteIncident, raiseAlarm } from './commands/alarm.server.ts';
import { type AtDesk, callNext } from './commands/call.server.ts';
import { changeTicket } from './commands/change-ticket.server.ts';
import { addDesk } from './commands/configure.server.ts';
import { openDesk } from './commands/desk-session.server.ts';
import { closeDeskOf, closeEarly, endService, openAgain, setNeedPaused } from './commands/lead.server.ts';
import { moveTicket } from './commands/move-ticket.server.ts';
import { redirect } from './commands/send-on.server.ts';
import { finish, hold, startServing } from './commands/serve.server.ts';
import { undo } from './commands/undo.server.ts';
import { asPerson } from './line.server.ts';
import { queueState } from './queries.server.ts';
import { staffAt } from './staff.server.ts';
import { actorOf, makeQueue, makeQueueElsewhere, type TestQueue } from './test-queue.ts';
import { ticketLabel } from './ticket.ts';

let world: World;
let queue: TestQueue;
beforeEach(async () => {
  world = await makeWorld();
  queue = await makeQueue(world);
});
afterEach(() => world.close());

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e) => e,
  );
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).facts.reason ?? (error as Problem).errors[0]?.code ?? (error as Problem).code;
};
const day = (text: string) => text as PlainDate;
const state = () => queueState(world.database.pool, queue.alva.scope, queue.officeId);
const rows = <Row>(query: Sql) =>
  inTransaction(world.database.pool, { registers: true }, (db) => db.many<Row>(query));
const audited = async (kind: string) =>
  (await rows<{ details: unknown }>(sql`select details from event where kind = ${kind}`)).length;
const ctxOf = async (email: Parameters<typeof actorOf>[1]) => ({
  ...queue.manager,
  actor: await actorOf(world, email),
});
const serving = async () => {
  const { id } = await queue.ticket(queue.needs.other);
  await queue.openBoth();
  await callNext(queue.alva, queue.officeId);
  await startServing(queue.alva, queue.officeId, id);
  return id;
};

describe('the manager ends a service that nobody ended', () => {
  it('closes the visit, and the time is not real', async () => {
    const { manager, officeId, alva } = queue;
    const id = await serving();
    await hold(alva, officeId, id);
    const ended = await endService(manager, officeId, id, { reason: 'gick hem utan att avsluta' });
    expect(ended.state).toBe('finished');
    expect(
      await rows(sql`select closed_at is not null as closed from visit v join ticket_visit x on x.visit_id = v.id
        where x.ticket_id = ${id}`),
    ).toEqual([{ closed: true }]);
    expect(
      await rows(sql`select e.actor, e.role, e.office_id as office, e.details from event e join ticket_visit x
        on x.visit_id::text = e.subject_id where e.kind = 'visit-closed' and x.ticket_id = ${id}`),
    ).toEqual([
      {
        ...{ actor: manager.actor.userId, role: 'office-manager', office: officeId },
        details: { with: 'ticket', ticket: id, step: 'ended' },
      },
    ]);
    expect(
      await rows(sql`select phase, is_real as real from ticket_phase where ticket_id = ${id} order by seq`),
    ).toEqual([
      { phase: 'waiting', real: true },
      { phase: 'walking', real: true },
      { phase: 'serving', real: true },
      { phase: 'held', real: false },
    ]);
    expect(await audited('service-ended')).toBe(1);
    expect(await refusal(endService(manager, officeId, id, { reason: 'igen' }))).toBe('ticket-is-finished');
  });

  it('and one who was called and never came has missed the call', async () => {
    const { manager, officeId, alva, needs } = queue;
    const { id } = await queue.ticket(needs.other);
    expect(await refusal(endService(manager, officeId, id, { reason: 'väntar ju' }))).toBe(
      'ticket-is-waiting',
    );
    await queue.openBoth();
    await callNext(alva, officeId);
    const key = crypto.randomUUID();
    const once = await Promise.all(
      [1, 2].map(() => endService(manager, officeId, id, { reason: 'står kvar som kallad', key })),
    );
    expect(once.map((ticket) => ticket.state)).toEqual(['missed', 'missed']);
    expect(await audited('service-ended')).toBe(1);
  });

  it('and nobody else does', async () => {
    const id = await serving();
    for (const email of ['alva@example.se', 'admin@example.se', 'tillsyn@example.se'] as const)
      expect(
        await refusal(endService(await ctxOf(email), queue.officeId, id, { reason: 'inte min sak' })),
      ).toBe('forbidden');
  });
});

describe('the manager closes a desk', () => {
  it('and who was there is back in the line, in the place of the arrival', async () => {
    const { manager, officeId, bo, needs } = queue;
    const id = await serving();
    await queue.ticket(needs.other);
    const before = await state();
    const session = before.sessions.find(({ desk }) => desk === '1');
    await closeDeskOf(manager, officeId, session?.sessionId ?? 0, { reason: 'gick hem' });
    const after = await state();
    expect(after.sessions.map(({ desk }) => desk)).toEqual(['2']);
    expect(after.tickets.find((each) => each.id === id)).toMatchObject({ state: 'waiting', deskId: null });
    const visits = () =>
      rows(sql`select v.closed_at is not null as closed, e.role, e.details ->> 'with' as "with"
        from visit v join ticket_visit x on x.visit_id = v.id
          left join event e on e.subject = 'visit' and e.subject_id = v.id::text and e.kind = 'visit-closed'
        where x.ticket_id = ${id} order by v.id`);
    const ended = { closed: true, role: 'office-manager', with: 'desk' };
    expect(await visits()).toEqual([ended]);
    expect((await callNext(bo, officeId)).ticket?.id).toBe(id);
    await startServing(bo, officeId, id);
    expect(await visits()).toEqual([ended, { closed: false, role: null, with: null }]);
    await finish(bo, officeId, id);
    expect(await visits()).toEqual([ended, { closed: true, role: 'officer', with: null }]);
    expect(await refusal(closeDeskOf(manager, officeId, session?.sessionId ?? 0, { reason: 'igen' }))).toBe(
      'not-found',
    );
    expect(await refusal(callNext(queue.alva, officeId))).toBe('no-desk');
  });
});

describe('a need that is paused', () => {
  it('gives no tickets until it is opened, and its visitors are served', async () => {
    const { manager, officeId, alva, needs } = queue;
    await queue.ticket(needs.other);
    await queue.openBoth();
    await setNeedPaused(manager, officeId, needs.other, true);
    await setNeedPaused(manager, officeId, needs.other, true);
    expect(await refusal(queue.ticket(needs.other))).toBe('need-paused');
    expect((await callNext(alva, officeId)).ticket).not.toBeNull();
    await setNeedPaused(manager, officeId, needs.other, false);
    await queue.ticket(needs.other);
    expect([await audited('need-paused'), await audited('need-opened')]).toEqual([1, 1]);
    expect(await refusal(setNeedPaused(manager, officeId, 999, true))).toBe('not-found');
  });
});

describe('an office that is closed early', () => {
  const hours = async () =>
    officeDay(
      await transaction(queue.manager, (db) => hoursOf(db, { id: queue.officeId })),
      day('2026-11-18'),
    ).spans;
  const why = { reason: 'vattenläcka i lokalen', cause: 'premises' } as const;

  it('gives no tickets and has no more hours today; who waits is served; opened again all is as before', async () => {
    const { manager, officeId, needs } = queue;
    const { id } = await queue.ticket(needs.other);
    const before = await hours();
    expect(await closeEarly(manager, officeId, { ...why, waiting: 'serve' })).toBe(0);
    expect(await refusal(closeEarly(manager, officeId, { ...why, waiting: 'serve' }))).toBe(
      'already-closed-early',
    );
    expect(await refusal(queue.ticket(needs.other))).toBe('closed-early');
    expect(await hours()).toEqual([{ from: '10:00', to: '10:30' }]);
    expect((await state()).tickets).toMatchObject([{ id, state: 'waiting' }]);
    await openAgain(manager, officeId);
    expect(await hours()).toEqual(before);
    await queue.ticket(needs.other);
    expect([await audited('office-closed-early'), await audited('office-opened-again')]).toEqual([1, 1]);
  });

  it('tells those who wait to go, with the reason', async () => {
    const { manager, officeId, needs } = queue;
    const id = await serving();
    const waits = await queue.ticket(needs.other);
    expect(await closeEarly(manager, officeId, { ...why, waiting: 'send-home' })).toBe(1);
    expect((await state()).tickets).toMatchObject([{ id, state: 'serving' }]);
    expect(
      await rows(
        sql`select kind, details from queue_event where ticket_id = ${waits.id} order by seq desc limit 1`,
      ),
    ).toEqual([{ kind: 'left', details: { reason: why.reason, closedEarly: true } }]);
  });

  it('keeps other hours that were set for days around it', async () => {
    const { manager, officeId } = queue;
    await addException(manager, officeId, {
      period: { from: day('2026-11-18'), to: day('2026-11-20') },
      hours: { opens: '09:00', closes: '15:00', lunch: null },
      cause: 'training',
    });
    await closeEarly(manager, officeId, { ...why, waiting: 'serve' });
    const periods = async () =>
      (await transaction(manager, (db) => hoursOf(db, { id: officeId }))).exceptions.map(
        ({ period, hours: each }) => [period.from, period.to, each?.closes],
      );
    expect(await periods()).toEqual([
      ['2026-11-18', '2026-11-18', '10:30'],
      ['2026-11-19', '2026-11-20', '15:00'],
    ]);
    world.setNow('2026-11-18T09:40:00Z');
    await openAgain(manager, officeId);
    expect(await periods()).toEqual([
      ['2026-11-18', '2026-11-18', '15:00'],
      ['2026-11-19', '2026-11-20', '15:00'],
    ]);
  });

  it('is open the next day', async () => {
    const { manager, officeId, needs } = queue;
    await closeEarly(manager, officeId, { ...why, waiting: 'send-home' });
    world.setNow('2026-11-19T09:30:00Z');
    expect(ticketLabel(await queue.ticket(needs.other))).toBe('C 1');
  });
});

describe('a call for help', () => {
  it('is raised once, answered by a colleague, ended, and written down by who was there', async () => {
    const { officeId, alva, bo, manager } = queue;
    await queue.openBoth();
    const [id, again] = [await raiseAlarm(alva, officeId), await raiseAlarm(alva, officeId)];
    expect(again).toBe(id);
    expect(await refusal(acknowledgeAlarm(alva, officeId, id))).toBe('own-alarm');
    await acknowledgeAlarm(bo, officeId, id);
    expect(await refusal(noteIncident(bo, officeId, id, 'En person skrek.'))).toBe('alarm-goes-on');
    await endAlarm(asPerson(manager, 'office-manager'), officeId, id);
    expect(await refusal(acknowledgeAlarm(bo, officeId, id))).toBe('alarm-ended');
    expect(await refusal(noteIncident(bo, officeId, id, 'Personen 19811218-9876 skrek.'))).toBe(
      'incident-identity-number',
    );
    expect(await refusal(noteIncident({ ...bo, officerId: -1 }, officeId, id, 'Jag såg det.'))).toBe(
      'not-your-alarm',
    );
    await noteIncident(bo, officeId, id, 'En person skrek och slog i disken.');
    expect(await refusal(noteIncident(alva, officeId, id, 'Det var inte så.'))).toBe('incident-noted');
    expect(
      await rows(sql`select d.name as desk, incident from desk_alarm a join desk d on d.id = a.desk_id`),
    ).toEqual([{ desk: '1', incident: 'En person skrek och slog i disken.' }]);
    const told = await rows<{ kind: string; details: unknown }>(sql`
      select kind, details from queue_event where kind like '%alarm%' or kind = 'incident-noted' order by seq`);
    expect(told).toEqual(
      ['alarm-raised', 'alarm-acknowledged', 'alarm-ended', 'incident-noted'].map((kind) => ({
        kind,
        details: { alarm: id },
      })),
    );
  });

  it('is answered and followed up by a manager who is no officer', async () => {
    const { officeId, alva, bo, manager } = queue;
    const chief = staffAt(manager, officeId);
    expect(chief).toMatchObject({ role: 'office-manager', officerId: null });
    const id = await raiseAlarm(alva, officeId);
    await acknowledgeAlarm(chief, officeId, id);
    // Who says so first stands there.
    await acknowledgeAlarm(bo, officeId, id);
    expect((await openAlarms(manager, officeId)).map(({ coming }) => coming)).toEqual([manager.actor.name]);
    await endAlarm(chief, officeId, id);
    expect(await refusal(noteIncident(bo, officeId, id, 'Det var lugnt.'))).toBe('not-your-alarm');
    await noteIncident(chief, officeId, id, 'Jag talade med besökaren.');
    expect(await pastAlarms(manager, officeId, { before: null, count: 5 })).toMatchObject([
      { coming: manager.actor.name, incidentBy: manager.actor.name, incident: 'Jag talade med besökaren.' },
    ]);
  });

  it('is of the office alone', async () => {
    const id = await raiseAlarm(queue.alva, queue.officeId);
    const cim = await ctxOf('cim@example.se');
    const there = { ...asPerson(cim, 'officer'), officerId: cim.actor.officer?.id ?? 0 };
    expect(await refusal(acknowledgeAlarm(there, queue.officeId, id))).toBe('not-found');
  });
});

describe('a ticket that is changed', () => {
  it('says what it needs now, and is what it was when that is undone', async () => {
    const { officeId, alva, needs } = queue;
    const { id } = await queue.ticket(needs.other, { calm: true });
    const changed = await changeTicket(alva, officeId, id, {
      ...{ needId: needs.parents, priority: 1, priorityReason: 'svårt att stå' },
      ...{ language: 'fi', interpreter: true, calm: false },
    });
    // Haninge is of the administrative area of Finnish: 6 § lagen (2009:724).
    expect(changed).toMatchObject({ needId: needs.parents, languageRight: true, priority: 1, calm: false });
    expect(await refusal(changeTicket(alva, officeId, id, { language: 'fi' }))).toBe('nothing-to-change');
    expect(await undo(alva, officeId, id)).toMatchObject({
      ...{ needId: needs.other, language: null, languageRight: false, interpreter: false, calm: true },
      ...{ priority: 0, priorityReason: null },
    });
  });

  it('is refused what cannot be', async () => {
    const { officeId, alva, bo, needs } = queue;
    const { id } = await queue.ticket(needs.other);
    expect(await refusal(changeTicket(alva, officeId, id, { needId: 999 }))).toBe('unknown-need');
    expect(await refusal(changeTicket(alva, officeId, id, { priority: 2 }))).toBe('priority-needs-reason');
    expect(await refusal(changeTicket(alva, officeId, id, { priorityReason: 'sjuk' }))).toBe(
      'reason-without-priority',
    );
    const hidden = await queue.ticket(needs.other, { protected: true });
    expect(await refusal(changeTicket(alva, officeId, hidden.id, { calm: true }))).toBe(
      'protected-is-a-number-only',
    );
    await queue.openBoth();
    await callNext(alva, officeId);
    expect(await refusal(changeTicket(bo, officeId, id, { calm: true }))).toBe('with-another-officer');
    await callNext(bo, officeId);
    expect(await refusal(redirect(bo, officeId, hidden.id, { note: 'känd' }))).toBe(
      'protected-is-a-number-only',
    );
  });
});

describe('a visitor who goes on to another office', () => {
  /** A queue in Visby, and Alva working at both. */
  async function visby() {
    const { office, need } = await makeQueueElsewhere(world, queue);
    const scope = { ...queue.alva.scope, offices: [queue.officeId, office] };
    return { office, need, both: { ...queue.alva, scope } };
  }

  it('has a ticket there in the place of the arrival, and none here', async () => {
    const { office, need, both } = await visby();
    const { id, joinedAt } = await queue.ticket(queue.needs.other, { stepFree: true });
    world.setNow('2026-11-18T09:50:00Z');
    const given = { toOfficeId: office, needId: need, note: 'har alla papper', key: crypto.randomUUID() };
    const moved = await moveTicket(both, queue.officeId, id, given);
    expect(moved).toMatchObject({
      officeId: office,
      state: 'waiting',
      stepFree: true,
      note: 'har alla papper',
    });
    expect(moved.joinedAt.equals(joinedAt)).toBe(true);
    expect((await moveTicket(both, queue.officeId, id, given)).id).toBe(moved.id);
    expect((await state()).tickets).toEqual([]);
    expect(await rows(sql`select id, office, label from ticket_moved_to(${id})`)).toEqual([
      { id: moved.id, office: 'Servicekontoret i Visby', label: 'V 1' },
    ]);
  });

  it('is refused where the actor has no role, and when that office has no such need', async () => {
    const { office, need, both } = await visby();
    const { id } = await queue.ticket(queue.needs.other);
    const go = (asker: AtDesk, toOfficeId: number, needId: number) =>
      refusal(moveTicket(asker, queue.officeId, id, { toOfficeId, needId }));
    expect(await go(queue.alva, office, need)).toBe('other-office-not-yours');
    expect(await go(both, office, queue.needs.other)).toBe('unknown-need');
    expect(await go(both, queue.officeId, need)).toBe('same-office');
    expect((await state()).tickets).toMatchObject([{ id, state: 'waiting' }]);
  });

  it('does not meet another on the way: two who move at once both come through', async () => {
    const { office, need, both } = await visby();
    const here = await queue.ticket(queue.needs.other);
    const there = await moveTicket(both, queue.officeId, (await queue.ticket(queue.needs.other)).id, {
      ...{ toOfficeId: office, needId: need },
    });
    const moved = await Promise.all([
      moveTicket(both, queue.officeId, here.id, { toOfficeId: office, needId: need }),
      moveTicket(both, office, there.id, { toOfficeId: queue.officeId, needId: queue.needs.other }),
    ]);
    expect(moved.map(ticketLabel)).toEqual(['V 2', 'C 3']);
  });
});

describe('an officer who sits elsewhere', () => {
  it('is shown as a remote desk with where to go, and the law of this office decides', async () => {
    const { manager, officeId, bo, needs } = queue;
    const link = 'https://video.example.se/rum';
    const desk = await addDesk(manager, officeId, { name: 'Skärmen', kind: 'remote', link });
    await queue.ticket(needs.identityCard);
    await queue.ticket(needs.parents);
    await openDesk(bo, officeId, { deskId: desk, needs: [], languages: [] });
    const { ticket } = await callNext(bo, officeId);
    expect(ticket && ticketLabel(ticket)).toBe('B 1');
    const shown = await state();
    expect(shown.tickets.find(({ id }) => id === ticket?.id)).toMatchObject({ deskKind: 'remote', link });
    expect(shown.sessions).toMatchObject([{ deskKind: 'remote', link }]);
    expect(shown.calls).toMatchObject([{ deskKind: 'remote' }]);
  });
});
