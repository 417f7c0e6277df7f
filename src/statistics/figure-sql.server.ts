import { swedishDay } from '../kernel/plain-date.ts';
import { empty, join, raw, type Sql, sql } from '../platform/database.server.ts';
import type { TimeKind } from './columns.ts';
import type { Part } from './parts.ts';
import { hasDays, type Spots } from './places.server.ts';
import type { Days } from './query.ts';
import { FAMILIES, type Family, TIME_COLUMNS } from './sums.server.ts';
import type { Distribution } from './times.ts';

/** What is read of one family: its sums by bucket, row of a place, and what else rows are apart by. */
export interface Wanted {
  readonly family: Family;
  readonly columns: readonly string[];
  /** Dimensions that rows are apart by, at most two. */
  readonly split: readonly string[];
  /** What is counted alone, by dimension. */
  readonly only: Readonly<Record<string, number>>;
}

export interface Read {
  /** The days of each bucket, and the parts that they are. */
  readonly buckets: readonly { readonly days: Days; readonly parts: readonly Part[] }[];
  readonly spots: Spots;
  readonly wanted: readonly Wanted[];
  readonly times: readonly TimeKind[];
  readonly now: Temporal.Instant;
}

/** A row of the answer: sums of one part of what is wanted, or one of the distributions of times that a figure is made of. */
export type Told = ToldSums | ToldTimes;
export interface ToldSums {
  /** The place in `wanted`. */
  readonly part: number;
  readonly bucket: number;
  readonly key: number;
  readonly one: number;
  readonly two: number;
  /** Of the columns wanted, comma-separated. */
  readonly sums: string;
}
export interface ToldTimes extends Distribution {
  /** The time kind as −1, −2 … */
  readonly part: number;
  readonly bucket: number;
  readonly key: number;
  readonly sums: null;
}

/**
 * Everything in one statement, so of one moment: what is stored, less what is stored of office-days that are marked, and those
 * as they are now.
 */
export function statement(read: Read): Sql {
  const { buckets, spots, wanted, times, now } = read;
  const items = buckets.flatMap(({ parts }, bucket) => parts.map((part) => ({ ...part, bucket })));
  const families = new Set(wanted.map(({ family }) => family.facts.text));
  if (times.length > 0) families.add('contact_fact');
  const facts = [FAMILIES.contact, FAMILIES.matter, FAMILIES.event].filter(({ facts: f }) =>
    families.has(f.text),
  );
  const days = buckets.map((bucket) => bucket.days);
  const least = days.map(({ from }) => from).sort()[0];
  const most = days
    .map(({ to }) => to)
    .sort()
    .at(-1);
  return sql`
    with item as materialized (select * from unnest(${items.map((i) => i.bucket)}::int[], ${items.map((i) => i.tier)}::"char"[],
        ${items.map((i) => i.period)}::date[], ${items.map((i) => i.sign)}::int[]) as i(bucket, tier, period, sign)),
      bucket as materialized (select * from unnest(${days.map((_, at) => at)}::int[], ${days.map((d) => d.from)}::date[],
        ${days.map((d) => d.to)}::date[]) as b(bucket, first, last)),
      spot as materialized (select * from unnest(${spots.offices.map((o) => o.id)}::int[], ${spots.offices.map((o) => o.key)}::int[])
        as s(office_id, key)),
      place as materialized (select * from unnest(${spots.places.map((p) => p.place)}::int[], ${spots.places.map((p) => p.key)}::int[])
        as p(place, key)),
      whole as materialized (select place, 0 as key from unnest(${spots.whole ?? []}::int[]) as w(place)),
      mark as materialized (select distinct f.office_id, f.day, f.about from figure_stale f join spot using (office_id)
        where f.day between ${least} and ${most}),
      marked as materialized (select distinct office_id, day from mark),
      anew as materialized (select distinct office_id, day from mark where about is null),
      single as materialized (select id from told_with(array(select about from mark where about is not null))),
      kept as materialized (select k.*, m.day is not null as is_marked, a.day is not null as is_anew
        from (
          select f.office_id, f.day, false as is_added from figure_day f join spot using (office_id)
          where f.added_at is null and f.day between ${least} and ${most}
          union all
          select f.office_id, f.day, true from marked join figure_day f using (office_id, day) where f.added_at is not null
        ) k left join marked m using (office_id, day) left join anew a using (office_id, day))
      ${join(facts.map(deltaOf), ' ')}
    ${join(
      [
        ...wanted.map((want, at) => sumsOf(want, at, coarse(spots.places), now)),
        ...times.map((kind, at) => timesOf(kind, -1 - at, spots, false)),
        ...(spots.whole === null ? [] : times.map((kind, at) => timesOf(kind, -1 - at, spots, true))),
      ],
      ' union all ',
    )}`;
}

const deltaName = (family: Family) => raw(`changed_${family.facts.text}`);

/**
 * Facts that the figures do not have as they are: with sign −1 what they have, with 1 what is. Of a day that goes on nothing is in the
 * figures; of what is marked the facts are old. What is counted on a day of its own is told by the day. A contact is another fact than its ticket when their days differ: what
 * is told of days that are not marked is there already.
 */
function deltaOf(family: Family): Sql {
  const { facts, now } = family;
  const byDay = family.name === 'event';
  const old = byDay ? sql`k.is_marked` : sql`(k.is_anew or f.id in (select id from single))`;
  const asked = byDay
    ? sql`(select array_agg(office_id) as offices, array_agg(day) as days from marked having count(*) > 0) m
      cross join lateral ${now}(m.offices, m.days) f`
    : sql`(select array_agg(office_id) as offices, array_agg(day) as days, array_agg(about) as abouts from mark having count(*) > 0) m
      cross join lateral ${now}(m.offices, m.days, m.abouts) f join marked using (office_id, day)`;
  return sql`, ${deltaName(family)} as materialized (
    select case when k.is_added then -1 else 1 end as sign, f.* from kept k join ${facts} f using (office_id, day)
    where k.is_added = ${old}
    union all select 1, f.* from ${asked})`;
}

function sumsOf(
  { family, columns, split, only }: Wanted,
  part: number,
  coarse: boolean,
  now: Temporal.Instant,
): Sql {
  const dim = (name: string) => raw(family.dims.find(([dimension]) => dimension === name)?.[1] ?? '0');
  const stored = (name: string) => raw(`g.${name}`);
  const [one, two] = split;
  const narrowed = (of: (name: string) => Sql) =>
    join([sql`true`, ...Object.entries(only).map(([name, value]) => sql`${of(name)} = ${value}`)], ' and ');
  const dims = (of: (name: string) => Sql) =>
    sql`${one === undefined ? raw('0') : of(one)}::int as one, ${two === undefined ? raw('0') : of(two)}::int as two`;
  const list = (of: (column: string) => Sql) =>
    join(
      columns.map((column) => sql`${of(column)} as ${raw(column)}`),
      ', ',
    );
  const ofFact = (column: string) => raw(`(${family.columns[column] ?? '0'})`);
  // A promise is counted when its day is over, whenever its fact is told.
  const over =
    family.name === 'event' ? sql`and (f.kind <> 'promise' or f.day < ${swedishDay(now)}::date)` : empty;
  return sql`
    select ${part}::int as part, bucket, key, one, two,
      concat_ws(',', ${join(
        columns.map((column) => sql`sum(${raw(column)})`),
        ', ',
      )}) as sums, 1 as sign, null::bytea as seconds, null::bytea as counts
    from (
      select i.bucket, p.key, ${dims(stored)}, ${list((column) => raw(`i.sign * g.${column}`))}
      from item i cross join place p join ${family.figures} g on g.place = p.place and g.tier = i.tier and g.period = i.period
      where ${family.coarseDays && !coarse ? sql`i.tier <> 'd'` : sql`true`} and ${narrowed(stored)}
      ${
        family.coarseDays && !coarse
          ? sql`
      union all
      select i.bucket, s.key, ${dims(dim)}, ${list((column) => sql`i.sign * ${ofFact(column)}`)}
      from item i cross join spot s join figure_day d on d.office_id = s.office_id and d.day = i.period and d.added_at is not null
        join ${family.facts} f on f.office_id = s.office_id and f.day = i.period
      where i.tier = 'd' and ${narrowed(dim)}`
          : empty
      }
      union all
      select b.bucket, s.key, ${dims(dim)}, ${list((column) => sql`f.sign * ${ofFact(column)}`)}
      from ${deltaName(family)} f join spot s using (office_id) join bucket b on f.day between b.first and b.last
      where ${narrowed(dim)} ${over}
    ) x group by bucket, key, one, two`;
}

const coarse = (places: readonly { readonly place: number }[]) => places.every(({ place }) => hasDays(place));

/** The distributions of rows that are places, or (`total`) of all of them together: key 0. */
function timesOf(kind: TimeKind, part: number, spots: Spots, total: boolean): Sql {
  const column = raw(`f.${TIME_COLUMNS[kind]}`);
  const from = total ? sql`whole` : sql`place`;
  const key = total ? raw('0') : raw('s.key');
  const places = total ? (spots.whole ?? []).map((place) => ({ place, key: 0 })) : spots.places;
  const apart = places.length === new Set(places.map((place) => place.key)).size;
  const days = coarse(places);
  const ofFacts = days
    ? empty
    : sql`
      union all
      select bucket, key, 1, null, null, array_agg(s), array_agg(n) from (
        select i.bucket, ${key} as key, ${column} as s, sum(i.sign)::int as n
        from item i cross join spot s join figure_day d on d.office_id = s.office_id and d.day = i.period and d.added_at is not null
          join contact_fact f on f.office_id = s.office_id and f.day = i.period
        where i.tier = 'd' and ${column} is not null group by 1, 2, 3) y
      group by 1, 2`;
  // One stored distribution that nothing has touched says its percentiles; anything else is merged by who reads it.
  const known = sql`${apart} and parts = 1 and p50 is not null`;
  return sql`
    select ${part}::int, bucket, key, p50, p90, null, sign,
      case when not (${known}) then array_send(seconds) end, case when not (${known}) then array_send(counts) end
    from (
      select x.*, count(*) over (partition by bucket, key) as parts from (
        select i.bucket, p.key, i.sign, g.p50, g.p90, g.seconds, g.counts
        from item i cross join ${from} p join time_figure g on g.place = p.place and g.tier = i.tier and g.period = i.period
        where g.kind = ${kind} ${days ? empty : sql`and i.tier <> 'd'`}
        ${ofFacts}
        union all
        select bucket, key, 1, null, null, array_agg(s), array_agg(n) from (
          select b.bucket, ${key} as key, ${column} as s, sum(f.sign)::int as n
          from changed_contact_fact f join spot s using (office_id) join bucket b on f.day between b.first and b.last
          where ${column} is not null group by 1, 2, 3) y
        group by 1, 2
      ) x
    ) y`;
}
