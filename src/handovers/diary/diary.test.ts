import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, SKV } from '../../../test/world.ts';
import { transaction } from '../../access/context.server.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { type HandOvers, makeHandOvers, problem } from '../test-hand-overs.ts';
import { diaryEntries, publicRegister } from './read.server.ts';
import {
  type Entry,
  patternFits,
  register,
  registerHandOver,
  setDiary,
  setWithheld,
} from './register.server.ts';

let world: HandOvers;
beforeAll(async () => {
  world = await makeHandOvers();
});
afterAll(() => world.close());

const COORDINATOR = 'samordnare.skv@example.se' as const;
const RECEIVER = 'mottagare.skv@example.se' as const;
const skv = () => world.ids.authorities[SKV] ?? 0;
const entry = (diaryId: number, more: Partial<Entry> = {}): Entry => ({
  diaryId,
  class: '1.8',
  direction: 'received',
  datedOn: plainDate('2026-11-18'),
  counterpart: 'Anna Provsson',
  subject: 'Flyttanmälan',
  counterpartWithheld: true,
  subjectWithheld: false,
  ...more,
});
const diary = async (pattern = '{year}-{serial:5}-{class}', board = '') =>
  setDiary(await world.ctx(COORDINATOR), { authorityId: skv(), board, name: 'Diariet', pattern });

describe('diary numbers', () => {
  it.each([
    ['{year}-{serial:5}-{class}', '', true],
    ['{board} {year}/{serial}', 'KS', true],
    ['{board} {year}/{serial}', '', false],
    ['{year}/{serial}', 'KS', false],
    ['{year}', '', false],
    ['{serial}', '', false],
    ['{year}-{serial:0}', '', false],
    ['{year}-{serial}-{x}', '', false],
    ['{year}-{serial', '', false],
    ['{year}-{serial}-{serial}', '', false],
  ])('%s with board "%s" can be written: %s', (pattern, board, fits) => {
    expect(patternFits(pattern, board)).toBe(fits);
  });

  it('are written as the seeds write them, and follow each other', async () => {
    const ctx = await world.ctx(RECEIVER);
    const own = await diary();
    const board = await diary('{board} {year}/{serial}', 'KS');
    expect((await register(ctx, entry(own))).number).toBe('2026-00001-1.8');
    expect((await register(ctx, entry(own, { class: '1.1.1' }))).number).toBe('2026-00002-1.1.1');
    expect((await register(ctx, entry(board, { class: '' }))).number).toBe('KS 2026/1');
    expect((await problem(register(ctx, entry(own, { class: '' })))).errors).toEqual([
      { field: 'class', code: 'class-missing' },
    ]);
    // What was refused took no number.
    expect((await register(ctx, entry(own))).number).toBe('2026-00003-1.8');
    world.setNow('2026-12-31T23:30:00Z');
    expect((await register(ctx, entry(own))).number).toBe('2027-00001-1.8');
    world.setNow('2026-11-18T09:30:00Z');
  });

  it('are gapless and never twice among 64 clients, of whom some change their mind and some are killed', async () => {
    const ctx = await world.ctx(RECEIVER);
    const id = await diary('{board}-{year}-{serial}', 'LAST');
    const given: string[] = [];
    await Promise.all(
      Array.from({ length: 64 }, async (_, client) => {
        for (let turn = 0; turn < 4; turn += 1) {
          if (client % 4 === 1) {
            await transaction(ctx, async (db) => {
              await insert(db, id, ctx.actor.userId);
              throw new Error('changed their mind');
            }).catch(() => {});
          } else if (client % 16 === 2) {
            await transaction(ctx, async (db) => {
              await insert(db, id, ctx.actor.userId);
              await killMyself(db);
            }).catch(() => {});
          } else given.push((await register(ctx, entry(id, { class: '' }))).number);
        }
      }),
    );
    const serials = given.map((number) => Number(number.split('-')[2])).sort((a, b) => a - b);
    expect(serials.length).toBe((64 - 16 - 4) * 4);
    expect(serials).toEqual(serials.map((_, index) => index + 1));
  }, 60_000);

  it('cannot be chosen, changed or taken away', async () => {
    const ctx = await world.ctx(RECEIVER);
    const id = await diary();
    const as = (query: ReturnType<typeof sql>) => transaction(ctx, (db) => db.run(query));
    await expect(as(sql`update diary_entry set number = 'x'`)).rejects.toThrow(/permission/);
    await expect(as(sql`delete from diary_entry`)).rejects.toThrow(/permission/);
    await expect(as(sql`update diary_series set last_serial = 1`)).rejects.toThrow(/permission/);
    const { number } = await transaction(ctx, (db) => insert(db, id, ctx.actor.userId, 'my own'));
    expect(number).toMatch(/^2026-\d{5}-1\.8$/);
  });

  it('belong to their authority: another does not see the diary, and only its coordinator sets it', async () => {
    const id = await diary();
    const fk = await world.ctx('mottagare.fk@example.se');
    expect((await problem(register(fk, entry(id)))).code).toBe('not-found');
    expect(await transaction(fk, (db) => db.many(sql`select from diary_entry`))).toEqual([]);
    const asked = { authorityId: skv(), board: '', name: 'x', pattern: '{year}/{serial}' };
    expect((await problem(setDiary(await world.ctx(RECEIVER), asked))).code).toBe('forbidden');
    expect((await problem(setDiary(await world.ctx('samordnare.fk@example.se'), asked))).code).toBe(
      'forbidden',
    );
  });

  it('gives a hand-over its number once, in both places or neither', async () => {
    const id = await diary();
    const ctx = await world.ctx(RECEIVER);
    const { id: handOver } = await world.offered('population-registration', SKV);
    const asked = { diaryId: id, class: '1.8', counterpart: '' };
    const made = await Promise.all([1, 2, 3].map(() => registerHandOver(ctx, handOver, asked)));
    expect(new Set(made.map(({ number }) => number)).size).toBe(1);
    const kept = await transaction(ctx, (db) =>
      db.one(sql`select receiver_number as number from hand_over where id = ${handOver}`),
    );
    expect(kept).toEqual({ number: made[0]?.number });
    const fks = await world.offered('parental-benefit', FK);
    expect((await problem(registerHandOver(ctx, fks.id, asked))).code).toBe('not-found');
  });
});

describe('two diaries of one authority', () => {
  it('do not write the same numbers: the pattern is refused, and so is a number that is there', async () => {
    const coordinator = await world.ctx('samordnare.skv@example.se');
    const open = (board: string, pattern: string) =>
      setDiary(coordinator, { authorityId: skv(), board, name: `Diarium ${board}`, pattern });
    await open('KS', '{board} {year}/{serial}');
    const same = await problem(open('', 'KS {year}/{serial:3}'));
    expect(same.errors).toEqual([{ field: 'pattern', code: 'pattern-collides' }]);
    // Alike only by what is put in: told when it comes to that, and nothing is stored.
    const a = await open('A', '{board}{class}/{serial}/{year}');
    const b = await open('AB', '{board}{class}/{serial}/{year}');
    const ctx = await world.ctx(RECEIVER);
    await register(ctx, entry(a, { class: 'B1' }));
    const count = () =>
      transaction(ctx, (db) =>
        db.one(sql`select count(*) as n from diary_entry where diary_id = any (${[a, b]})`),
      );
    const before = await count();
    const taken = await problem(register(ctx, entry(b, { class: '1' })));
    expect(taken.errors).toEqual([{ field: 'diaryId', code: 'number-is-taken' }]);
    expect(await count()).toEqual(before);
    // The number that was not given is given next.
    expect((await register(ctx, entry(b, { class: '2' }))).number).toBe('AB2/1/2026');
  });
});

describe('what everybody may see', () => {
  it('is changed by the authority alone', async () => {
    const ctx = await world.ctx(RECEIVER);
    const made = await register(ctx, entry(await diary(), { subject: 'Känsligt' }));
    const other = setWithheld(await world.ctx('mottagare.fk@example.se'), made.id, {
      counterpart: true,
      subject: true,
    });
    expect((await problem(other)).code).toBe('not-found');
    await setWithheld(ctx, made.id, { counterpart: false, subject: true });
    const { entries } = await publicRegister(world.pool, SKV, null);
    expect(entries.find(({ id }) => id === made.id)).toMatchObject({
      subject: null,
      counterpart: 'Anna Provsson',
    });
    expect((await diaryEntries(ctx, 1)).rows[0]).toMatchObject({
      subject: 'Känsligt',
      subjectWithheld: true,
    });
    await setWithheld(ctx, made.id, { counterpart: true, subject: true });
  });
});

describe('the public register', () => {
  it('has nothing of what a program has not said may be shown, or of what a form was told before it was put right', async () => {
    const id = await diary();
    const said = {
      diaryId: id,
      class: '1.8',
      direction: 'received',
      datedOn: '2026-11-18',
      subject: 'Osagd sak',
    };
    const made = await world.api(RECEIVER, 'POST', '/diary-entries', {
      ...said,
      counterpart: 'Osagd Person',
    });
    expect(made.status).toBe(201);
    const { entries } = await publicRegister(world.pool, SKV, null);
    expect(entries[0]).toMatchObject({ number: made.body.number, counterpart: null, subject: null });
    const fields = { ...said, diaryId: String(id), class: '', subjectWithheld: 'true' };
    const refused = await world.as(RECEIVER, '/diarium', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields),
    });
    const again = await refused.text();
    expect(again).toMatch(/name="subjectWithheld" value="true" checked/);
    expect(again).not.toMatch(/name="counterpartWithheld" value="true" checked/);
  });
  it('gives no number to what has not come in yet, and says what is too long', async () => {
    const body = { ...entry(await diary()), datedOn: '2026-11-19', subject: 'x' };
    const early = await world.api(RECEIVER, 'POST', '/diary-entries', body);
    expect(early.body.errors).toMatchObject([{ field: 'datedOn', detail: 'Den dagen har inte varit än.' }]);
    const long = await world.api(RECEIVER, 'POST', '/diary-entries', {
      ...body,
      subject: 'x'.repeat(301),
    });
    expect(long.body.errors).toMatchObject([{ field: 'subject', detail: 'Texten är för lång.' }]);
  });
  it('has what is not withheld, and of what is withheld nothing', async () => {
    const ctx = await world.ctx(RECEIVER);
    const id = await diary();
    await register(ctx, entry(id, { subject: 'Hemlig sak', subjectWithheld: true }));
    await register(ctx, entry(id, { counterpart: 'Bolaget AB', counterpartWithheld: false }));
    const { authority, entries } = await publicRegister(world.pool, SKV, null);
    expect(authority).toBe('Skatteverket');
    expect(entries.slice(0, 2).map(({ counterpart, subject }) => [counterpart, subject])).toEqual([
      ['Bolaget AB', 'Flyttanmälan'],
      [null, null],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Hemlig sak|Anna Provsson/);
  });
});

async function insert(
  db: Parameters<Parameters<typeof transaction>[1]>[0],
  diaryId: number,
  by: string,
  number = '',
): Promise<{ number: string }> {
  return db.one<{ number: string }>(sql`
    insert into diary_entry (diary_id, authority_id, year, serial, number, class, direction, dated_on, subject,
      registered_at, registered_by)
    values (${diaryId}, ${skv()}, 1999, 77, ${number}, '1.8', 'made', '2026-11-18', 'x', '2026-11-18T10:00Z', ${by})
    returning number`);
}

/** Its connection ends while the number is taken and nothing is committed. */
async function killMyself(db: Parameters<Parameters<typeof transaction>[1]>[0]): Promise<void> {
  const { pid } = await db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const admin = new pg.Client(world.database.owner);
  await admin.connect();
  await admin.query('select pg_terminate_backend($1)', [pid]);
  await admin.end();
  await db.one(sql`select 1`);
}
