import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import {
  type RowsOf,
  reportActivity,
  reportPerformedVisits,
  reportRows,
} from '../statistics/of-reports/query.server.ts';
import { deriveReport } from './derive.server.ts';
import { ROW_FIGURES } from './rows-behind.ts';
import { daysOf } from './rules/in-force-during.ts';
import { makeWorld, type Served, type World } from './test-world.ts';

let world: World;
const year = daysOf(2025);
const everything = { office: null, task: null, provision: null };
/** What the measures say, in the author's own scope. */
async function measured() {
  const author = await world.actor('Karin', { role: 'report-author', authorityId: world.skv });
  return transaction(world.as(author), async (db) => {
    const report = await deriveReport(db, world.skv, 2025);
    const rows = (of: RowsOf, page = 1) => reportRows(db, world.skv, year, of, page);
    const activity = await reportActivity(db, world.skv, year);
    const names = await db.many<{ id: number; name: string }>(sql`select id, name from office`);
    const visits = new Map(
      activity.map((row) => [names.find(({ id }) => id === row.officeId)?.name, row.visits]),
    );
    const counts = await Promise.all(ROW_FIGURES.map((measure) => rows({ measure, ...everything })));
    for (const office of report.offices) {
      const at = { ...everything, office: office.name };
      expect(office.visitors).toBe(visits.get(office.name) ?? 0);
      expect((await rows({ measure: 'report-visits', ...at })).total).toBe(office.visitors);
      for (const [measure, extents] of [
        ['report-authority-tasks', office.authorityTasks],
        ['report-personal-data-tasks', office.personalDataTasks],
      ] as const)
        for (const { task, provision, times } of extents)
          expect((await rows({ measure, ...at, task, provision })).total).toBe(times);
    }
    const sum = (of: (office: (typeof report.offices)[number]) => number) =>
      report.offices.reduce((total, office) => total + of(office), 0);
    const times = (extents: readonly { times: number }[]) => extents.reduce((n, one) => n + one.times, 0);
    // Each figure is as many rows as it says.
    expect(counts.map(({ total }) => total)).toEqual([
      report.figures.visitors,
      sum((office) => times(office.authorityTasks)),
      sum((office) => times(office.personalDataTasks)),
    ]);
    return {
      visitors: report.figures.visitors,
      acts: (counts[1]?.total ?? 0) + (counts[2]?.total ?? 0),
      kiruna: visits.get('Servicekontoret i Kiruna') ?? 0,
      lulea: visits.get('Servicekontoret i Luleå') ?? 0,
    };
  });
}
const performed = async () => {
  const author = await world.actor('Sara', { role: 'report-author', authorityId: world.ssc });
  const offices = await transaction(world.as(author), (db) => reportPerformedVisits(db, world.ssc, 2025));
  return [...offices.values()].reduce((sum, visits) => sum + visits, 0);
};
const newest = (office: string) =>
  world.registers((db) =>
    db.one<{ id: string }>(sql`
      select v.id from visit v join office f on f.id = v.office_id where f.code = ${office} order by v.opened_at desc limit 1`),
  );

/** Puts in place, as the database's owner and past the triggers, what would have been said before the visit was closed. */
async function put(statement: string, values: readonly string[]) {
  const owner = new pg.Client(world.database.owner);
  await owner.connect();
  try {
    await owner.query('set session_replication_role = replica');
    await owner.query(statement, [...values]);
  } finally {
    await owner.end();
  }
}

/** A visit to Kiruna that Luleå helped with: what each of them did. */
async function helped(at: string, here: Served, there: Served) {
  await world.visit(at, 'KIR', 'anna', here);
  const came = await newest('KIR');
  await world.visit(at, 'LUL', 'cecilia', there);
  const moved = await newest('LUL');
  await put(`update visit set came_from = (select id from office where code = 'KIR') where id = $1`, [
    moved.id,
  ]);
  await put(MOVED, [came.id, moved.id]);
}
const MOVED = `
  with rule as (
    insert into overflow_rule (area_id, name, from_offices, to_offices, kinds, level, after_minutes, most_at_once, valid, made_at, made_by)
    select a.id, 'Hjälp', array[k.id], array[l.id], array['email'], 'personal-data', 60, 5, '[2025-01-01,)', now(), 'test'
    from office_area a, office k, office l where k.code = 'KIR' and l.code = 'LUL' limit 1 returning id)
  insert into overflow_move (rule_id, kind, visit_id, from_office, moved_visit_id, to_office, reference, arrived_at, waited_minutes,
    waiting_before, moved_at, moved_by)
  select rule.id, 'email', $1, k.id, $2, l.id, 'K7QM-2XPA', now(), 1, 1, now(), 'test'
  from rule, office k, office l where k.code = 'KIR' and l.code = 'LUL'`;

beforeAll(async () => {
  world = await makeWorld();
  await world.registers(async (db) => {
    await db.run(
      sql`insert into office_area (name, region_id) select 'Norrbotten', min(id) from service_region`,
    );
    await db.run(
      sql`update office set area_id = (select id from office_area where name = 'Norrbotten') where code in ('KIR', 'LUL')`,
    );
  });
  const card = ['SKV', 'identity-card', 'authority'] as const;
  await world.visit('2025-03-03T09:00:00Z', 'KIR', 'anna', card, ['FK', 'parental-benefit', 'personal-data']);
  await world.visit('2025-03-03T10:00:00Z', 'KIR', 'anna', card, ['SKV', 'income-tax', 'personal-data']);
  await world.visit('2025-06-02T10:00:00Z', 'LUL', 'cecilia', [
    'SKV',
    'population-registration',
    'personal-data',
  ]);
}, 120_000);
afterAll(() => world.database.close());

describe('the figures of a report are the measures, and as many rows as they say', () => {
  it('of plain visits', async () => {
    expect(await measured()).toEqual({ visitors: 3, acts: 4, kiruna: 2, lulea: 1 });
    expect(await performed()).toBe(3);
  });

  it('a visitor whom another office helped counts once, where they came; what was done counts where it was done', async () => {
    const done = ['SKV', 'income-tax', 'personal-data'] as const;
    await helped('2025-09-01T10:00:00Z', done, done);
    expect(await measured()).toEqual({ visitors: 4, acts: 6, kiruna: 3, lulea: 1 });
    expect(await performed()).toBe(4);
    // Where the first office did nothing for the authority itself, its visitor is still one.
    await helped('2025-09-02T10:00:00Z', ['FK', 'parental-benefit', 'guidance'], done);
    expect(await measured()).toEqual({ visitors: 5, acts: 7, kiruna: 4, lulea: 1 });
    expect(await performed()).toBe(5);
  });

  it('what was closed as junk is no visitor; what was done in it was done', async () => {
    await world.visit('2025-10-01T10:00:00Z', 'LUL', 'cecilia', ['SKV', 'income-tax', 'personal-data']);
    const { id } = await newest('LUL');
    expect(await measured()).toMatchObject({ visitors: 6, acts: 8, lulea: 2 });
    await put(`update visit set closed_as = 'junk' where id = $1`, [id]);
    expect(await measured()).toMatchObject({ visitors: 5, acts: 8, lulea: 1 });
    expect(await performed()).toBe(5);
  });
});
