import { type Db, join, raw, type Sql, sql } from '../platform/database.server.ts';
import { COARSE, FAMILIES, type Family, names, TIME_COLUMNS } from './sums.server.ts';

// Figures of very many days at once, by sets: for the first filling, and for places that have got or lost offices. What they come
// to is the same as day by day; verify holds both against what happened.

/** Adds up everything that is among the facts and not in the figures; the figures must be empty. `step` is told what is done. */
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
  for (const family of Object.values(FAMILIES)) {
    step(`figures of ${family.name}`);
    await fillFamily(db, family);
  }
  const { first, last } = await db.one<{ first: number | null; last: number | null }>(sql`
    select extract(year from min(day))::int as first, extract(year from max(day))::int as last from figure_day where added_at is not null`);
  if (first === null || last === null) return;
  for (let year = first; year <= last; year++) {
    step(`times of ${year}`);
    await fillTimes(db, year);
  }
}

const ADDED = sql`join figure_day d on d.office_id = f.office_id and d.day = f.day and d.added_at is not null`;

async function fillFamily(db: Db, family: Family): Promise<void> {
  const columns = Object.keys(family.columns);
  const dims = family.dims.map(([name]) => name);
  const cells = raw(`cell_${family.name}`);
  const sums = names(columns.map((column) => `sum(c.${column})`));
  const into = sql`insert into ${family.figures} (place, tier, period, ${names(dims)}, ${names(columns)})`;
  const byDims = names(dims.map((dim) => `c.${dim}`));
  await db.run(sql`
    create temporary table ${cells} on commit drop as
    select f.office_id, f.day, ${join(
      family.dims.map(([name, of]) => sql`${raw(of)} as ${raw(name)}`),
      ', ',
    )},
      ${join(
        Object.entries(family.columns).map(([column, of]) => sql`sum(${raw(of)}) as ${raw(column)}`),
        ', ',
      )}
    from ${family.facts} f ${ADDED}
    group by 1, 2, ${names(family.dims.map(([, of]) => of))}`);
  await db.run(sql`analyze ${cells}`);
  await db.run(sql`
    ${into} select p.place, 'd', c.day, ${byDims}, ${sums} from ${cells} c join figure_place p using (office_id)
    where ${family.coarseDays ? sql`p.${COARSE}` : sql`true`} group by 1, 2, 3, ${byDims}`);
  await db.run(sql`
    ${into} select office_place(c.office_id), 'm', date_trunc('month', c.day)::date, ${byDims}, ${sums} from ${cells} c
    group by 1, 2, 3, ${byDims}`);
  await db.run(sql`
    ${into} select c.place, 'y', date_trunc('year', c.period)::date, ${byDims}, ${sums} from ${family.figures} c
    where c.tier = 'm' and c.place % 8 = 1 group by 1, 2, 3, ${byDims}`);
  await db.run(sql`
    ${into} select p.place, c.tier, c.period, ${byDims}, ${sums} from ${family.figures} c
      join figure_place p on office_place(p.office_id) = c.place and p.place % 8 <> 1
    where c.tier in ('m', 'y') and c.place % 8 = 1 group by 1, 2, 3, ${byDims}`);
  await db.run(sql`drop table ${cells}`);
}

async function fillTimes(db: Db, year: number): Promise<void> {
  for (const [kind, column] of Object.entries(TIME_COLUMNS)) {
    const one = raw(`f.${column}`);
    await db.run(sql`
      create temporary table cell_time on commit drop as
      select f.office_id, f.day, ${one} as s, count(*)::int as n from contact_fact f ${ADDED}
      where ${one} is not null and f.day >= make_date(${year}, 1, 1) and f.day < make_date(${year} + 1, 1, 1) group by 1, 2, 3`);
    await db.run(sql`analyze cell_time`);
    await insertTimes(
      db,
      kind,
      'd',
      sql`
      select p.place, c.day as period, c.s, sum(c.n)::int as n from cell_time c join figure_place p using (office_id)
      where p.${COARSE} group by 1, 2, 3`,
    );
    await db.run(sql`
      create temporary table cell_month on commit drop as
      select p.place, date_trunc('month', c.day)::date as period, c.s, sum(c.n)::int as n
      from cell_time c join figure_place p using (office_id) group by 1, 2, 3`);
    await db.run(sql`analyze cell_month`);
    await insertTimes(db, kind, 'm', sql`select * from cell_month`);
    await insertTimes(
      db,
      kind,
      'y',
      sql`
      select place, make_date(${year}, 1, 1) as period, s, sum(n)::int as n from cell_month group by 1, 2, 3`,
    );
    await db.run(sql`drop table cell_time, cell_month`);
  }
}

/** `rows`: place, period, s, n; each s once. */
async function insertTimes(db: Db, kind: string, tier: 'd' | 'm' | 'y', rows: Sql): Promise<void> {
  await db.run(sql`
    insert into time_figure (place, tier, period, kind, n, p50, p90, seconds, counts)
    select place, ${tier}::"char", period, ${kind}, max(total)::int,
      min(s) filter (where upto >= greatest(1, ceil(0.5 * total))), min(s) filter (where upto >= greatest(1, ceil(0.9 * total))),
      array_agg(s order by s), array_agg(n order by s)
    from (select place, period, s, n, sum(n) over (partition by place, period order by s) as upto,
        sum(n) over (partition by place, period) as total from (${rows}) r) ranked
    group by place, period`);
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
      from figure_place p join ${family.facts} f using (office_id) ${ADDED}
      where p.place = any (${places}) and p.${COARSE} group by 1, 2, 3, ${names(family.dims.map(([, of]) => of))}`);
  }
  await db.run(sql`delete from time_figure where place = any (${places})`);
  for (const [kind, column] of Object.entries(TIME_COLUMNS)) {
    for (const tier of ['m', 'y'] as const)
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
      from figure_place p join contact_fact f using (office_id) ${ADDED}
      where p.place = any (${places}) and p.${COARSE} and ${one} is not null group by 1, 2, 3`,
    );
  }
}
