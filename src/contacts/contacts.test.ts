import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { transaction } from '../access/context.server.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { answerNow, closeContact } from './commands/close-contact.server.ts';
import { saveDraft } from './commands/draft.server.ts';
import { openContact } from './commands/open-contact.server.ts';
import { savePerson } from './commands/person.server.ts';
import { keepPromise, makePromise, movePromise } from './commands/promise.server.ts';
import { putBackContact, takeContact } from './commands/take-contact.server.ts';
import { writeText } from './commands/write-text.server.ts';
import { contextOf, look, receiveMail } from './test-contacts.ts';

let world: World;
let alva: Context;
let bo: Context;
let cim: Context;
let haninge: number;
beforeAll(async () => {
  world = await makeWorld();
  alva = await contextOf(world, 'alva@example.se');
  bo = await contextOf(world, 'bo@example.se');
  cim = await contextOf(world, 'cim@example.se');
  haninge = world.ids.offices.haninge as number;
});
afterAll(() => world.close());

const call = (ctx: Context, subject?: string) =>
  openContact(ctx, { officeId: haninge, channel: 'phone', ...(subject === undefined ? {} : { subject }) });
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, facts, errors }) => ({
      code,
      reason: facts?.reason,
      fields: errors?.map((e: { code: string }) => e.code),
    }),
  );
const tomorrow = () => Temporal.Instant.from('2026-11-19T10:00:00Z');

describe('a contact', () => {
  it('is opened by telephone with nothing about who calls, and has a reference of its own', async () => {
    const { id, reference } = await call(alva, 'Var ligger servicekontoret?');
    expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const stored = await look(world, (db) =>
      db.one(sql`
        select channel, taken_by, (select count(*) from contact_person p where p.visit_id = v.id) as persons,
          (select array_agg(kind) from event e where e.subject_id = v.id::text) as events from visit v where id = ${id}`),
    );
    expect(stored).toEqual({
      ...{ channel: 'phone', taken_by: alva.actor.officer?.id, persons: 0, events: ['contact-opened'] },
    });
  });

  it('sent twice, also at once, is one', async () => {
    const contactId = crypto.randomUUID();
    const open = () => openContact(alva, { officeId: haninge, channel: 'phone', contactId });
    const [first, second] = await Promise.all([open(), open()]);
    expect([second, await open()]).toEqual([first, first]);
  });

  it('is opened at one’s own office only', async () => {
    expect(await refused(openContact(cim, { officeId: haninge, channel: 'phone' }))).toMatchObject({
      code: 'forbidden',
    });
  });

  it('that came by mail twice is one, waits for nobody in particular, and is audited once', async () => {
    const [first, second] = await Promise.all([
      receiveMail(world, '<a@example.se>'),
      receiveMail(world, '<a@example.se>'),
    ]);
    expect(second.id).toBe(first.id);
    expect([first.again, second.again].toSorted()).toEqual([false, true]);
    const stored = await look(world, (db) =>
      db.one(sql`
        select opened_by, (select count(*) from contact_text t where t.visit_id = v.id) as texts,
          (select count(*) from event e where e.subject_id = v.id::text) as events from visit v where id = ${first.id}`),
    );
    expect(stored).toEqual({ opened_by: null, texts: 1, events: 1 });
  });

  it('is taken by one of two, and the other is told who', async () => {
    const { id } = await receiveMail(world, '<b@example.se>');
    const answers = await Promise.all([refused(takeContact(alva, id)), refused(takeContact(bo, id))]);
    expect(answers.filter((each) => each === null)).toHaveLength(1);
    expect(answers.find((each) => each !== null)).toMatchObject({
      code: 'not-possible',
      reason: 'contact-taken',
    });
    const winner = answers[0] === null ? alva : bo;
    const other = winner === alva ? bo : alva;
    await takeContact(winner, id);
    expect(await refused(putBackContact(other, id))).toMatchObject({ reason: 'contact-not-yours' });
    await takeContact(other, id, winner.actor.officer?.id);
    await putBackContact(other, id);
    await takeContact(winner, id);
  });

  it('of another office is not there', async () => {
    const { id } = await call(alva);
    for (const work of [
      () => takeContact(cim, id),
      () => closeContact(cim, id, 'answered'),
      () => writeText(cim, id, { direction: 'in', body: 'x' }),
      () => savePerson(cim, id, { mayMail: false, protected: false }),
      () => saveDraft(cim, id, { body: 'x' }),
      () => makePromise(cim, id, { dueAt: tomorrow(), what: 'x' }),
    ])
      expect(await refused(work())).toMatchObject({ code: 'not-found' });
  });

  it('answered at once keeps the answer and is closed; the draft is gone', async () => {
    const { id } = await receiveMail(world, '<c@example.se>');
    await saveDraft(alva, id, { body: 'Hej' });
    await saveDraft(alva, id, { body: 'Hej! Så här' });
    await answerNow(alva, id, { body: 'Hej! Så här gör du.' });
    const stored = await look(world, (db) =>
      db.one(sql`
        select closed_as, opened_by, (select array_agg(direction order by at) from contact_text t where t.visit_id = v.id) as texts,
          (select count(*) from contact_draft d where d.visit_id = v.id) as drafts from visit v where id = ${id}`),
    );
    expect(stored).toEqual({
      closed_as: 'answered',
      opened_by: alva.actor.officer?.id,
      texts: ['in', 'out'],
      drafts: 0,
    });
    expect(await refused(writeText(bo, id, { direction: 'internal', body: 'x' }))).toMatchObject({
      code: 'visit-closed',
    });
  });

  it('comes back of an earlier one by its reference', async () => {
    const first = await call(alva);
    const again = await openContact(alva, {
      officeId: haninge,
      channel: 'phone',
      cameBackOf: first.reference,
    });
    const { cameBackOf } = await look(world, (db) =>
      db.one<{ cameBackOf: string }>(
        sql`select came_back_of as "cameBackOf" from visit where id = ${again.id}`,
      ),
    );
    expect(cameBackOf).toBe(first.id);
    const unknown = openContact(alva, { officeId: haninge, channel: 'phone', cameBackOf: 'ZZZZ-ZZZZ' });
    expect(await refused(unknown)).toMatchObject({ code: 'invalid', fields: ['unknown-reference'] });
  });
});

describe('a promise', () => {
  it('keeps its contact open until it is kept, with what was said', async () => {
    const { id } = await call(alva);
    const promise = await makePromise(alva, id, { dueAt: tomorrow(), what: 'Ringa om blanketten' });
    expect(await refused(closeContact(alva, id, 'answered'))).toMatchObject({ reason: 'open-promise' });
    const kept = await Promise.all(
      [alva, bo].map((ctx) =>
        refused(keepPromise(ctx, promise, { how: 'phone', body: 'Blanketten är bytt.', as: 'answered' })),
      ),
    );
    expect(kept.filter((each) => each === null)).toHaveLength(1);
    expect(kept.find((each) => each !== null)).toMatchObject({ reason: 'promise-ended' });
    const stored = await look(world, (db) =>
      db.one(
        sql`select closed_as, (select count(*) from contact_text t where t.visit_id = v.id) as texts from visit v where id = ${id}`,
      ),
    );
    expect(stored).toEqual({ closed_as: 'answered', texts: 1 });
  });

  it('is moved by another that follows it and says why; what came of it stays', async () => {
    const { id } = await call(alva);
    const first = await makePromise(alva, id, { dueAt: tomorrow(), what: 'Ringa' });
    const officerId = bo.actor.officer?.id as number;
    const second = await movePromise(alva, first, {
      dueAt: tomorrow().add({ hours: 24 }),
      why: 'Väntar på svar',
      officerId,
    });
    const rows = await look(world, (db) =>
      db.many(sql`select id, follows, moved_why, officer_id from promise where visit_id = ${id} order by id`),
    );
    expect(rows).toEqual([
      { id: first, follows: null, moved_why: 'Väntar på svar', officer_id: alva.actor.officer?.id },
      { id: second, follows: first, moved_why: null, officer_id: officerId },
    ]);
    const overwritten = transaction(alva, (db) =>
      db.run(sql`update promise set moved_why = 'annat' where id = ${first}`),
    );
    await expect(overwritten).rejects.toMatchObject({ constraint: 'what_came_of_a_promise_stays' });
  });

  it('is for a working day to come, and for somebody who works here', async () => {
    const { id } = await call(alva);
    const promised = (dueAt: string, officerId?: number) =>
      refused(makePromise(alva, id, { dueAt: Temporal.Instant.from(dueAt), what: 'Ringa', officerId }));
    expect(await promised('2026-11-18T09:00:00Z')).toMatchObject({ fields: ['in-the-past'] });
    expect(await promised('2026-11-21T10:00:00Z')).toMatchObject({ fields: ['not-a-working-day'] });
    expect(await promised('2026-12-24T10:00:00Z')).toMatchObject({ fields: ['not-a-working-day'] });
    expect(await promised('2028-11-20T10:00:00Z')).toMatchObject({ fields: ['too-far'] });
    expect(await promised('2026-11-20T10:00:00Z', cim.actor.officer?.id)).toMatchObject({
      fields: ['not-at-this-office'],
    });
  });
});

describe('the database', () => {
  it('keeps the draft of what is written beside what was sent, and of a contact beside one that was opened', async () => {
    const { id } = await openContact(alva, { officeId: haninge, channel: 'phone' });
    const beside = { body: 'i fliken bredvid', textId: crypto.randomUUID() };
    const drafts = (contact: string | null) =>
      transaction(alva, (db) =>
        db.many(
          sql`select content->>'body' as body from contact_draft where visit_id is not distinct from ${contact}::uuid`,
        ),
      );
    await saveDraft(alva, id, beside);
    await writeText(alva, id, { direction: 'out', body: 'svar', textId: crypto.randomUUID() });
    const promise = await makePromise(alva, id, { dueAt: tomorrow(), what: 'Ringa' });
    await keepPromise(alva, promise, { how: 'phone', body: 'Ringde' });
    expect(await drafts(id)).toEqual([{ body: 'i fliken bredvid' }]);
    await writeText(alva, id, { direction: 'out', ...beside });
    expect(await drafts(id)).toEqual([]);

    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    await saveDraft(alva, null, { contactId: two, body: 'den andra som ringer' });
    await openContact(alva, { officeId: haninge, channel: 'phone', contactId: one });
    expect(await drafts(null)).toEqual([{ body: 'den andra som ringer' }]);
    await openContact(alva, { officeId: haninge, channel: 'phone', contactId: two });
    await saveDraft(alva, null, { contactId: two, body: 'den andra som ringer' });
    expect(await drafts(null)).toEqual([]);
  });

  it('keeps a draft as it was typed, whatever it looks like, without what no database holds', async () => {
    const { id } = await openContact(alva, { officeId: haninge, channel: 'phone' });
    const body = 'C:\\u0000 "sökväg" \\ud83d';
    await saveDraft(alva, id, { body: `${body}\0` });
    const { content } = await transaction(alva, (db) =>
      db.one<{ content: unknown }>(sql`select content from contact_draft where visit_id = ${id}`),
    );
    expect(content).toEqual({ body });
  });

  it('shows a contact’s person, texts, promises and drafts to the office alone, a draft to its writer', async () => {
    const { id } = await receiveMail(world, '<walls@example.se>');
    await takeContact(alva, id);
    await saveDraft(alva, id, { body: 'bara mitt' });
    await makePromise(alva, id, { dueAt: tomorrow(), what: 'Ringa' });
    const seen = (ctx: Context) =>
      transaction(ctx, (db) =>
        db.one(sql`
          select (select count(*) from contact_person where visit_id = ${id}) as persons,
            (select count(*) from contact_person_history where visit_id = ${id}) as before,
            (select count(*) from contact_text where visit_id = ${id}) as texts,
            (select count(*) from contact_draft where visit_id = ${id}) as drafts,
            (select count(*) from promise where visit_id = ${id}) as promises`),
      );
    const none = { persons: 0, before: 0, texts: 0, drafts: 0, promises: 0 };
    expect(await seen(alva)).toEqual({ persons: 1, before: 1, texts: 1, drafts: 1, promises: 1 });
    expect(await seen(bo)).toEqual({ persons: 1, before: 1, texts: 1, drafts: 0, promises: 1 });
    expect(await seen(cim)).toEqual(none);
    for (const email of [
      'samordnare.skv@example.se',
      'samordnare.ssc@example.se',
      'tillsyn@example.se',
      'admin@example.se',
    ] as const)
      expect(await seen(await contextOf(world, email)), email).toEqual(none);
    expect(await seen(await contextOf(world, 'chef@example.se'))).toEqual({ ...none, promises: 1 });
  });

  it('lets nothing that was said be changed, and an officer be absent only from what came in', async () => {
    const { id } = await receiveMail(world, '<stays@example.se>');
    for (const statement of [
      sql`update contact_text set body = 'annat'`,
      sql`delete from contact_text`,
      sql`update visit set reference = 'AAAA-AAAA'`,
      sql`update visit set channel = 'visit'`,
      sql`delete from promise`,
      sql`update promise set what = 'annat'`,
      sql`delete from contact_person`,
    ])
      await expect(transaction(alva, (db) => db.run(statement))).rejects.toMatchObject({ code: '42501' });
    const takenByNobody = transaction(alva, (db) =>
      db.run(sql`update visit set taken_by = ${alva.actor.officer?.id}, taken_at = now() where id = ${id}`),
    );
    await expect(takenByNobody).rejects.toMatchObject({
      constraint: 'only_what_came_in_waits_for_an_officer',
    });
    const opened = inTransaction(world.database.pool, { offices: [haninge] }, (db) =>
      db.run(
        sql`insert into visit (office_id, channel, opened_on) values (${haninge}, 'phone', '2026-11-18')`,
      ),
    );
    await expect(opened).rejects.toMatchObject({ constraint: 'only_what_came_in_waits_for_an_officer' });
  });
});
