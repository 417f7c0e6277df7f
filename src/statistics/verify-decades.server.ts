import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, join, raw, sql } from '../platform/database.server.ts';
import { seriesOf } from './parts.ts';
import type { Days } from './query.ts';
import { FAMILIES, type Family, names } from './sums.server.ts';
import type { Difference } from './verify.server.ts';

interface Apart {
  readonly place: number;
  readonly decade: PlainDate;
  readonly what: string;
  readonly stored: number;
  readonly years: number;
}

/** Holds every stored decade that a period touches against its stored years: those are held against what happened. */
export async function verifyDecades(
  db: Db,
  period: Days,
): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> {
  const decades = seriesOf(period, 'decade').map(({ from }) => `${from.slice(0, 3)}0-01-01`);
  const held = [...Object.values(FAMILIES).map((family) => sumsApart(family, decades)), timesApart(decades)];
  let compared = 0;
  const differences: Difference[] = [];
  for (const apart of held) {
    const { count, rows } = await db.one<{ count: number; rows: readonly Apart[] }>(sql`
      with held as materialized (${apart})
      select (select count(*) from held)::int as count,
        coalesce((select jsonb_agg(d) from (select * from held where stored <> years order by place, decade, what limit 100) d), '[]') as rows`);
    compared += count;
    differences.push(
      ...rows.map(({ place, decade, what, stored, years }) => ({
        ...{ place: placeName(place), what, figure: stored, events: years },
        period: { from: decade, to: `${decade.slice(0, 3)}9-12-31` as PlainDate },
      })),
    );
  }
  return { compared, differences };
}

function sumsApart(family: Family, decades: readonly string[]) {
  const columns = Object.keys(family.columns);
  const dims = family.dims.map(([name]) => name);
  const sums = names(columns.map((column) => `sum(${column})::bigint as ${column}`));
  return sql`
    select place, decade, concat_ws(' ', ${family.name}::text, ${names(dims)}, c.name) as what, c.stored, c.years
    from (select place, period as decade, ${names(dims)}, ${sums} from ${family.figures}
        where tier = 't' and period = any (${decades}::date[]) group by 1, 2, ${names(dims)}) t
      full join (select place, date_trunc('decade', period)::date as decade, ${names(dims)}, ${sums} from ${family.figures}
        where tier = 'y' and date_trunc('decade', period)::date = any (${decades}::date[]) group by 1, 2, ${names(dims)}) y
      using (place, decade, ${names(dims)})
      cross join lateral (values ${join(
        columns.map(
          (column) => sql`(${column}::text, coalesce(t.${raw(column)}, 0), coalesce(y.${raw(column)}, 0))`,
        ),
        ', ',
      )}) as c(name, stored, years)`;
}

/** How many there are of each second, and the percentiles. */
function timesApart(decades: readonly string[]) {
  return sql`
    select place, decade, concat_ws(' ', 'time', kind, c.name) as what, c.stored, c.years
    from (select place, period as decade, kind, n, p50, p90, seconds, counts from time_figure
        where tier = 't' and period = any (${decades}::date[])) t
      full join (
        select d.place, d.decade, d.kind, m.* from (
          select place, decade, kind, array_agg(s order by s) as s, array_agg(n order by s) as n
          from (
            select g.place, date_trunc('decade', g.period)::date as decade, g.kind, x.s, sum(x.n)::int as n
            from time_figure g cross join lateral unnest(g.seconds, g.counts) as x(s, n)
            where g.tier = 'y' and date_trunc('decade', g.period)::date = any (${decades}::date[]) group by 1, 2, 3, 4) counted
          group by 1, 2, 3) d
        cross join lateral add_times(d.s, d.n, '{}', '{}') m) y using (place, decade, kind)
      cross join lateral (values ('n', coalesce(t.n, 0), coalesce(y.n, 0)), ('p50', coalesce(t.p50, 0), coalesce(y.p50, 0)),
        ('p90', coalesce(t.p90, 0), coalesce(y.p90, 0)),
        ('lists', (t.seconds is not distinct from y.seconds and t.counts is not distinct from y.counts)::int, 1)) as c(name, stored, years)`;
}

function placeName(place: number): string {
  return place === 0
    ? 'country'
    : `${['', 'office', 'area', 'region', 'operator'][place % 8]} ${Math.floor(place / 8)}`;
}
