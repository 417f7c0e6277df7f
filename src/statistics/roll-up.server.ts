import { swedishDay } from '../kernel/plain-date.ts';
import {
  type Db,
  empty,
  inTransaction,
  join,
  type Pool,
  raw,
  type Sql,
  sql,
} from '../platform/database.server.ts';
import { replacePlaces } from './bulk.server.ts';
import { COARSE, FACTS, FAMILIES, type Family, names, TIME_COLUMNS } from './sums.server.ts';

/** Nobody else adds up at the same time: an advisory lock of the transaction. */
export const ROLL_UP_LOCK = 7_300_001;
/** How many office-days one transaction takes: so many that a day's import is done in minutes, so few that a kill costs little. */
const AT_ONCE = 500;

export interface OfficeDays {
  readonly offices: readonly number[];
  readonly days: readonly string[];
}

export interface Rolled {
  /** Office-days whose facts were told anew. */
  readonly days: number;
  /** Office-days that came into the figures of days, months and years. */
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
export function rollUp(pool: Pool, now: Temporal.Instant, atOnce = AT_ONCE): Promise<Rolled> {
  return inTransaction(pool, { registers: true }, async (db) => {
    if (!(await lock(db))) return NOTHING;
    await rebuildPlaces(db);
    const today = swedishDay(now);
    const marked = await db.many<OfficeDay>(sql`
      select distinct office_id as "officeId", day from figure_stale order by day, office_id limit ${atOnce + 1}`);
    const ended = await db.many<OfficeDay>(sql`
      select office_id as "officeId", day from figure_day where added_at is null and day < ${today}
      order by day, office_id limit ${atOnce + 1}`);
    const taken = marked.slice(0, atOnce);
    const rest = ended
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
    await db.run(sql`
      insert into figure_day (office_id, day) select office_id, day from (${pairs(all)}) a on conflict do nothing`);
    const over = officeDays([...taken, ...rest].filter(({ day }) => day < today).concat(listOf(standing)));
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
      more: marked.length > atOnce || ended.length > atOnce,
    };
  });
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

interface OfficeDay {
  readonly officeId: number;
  readonly day: string;
}
/** `about` null: the whole day. */
interface Mark extends OfficeDay {
  readonly about: string | null;
}
const keyOf = ({ officeId, day }: OfficeDay) => `${officeId} ${day}`;

function officeDays(list: readonly OfficeDay[]): OfficeDays {
  const unique = [...new Map(list.map((each) => [keyOf(each), each])).values()];
  return { offices: unique.map(({ officeId }) => officeId), days: unique.map(({ day }) => day) };
}
const listOf = ({ offices, days }: OfficeDays) =>
  offices.map((officeId, at) => ({ officeId, day: days[at] as string }));

/** A table of office_id and day. */
export const pairs = ({ offices, days }: OfficeDays): Sql =>
  sql`select * from unnest(${offices}::int[], ${days}::date[]) as of_days(office_id, day)`;

/** Replaces the facts of office-days by what has happened. */
async function tellFacts(db: Db, days: OfficeDays): Promise<void> {
  if (days.offices.length === 0) return;
  for (const { facts } of FACTS)
    await db.run(
      sql`delete from ${facts} f using (${pairs(days)}) a where f.office_id = a.office_id and f.day = a.day`,
    );
  await insertFacts(
    db,
    listOf(days).map((day) => ({ ...day, about: null })),
  );
}

/** Replaces the facts of contacts, and what is counted on days of their own, by what has happened. */
async function tellSingle(db: Db, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const days = pairs(officeDays(marks));
  const abouts = [...new Set(marks.map(({ about }) => about))];
  for (const { facts, name } of FACTS)
    await db.run(sql`
      delete from ${facts} f using (${days}) a where f.office_id = a.office_id and f.day = a.day
      ${name === 'event' ? empty : sql`and f.id in (select id from told_with(${abouts}::uuid[]))`}`);
  await insertFacts(db, marks);
}

async function insertFacts(db: Db, marks: readonly Mark[]): Promise<void> {
  const days = officeDays(marks);
  for (const { facts, now, name } of FACTS) {
    const asked =
      name === 'event'
        ? sql`${days.offices}::int[], ${days.days}::date[]`
        : sql`${marks.map(({ officeId }) => officeId)}::int[], ${marks.map(({ day }) => day)}::date[], ${marks.map(({ about }) => about)}::uuid[]`;
    // What is told with a contact and is of a day that is not asked for is among the facts already.
    await db.run(
      sql`insert into ${facts} select f.* from ${now}(${asked}) f join (${pairs(days)}) a using (office_id, day)`,
    );
  }
}

/** Adds the facts of office-days to the figures, or takes them away. */
async function add(db: Db, days: OfficeDays, sign: 1 | -1): Promise<void> {
  if (days.offices.length === 0) return;
  for (const family of Object.values(FAMILIES)) await addFamily(db, family, days, sign);
  await addTimes(db, days, sign);
}

const tiers = (day: Sql) =>
  sql`(values ('d'::"char", ${day}), ('m', date_trunc('month', ${day})::date), ('y', date_trunc('year', ${day})::date))`;

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

type Counted = ReadonlyMap<
  string,
  { readonly key: readonly [string, number, string, number, number]; readonly sums: Record<string, number> }
>;

/** The columns of office-days, as their facts have them. */
async function columnsOf(db: Db, days: OfficeDays): Promise<Counted> {
  const found = new Map<
    string,
    { key: readonly [string, number, string, number, number]; sums: Record<string, number> }
  >();
  if (days.offices.length === 0) return found;
  for (const { name, facts, dims, columns } of FACTS) {
    const authority = dims.length > 1 ? sql`f.authority` : sql`0`;
    const rows = await db.many<Record<string, number> & { officeId: number; on: string }>(sql`
      select f.office_id as "officeId", f.day as "on", ${authority} as "ofAuthority", f.channel as "byChannel",
        ${join(
          Object.entries(columns).map(([column, of]) => sql`sum(${raw(of)}) as ${raw(column)}`),
          ', ',
        )}
      from ${facts} f join (${pairs(days)}) a using (office_id, day) group by 1, 2, 3, 4`);
    for (const { officeId, on, ofAuthority = 0, byChannel = 0, ...sums } of rows) {
      const key = [name, officeId, on, ofAuthority, byChannel] as const;
      found.set(key.join(' '), { key, sums });
    }
  }
  return found;
}

async function noteCorrections(
  db: Db,
  days: OfficeDays,
  before: Counted,
  now: Temporal.Instant,
): Promise<number> {
  const after = await columnsOf(db, days);
  const lines: [string, number, string, number, number, string, number, number][] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    const is = after.get(id);
    const key = was?.key ?? is?.key;
    if (key === undefined) continue;
    for (const column of Object.keys({ ...was?.sums, ...is?.sums })) {
      const [from, to] = [was?.sums[column] ?? 0, is?.sums[column] ?? 0];
      if (from !== to) lines.push([...key, column, from, to]);
    }
  }
  if (lines.length === 0) return 0;
  const list = (at: number) => lines.map((line) => line[at]);
  await db.run(sql`
    insert into figure_correction (family, office_id, day, authority, channel, "column", "from", "to", noted_at)
    select *, ${now}::timestamptz from unnest(${list(0)}::text[], ${list(1)}::int[], ${list(2)}::date[], ${list(3)}::int[],
      ${list(4)}::smallint[], ${list(5)}::text[], ${list(6)}::bigint[], ${list(7)}::bigint[])`);
  return lines.length;
}

/**
 * Of marked office-days those that stood as nothing: later days of the office are among the figures, and what has come is no file of
 * past visits; or the month is closed.
 */
function emptyThatStood(db: Db, days: OfficeDays): Promise<OfficeDay[]> {
  return db.many(sql`
    select a.office_id as "officeId", a.day from (${pairs(days)}) a
    where not exists (select from figure_day d where d.office_id = a.office_id and d.day = a.day)
      and (exists (select from closed_month m where a.office_id = any (m.offices) and a.day >= m.month
          and a.day < m.month + interval '1 month')
        or (exists (select from figure_day d where d.office_id = a.office_id and d.day > a.day and d.added_at is not null)
          and (exists (select from visit v where v.office_id = a.office_id and v.opened_on = a.day and v.import_id is null)
            or exists (select from ticket t where t.office_id = a.office_id and t.day = a.day))))`);
}

interface TimeCount {
  readonly officeId: number;
  readonly day: string;
  readonly kind: string;
  readonly seconds: number;
  readonly count: number;
}

async function timesOf(db: Db, days: OfficeDays): Promise<TimeCount[]> {
  if (days.offices.length === 0) return [];
  return db.many<TimeCount>(sql`
    select f.office_id as "officeId", f.day, x.kind, x.s as seconds, count(*) as count
    from contact_fact f join (${pairs(days)}) a using (office_id, day) cross join lateral (values ${join(
      Object.entries(TIME_COLUMNS).map(([kind, column]) => sql`(${raw(`'${kind}'`)}, f.${raw(column)})`),
      ', ',
    )}) as x(kind, s)
    where x.s is not null group by 1, 2, 3, 4`);
}

async function noteTimes(
  db: Db,
  days: OfficeDays,
  before: readonly TimeCount[],
  now: Temporal.Instant,
): Promise<void> {
  const change = new Map<string, { of: TimeCount; change: number }>();
  const put = (list: readonly TimeCount[], sign: number) => {
    for (const of of list) {
      const key = `${of.officeId} ${of.day} ${of.kind} ${of.seconds}`;
      change.set(key, { of, change: (change.get(key)?.change ?? 0) + sign * of.count });
    }
  };
  put(before, -1);
  put(await timesOf(db, days), 1);
  const lines = [...change.values()].filter((line) => line.change !== 0);
  if (lines.length === 0) return;
  await db.run(sql`
    insert into figure_time_correction (office_id, day, kind, seconds, change, noted_at)
    select *, ${now}::timestamptz from unnest(${lines.map(({ of }) => of.officeId)}::int[], ${lines.map(({ of }) => of.day)}::date[],
      ${lines.map(({ of }) => of.kind)}::text[], ${lines.map(({ of }) => of.seconds)}::int[], ${lines.map((line) => line.change)}::int[])`);
}

/** Adds up anew the figures of places that have got or lost offices, from those of their offices. */
async function rebuildPlaces(db: Db): Promise<void> {
  const stale = await db.many<{ place: number }>(sql`delete from figure_place_stale returning place`);
  const places = [...new Set(stale.map(({ place }) => place))];
  if (places.length === 0) return;
  await replacePlaces(db, places);
}
