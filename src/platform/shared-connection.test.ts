import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import { shortRead, shortUnscopedRead, sql } from './database.server.ts';

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
});
