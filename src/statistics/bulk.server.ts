import { type Db, join, raw, type Sql, sql } from '../platform/database.server.ts';
import type { Tier } from './parts.ts';
import { COARSE, FAMILIES, type Family, names, TIME_COLUMNS } from './sums.server.ts';

// Figures of very many days at once, by sets: for the first filling, and for places that have got or lost offices. What they come
// to is the same as day by day; verify holds both against what happened.

/** Adds up everything that is among the facts and not in the figures; the figures must be empty. `step` is told what is done. Under the lock of the roll-up. */
export async function fillFigures(
  db: Db,
  now: Temporal.Instant,
  step: (what: string) => void = () => {},
): Promise<void> {
  // Sorts of millions, once: on disk they take many times as long.
  await db.run(sql`set local work_mem = '512MB'`);
  await db.run(
    sql`update figure_day set added_at = ${now} where added_at is null and day < swedish_day(${now})`,
  );
  // Each day is cut to its month once, and not in each fact.
  await db.run(sql`
    create temporary table calendar on commit drop as
    select day, date_trunc('month', day)::date as month from (select distinct day from figure_day where added_at is not null) d`);
  await db.run(sql`
    create temporary table office_of on commit drop as
    select o.id as office_id, o.operator_id, a.region_id from office o left join office_area a on a.id = o.area_id`);
  // Where the figures of a place go: from offices to areas and to who runs them, from there to regions and the country.
  await db.run(sql`
    create temporary table goes_to on commit drop as
    select office_place(id) as place, area_place(area_id) as whole from office where area_id is not null
    union all select office_place(id), operator_place(operator_id) from office
    union all select area_place(id), region_place(region_id) from office_area
    union all select distinct operator_place(operator_id), 0 from office`);
  await db.run(sql`analyze calendar, office_of, goes_to`);
  for (const family of Object.values(FAMILIES)) {
    step(`figures of ${family.name}`);
    await fillFamily(db, family);
  }
  for (const kind of Object.keys(TIME_COLUMNS) as (keyof typeof TIME_COLUMNS)[]) {
    step(`times of ${kind}`);
    await fillTimes(db, kind);
  }
}

const OFFICES = sql`c.place % 8 = 1`;
const AREAS_AND_OPERATORS = sql`c.place % 8 in (2, 4)`;

/** What is added up of what is finer. */
const LARGER = [
  ['y', 'year', 'm'],
  ['t', 'decade', 'y'],
] as const;

async function fillFamily(db: Db, family: Family): Promise<void> {
  const columns = Object.keys(family.columns);
  const dims = family.dims.map(([name]) => name);
  const ofFacts = {
    dims: join(
      family.dims.map(([name, of]) => sql`${raw(of)} as ${raw(name)}`),
      ', ',
    ),
    by: names(family.dims.map(([, of]) => of)),
    sums: join(
      Object.entries(family.columns).map(([column, of]) => sql`sum(${raw(of)}) as ${raw(column)}`),
      ', ',
    ),
  };
  const byDims = names(dims.map((dim) => `c.${dim}`));
  const sums = names(columns.map((column) => `sum(c.${column})`));
  // Written in the order of their key: at random places of an index each row costs many times as much.
  const insert = (rows: Sql) =>
    db.run(sql`
      insert into ${family.figures} (place, tier, period, ${names(dims)}, ${names(columns)})
      ${rows} order by 1, 2, 3, ${byDims}`);
  if (family.coarseDays) {
    await db.run(sql`
      create temporary table cell on commit drop as
      select o.region_id, o.operator_id, f.day, ${ofFacts.dims}, ${ofFacts.sums}
      from ${family.facts} f join calendar using (day) join office_of o using (office_id)
      group by 1, 2, 3, ${ofFacts.by}`);
    await db.run(sql`analyze cell`);
    for (const place of [sql`region_place(c.region_id)`, sql`operator_place(c.operator_id)`])
      await insert(sql`
        select ${place}, 'd'::"char", c.day, ${byDims}, ${sums} from cell c where ${place} is not null
        group by 1, 2, 3, ${byDims}`);
    await db.run(sql`drop table cell`);
    await insert(sql`
      select office_place(c.office_id), 'm'::"char", c.month, ${byDims}, ${names(columns.map((column) => `c.${column}`))} from (
        select f.office_id, calendar.month, ${ofFacts.dims}, ${ofFacts.sums}
        from ${family.facts} f join calendar using (day) group by 1, 2, ${ofFacts.by}) c`);
  } else {
    await insert(sql`
      select office_place(c.office_id), 'd'::"char", c.day, ${byDims}, ${names(columns.map((column) => `c.${column}`))} from (
        select f.office_id, f.day, ${ofFacts.dims}, ${ofFacts.sums}
        from ${family.facts} f join calendar using (day) group by 1, 2, ${ofFacts.by}) c`);
    await insert(sql`
      select c.place, 'm'::"char", calendar.month, ${byDims}, ${sums}
      from ${family.figures} c join calendar on calendar.day = c.period where c.tier = 'd' and ${OFFICES} group by 1, 2, 3, ${byDims}`);
  }
  for (const [tier, span, finer] of LARGER)
    await insert(sql`
      select c.place, ${tier}::"char", date_trunc(${span}, c.period)::date, ${byDims}, ${sums} from ${family.figures} c
      where c.tier = ${finer}::"char" and ${OFFICES} group by 1, 2, 3, ${byDims}`);
  for (const parts of [OFFICES, AREAS_AND_OPERATORS])
    await insert(sql`
      select g.whole, c.tier, c.period, ${byDims}, ${sums} from ${family.figures} c join goes_to g using (place)
      where ${parts} group by 1, 2, 3, ${byDims}`);
}

async function fillTimes(db: Db, kind: keyof typeof TIME_COLUMNS): Promise<void> {
  const seconds = raw(`f.${TIME_COLUMNS[kind]}`);
  const table = (name: string, rows: Sql) =>
    db.run(sql`create temporary table ${raw(name)} on commit drop as ${rows}`);
  await table(
    'of_days',
    sql`
    select o.region_id, o.operator_id, f.day, ${seconds} as s, count(*)::int as n
    from contact_fact f join calendar using (day) join office_of o using (office_id)
    where ${seconds} is not null group by 1, 2, 3, 4`,
  );
  for (const place of [sql`region_place(c.region_id)`, sql`operator_place(c.operator_id)`, sql`0`])
    await insertTimes(
      db,
      kind,
      'd',
      sql`
      select ${place} as place, c.day as period, c.s, sum(c.n)::int as n from of_days c where ${place} is not null group by 1, 2, 3`,
    );
  await db.run(sql`drop table of_days`);
  let parts = sql`
    select office_place(f.office_id) as place, calendar.month, ${seconds} as s, count(*)::int as n
    from contact_fact f join calendar using (day) where ${seconds} is not null group by 1, 2, 3`;
  for (const level of ['of_offices', 'of_areas_and_operators', 'of_regions_and_country']) {
    await table(level, parts);
    await insertTimes(db, kind, 'm', sql`select place, month as period, s, n from ${raw(level)}`);
    for (const [tier, span] of LARGER)
      await insertTimes(
        db,
        kind,
        tier,
        sql`
        select place, date_trunc(${span}, month)::date as period, s, sum(n)::int as n from ${raw(level)} group by 1, 2, 3`,
      );
    parts = sql`
      select g.whole as place, c.month, c.s, sum(c.n)::int as n from ${raw(level)} c join goes_to g using (place) group by 1, 2, 3`;
  }
  await db.run(sql`drop table of_offices, of_areas_and_operators, of_regions_and_country`);
}

/** `rows`: place, period, s, n; each s once. */
async function insertTimes(db: Db, kind: string, tier: Tier, rows: Sql): Promise<void> {
  // The first time that so many have had at most: as many places of `upto` are below that number.
  const percentile = (share: number) =>
    sql`seconds[1 + width_bucket((greatest(1, ceil(${raw(String(share))} * n)) - 1)::bigint, upto)]`;
  await db.run(sql`
    insert into time_figure (place, tier, period, kind, n, p50, p90, seconds, counts)
    select place, ${tier}::"char", period, ${kind}, n, ${percentile(0.5)}, ${percentile(0.9)}, seconds, counts
    from (
      select place, period, sum(n)::int as n, array_agg(s order by s) as seconds, array_agg(n order by s) as counts,
        array_agg(upto order by s) as upto
      from (select place, period, s, n, sum(n) over (partition by place, period order by s rows unbounded preceding) as upto
        from (${rows}) r) ranked
      group by place, period) summed`);
}

/** Adds up the figures of places anew from those of their offices of today. */
export async function replacePlaces(db: Db, places: readonly number[]): Promise<void> {
  for (const family of Object.values(FAMILIES)) {
    const columns = Object.keys(family.columns);
    const dims = family.dims.map(([name]) => name);
    const into = sql`insert into ${family.figures} (place, tier, period, ${names(dims)}, ${names(columns)})`;
    const sums = names(columns.map((column) => `sum(c.${column})`));
    const byDims = names(dims.map((dim) => `c.${dim}`));
    await db.run(sql`delete from ${family.figures} where place = any (${places})`);
    await db.run(sql`
      ${into} select p.place, c.tier, c.period, ${byDims}, ${sums}
      from figure_place p join ${family.figures} c on c.place = office_place(p.office_id)
      where p.place = any (${places}) group by 1, 2, 3, ${byDims}`);
    if (!family.coarseDays) continue;
    await db.run(sql`
      ${into} select p.place, 'd', f.day, ${names(family.dims.map(([, of]) => of))},
        ${join(
          Object.values(family.columns).map((of) => sql`sum(${raw(of)})`),
          ', ',
        )}
      from figure_place p join ${family.facts} f using (office_id)
        join figure_day d on d.office_id = f.office_id and d.day = f.day and d.added_at is not null
      where p.place = any (${places}) and p.${COARSE} group by 1, 2, 3, ${names(family.dims.map(([, of]) => of))}`);
  }
  await db.run(sql`delete from time_figure where place = any (${places})`);
  for (const [kind, column] of Object.entries(TIME_COLUMNS)) {
    for (const tier of ['m', 'y', 't'] as const)
      await insertTimes(
        db,
        kind,
        tier,
        sql`
        select p.place, g.period, x.s, sum(x.n)::int as n
        from figure_place p join time_figure g on g.place = office_place(p.office_id) and g.tier = ${tier}::"char" and g.kind = ${kind}
          cross join lateral unnest(g.seconds, g.counts) as x(s, n)
        where p.place = any (${places}) group by 1, 2, 3`,
      );
    const one = raw(`f.${column}`);
    await insertTimes(
      db,
      kind,
      'd',
      sql`
      select p.place, f.day as period, ${one} as s, count(*)::int as n
      from figure_place p join contact_fact f using (office_id)
        join figure_day d on d.office_id = f.office_id and d.day = f.day and d.added_at is not null
      where p.place = any (${places}) and p.${COARSE} and ${one} is not null group by 1, 2, 3`,
    );
  }
}
