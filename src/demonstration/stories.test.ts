import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/harness.ts';
import { createAuth } from '../access/auth.server.ts';
import { transaction } from '../access/context.server.ts';
import { inTransaction, type Sql, sql } from '../platform/database.server.ts';
import { createDemoAccounts } from './accounts.server.ts';
import { loadDemonstration } from './load-demonstration.server.ts';
import { tellerOf } from './stories/teller.server.ts';
import { STORIES, storiesAreTold, tellStories } from './tell-stories.server.ts';

let database: TestDatabase;
let untold: ReadonlyMap<string, unknown>;
const look = <T>(query: Sql) => inTransaction(database.pool, { registers: true }, (db) => db.many<T>(query));
const asSeenBy = async <T>(account: string, query: Sql) =>
  transaction(await tellerOf(database.pool).as(account, '2026-11-20T12:00:00+01:00'), (db) =>
    db.many<T>(query),
  );

beforeAll(async () => {
  database = await testDatabase();
  const auth = createAuth(database.libraryPool, {
    baseUrl: 'http://localhost',
    secret: 'a secret of the tests, 32 characters',
  });
  await loadDemonstration({ pool: database.pool });
  await createDemoAccounts(database.pool, auth);
  untold = await tellStories(database.pool);
}, 240_000);
afterAll(() => database.close());

it('every story is told, and once', async () => {
  expect([...untold]).toEqual([]);
  expect(await inTransaction(database.pool, { registers: true }, storiesAreTold)).toBe(true);
  const events = () => look<{ count: number }>(sql`select count(*) as count from event`);
  const before = await events();
  expect(await tellStories(database.pool)).toEqual(new Map());
  expect(await events()).toEqual(before);
});

it('one that was ended in the middle is not told again, and the others are', async () => {
  await inTransaction(database.pool, { registers: true }, (db) =>
    db.run(sql`
      update setting set value = ${JSON.stringify(Object.keys(STORIES).slice(1))}::jsonb
      where name = 'demonstration-stories'`),
  );
  expect(await inTransaction(database.pool, { registers: true }, storiesAreTold)).toBe(false);
  // What it did is done already: it is refused, and the program starts all the same.
  expect([...(await tellStories(database.pool)).keys()]).toEqual(['migration-copies']);
  expect(await inTransaction(database.pool, { registers: true }, storiesAreTold)).toBe(true);
});

it('copies are in every state that a person can bring them to', async () => {
  const rows = await look(sql`
    select state, count(*) filter (where due_since < date '2026-11-06') > 0 as old from agreement_copy
    where state <> 'exempt' group by state order by state`);
  expect(rows).toEqual([
    { state: 'acknowledged', old: true },
    { state: 'due', old: true },
    { state: 'queued', old: false },
    { state: 'sent', old: true },
  ]);
  expect(await look(sql`select from agreement_copy where state = 'exempt'`)).toHaveLength(9);
});

it('the desk has a report, deviations to decide and decided, and advice', async () => {
  const rows = await asSeenBy<Record<string, unknown>>(
    'tillsyn',
    sql`
      select (select count(*) from annual_report_dispatch where diary_number is not null) as received,
        (select array_agg(state order by state) from supervision_deviation) as deviations,
        (select count(*) from supervision_advice) as advice`,
  );
  expect(rows).toEqual([{ received: 1, deviations: ['confirmed', 'suggested'], advice: 1 }]);
});

it('an office manager has answered last year and is asked again, as the account sees it', async () => {
  const rows = await asSeenBy(
    'kontorschef',
    sql`
      select q.year, exists (select from report_office_answer a where a.request_id = q.id) as answered
      from report_office_request q order by q.year`,
  );
  expect(rows).toEqual([
    { year: 2025, answered: true },
    { year: 2026, answered: false },
  ]);
});

it('a draft lacks something, a step is planned, an operation has its report, a list has surplus and missing', async () => {
  const [drafting] = await asSeenBy('samordnare.haninge', sql`select state from agreement_draft`);
  expect(drafting).toEqual({ state: 'open' });
  expect(await asSeenBy('samordnare.mig', sql`select state from agreement_step order by planned_on`)).toEqual(
    [{ state: 'planned' }, { state: 'planned' }],
  );
  const outcomes = sql`select outcome, count(*) > 1 as several from mandate_batch_row group by 1 order by 1`;
  expect(await asSeenBy('samordnare.fk', outcomes)).toEqual([
    { outcome: 'issued', several: true },
    { outcome: 'not-issued', several: true },
  ]);
  const lists = sql`select surplus > 3 as surplus, missing from access_list`;
  expect(await asSeenBy('samordnare.skv', lists)).toEqual([{ surplus: true, missing: 4 }]);
});
