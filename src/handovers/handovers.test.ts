import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, FK, SKV } from '../../test/world.ts';
import { transaction } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import type { Problem } from '../platform/problem.ts';
import { handDocument } from './commands/documents.server.ts';
import { offer } from './commands/offer.server.ts';
import { step } from './commands/step.server.ts';
import { asAccount } from './commands/take-step.server.ts';
import { handOverView } from './hand-over-view.server.ts';
import { listHandOvers } from './list.server.ts';
import { type HandOvers, makeHandOvers, problem } from './test-hand-overs.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const uuid = () => crypto.randomUUID();
const ALVA = 'alva@example.se' as const;
const SKV_RECEIVER = 'mottagare.skv@example.se' as const;
const FK_RECEIVER = 'mottagare.fk@example.se' as const;

describe('a hand-over from the desk to the answer', () => {
  it('goes the whole way, with one responsible party and one deadline at each moment', async () => {
    const { id } = await world.offered('population-registration', SKV);
    const states: [string, string, string][] = [];
    const taken = async (who: Account, asked: Parameters<typeof step>[2]) => {
      const { state, responsible, dueOn } = await world.step(who, id, asked);
      states.push([state, responsible, dueOn]);
    };
    await taken(SKV_RECEIVER, { step: 'accept' });
    await taken(SKV_RECEIVER, { step: 'answer-first', text: 'Vi tittar på det.' });
    await taken(SKV_RECEIVER, { step: 'ask', text: 'Vilken adress?' });
    await taken(ALVA, { step: 'answer-back', text: 'Provgatan 1.' });
    await taken(SKV_RECEIVER, { step: 'number', number: '2026-1-1' });
    await taken(SKV_RECEIVER, { step: 'answer-final', text: 'Flytten är registrerad.' });
    await taken(ALVA, { step: 'close', text: 'Ringt personen.' });
    await taken(ALVA, { step: 'reopen', text: 'Fel lägenhetsnummer.' });
    // The clock stands at Wednesday 18 November 2026; the days are the default's: 2 and 10.
    expect(states).toEqual([
      ['accepted', 'receiver', '2026-11-20'],
      ['accepted', 'receiver', '2026-12-02'],
      ['asked', 'front-desk', '2026-11-20'],
      ['accepted', 'receiver', '2026-12-02'],
      ['accepted', 'receiver', '2026-12-02'],
      ['answered', 'front-desk', '2026-11-25'],
      ['closed', 'front-desk', '2026-11-25'],
      ['reopened', 'receiver', '2026-11-20'],
    ]);
    const view = await handOverView(await world.ctx(SKV_RECEIVER), id);
    expect(view.receiverNumber).toBe('2026-1-1');
    expect(view.termsFrom).toBe('default');
    expect(view.arrivedOn).toBe('2026-11-18');
    expect(view.events.map(({ kind }) => kind)).toEqual([
      ...['offered', 'accepted', 'answered-first', 'asked', 'answered-back', 'number-set', 'answered-final'],
      ...['closed', 'reopened'],
    ]);
  });

  it('freezes the days of the agreement version in force', async () => {
    await world.terms('2019-00518-1.8', 1, 4);
    const { id } = await world.offered('parental-benefit', FK);
    const before = await handOverView(await world.ctx(ALVA), id);
    expect([before.termsFrom, before.firstAnswerDue, before.finalAnswerDue]).toEqual([
      'agreement',
      '2026-11-19',
      '2026-11-24',
    ]);
    await inTransaction(world.pool, { registers: true }, (db) =>
      db.run(sql`insert into receiver_setting (authority_id, first_days, final_days, changed_at, changed_by)
        select ${world.ids.authorities[FK]}, 7, 8, now(), id from account_user limit 1`),
    );
    const after = await handOverView(await world.ctx(ALVA), id);
    expect(after.finalAnswerDue).toBe('2026-11-24');
    await expect(
      transaction(await world.ctx(ALVA), (db) =>
        db.run(sql`update hand_over set final_answer_due = '2027-01-01' where id = ${id}`),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('is handed over once, however often it is sent, and one matter has one at a time', async () => {
    const matterId = await world.matter('population-registration', SKV);
    const asked = { ...world.wish, matterId, id: uuid() };
    const ctx = await world.ctx(ALVA);
    const both = await Promise.all([offer(ctx, asked), offer(ctx, asked), offer(ctx, asked)]);
    expect(new Set(both.map(({ reference }) => reference)).size).toBe(1);
    expect(new Set(both.map(({ code }) => code)).size).toBe(3);
    expect(both.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const again = await problem(offer(ctx, { ...asked, id: uuid() }));
    expect(again.facts).toEqual({ reason: 'already-handed-over' });
    const acts = await transaction(ctx, (db) =>
      db.many(sql`select outcome from act where matter_id = ${matterId}`),
    );
    expect(acts).toEqual([{ outcome: 'handed-over' }]);
  });

  it('counts what the post brought as arrived the working day before (22 § förvaltningslagen)', async () => {
    const post = (on: string, postImprobable = false) =>
      world.offered('population-registration', SKV, { postReachedOn: plainDate(on), postImprobable });
    const arrived = async (id: string) => (await handOverView(await world.ctx(ALVA), id)).arrivedOn;
    expect(await arrived((await post('2026-11-16')).id)).toBe('2026-11-13');
    expect(await arrived((await post('2026-11-16', true)).id)).toBe('2026-11-16');
    expect((await problem(post('2026-11-19'))).errors).toEqual([{ field: 'postReachedOn', code: 'not-yet' }]);
  });
});

describe('two at once', () => {
  it('has one who accepted; the others are told who', async () => {
    const { id } = await world.offered('population-registration', SKV);
    const receivers = await world.receivers(SKV, 6);
    const tried = await Promise.allSettled(
      receivers.map((ctx) => step(asAccount(ctx), id, { step: 'accept', key: uuid() })),
    );
    const lost = tried.filter((each) => each.status === 'rejected').map(({ reason }) => reason as Problem);
    expect(tried.length - lost.length).toBe(1);
    const winner = receivers[tried.findIndex(({ status }) => status === 'fulfilled')];
    for (const each of lost)
      expect(each.facts).toEqual({ reason: 'already-accepted', by: winner?.actor.name });
    const view = await handOverView(await world.ctx(ALVA), id);
    expect(view.events.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  });
  it('takes a step once, however often it is sent', async () => {
    const { id } = await world.offered('population-registration', SKV);
    const key = uuid();
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => world.step(SKV_RECEIVER, id, { step: 'accept', key })),
    );
    expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const other = world.step(SKV_RECEIVER, id, { step: 'note', key, text: 'x' });
    expect((await problem(other)).code).toBe('already-recorded');
  });
});

describe('the walls', () => {
  it('two authorities in one visit see nothing of each other, and neither the other side’s notes', async () => {
    const visitId = await world.visit();
    const skv = await world.offered('population-registration', SKV, {}, visitId);
    const fk = await world.offered('parental-benefit', FK, {}, visitId);
    for (const id of [skv.id, fk.id]) await world.step(ALVA, id, { step: 'note', text: 'bara kontoret' });
    await world.step(SKV_RECEIVER, skv.id, { step: 'note', text: 'bara Skatteverket' });
    await handDocument(asAccount(await world.ctx(ALVA)), skv.id, { what: 'Hyresavtal', file: null });
    const tables = [
      'hand_over',
      'hand_over_event',
      'hand_over_message',
      'hand_over_document',
      'hand_over_delivery',
    ] as const;
    const seen = async (who: Account) =>
      transaction(await world.ctx(who), async (db) => {
        const rows: string[] = [];
        for (const table of tables) {
          const column = table === 'hand_over' ? sql`id` : sql`hand_over_id`;
          const from = {
            hand_over: sql`hand_over`,
            hand_over_event: sql`hand_over_event`,
            hand_over_message: sql`hand_over_message`,
            hand_over_document: sql`hand_over_document`,
            hand_over_delivery: sql`hand_over_delivery`,
          }[table];
          for (const { id } of await db.many<{ id: string }>(sql`
            select distinct ${column} as id from ${from} where ${column} = any (${[skv.id, fk.id]})`))
            rows.push(`${table} ${id === skv.id ? 'skv' : 'fk'}`);
        }
        const notes = await db.many<{ text: string }>(sql`
          select text from hand_over_message where kind = 'note' and hand_over_id = any (${[skv.id, fk.id]}) order by text`);
        return { rows: rows.sort(), notes: notes.map(({ text }) => text) };
      });
    expect(await seen(SKV_RECEIVER)).toEqual({
      rows: ['hand_over skv', 'hand_over_document skv', 'hand_over_event skv', 'hand_over_message skv'],
      notes: ['bara Skatteverket'],
    });
    expect(await seen(FK_RECEIVER)).toEqual({ rows: ['hand_over fk', 'hand_over_event fk'], notes: [] });
    expect((await seen(ALVA)).notes).toEqual(['bara kontoret', 'bara kontoret']);
    expect(await seen('cim@example.se')).toEqual({ rows: [], notes: [] });
    expect(await seen('rapport.skv@example.se')).toEqual({ rows: [], notes: [] });
    for (const who of ['cim@example.se', FK_RECEIVER, 'rapport.skv@example.se'] as const) {
      expect((await problem(handOverView(await world.ctx(who), skv.id))).code).toBe('not-found');
      expect((await problem(world.step(who, skv.id, { step: 'note', text: 'x' }))).code).toBe('not-found');
    }
    const lists = await listHandOvers(await world.ctx(FK_RECEIVER), {
      filter: 'all',
      today: plainDate('2026-11-18'),
      page: 1,
    });
    expect(lists.rows.every(({ authorityShort }) => authorityShort === 'FK')).toBe(true);
  });

  it('shows the person only what is written to them', async () => {
    const { id } = await world.offered('population-registration', SKV);
    await world.step(SKV_RECEIVER, id, { step: 'accept' });
    await world.step(SKV_RECEIVER, id, { step: 'note', text: 'internt' });
    await world.step(SKV_RECEIVER, id, { step: 'ask', text: 'fråga till kontoret' });
    await world.step(ALVA, id, { step: 'answer-back', text: 'svar från kontoret' });
    await world.step(SKV_RECEIVER, id, { step: 'answer-final', text: 'till dig' });
    const texts = await inTransaction(world.pool, { actor: 'citizen', followed: id }, (db) =>
      db.many<{ text: string }>(sql`select text from hand_over_message`),
    );
    expect(texts).toEqual([{ text: 'till dig' }]);
  });

  it('keeps what is followed: no event is changed or taken away, and no state is without its event', async () => {
    const { id } = await world.offered('population-registration', SKV);
    const as = (query: ReturnType<typeof sql>) => async () =>
      transaction(await world.ctx(ALVA), (db) => db.run(query));
    await expect(as(sql`delete from hand_over_event where hand_over_id = ${id}`)()).rejects.toThrow(
      /permission/,
    );
    await expect(as(sql`update hand_over_message set text = 'x'`)()).rejects.toThrow(/permission/);
    await expect(as(sql`update hand_over set state = 'reopened' where id = ${id}`)()).rejects.toMatchObject({
      constraint: 'its_state_is_its_last_events',
    });
    await expect(as(sql`update hand_over set responsible = 'receiver' where id = ${id}`)()).rejects.toThrow();
  });
});

describe('what comes with it', () => {
  it('takes documents by their bytes, and says what is wrong with others', async () => {
    const { id } = await world.offered('population-registration', SKV);
    const as = asAccount(await world.ctx(ALVA));
    const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF');
    await handDocument(as, id, { what: 'Hyresavtal', file: { name: '../a"b.exe', content: pdf } });
    const wrong = async (content: Uint8Array) =>
      (await problem(handDocument(as, id, { what: 'x', file: { name: 'x.pdf', content } }))).errors[0]?.code;
    expect(await wrong(new TextEncoder().encode('MZ not a document'))).toBe('file-of-another-kind');
    expect(await wrong(new Uint8Array())).toBe('file-empty');
    expect(await wrong(new Uint8Array(25 * 1024 * 1024 + 1))).toBe('file-too-large');
    const view = await handOverView(await world.ctx(SKV_RECEIVER), id);
    expect(view.documents.map(({ fileName, what }) => [fileName, what])).toEqual([['ab.pdf', 'Hyresavtal']]);
  });

  it('notes what was told with time and author, and who represents the person', async () => {
    const { id } = await world.offered('population-registration', SKV);
    await world.step(ALVA, id, {
      step: 'oral',
      text: 'Flyttade i maj.',
      toldBy: 'personen',
      toldAt: '2026-11-18T10:15',
    });
    const late = world.step(ALVA, id, { step: 'oral', text: 'x', toldBy: 'hon', toldAt: '2026-11-18T10:31' });
    expect((await problem(late)).errors).toEqual([{ field: 'toldAt', code: 'not-yet' }]);
    const power = {
      ...{
        name: 'Ombud Provlund',
        covers: 'task' as const,
        powers: 'allt om flytten',
        proof: 'fullmakt i original',
      },
    } as const;
    const days = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
    await world.step(ALVA, id, { step: 'represent', kind: 'power-of-attorney', ...power, ...days });
    const view = await handOverView(await world.ctx(SKV_RECEIVER), id);
    expect(view.events[1]?.message).toMatchObject({ kind: 'oral', toldBy: 'personen' });
    expect(Temporal.Instant.from(view.events[1]?.message?.toldAt ?? '').toString()).toBe(
      '2026-11-18T09:15:00Z',
    );
    expect(view.representations).toMatchObject([
      { ...power, ...days, lookedUp: [{ by: 'alva', found: 'holds' }] },
    ]);
    // The same for an authority whose own program reads it.
    const read = await world.api(SKV_RECEIVER, 'GET', `/hand-overs/${id}`);
    expect(read.body.events[1]).toMatchObject({ by: 'alva', message: { toldBy: 'personen' } });
    expect(Temporal.Instant.from(read.body.events[1].message.toldAt).toString()).toBe('2026-11-18T09:15:00Z');
    expect(read.body.representations).toMatchObject([{ ...power, ...days }]);
  });
});

it('a receiver’s account reads nothing else of its authority', async () => {
  const actor = await actorOfAccount(world.pool, (await world.ctx(SKV_RECEIVER)).actor.userId);
  expect(actor?.assignments.map(({ role }) => role)).toEqual(['receiver']);
  const counts = await transaction(await world.ctx(SKV_RECEIVER), (db) =>
    db.one(sql`select (select count(*) from mandate) as mandates, (select count(*) from agreement) as agreements,
      (select count(*) from visit) as visits, (select count(*) from act) as acts`),
  );
  expect(counts).toEqual({ mandates: 0, agreements: 0, visits: 0, acts: 0 });
});
