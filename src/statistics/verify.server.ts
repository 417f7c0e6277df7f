import { CHANNELS } from '../contacts/contact.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, inSnapshot, join, type Pool, type Sql, sql } from '../platform/database.server.ts';
import {
  CONTACT_COLUMNS,
  EVENT_COLUMNS,
  MATTER_COLUMNS,
  percentile,
  TIMES,
  type TimeKind,
} from './columns.ts';
import { statement, type Told, type ToldTimes, type Wanted } from './figure-sql.server.ts';
import { partsOf, seriesOf } from './parts.ts';
import { type Spots, spotsOf } from './places.server.ts';
import type { Days, FigureQuery, Place } from './query.ts';
import { type Recounted, type RecountedTime, recount } from './recount.server.ts';
import { FACTS, FAMILIES } from './sums.server.ts';
import { mergeTimes } from './times.ts';
import { verifyStored } from './verify-stored.server.ts';

/** A figure that is not what the events say. */
export interface Difference {
  /** `country`, `office 3`, … */
  readonly place: string;
  readonly period: Days;
  /** `contact visits channel=0`, `time wait p90` … */
  readonly what: string;
  readonly figure: number;
  readonly events: number;
}

export interface Verified {
  readonly days: number;
  readonly compared: number;
  /** The first of them, at most 1000; `found` is how many there are. */
  readonly differences: readonly Difference[];
  readonly found: number;
}

const MOST = 1000;

/**
 * Counts a period anew from the events and holds what is read of it against that: every office, area, region, operator and the
 * country, by day, month and year; sums, and medians and ninetieth percentiles of times. Then every row that is stored against what it
 * is added up of, decades too. A year at a time, each in one snapshot, beside a running program. Without bounds: all years of which
 * anything is recorded, or of which there is a figure.
 */
export async function verifyStatistics(
  pool: Pool,
  given: { readonly from: PlainDate | null; readonly to: PlainDate | null },
  now: Temporal.Instant,
  step: (percent: number) => void = () => {},
): Promise<Verified> {
  const there = await inSnapshot(pool, { registers: true }, everyDay);
  // Whole years, so that the figures of months and years are among what is read; decades are held against them after that.
  const from = given.from ?? ((there.first && `${there.first.slice(0, 4)}-01-01`) as PlainDate | null);
  const to = given.to ?? ((there.last && `${there.last.slice(0, 4)}-12-31`) as PlainDate | null);
  if (from === null || to === null || to < from) return { days: 0, compared: 0, found: 0, differences: [] };
  const differences: Difference[] = [];
  let [compared, found] = [0, 0];
  const take = (held: Omit<Verified, 'days'>) => {
    compared += held.compared;
    found += held.found;
    differences.push(...held.differences.slice(0, MOST - differences.length));
  };
  const months = seriesOf({ from, to }, 'month');
  for (const year of seriesOf({ from, to }, 'year')) {
    await inSnapshot(pool, { registers: true }, async (db) => {
      const within = months.filter((month) => month.from >= year.from && month.to <= year.to);
      const cells: Recounted[] = [];
      const times: RecountedTime[] = [];
      for (const month of within) {
        const counted = await recount(db, month, now);
        cells.push(...counted.cells);
        times.push(...counted.times);
        step(Math.floor((100 * (months.indexOf(month) + 1)) / months.length));
      }
      const days = [...within.flatMap((month) => seriesOf(month, 'day')), ...within, year].filter(
        (each, at, all) => all.findIndex((other) => other.from === each.from && other.to === each.to) === at,
      );
      for (const view of await viewsOf(db)) {
        const held = await compare(db, view, days, { cells, times }, now);
        take({ ...held, found: held.differences.length });
      }
      for (const tier of ['d', 'm', 'y'] as const)
        take(await verifyStored(db, tier, year, MOST - differences.length));
    });
  }
  const decades = {
    from: given.from ?? earlier(there.firstDecade, from),
    to: given.to ?? later(there.lastDecade, to),
  };
  take(
    await inSnapshot(pool, { registers: true }, (db) =>
      verifyStored(db, 't', decades, MOST - differences.length),
    ),
  );
  return { days: seriesOf({ from, to }, 'day').length, compared, found, differences };
}

interface EveryDay {
  readonly first: PlainDate | null;
  readonly last: PlainDate | null;
  readonly firstDecade: PlainDate | null;
  readonly lastDecade: PlainDate | null;
}

/** The first and last day of which there is anything: recorded, marked, told or added up, also what nothing is behind. */
function everyDay(db: Db): Promise<EveryDay> {
  const days = (ends: Sql) => sql`select 'd'::"char" as tier, ${ends}`;
  const ofOffices = (facts: Sql) =>
    sql`select 'd', min(e.first), max(e.last) from office o cross join lateral
      (select min(day) as first, max(day) as last from ${facts} where office_id = o.id) e`;
  const figures = [...Object.values(FAMILIES).map(({ figures }) => figures), sql`time_figure`];
  return db.one<EveryDay>(sql`
    select min(first) filter (where tier <> 't') as first, max(last) filter (where tier <> 't') as last,
      min(first) filter (where tier = 't') as "firstDecade", max(last) filter (where tier = 't') as "lastDecade"
    from (${join(
      [
        days(sql`min(opened_on) as first, max(opened_on) as last from visit`),
        days(sql`min(day), max(day) from figure_stale`),
        days(sql`min(day), max(day) from figure_day`),
        ...FACTS.map(({ facts }) => ofOffices(facts)),
        ...figures.map((each) => sql`select tier, min(period), max(period) from ${each} group by tier`),
      ],
      ' union all ',
    )}) e`);
}

const earlier = (a: PlainDate | null, b: PlainDate) => (a === null || b < a ? b : a);
const later = (a: PlainDate | null, b: PlainDate) => (a === null || b > a ? b : a);

interface View {
  readonly name: (key: number) => string;
  readonly spots: Spots;
}

/** Every place there are figures of. */
async function viewsOf(db: Db): Promise<View[]> {
  const query = (place: Place, by: FigureQuery['by']): FigureQuery => ({
    ...{ measures: ['visits'], place, by },
    period: { from: '1900-01-01' as PlainDate, to: '1900-01-01' as PlainDate },
  });
  const country = { kind: 'country' } as const;
  const views: View[] = [];
  for (const by of ['none', 'region', 'area', 'office'] as const)
    views.push({
      name: (key) => (by === 'none' ? 'country' : key < 0 ? 'no area' : `${by} ${key}`),
      spots: { ...(await spotsOf(db, query(country, by), [])), whole: null },
    });
  const operators = await db.many<{ id: number }>(
    sql`select distinct operator_id as id from office order by 1`,
  );
  for (const { id } of operators)
    views.push({
      name: () => `operator ${id}`,
      spots: await spotsOf(db, query({ kind: 'operator', id }, 'none'), []),
    });
  return views;
}

const WANTED: readonly Wanted[] = [
  { family: FAMILIES.contact, columns: CONTACT_COLUMNS, split: ['channel'], only: {} },
  { family: FAMILIES.matter, columns: MATTER_COLUMNS, split: ['authority', 'channel'], only: {} },
  { family: FAMILIES.event, columns: EVENT_COLUMNS, split: ['authority', 'channel'], only: {} },
  // These are apart by channel too, and a view is split by two: each channel alone.
  ...CHANNELS.flatMap((_, channel): Wanted[] => [
    { family: FAMILIES.task, columns: MATTER_COLUMNS, split: ['task', 'authority'], only: { channel } },
    {
      family: FAMILIES.hour,
      columns: ['contacts', 'visits', 'wait_n', 'wait_s'],
      split: ['weekday', 'hour'],
      only: { channel },
    },
  ]),
];

/** What a row is of, as a difference says it: `task 4 2 0` is a task, an authority and a channel. */
const partOf = (family: string, one: number, two: number, channel: number | null | undefined) =>
  [family, one, two, channel ?? []].flat().join(' ');

/** How many days one statement answers. */
const AT_ONCE = 64;

async function compare(
  db: Db,
  view: View,
  days: readonly Days[],
  events: { readonly cells: readonly Recounted[]; readonly times: readonly RecountedTime[] },
  now: Temporal.Instant,
): Promise<{ compared: number; differences: Difference[] }> {
  const keys = new Map(view.spots.offices.map(({ id, key }) => [id, key]));
  const differences: Difference[] = [];
  let compared = 0;
  for (let at = 0; at < days.length; at += AT_ONCE) {
    const buckets = days.slice(at, at + AT_ONCE);
    const byDay = new Map<PlainDate, number[]>();
    for (const [bucket, { from, to }] of buckets.entries())
      for (const { from: day } of seriesOf({ from, to }, 'day'))
        byDay.set(day, [...(byDay.get(day) ?? []), bucket]);
    const is = new Map<string, number>();
    const should = new Map<string, number>();
    for (const { family, officeId, day, one, two, channel, sums } of events.cells) {
      const key = keys.get(officeId);
      if (key === undefined) continue;
      for (const bucket of byDay.get(day) ?? [])
        for (const [column, value] of Object.entries(sums)) {
          const what = `${bucket} ${key} ${partOf(family, one, two, channel)} ${column}`;
          should.set(what, (should.get(what) ?? 0) + value);
        }
    }
    const distributions = new Map<string, Map<number, number>>();
    for (const { officeId, day, kind, seconds } of events.times) {
      const key = keys.get(officeId);
      if (key === undefined) continue;
      for (const bucket of byDay.get(day) ?? []) {
        const what = `${bucket} ${key} ${kind}`;
        const there = distributions.get(what) ?? new Map<number, number>();
        distributions.set(what, there);
        there.set(seconds, (there.get(seconds) ?? 0) + 1);
      }
    }
    for (const [what, counted] of distributions) {
      const sorted = [...counted].sort(([a], [b]) => a - b);
      const times = { seconds: sorted.map(([s]) => s), counts: sorted.map(([, n]) => n) };
      for (const [name, p] of PERCENTILES) should.set(`${what} ${name}`, percentile(times, p) ?? 0);
    }
    const told = await db.many<Told>(
      statement({
        buckets: buckets.map((each) => ({ days: each, parts: partsOf(each) })),
        ...{ spots: view.spots, wanted: WANTED, times: TIMES, now },
      }),
    );
    for (const row of told) {
      const want = WANTED[row.part];
      if (want !== undefined && row.sums !== null)
        for (const [index, value] of row.sums.split(',').entries())
          if (Number(value) !== 0)
            is.set(
              `${row.bucket} ${row.key} ${partOf(want.family.name, row.one, row.two, want.only.channel)} ${want.columns[index]}`,
              Number(value),
            );
    }
    for (const [what, times] of timesOf(told))
      for (const [name, p] of PERCENTILES) {
        const value = percentile(times, p);
        if (value !== null) is.set(`${what} ${name}`, value);
      }
    for (const what of new Set([...is.keys(), ...should.keys()])) {
      compared++;
      const [figure, counted] = [is.get(what) ?? 0, should.get(what) ?? 0];
      if (figure === counted) continue;
      const [bucket, key, ...rest] = what.split(' ');
      differences.push({
        ...{ place: view.name(Number(key)), what: rest.join(' '), figure, events: counted },
        period: buckets[Number(bucket)] as Days,
      });
    }
  }
  return { compared, differences };
}

const PERCENTILES = [
  ['p50', 0.5],
  ['p90', 0.9],
] as const;

function timesOf(told: readonly Told[]) {
  const parts = new Map<string, ToldTimes[]>();
  for (const row of told) {
    if (row.sums !== null) continue;
    const kind: TimeKind | undefined = TIMES[-1 - row.part];
    const what = `${row.bucket} ${row.key} ${kind}`;
    parts.set(what, [...(parts.get(what) ?? []), row]);
  }
  return new Map([...parts].map(([what, rows]) => [what, mergeTimes(rows)]));
}
