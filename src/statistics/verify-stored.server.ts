import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, join, raw, type Sql, sql } from '../platform/database.server.ts';
import type { Span, Tier } from './parts.ts';
import type { Days } from './query.ts';
import { COARSE, FAMILIES, type Family, names, TIME_COLUMNS } from './sums.server.ts';
import type { Difference } from './verify.server.ts';

// Every row that is stored, by all that rows are apart by and whatever place it is of, against what it is added up of: days, months
// and years of facts, decades of years. A view puts rows together: two that are wrong by as much are a right sum there, and a list of
// times may have its median and be wrong around it.

const SPAN = { d: 'day', m: 'month', y: 'year', t: 'decade' } as const satisfies Record<Tier, Span>;

/**
 * Holds all that is stored of a tier and touches a period. Places that wait to be added up anew are left out: nobody reads them.
 * At most `most` differences are told, `found` is how many there are.
 */
export async function verifyStored(
  db: Db,
  tier: Tier,
  period: Days,
  most: number,
): Promise<{
  readonly compared: number;
  readonly found: number;
  readonly differences: readonly Difference[];
}> {
  const within = {
    from: sql`date_trunc(${SPAN[tier]}, ${period.from}::timestamp)::date`,
    to: sql`(date_trunc(${SPAN[tier]}, ${period.to}::timestamp) + ${`1 ${SPAN[tier]}`}::interval - interval '1 day')::date`,
  };
  let [compared, found] = [0, 0];
  const differences: Difference[] = [];
  for (const held of [
    ...Object.values(FAMILIES).map((family) => sums(family, tier, within)),
    times(tier, within),
  ]) {
    const answer = await db.one<{ compared: number; found: number; differences: readonly Stored[] }>(sql`
      with held as (select * from (${held}) h where place not in (select place from figure_place_stale)),
        apart as materialized (select * from held where figure <> events)
      select (select count(*) from held)::int as compared, (select count(*) from apart)::int as found,
        (select coalesce(jsonb_agg(d), '[]') from (
          select *, (period + ${`1 ${SPAN[tier]}`}::interval - interval '1 day')::date as last from apart
          order by place, period, what limit ${Math.max(0, most - differences.length)}) d) as differences`);
    compared += answer.compared;
    found += answer.found;
    for (const { place, period: from, last: to, what, figure, events } of answer.differences)
      differences.push({ place: placeName(place), period: { from, to }, what, figure, events });
  }
  return { compared, found, differences };
}

interface Stored {
  readonly place: number;
  readonly period: PlainDate;
  readonly last: PlainDate;
  readonly what: string;
  readonly figure: number;
  readonly events: number;
}
interface Within {
  readonly from: Sql;
  readonly to: Sql;
}

const spanOf = (tier: Tier, day: string) => raw(`date_trunc('${SPAN[tier]}', ${day}::timestamp)::date`);

/** Facts `f` of the days that are among the figures. */
const addedUp = (facts: Sql, { from, to }: Within) => sql`
  figure_day k join ${facts} f on f.office_id = k.office_id and f.day = k.day
  where k.added_at is not null and k.day between ${from} and ${to}`;

/** The places `p` of the office of `e` that a tier is stored of. */
const places = (tier: Tier, coarseDays: boolean) => sql`
  join figure_place p on p.office_id = e.office_id where ${tier === 'd' && coarseDays ? COARSE : sql`true`}`;

function sums(family: Family, tier: Tier, within: Within): Sql {
  const columns = Object.keys(family.columns);
  const dims = family.dims.map(([name]) => name);
  const all = (of: (column: string) => string) =>
    names(columns.map((column) => `${of(column)} as ${column}`));
  const summed = all((column) => `sum(${column})::bigint`);
  const told =
    tier === 't'
      ? sql`select place, ${spanOf(tier, 'period')} as period, ${names(dims)}, ${summed} from ${family.figures}
          where tier = 'y' and period between ${within.from} and ${within.to} group by 1, 2, ${names(dims)}`
      : sql`select place, period, ${names(dims)}, ${summed} from (
            select office_id, period, ${names(dims)}, ${summed} from (
              select f.office_id, ${spanOf(tier, 'f.day')} as period, ${names(family.dims.map(([name, of]) => `${of} as ${name}`))},
                ${all((column) => `(${family.columns[column]})`)}
              from ${addedUp(family.facts, within)}) f
            group by 1, 2, ${names(dims)}) e ${places(tier, family.coarseDays)} group by 1, 2, ${names(dims)}`;
  return sql`
    select place, period, concat_ws(' ', ${family.name}::text, ${names(dims)}, c.name) as what, c.figure, c.events
    from (select * from ${family.figures} where tier = ${tier} and period between ${within.from} and ${within.to}) g
      full join (${told}) e using (place, period, ${names(dims)})
      cross join lateral (values ${join(
        columns.map(
          (column) => sql`(${column}::text, coalesce(g.${raw(column)}, 0), coalesce(e.${raw(column)}, 0))`,
        ),
        ', ',
      )}) as c(name, figure, events)`;
}

/** How many there are of each second, and the percentiles. */
function times(tier: Tier, within: Within): Sql {
  const counted =
    tier === 't'
      ? sql`select g.place, ${spanOf(tier, 'g.period')} as period, g.kind, x.s, sum(x.n)::int as n
          from time_figure g cross join lateral unnest(g.seconds, g.counts) as x(s, n)
          where g.tier = 'y' and g.period between ${within.from} and ${within.to} group by 1, 2, 3, 4`
      : sql`select place, period, kind, s, sum(n)::int as n from (
            select f.office_id, ${spanOf(tier, 'f.day')} as period, f.kind, f.s, count(*) as n
            from ${addedUp(
              sql`(select office_id, day, kind, s from contact_fact cross join lateral (values ${join(
                Object.entries(TIME_COLUMNS).map(([kind, column]) => sql`(${kind}::text, ${raw(column)})`),
                ', ',
              )}) as x(kind, s) where s is not null)`,
              within,
            )} group by 1, 2, 3, 4) e ${places(tier, true)} group by 1, 2, 3, 4`;
  return sql`
    select place, period, concat_ws(' ', 'time', kind, c.name) as what, c.figure, c.events
    from (select * from time_figure where tier = ${tier} and period between ${within.from} and ${within.to}) g
      full join (
        select d.place, d.period, d.kind, m.* from (
          select place, period, kind, array_agg(s order by s) as s, array_agg(n order by s) as n
          from (${counted}) counted group by 1, 2, 3) d
        cross join lateral add_times(d.s, d.n, '{}', '{}') m) e using (place, period, kind)
      cross join lateral (values ('n', coalesce(g.n, 0), coalesce(e.n, 0)), ('p50', coalesce(g.p50, 0), coalesce(e.p50, 0)),
        ('p90', coalesce(g.p90, 0), coalesce(e.p90, 0)),
        ('lists', (g.seconds is not distinct from e.seconds and g.counts is not distinct from e.counts)::int, 1)) as c(name, figure, events)`;
}

function placeName(place: number): string {
  return place === 0
    ? 'country'
    : `${['', 'office', 'area', 'region', 'operator'][place % 8]} ${Math.floor(place / 8)}`;
}
