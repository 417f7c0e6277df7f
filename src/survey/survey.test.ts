import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { closeContact } from '../contacts/commands/close-contact.server.ts';
import { openContact } from '../contacts/commands/open-contact.server.ts';
import { receiptOf } from '../contacts/receipt.server.ts';
import { contextOf, look } from '../contacts/test-contacts.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { callNext } from '../queue/commands/call.server.ts';
import { finish, startServing } from '../queue/commands/serve.server.ts';
import { ticketSecret } from '../queue/secret.server.ts';
import { makeQueue } from '../queue/test-queue.ts';
import { answerSurvey } from './answer.server.ts';
import { readSurveyCode } from './code.ts';
import { satisfactionIndex } from './rules/satisfaction-index.ts';

let world: World;
let alva: Context;
beforeAll(async () => {
  world = await makeWorld();
  alva = await contextOf(world, 'alva@example.se');
});
afterAll(() => world?.close());

/** A contact that is over, and the code on its receipt. */
async function answered(): Promise<{ id: string; code: string }> {
  const { id } = await openContact(alva, { officeId: world.ids.offices.haninge as number, channel: 'phone' });
  await closeContact(alva, id, 'answered');
  const receipt = await inTransaction(
    world.database.pool,
    { actor: alva.actor.userId, offices: [world.ids.offices.haninge as number] },
    (db) => receiptOf(db, id, alva.clock()),
  );
  return { id, code: receipt.surveyCode as string };
}

const storedOf = (id: string) =>
  look(world, (db) =>
    db.many<{ score: number }>(sql`select score from survey_answer where visit_id = ${id}`),
  );

describe('SKR’s index', () => {
  it.each([
    [{ 5: 5 }, 100],
    [{ 1: 5 }, 0],
    [{ 5: 1, 4: 1, 3: 1, 2: 1, 1: 1 }, 50],
    [{ 5: 3, 4: 1, 1: 1 }, 75],
    [{ 5: 4 }, null],
    [{}, null],
  ])('of %o is %s', (answers, index) => {
    expect(satisfactionIndex(answers)).toBe(index);
  });
});

describe('a code', () => {
  it.each([
    ['K7QM-2XPA-9DE3-4FGH', 'K7QM-2XPA-9DE3-4FGH'],
    [' k7qm 2xpa9de3–4fgh ', 'K7QM-2XPA-9DE3-4FGH'],
    ['K7QM-2XPA-9DE3-4FGO', 'K7QM-2XPA-9DE3-4FG0'],
    ['K7QM-2XPA', null],
    ['', null],
    ["'; drop table survey_answer; --", null],
  ])('%s is read as %s', (given, code) => {
    expect(readSurveyCode(given)).toBe(code);
  });
});

describe('the question after a contact', () => {
  it('is answered once, changed within a day, and not after', async () => {
    const { id, code } = await answered();
    const press = (score: number) => world.as(null, `/tyck/${code}?sprak=sv`, form({ score: String(score) }));
    expect(await (await world.as(null, `/tyck/${code}?sprak=sv`)).text()).toContain('Mycket missnöjd');
    expect((await press(4)).status).toBe(303);
    expect((await press(2)).status).toBe(303);
    expect(await storedOf(id)).toEqual([{ score: 2 }]);
    world.setNow('2026-11-19T09:30:01Z');
    expect((await press(5)).status).toBe(409);
    expect(await storedOf(id)).toEqual([{ score: 2 }]);
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('of many who press at once with one code has one answer', async () => {
    const { id, code } = await answered();
    const asker = { pool: world.database.pool, clock: alva.clock };
    await Promise.all(([5, 4, 3, 2, 1, 5, 1] as const).map((score) => answerSurvey(asker, code, score)));
    expect(await storedOf(id)).toHaveLength(1);
  });

  it('is not answered for a code of nobody, after sixty days, or with another number', async () => {
    const { id, code } = await answered();
    for (const score of ['0', '6', '4.5', 'x', ''])
      expect((await world.as(null, `/tyck/${code}`, form({ score }))).status).toBe(422);
    const nobody = '/tyck/0000-0000-0000-0000';
    expect((await world.as(null, nobody, form({ score: '5' }))).status).toBe(404);
    expect((await world.as(null, nobody)).status).toBe(404);
    world.setNow('2027-01-18T09:30:01Z');
    expect((await world.as(null, `/tyck/${code}`, form({ score: '5' }))).status).toBe(409);
    world.setNow('2026-11-18T09:30:00Z');
    expect(await storedOf(id)).toEqual([]);
  });

  it('stands in six languages, each with its direction', async () => {
    const { code } = await answered();
    for (const [language, dir] of [
      ['sv', 'ltr'],
      ['en', 'ltr'],
      ['fi', 'ltr'],
      ['se', 'ltr'],
      ['ar', 'rtl'],
      ['so', 'ltr'],
    ]) {
      const html = await (await world.as(null, `/tyck/${code}?sprak=${language}`)).text();
      expect(html).toContain(`<html lang="${language}" dir="${dir}">`);
      expect(html.match(/class="survey-score"/g)).toHaveLength(5);
    }
  });

  it('is the receipt’s: another office gets no code, and nobody reads who answered what', async () => {
    const { id, code } = await answered();
    await answerSurvey({ pool: world.database.pool, clock: alva.clock }, code, 1);
    const office = world.ids.offices.visby as number;
    const seen = (offices: readonly number[]) =>
      inTransaction(
        world.database.pool,
        { actor: alva.actor.userId, offices, managedOffices: offices },
        async (db) => ({
          ...(await db.one<{ code: string | null }>(sql`select survey_code(${id}, ${alva.clock()}) as code`)),
          rows: await db.many(sql`select from survey_answer`),
        }),
      );
    expect(await seen([office])).toEqual({ code: null, rows: [] });
    expect(await seen([world.ids.offices.haninge as number])).toEqual({ code, rows: [] });
    await expect(
      inTransaction(world.database.pool, { registers: true }, (db) =>
        db.run(sql`update survey_answer set score = 5`),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is asked on the ticket’s page when the visit is over, and not before', async () => {
    const queue = await makeQueue(world);
    const ticket = await queue.ticket(queue.needs.other);
    const place = `/plats/${await ticketSecret(world.database.pool, ticket.id)}?sprak=en`;
    const asked = async () => /\/tyck\/([0-9A-Z-]{19})/.exec(await (await world.as(null, place)).text())?.[1];
    await queue.openBoth();
    await callNext(queue.bo, queue.officeId);
    await startServing(queue.bo, queue.officeId, ticket.id);
    expect(await asked()).toBeUndefined();
    await finish(queue.bo, queue.officeId, ticket.id);
    const code = await asked();
    expect(code).toBeDefined();
    expect(await asked()).toBe(code);
    expect((await world.as(null, `/tyck/${code}`, form({ score: '5' }))).status).toBe(303);
  });
});
