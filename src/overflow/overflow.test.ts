import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../access/context.server.ts';
import { answerNow } from '../contacts/commands/close-contact.server.ts';
import { keepPromise } from '../contacts/commands/promise.server.ts';
import { receiveText } from '../contacts/commands/receive-contact.server.ts';
import { takeContact } from '../contacts/commands/take-contact.server.ts';
import { writeText } from '../contacts/commands/write-text.server.ts';
import { workList } from '../contacts/work-list.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { sendBack, takeBack } from './commands/end-move.server.ts';
import { moveContact } from './commands/move.server.ts';
import { changeRule, endRule } from './commands/set-rule.server.ts';
import { effectOf } from './effect.server.ts';
import { RuleSchema } from './rule.ts';
import { moveNow, preview } from './run.server.ts';
import { look, makeOverflow, type OverflowWorld } from './test-overflow.ts';

let o: OverflowWorld;
let ruleId: number;
beforeAll(async () => {
  o = await makeOverflow();
  ruleId = await o.rule();
  await o.signIn();
});
afterAll(() => o.world.close());

const MORNING = '2026-11-18T09:30:00Z';
const LATER = '2026-11-18T10:30:00Z';
/** Received in the morning, and looked at an hour later. */
async function waits(key: string, more: Parameters<OverflowWorld['mail']>[1] = {}) {
  o.world.setNow(MORNING);
  const id = await o.mail(key, more);
  o.world.setNow(LATER);
  return id;
}
async function moved(key: string, more: Parameters<OverflowWorld['mail']>[1] = {}) {
  const visitId = await waits(key, more);
  await o.run();
  const move = await o.moveOf(visitId);
  if (move === null) throw new Error('it did not move');
  return { visitId, ...move };
}
const visit = (id: string) =>
  look(o.world, (db) =>
    db.one<{
      closedAs: string | null;
      awayTo: number | null;
      cameFrom: number | null;
      takenBy: number | null;
      openedAt: Temporal.Instant;
    }>(sql`
      select closed_as as "closedAs", away_to as "awayTo", came_from as "cameFrom", taken_by as "takenBy", opened_at as "openedAt"
      from visit where id = ${id}`),
  );
const texts = (id: string) =>
  look(o.world, async (db) =>
    (
      await db.many<{ text: string }>(
        sql`select direction || ' ' || body as text from contact_text where visit_id = ${id} order by at, id`,
      )
    ).map(({ text }) => text),
  );
const events = (id: string) =>
  look(o.world, async (db) =>
    (await db.many<{ kind: string }>(sql`select kind from event where subject_id = ${id} order by id`)).map(
      ({ kind }) => kind,
    ),
  );

describe('what waits too long', () => {
  it('is answered at the other office, with what is needed and no more, and is answered where it came', async () => {
    const visitId = await waits('answered');
    await writeText(o.bo, visitId, { direction: 'internal', body: 'Kollegan vet mer.' });
    await o.run();
    const move = await o.moveOf(visitId);
    const there = move?.movedVisitId ?? '';
    expect(move).toMatchObject({ state: 'there', toOffice: o.visby });
    expect(await visit(visitId)).toMatchObject({ awayTo: o.visby, closedAs: null });
    // Its place among those that wait is that of its arrival.
    expect(await visit(there)).toMatchObject({
      cameFrom: o.haninge,
      takenBy: null,
      openedAt: Temporal.Instant.from(MORNING),
    });
    expect(await texts(there)).toEqual(['in Hej! Hur gör jag?']);
    const seen = await transaction(o.cim, (db) =>
      db.many(sql`select name, email from contact_person where visit_id = any (${[visitId, there]})`),
    );
    expect(seen).toEqual([{ name: 'Prov Provsson', email: 'prov@example.se' }]);
    expect(await transaction(o.cim, (db) => db.many(sql`select from visit where id = ${visitId}`))).toEqual(
      [],
    );
    const list = await workList(o.cim, { officeId: o.visby, view: 'waiting', page: 1 });
    expect(list.rows.find(({ id }) => id === there)).toMatchObject({ cameFrom: 'Servicekontoret i Haninge' });
    const home = await workList(o.alva, { officeId: o.haninge, view: 'waiting', page: 1 });
    expect(home.rows.some(({ id }) => id === visitId)).toBe(false);

    await answerNow(o.cim, there, { body: 'Så här gör du.' });
    expect(await o.moveOf(visitId)).toMatchObject({ state: 'answered' });
    expect(await visit(visitId)).toMatchObject({ closedAs: 'answered' });
    expect((await texts(visitId)).at(-1)).toBe('out Så här gör du.');
    expect(await events(visitId)).toEqual(expect.arrayContaining(['contact-moved', 'answered-elsewhere']));
  });

  it('follows what the person writes meanwhile', async () => {
    const { visitId, movedVisitId } = await moved('meanwhile');
    const text = { visitId, officeId: o.haninge, at: o.world.services.clock(), body: 'Och en sak till.' };
    await inTransaction(o.world.database.pool, { actor: 'system', offices: [o.haninge] }, (db) =>
      receiveText(db, text),
    );
    expect(await texts(movedVisitId)).toEqual(['in Hej! Hur gör jag?', 'in Och en sak till.']);
  });

  it('is held by one office: neither taken, answered nor closed where it came', async () => {
    const { visitId } = await moved('held');
    const away = {
      code: 'not-possible',
      facts: { reason: 'contact-away', office: 'Servicekontoret i Visby' },
    };
    await expect(takeContact(o.alva, visitId)).rejects.toMatchObject(away);
    await expect(answerNow(o.alva, visitId, { body: 'Nej' })).rejects.toMatchObject(away);
    // Whoever writes past the commands is refused by the database.
    const past = transaction(o.alva, (db) =>
      db.run(
        sql`update visit set taken_by = ${o.alva.actor.officer?.id ?? 0}, taken_at = now() where id = ${visitId}`,
      ),
    );
    await expect(past).rejects.toMatchObject({ constraint: 'while_away_it_is_answered_elsewhere' });
  });

  it('stays when nobody there may: the law decides, and a mandate that ends', async () => {
    // Cim has no mandate for Försäkringskassan.
    const foreign = await waits('parental', { task: 'parental-benefit' });
    const known = await waits('register', { task: 'population-registration' });
    const id = await o.rule({
      name: 'Med personuppgifter',
      level: 'personal-data',
      kinds: ['web'],
      promiseMinutes: undefined,
    });
    const changed = await changeRule(o.lead, id, RuleSchema.parse(await standing(id, { kinds: ['email'] })));
    await endRule(o.lead, ruleId);
    await o.run();
    expect([await o.moveOf(foreign), (await o.moveOf(known))?.state]).toEqual([null, 'there']);
    const { now, staying } = await preview(o.lead, o.areaId);
    expect(staying.find(({ waiting }) => waiting.id === foreign)).toMatchObject({
      ...{ why: 'nowhere', offices: [{ id: o.visby, cannot: 'nobody-able' }] },
    });
    expect(now.about.get(foreign)?.principals).toEqual(['FK']);
    await takeContact(o.alva, foreign);
    await endRule(o.lead, changed);
    ruleId = await o.rule();
  });

  it('stays when its person is protected, when somebody reads it, and when nobody is there', async () => {
    const hidden = await waits('protected', { protected: true });
    const read = await waits('read');
    await o.world.as('bo@example.se', `/kontakter/${read}`);
    await look(o.world, (db) =>
      db.run(sql`
        insert into contact_presence (visit_id, office_id, user_id, name, seen_at)
        values (${read}, ${o.haninge}, ${o.bo.actor.userId}, 'Bo', ${o.world.services.clock()})
        on conflict (visit_id, user_id) do update set seen_at = excluded.seen_at`),
    );
    await o.run();
    expect([await o.moveOf(hidden), await o.moveOf(read)]).toEqual([null, null]);
    const { staying } = await preview(o.lead, o.areaId);
    const why = new Map(staying.map((each) => [each.waiting.id, each.why]));
    expect([why.get(hidden), why.get(read)]).toEqual(['protected', 'being-read']);
    await takeContact(o.alva, hidden);
    await takeContact(o.alva, read);
  });

  it('stays when the office that would help is closed', async () => {
    const id = await waits('closed');
    o.world.setNow('2026-11-18T15:30:00Z');
    await o.run();
    expect(await o.moveOf(id)).toBe(null);
    o.world.setNow(LATER);
    await takeContact(o.alva, id);
  });
});

/** A rule as it stands, to change. */
async function standing(id: number, more: Readonly<Record<string, unknown>>) {
  const row = await look(o.world, (db) =>
    db.one<Record<string, unknown>>(sql`
      select area_id as "areaId", name, from_offices as "fromOffices", to_offices as "toOffices", kinds, level,
        after_minutes as "afterMinutes", most_at_once as "mostAtOnce", lower(valid)::text as "firstDay"
      from overflow_rule where id = ${id}`),
  );
  return { ...row, ...more };
}

describe('a promise', () => {
  it('that soon breaks is another’s to keep, with its time', async () => {
    o.world.setNow(LATER);
    const due = '2026-11-18T11:15:00Z';
    const { contactId, promiseId } = await o.promise(due);
    await o.run();
    const move = await o.moveOf(contactId);
    const there = move?.movedVisitId ?? '';
    expect(await visit(there)).toMatchObject({ takenBy: o.cim.actor.officer?.id, cameFrom: o.haninge });
    const [theirs] = await transaction(o.cim, (db) =>
      db.many<{ id: string; dueAt: Temporal.Instant; follows: string; what: string }>(
        sql`select id, due_at as "dueAt", follows, what from promise where visit_id = ${there}`,
      ),
    );
    expect(theirs).toMatchObject({
      dueAt: Temporal.Instant.from(due),
      follows: promiseId,
      what: 'Ringa tillbaka',
    });
    await keepPromise(o.cim, theirs?.id ?? '', { how: 'phone', body: 'Sagt.', as: 'answered' });
    expect(await o.moveOf(contactId)).toMatchObject({ state: 'answered' });
    expect(await visit(contactId)).toMatchObject({ closedAs: 'answered' });
    const { newest } = await effectOf(o.lead, o.areaId);
    expect(newest.find(({ kind }) => kind === 'promise')).toMatchObject({ inTime: true, state: 'answered' });
  });

  it('that comes back is for who gave it, with its time and why', async () => {
    const { contactId } = await o.promise('2026-11-18T11:20:00Z');
    await o.run();
    const move = await o.moveOf(contactId);
    await sendBack(o.cim, move?.movedVisitId ?? '', 'Personen vill tala med Alva.');
    const [promise] = await transaction(o.alva, (db) =>
      db.many<{ officerId: number; dueAt: Temporal.Instant }>(sql`
        select officer_id as "officerId", due_at as "dueAt" from promise
        where visit_id = ${contactId} and kept_at is null and moved_at is null`),
    );
    expect(promise).toEqual({
      officerId: o.alva.actor.officer?.id,
      dueAt: Temporal.Instant.from('2026-11-18T11:20:00Z'),
    });
    expect(await visit(contactId)).toMatchObject({ awayTo: null, closedAs: null });
    await o.run();
    expect(await o.moveOf(contactId)).toMatchObject({
      state: 'sent-back',
      why: 'Personen vill tala med Alva.',
    });
  });

  it('without a number to call stays', async () => {
    const { contactId } = await o.promise('2026-11-18T11:25:00Z', null);
    await o.run();
    expect(await o.moveOf(contactId)).toBe(null);
  });
});

describe('back again', () => {
  it('goes to who sent it, once, and waits there anew', async () => {
    const { visitId, movedVisitId } = await moved('back');
    await expect(sendBack(o.alva, movedVisitId, 'Inte vårt')).rejects.toMatchObject({ code: 'not-found' });
    await writeText(o.cim, movedVisitId, { direction: 'out', body: 'Vi har tittat.' });
    await expect(takeBack(o.alva, visitId)).rejects.toMatchObject({ facts: { reason: 'contact-taken' } });
    await sendBack(o.cim, movedVisitId, 'Ni känner ärendet.');
    await expect(sendBack(o.cim, movedVisitId, 'En gång till')).rejects.toMatchObject({ code: 'stale' });
    expect(await visit(movedVisitId)).toMatchObject({ closedAs: 'sent-back' });
    expect(await texts(visitId)).toEqual(['in Hej! Hur gör jag?', 'out Vi har tittat.']);
    await takeContact(o.alva, visitId);
  });

  it('is taken back before somebody there has begun', async () => {
    const { visitId, movedVisitId } = await moved('taken back');
    await takeBack(o.bo, visitId);
    expect(await visit(visitId)).toMatchObject({ awayTo: null, takenBy: null });
    await expect(takeContact(o.cim, movedVisitId)).rejects.toMatchObject({ code: 'visit-closed' });
    await takeContact(o.bo, visitId);
  });

  it('and taking at the same time: one has it', async () => {
    for (const key of ['race 1', 'race 2', 'race 3']) {
      const { visitId, movedVisitId } = await moved(key);
      const done = await Promise.allSettled([
        takeBack(o.alva, visitId),
        takeContact(o.cim, movedVisitId),
        sendBack(o.cim, movedVisitId, 'Nej'),
      ]);
      const after = await o.moveOf(visitId);
      expect(done.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
      const home = await visit(visitId);
      // Either it is there and answered there, or it is here and free: never both, never neither.
      expect(home.awayTo === null).toBe(after?.state !== 'there');
      expect((await visit(movedVisitId)).closedAs === 'sent-back').toBe(after?.state !== 'there');
    }
  });
});

describe('moving', () => {
  it('and taking at the same time: one has it', async () => {
    for (const key of ['move race 1', 'move race 2', 'move race 3']) {
      const visitId = await waits(key);
      const move = {
        ...({
          ruleId,
          mostAtOnce: 200,
          kind: 'email',
          visitId,
          fromOffice: o.haninge,
          toOffice: o.visby,
        } as const),
        ...{ officerId: o.cim.actor.officer?.id ?? 0, waitedMinutes: 60 },
      };
      const { pool } = o.world.database;
      const done = await Promise.allSettled([
        moveContact(pool, o.world.services.clock, 'system', move),
        takeContact(o.alva, visitId),
        moveContact(pool, o.world.services.clock, 'system', move),
      ]);
      const moves = done.filter(
        (each) => each.status === 'fulfilled' && typeof each.value === 'string',
      ).length;
      const after = await visit(visitId);
      expect(moves).toBe(after.awayTo === null ? 0 : 1);
      expect(after.takenBy === null).toBe(after.awayTo !== null);
    }
  });

  it('leaves nothing half done when it is ended in the middle', async () => {
    const visitId = await waits('killed');
    const before = await look(o.world, (db) =>
      db.one<{ count: number }>(sql`select count(*) as count from visit`),
    );
    const move = {
      ...({
        ruleId,
        mostAtOnce: 200,
        kind: 'email',
        visitId,
        fromOffice: o.haninge,
        toOffice: o.visby,
      } as const),
      // Written last: a number of minutes that cannot be.
      ...{ officerId: o.cim.actor.officer?.id ?? 0, waitedMinutes: -1 },
    };
    await expect(
      moveContact(o.world.database.pool, o.world.services.clock, 'system', move),
    ).rejects.toThrow();
    expect(await look(o.world, (db) => db.one(sql`select count(*) as count from visit`))).toEqual(before);
    expect(await visit(visitId)).toMatchObject({ awayTo: null });
    await takeContact(o.alva, visitId);
  });

  it('by the area’s manager takes no more than the rule lets, and shows no one the contacts', async () => {
    await endRule(o.lead, ruleId);
    const ids = [await waits('few 1'), await waits('few 2'), await waits('few 3')];
    const { there } = await look(o.world, (db) =>
      db.one<{ there: number }>(sql`select count(*) as there from overflow_move where ended_at is null`),
    );
    const narrow = await o.rule({ name: 'En till', mostAtOnce: there + 1 });
    expect((await preview(o.lead, o.areaId)).moving).toHaveLength(1);
    expect(await moveNow(o.lead, o.areaId)).toBe(1);
    expect(await moveNow(o.lead, o.areaId)).toBe(0);
    expect((await o.moveOf(ids[0] ?? ''))?.state).toBe('there');
    expect(await transaction(o.lead, (db) => db.many(sql`select from visit`))).toEqual([]);
    expect(await transaction(o.lead, (db) => db.many(sql`select from contact_person`))).toEqual([]);
    await endRule(o.lead, narrow);
    await expect(moveNow(o.alva, o.areaId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the effect', () => {
  it('adds up by office and week, of the area alone', async () => {
    const effect = await effectOf(o.lead, o.areaId);
    const { moved: all, there, answered, returned, inTime } = effect.total;
    expect(all).toBe(there + answered + returned);
    expect([answered, returned].every((count) => count > 1)).toBe(true);
    expect(inTime).toBeLessThanOrEqual(answered);
    const [from] = effect.offices.filter(({ officeId }) => officeId === o.haninge);
    expect(from?.sent.moved).toBe(all);
    const week = effect.weeks.find(({ officeId }) => officeId === o.haninge)?.weeks.at(-1);
    expect(week).toMatchObject({ week: '2026-11-16', moved: all });
    expect(week?.came).toBeGreaterThan(all - 3);
    await expect(effectOf(o.alva, o.areaId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(effectOf(o.lead, o.areaId + 1)).rejects.toMatchObject({ code: 'not-found' });
  });
});
