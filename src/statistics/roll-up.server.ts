import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, inTransaction, join, type Pool, raw, type Sql, sql } from '../platform/database.server.ts';
import { fillFigures, replacePlaces } from './bulk.server.ts';
import { columnsOf, emptyThatStood, noteCorrections, noteTimes, timesOf } from './note-corrections.server.ts';
import {
  keyOf,
  listOf,
  type Mark,
  type OfficeDay,
  type OfficeDays,
  officeDays,
  pairs,
} from './office-days.server.ts';
import { COARSE, FAMILIES, type Family, names, TIME_COLUMNS } from './sums.server.ts';
import { tellFacts, tellSingle } from './tell-facts.server.ts';
import { countUp } from './versions.server.ts';

/** Nobody else adds up at the same time: an advisory lock of the transaction. */
export const ROLL_UP_LOCK = 7_300_001;
/** How many office-days one transaction takes: so many that a day's import is done in minutes, so few that a kill costs little. */
const AT_ONCE = 500;
/** From so many office-days on that wait before there are any figures, facts are told first and then added up by sets. */
const FIRST = 5_000;

export interface Rolled {
  /** Office-days whose facts were told anew. */
  readonly days: number;
  /** Office-days that came into the figures. */
  readonly added: number;
  readonly corrections: number;
  /** Whether more was waiting. */
  readonly more: boolean;
}
const NOTHING: Rolled = { days: 0, added: 0, corrections: 0, more: false };

/**
 * Tells the facts of marked office-days anew, and adds those that are over to the figures. One transaction: a reader sees all
 * of it or none, a kill undoes it. Marks that come meanwhile stay. Does nothing while another process is at it.
 */
export function rollUp(pool: Pool, now: Temporal.Instant, atOnce = AT_ONCE, first = FIRST): Promise<Rolled> {
  return inTransaction(pool, { registers: true }, async (db) => {
    if (!(await lock(db))) return NOTHING;
    await rebuildPlaces(db);
    const today = swedishDay(now);
    const marked = await db.many<OfficeDay>(sql`
      select distinct office_id as "officeId", day from figure_stale order by day, office_id limit ${atOnce + 1}`);
    const ended = await db.many<OfficeDay>(sql`
      select office_id as "officeId", day from figure_day where added_at is null and day < ${today}
      order by day, office_id limit ${atOnce + 1}`);
    const isFirst = await isFirstFilling(db, today, first);
    if (isFirst && !marked.some(({ day }) => day < today)) {
      await fillFigures(db, now);
      return { ...NOTHING, added: ended.length, more: true };
    }
    const taken = marked.slice(0, atOnce);
    const rest = (isFirst ? [] : ended)
      .filter((e) => !taken.some((t) => t.officeId === e.officeId && t.day === e.day))
      .slice(0, atOnce);
    const all = officeDays([...taken, ...rest]);
    if (all.offices.length === 0) return NOTHING;
    // Before their facts are told, so that a mark that comes between stays: it may be of what these already tell, which is harmless.
    const marks = await db.many<Mark>(sql`
      delete from figure_stale s using (${pairs(officeDays(taken))}) a where a.office_id = s.office_id and a.day = s.day
      returning s.office_id as "officeId", s.day, s.about`);
    const standing = officeDays(
      await db.many<OfficeDay>(sql`
        select d.office_id as "officeId", d.day from figure_day d join (${pairs(all)}) a using (office_id, day)
        where d.added_at is not null`),
    );
    const stood = officeDays([...listOf(standing), ...(await emptyThatStood(db, officeDays(taken)))]);
    const before = await columnsOf(db, stood);
    const timesBefore = await timesOf(db, stood);
    await add(db, standing, -1);
    // A day that goes on is told anew for what is marked alone; one that is over as a whole, by which it is seen what was corrected.
    const whole = new Set(
      [...rest, ...listOf(standing), ...marks.filter(({ day, about }) => about === null || day < today)].map(
        keyOf,
      ),
    );
    await tellFacts(db, officeDays([...taken, ...rest].filter((each) => whole.has(keyOf(each)))));
    await tellSingle(
      db,
      marks.filter((each) => !whole.has(keyOf(each))),
    );
    await countUp(
      db,
      all.days.map((day) => day.slice(0, 7)),
    );
    await db.run(sql`
      insert into figure_day (office_id, day) select office_id, day from (${pairs(all)}) a on conflict do nothing`);
    const over = officeDays(
      isFirst ? [] : [...taken, ...rest].filter(({ day }) => day < today).concat(listOf(standing)),
    );
    await add(db, over, 1);
    await db.run(sql`
      update figure_day d set added_at = ${now} from (${pairs(over)}) a
      where d.office_id = a.office_id and d.day = a.day and d.added_at is null`);
    const corrections = await noteCorrections(db, stood, before, now);
    await noteTimes(db, stood, timesBefore, now);
    return {
      days: all.offices.length,
      added: over.offices.length,
      corrections,
      more: isFirst || marked.length > atOnce || ended.length > atOnce,
    };
  });
}

/** Whether there are no figures yet and very much to make them of: years of visits that were recorded elsewhere. */
async function isFirstFilling(db: Db, today: PlainDate, first: number): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>(sql`
    select not exists (select from figure_day where added_at is not null)
      and (select count(*) from (select from figure_day where added_at is null and day < ${today} limit ${first}) d)
        + (select count(*) from (select distinct office_id, day from figure_stale where day < ${today} limit ${first}) s) >= ${first} as is`);
  return is;
}

/** Adds up until nothing waits. */
export async function rollUpAll(pool: Pool, now: Temporal.Instant, ending?: AbortSignal): Promise<void> {
  while (ending?.aborted !== true && (await rollUp(pool, now)).more);
}

export async function lock(db: Db): Promise<boolean> {
  const { taken } = await db.one<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${ROLL_UP_LOCK}) as taken`,
  );
  return taken;
}

/** Adds the facts of office-days to the figures, or takes them away. */
async function add(db: Db, days: OfficeDays, sign: 1 | -1): Promise<void> {
  if (days.offices.length === 0) return;
  for (const family of Object.values(FAMILIES)) await addFamily(db, family, days, sign);
  await addTimes(db, days, sign);
}

const tiers = (day: Sql) =>
  sql`(values ('d'::"char", ${day}), ('m', date_trunc('month', ${day})::date), ('y', date_trunc('year', ${day})::date),
    ('t', date_trunc('decade', ${day})::date))`;

async function addFamily(db: Db, family: Family, days: OfficeDays, sign: 1 | -1): Promise<void> {
  const columns = Object.keys(family.columns);
  const dims = family.dims.map(([name]) => name);
  const sums = join(
    columns.map(
      (column) => sql`${raw(String(sign))} * sum(${raw(family.columns[column] ?? '0')}) as ${raw(column)}`,
    ),
    ', ',
  );
  const changed = join(
    columns.map((column) => sql`${raw(column)} = g.${raw(column)} + excluded.${raw(column)}`),
    ', ',
  );
  await db.run(sql`
    insert into ${family.figures} as g (place, tier, period, ${names(dims)}, ${names(columns)})
    select p.place, t.tier, t.period, ${names(dims.map((dim) => `d.${dim}`))},
      ${names(columns.map((column) => `sum(d.${column})`))}
    from (
      select f.office_id, f.day, ${join(
        family.dims.map(([name, of]) => sql`${raw(of)} as ${raw(name)}`),
        ', ',
      )}, ${sums}
      from ${family.facts} f join (${pairs(days)}) a using (office_id, day)
      group by f.office_id, f.day, ${names(family.dims.map(([, of]) => of))}
    ) d
    join figure_place p on p.office_id = d.office_id
    cross join lateral ${tiers(sql`d.day`)} t(tier, period)
    where ${family.coarseDays ? sql`t.tier <> 'd' or p.${COARSE}` : sql`true`}
    group by 1, 2, 3, ${names(dims.map((dim) => `d.${dim}`))}
    on conflict (place, tier, period, ${names(dims)}) do update set ${changed}`);
  if (sign === -1) return;
  // What was taken away and did not come again.
  await db.run(sql`
    delete from ${family.figures} g using (${periods(days)}) a
    where g.place = a.place and g.tier = a.tier and g.period = a.period
      and ${join(
        columns.map((column) => sql`g.${raw(column)} = 0`),
        ' and ',
      )}`);
}

const periods = (days: OfficeDays): Sql => sql`
  select distinct p.place, t.tier, t.period from (${pairs(days)}) a join figure_place p using (office_id)
  cross join lateral ${tiers(sql`a.day`)} t(tier, period)`;

async function addTimes(db: Db, days: OfficeDays, sign: 1 | -1): Promise<void> {
  await db.run(sql`
    insert into time_figure as g (place, tier, period, kind, n, p50, p90, seconds, counts)
    select d.place, d.tier, d.period, d.kind, n.n, coalesce(n.p50, 0), coalesce(n.p90, 0), d.seconds, d.counts
    from (
      select place, tier, period, kind, array_agg(s order by s) as seconds, array_agg(n order by s) as counts
      from (
        select p.place, t.tier, t.period, x.kind, x.s, (${raw(String(sign))} * count(*))::int as n
        from contact_fact f join (${pairs(days)}) a using (office_id, day)
          cross join lateral (values ${join(
            Object.entries(TIME_COLUMNS).map(
              ([kind, column]) => sql`(${raw(`'${kind}'`)}, f.${raw(column)})`,
            ),
            ', ',
          )}) as x(kind, s)
          join figure_place p on p.office_id = f.office_id
          cross join lateral ${tiers(sql`f.day`)} t(tier, period)
        where x.s is not null and (t.tier <> 'd' or p.${COARSE})
        group by 1, 2, 3, 4, 5) counted
      group by 1, 2, 3, 4) d
    cross join lateral add_times(d.seconds, d.counts, '{}', '{}') n
    on conflict (place, tier, period, kind) do update set (n, p50, p90, seconds, counts) = (
      select coalesce(m.n, 0), coalesce(m.p50, 0), coalesce(m.p90, 0), coalesce(m.seconds, '{}'), coalesce(m.counts, '{}')
      from add_times(g.seconds, g.counts, excluded.seconds, excluded.counts) m)`);
  if (sign === 1)
    await db.run(sql`
      delete from time_figure g using (${periods(days)}) a
      where g.place = a.place and g.tier = a.tier and g.period = a.period and g.n = 0`);
}

/** Adds up anew the figures of places that have got or lost offices, from those of their offices. */
async function rebuildPlaces(db: Db): Promise<void> {
  const stale = await db.many<{ place: number }>(sql`delete from figure_place_stale returning place`);
  const places = [...new Set(stale.map(({ place }) => place))];
  if (places.length === 0) return;
  await replacePlaces(db, places);
}
