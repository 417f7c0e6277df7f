import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import { alone, raw, shortRead, shortUnscopedRead, sql } from './database.server.ts';

describe('short reads over a shared connection', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  const own = (authority: number) =>
    shortRead<{ authorities: number[]; actor: string | null }>(
      database.pool,
      { authorities: [authority], actor: `account-${authority}` },
      sql`select scope_authorities() as authorities, scope_actor() as actor`,
    );

  it('each sees its own scope, however many are asked at once', async () => {
    const asked = Array.from({ length: 500 }, (_, index) => index + 1);
    const answers = await Promise.all(asked.map((authority) => own(authority)));
    expect(answers.map(([row]) => [row?.authorities, row?.actor])).toEqual(
      asked.map((authority) => [[authority], `account-${authority}`]),
    );
  });

  it('leaves no scope behind for who has none', async () => {
    const [, [bare]] = await Promise.all([
      own(7),
      shortUnscopedRead<{ authorities: number[] }>(
        database.pool,
        sql`select scope_authorities() as authorities`,
      ),
    ]);
    expect(bare?.authorities).toEqual([]);
  });

  it('a statement that fails fails for who asked it alone', async () => {
    const wrong = () =>
      shortRead(database.pool, { authorities: [9] }, sql`select 1 / (${0}::int) as impossible`);
    const [before, failed, after] = await Promise.allSettled([own(1), wrong(), own(2)]);
    expect(before).toMatchObject({ status: 'fulfilled', value: [{ authorities: [1] }] });
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(after).toMatchObject({ status: 'fulfilled', value: [{ authorities: [2] }] });
  });

  it('a text that PostgreSQL cannot read fails each time it is asked, and nothing else', async () => {
    const wrong = () => shortRead(database.pool, {}, sql`select no_such_column from event`);
    for (const _ of [1, 2]) await expect(wrong()).rejects.toMatchObject({ code: '42703' });
    expect(await own(4)).toEqual([{ authorities: [4], actor: 'account-4' }]);
  });

  it('reads what has been asked in more ways than it keeps prepared', async () => {
    const asked = Array.from({ length: 1_200 }, (_, index) => index);
    const answers = await Promise.all(
      asked.map((n) => shortUnscopedRead<{ n: number }>(database.pool, sql`select ${raw(String(n))} as n`)),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(asked);
  });

  it('reads lists of texts as they were stored', async () => {
    for (const texts of [[], ['SKV', 'Åre'], ['a,b', 'c"d', 'e\\f', '{g}', 'NULL', '']]) {
      const [row] = await shortUnscopedRead<{ texts: string[] }>(
        database.pool,
        sql`select ${texts}::text[] as texts`,
      );
      expect(row?.texts).toEqual(texts);
    }
  });

  it('is opened again after it was lost', async () => {
    const [row] = await shortUnscopedRead<{ pid: number }>(
      database.pool,
      sql`select pg_backend_pid() as pid`,
    );
    const owner = new pg.Client(database.owner);
    await owner.connect();
    await owner.query('select pg_terminate_backend($1)', [row?.pid]);
    await owner.end();
    await expect.poll(() => own(3).catch(() => 'lost')).toEqual([{ authorities: [3], actor: 'account-3' }]);
    const [again] = await shortUnscopedRead<{ pid: number }>(
      database.pool,
      sql`select pg_backend_pid() as pid`,
    );
    expect(again?.pid).not.toBe(row?.pid);
  });

  it('a statement alone is a transaction of its own: for its scope, kept, and whole or not at all', async () => {
    const scope = { authorities: [6], registers: true, actor: 'account-6' };
    const tell = (kind: string, last: number) =>
      alone<{ authorities: number[] }>(
        database.pool,
        scope,
        sql`with told as (
            insert into event (actor, role, kind, subject, subject_id)
            select 'account-6', 'officer', ${kind}, 'visit', (1 / (${last} - n))::text from generate_series(1, 3) n)
          select scope_authorities() as authorities`,
      );
    expect(await tell('alone-kept', 5)).toEqual([{ authorities: [6] }]);
    await expect(tell('alone-broken', 3)).rejects.toMatchObject({ code: '22012' });
    const told = await shortRead<{ kind: string }>(
      database.pool,
      scope,
      sql`select kind from event where kind like 'alone-%'`,
    );
    expect(told.map(({ kind }) => kind)).toEqual(['alone-kept', 'alone-kept', 'alone-kept']);
  });
});
