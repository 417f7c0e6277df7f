import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAuth } from '../access/auth.server.ts';
import { transaction } from '../access/context.server.ts';
import { factsOf, loadFacts } from '../agreements/facts.server.ts';
import { type ImportTest, importTest } from '../imports/test-database.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import type { Level } from '../law/facts.ts';
import { inTransaction, type Sql, sql } from '../platform/database.server.ts';
import { isDemonstration } from '../platform/setting.server.ts';
import { usualWaits } from '../queue/public-waiting.server.ts';
import { calmest } from '../queue/rules/usual-waits.ts';
import { verifyQueues } from '../queue/verify.server.ts';
import { createDemoAccounts } from './accounts.server.ts';
import { DEMO_MAIN_OFFICE, DEMO_OFFICERS, DEMO_SMALL_OFFICE } from './demo-officers.ts';
import { loadDemonstration } from './load-demonstration.server.ts';
import { tellerOf } from './stories/teller.server.ts';
import { STORIES, storiesAreTold, tellStories } from './tell-stories.server.ts';

/** Made anew, as another process would. */
async function generation(): Promise<
  { readonly kind: string; readonly rows: number; readonly sha256: string }[]
> {
  vi.resetModules();
  const { DEMO_FILES } = await import('./demo-files.server.ts');
  return DEMO_FILES.map(({ kind, rows }) => {
    const made = rows();
    return {
      kind,
      rows: made.length,
      sha256: createHash('sha256').update(JSON.stringify(made)).digest('hex'),
    };
  });
}

describe('the rows', () => {
  it('are the same every time, byte for byte', async () => {
    const first = await generation();
    expect(await generation()).toEqual(first);
    const rows = Object.fromEntries(first.map(({ kind, rows: n }) => [kind, n]));
    expect(rows.offices).toBe(115);
    expect(rows.officers).toBeGreaterThanOrEqual(600);
    expect(rows.officers).toBeLessThanOrEqual(800);
    expect(rows.visits).toBeGreaterThan(60_000);
  });
});

describe('the demonstration', () => {
  let test: ImportTest;
  beforeAll(async () => {
    test = await importTest();
    // Ended in the middle: the file under way leaves nothing, the ones before it stay.
    const ended = loadDemonstration(test.ctx, (_done, _total, kind) => {
      if (kind === 'mandates') throw new Error('the process ended');
    });
    await expect(ended).rejects.toThrow('the process ended');
    expect(await test.look(isDemonstration)).toBe(false);
    expect(await test.look((db) => db.one(sql`select count(*) as files from import_batch`))).toEqual({
      files: 5,
    });
    const told: number[] = [];
    await loadDemonstration(test.ctx, (done, total) => told.push(done / total));
    expect(told.at(-1)).toBe(1);
  }, 120_000);
  afterAll(() => test.close());

  it('is marked, goes on where it ended, and is loaded once', async () => {
    expect(await test.look(isDemonstration)).toBe(true);
    await loadDemonstration(test.ctx);
    const count = await test.look((db) =>
      db.one(
        sql`select (select count(*) from import_batch) as files, (select count(*) from office) as offices`,
      ),
    );
    expect(count).toEqual({ files: 8, offices: 115 });
  });

  it('has areas, staff and visits as the types of the offices say', async () => {
    const row = await test.look((db) =>
      db.one(sql`
        select (select count(*) from office_area) as areas, (select count(distinct region_id) from office_area) as regions,
          (select count(*) from office o join office_type t on t.code = o.type_code
            where (select count(*) from officer f where f.home_office_id = o.id)
              not between coalesce(t.staff_from, 0) and coalesce(t.staff_to, case when t.travelling_staff then 0 else 999 end)
          ) as wrongly_staffed,
          (select count(*) from visit where extract(isodow from opened_on) > 5) as weekend_visits,
          (select count(*) from act where level = 'authority') > 1000 as authority`),
    );
    expect(row).toEqual({ areas: 42, regions: 6, wrongly_staffed: 0, weekend_visits: 0, authority: true });
  });

  it('has the known agreements, which permit nothing where their tasks are not known', async () => {
    const rows = await test.look((db) =>
      db.many<{ diary: string; regime: string; tasks: number }>(sql`
        select diary_number as diary, regime_id as regime,
          (select count(distinct task_id) from agreement_task t where t.agreement_id = a.id) as tasks
        from agreement a order by signed_on, diary_number`),
    );
    expect(rows).toEqual([
      { diary: 'Okänt: Ånge 2003', regime: 'STJ-1997', tasks: 0 },
      { diary: 'Okänt: Lomma 2006', regime: 'STJ-2004', tasks: 0 },
      { diary: 'Okänt: Västra Götaland 2007', regime: 'STJ-2004', tasks: 0 },
      { diary: '2019-00518-1.8', regime: 'SA-2019', tasks: 4 },
      { diary: '2019-00519-1.8', regime: 'SA-2019', tasks: 5 },
      { diary: '2019-00520-1.8', regime: 'SA-2019', tasks: 3 },
      { diary: '2019-00521-1.8', regime: 'SA-2019', tasks: 2 },
      { diary: '2021-00679-4.1.1', regime: 'SA-2019', tasks: 2 },
      { diary: 'DEMO-2022-EGET', regime: 'KL-EGEN', tasks: 1 },
      { diary: 'DEMO-2023-SAMVERKAN', regime: 'KL-SAMVERKAN', tasks: 1 },
      { diary: 'DEMO-2024-0001', regime: 'SA-2019', tasks: 2 },
      { diary: 'DEMO-2026-0007', regime: 'SA-2019', tasks: 1 },
      { diary: 'DEMO-2026-0008', regime: 'SA-2019', tasks: 1 },
    ]);
    const pilot = await test.look((db) =>
      db.many(sql`
        select v.version, count(*) as offices from agreement_version_office v join agreement a on a.id = v.agreement_id
        where a.diary_number = '2021-00679-4.1.1' group by 1 order by 1`),
    );
    expect(pilot).toEqual([
      { version: 1, offices: 3 },
      { version: 2, offices: 14 },
      { version: 3, offices: 14 },
      { version: 4, offices: 27 },
    ]);
  });

  it.each([
    [DEMO_OFFICERS.full, DEMO_MAIN_OFFICE, 'identity-card', 'authority', true],
    [DEMO_OFFICERS.full, DEMO_MAIN_OFFICE, 'sickness-benefit', 'personal-data', true],
    [DEMO_OFFICERS.full, DEMO_MAIN_OFFICE, 'disabled-parking-permit', 'authority', true],
    [DEMO_OFFICERS.full, DEMO_SMALL_OFFICE, 'identity-card', 'authority', false],
    [DEMO_OFFICERS.colleague, DEMO_MAIN_OFFICE, 'identity-card', 'authority', true],
    [DEMO_OFFICERS.withoutIdentityCards, DEMO_MAIN_OFFICE, 'identity-card', 'authority', false],
    [DEMO_OFFICERS.withoutIdentityCards, DEMO_MAIN_OFFICE, 'population-registration', 'personal-data', true],
    [DEMO_OFFICERS.smallOffice, DEMO_SMALL_OFFICE, 'pension', 'personal-data', true],
    [DEMO_OFFICERS.smallOffice, DEMO_SMALL_OFFICE, 'identity-card', 'authority', false],
    [DEMO_OFFICERS.full, DEMO_MAIN_OFFICE, 'passport-hand-out', 'guidance', false],
  ] as const)('lets %s at %s do %s (%s): %s', async (code, office, task, level: Level, permitted) => {
    const verdict = await test.look(async (db) => {
      const { officer, place, what, principal } = await db.one<Record<string, number>>(sql`
        select (select id from officer where code = ${code}) as officer, (select id from office where code = ${office}) as place,
          id as what, coalesce(authority_id, (select id from authority where name = 'Haninge kommun')) as principal
        from task where code = ${task}`);
      const loaded = await loadFacts(db, { officerId: officer!, officeId: place!, taskIds: [what!] });
      return decide(factsOf(loaded, what!, principal!, level), plainDate('2026-11-20'));
    });
    expect(verdict.permitted).toBe(permitted);
  });

  it('has mandates that soon end, and some that wait for a signature', async () => {
    const row = await test.look((db) =>
      db.one(sql`
        select count(*) filter (where upper(valid) - 1 between '2026-11-21' and '2027-01-19') > 20 as ending,
          count(*) filter (where signed_by_officer_on is null and signed_by_principal_on is not null) > 5 as half_signed,
          count(*) filter (where signed_by_principal_on is null) > 0 as unsigned,
          count(*) filter (where kind = 'delegation') as delegations
        from mandate`),
    );
    expect(row).toEqual({ ending: true, half_signed: true, unsigned: true, delegations: 3 });
  });

  it('has a surplus of access for the report to find', async () => {
    const { surplus } = await test.look((db) =>
      db.one<{ surplus: number }>(sql`
        select count(*) as surplus from access_grant g where g.granted @> date '2026-11-20' and not exists (
          select from mandate m join mandate_access a on a.mandate_id = m.id
          where m.officer_id = g.officer_id and a.system_id = g.system_id and m.valid @> date '2026-11-20'
            and (m.withdrawn_on is null or m.withdrawn_on > date '2026-11-20'))`),
    );
    expect(surplus).toBeGreaterThan(10);
  });

  describe('what people have done in it', () => {
    let untold: ReadonlyMap<string, unknown>;
    const look = <T>(query: Sql) => test.look((db) => db.many<T>(query));
    const asSeenBy = async <T>(account: string, query: Sql) =>
      transaction(await tellerOf(test.database.pool).as(account, '2026-11-20T12:00:00+01:00'), (db) =>
        db.many<T>(query),
      );
    beforeAll(async () => {
      const auth = createAuth(test.database.libraryPool, {
        baseUrl: 'http://localhost',
        secret: 'a secret of the tests, 32 characters',
      });
      await createDemoAccounts(test.database.pool, auth);
      untold = await tellStories(test.database.pool);
    }, 60_000);

    it('every story is told, and once', async () => {
      expect([...untold]).toEqual([]);
      expect(await inTransaction(test.database.pool, { registers: true }, storiesAreTold)).toBe(true);
      const events = () => look<{ count: number }>(sql`select count(*) as count from event`);
      const before = await events();
      expect(await tellStories(test.database.pool)).toEqual(new Map());
      expect(await events()).toEqual(before);
    });

    it('one that was ended in the middle is not told again, and the others are', async () => {
      await inTransaction(test.database.pool, { registers: true }, (db) =>
        db.run(sql`
          update setting set value = ${JSON.stringify(Object.keys(STORIES).slice(1))}::jsonb
          where name = 'demonstration-stories'`),
      );
      expect(await inTransaction(test.database.pool, { registers: true }, storiesAreTold)).toBe(false);
      // What it did is done already: it is refused, and the program starts all the same.
      expect([...(await tellStories(test.database.pool)).keys()]).toEqual(['migration-copies']);
      expect(await inTransaction(test.database.pool, { registers: true }, storiesAreTold)).toBe(true);
    });

    it('the queue has weeks of history in which nothing is wrong, marked as the demonstration’s', async () => {
      const { differences, kinds } = await verifyQueues(test.database.pool);
      expect(differences).toEqual([]);
      expect(kinds.issued).toBeGreaterThan(2000);
      const [unmarked] = await look<{ count: number }>(sql`
        select count(*) as count from queue_event where ticket_id is not null and not details @> '{"demonstration": true}'`);
      expect(unmarked?.count).toBe(0);
      const office = await look<{ id: number }>(sql`select office_id as id from queue_office`);
      const monday = Temporal.Instant.from('2026-11-23T09:30:00Z');
      const usual = await usualWaits(test.database.pool, office[0]?.id ?? 0, monday);
      expect(new Set(usual.map(({ weekday }) => weekday))).toEqual(new Set([1, 2, 3, 4, 5]));
      expect(calmest(usual)).not.toBeNull();
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

    it('a report waits for a second person', async () => {
      const rows = await asSeenBy(
        'samordnare.ssc',
        sql`select array_agg(kind order by id) as steps from report_event group by report_id`,
      );
      expect(rows).toEqual([{ steps: ['opened', 'saved', 'submitted'] }]);
    });

    it('a draft lacks something, a step is planned, an operation has its report, a list has surplus and missing', async () => {
      const [drafting] = await asSeenBy('samordnare.haninge', sql`select state from agreement_draft`);
      expect(drafting).toEqual({ state: 'open' });
      expect(
        await asSeenBy('samordnare.mig', sql`select state from agreement_step order by planned_on`),
      ).toEqual([{ state: 'planned' }, { state: 'planned' }]);
      const outcomes = sql`select outcome, count(*) > 1 as several from mandate_batch_row group by 1 order by 1`;
      expect(await asSeenBy('samordnare.fk', outcomes)).toEqual([
        { outcome: 'issued', several: true },
        { outcome: 'not-issued', several: true },
      ]);
      const lists = sql`select surplus > 3 as surplus, missing from access_list`;
      expect(await asSeenBy('samordnare.skv', lists)).toEqual([{ surplus: true, missing: 4 }]);
    });
  });
});
