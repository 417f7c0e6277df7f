import type { PlainDate } from '../../src/kernel/plain-date.ts';
import type { Db } from '../../src/platform/database.server.ts';
import { figures } from '../../src/statistics/figures.server.ts';
import type { MeasureKey } from '../../src/statistics/measures.ts';
import type { FigureQuery, FigureTable } from '../../src/statistics/query.ts';

/** A view, and the same asked of the fact rows in SQL that PostgreSQL and DuckDB both read. */
export interface BenchView {
  readonly name: string;
  readonly query: FigureQuery;
  /** The views over many years of the whole country: at least twenty times as quick as the quicker scan. */
  readonly national: boolean;
}

const days = (from: string, to: string) => ({ from: from as PlainDate, to: to as PlainDate });
const ALL = days('2013-01-01', '2025-12-31');
const ODD = days('2013-03-05', '2025-10-20');
const COUNTRY = { kind: 'country' } as const;
const view = (
  name: string,
  national: boolean,
  measures: readonly MeasureKey[],
  rest: Omit<FigureQuery, 'measures'>,
): BenchView => ({
  name,
  national,
  query: { measures, ...rest },
});

export const VIEWS: readonly BenchView[] = [
  view('country by year, visits (the chart of seed 001)', true, ['visits', 'contacts', 'matters'], {
    place: COUNTRY,
    period: ALL,
    by: 'year',
  }),
  view('country by month, 13 years', true, ['visits', 'matters', 'waiting-mean', 'waiting-median'], {
    place: COUNTRY,
    period: ALL,
    by: 'month',
  }),
  view('monthly follow-up: month and accumulated against each earlier year', true, ['visits'], {
    ...{
      place: COUNTRY,
      period: days('2025-01-01', '2025-10-31'),
      by: 'month',
      compare: 'each-earlier-year',
      accumulated: true,
    },
  }),
  view(
    'country, odd days over 13 years: waiting with median and P90',
    true,
    ['visits', 'waiting-mean', 'waiting-median', 'waiting-p90', 'waiting-within', 'no-shows'],
    {
      ...{ place: COUNTRY, period: ODD, by: 'none' },
    },
  ),
  view('share per authority, odd days over 13 years', true, ['visits', 'matters', 'solved-first'], {
    place: COUNTRY,
    period: ODD,
    by: 'authority',
  }),
  view('tasks, odd days over 13 years', true, ['matters', 'solved-first', 'failure-demand'], {
    place: COUNTRY,
    period: ODD,
    by: 'task',
  }),
  view('channels, odd days over 13 years', true, ['contacts', 'matters'], {
    place: COUNTRY,
    period: ODD,
    by: 'channel',
  }),
  view('levels, 13 years', true, ['matters'], { place: COUNTRY, period: ALL, by: 'level' }),
  view('regions, odd days over 13 years, medians', true, ['visits', 'waiting-median', 'waiting-p90'], {
    place: COUNTRY,
    period: ODD,
    by: 'region',
  }),
  view('areas, one year, medians', false, ['visits', 'waiting-median', 'serving-p90'], {
    place: COUNTRY,
    period: days('2024-01-01', '2024-12-31'),
    by: 'area',
  }),
  view('every office, one year, medians', false, ['visits', 'waiting-mean', 'waiting-median', 'no-shows'], {
    ...{ place: COUNTRY, period: days('2024-01-01', '2024-12-31'), by: 'office' },
  }),
  view(
    'every office, odd days of one year',
    false,
    ['visits', 'waiting-mean', 'waiting-within', 'no-shows'],
    {
      ...{ place: COUNTRY, period: days('2025-01-07', '2025-10-20'), by: 'office' },
    },
  ),
  view('hour and weekday of the country, 13 years', true, ['visits', 'waiting-mean'], {
    place: COUNTRY,
    period: ODD,
    by: 'hour-weekday',
  }),
  view('an office by day, one year, medians', false, ['visits', 'waiting-mean', 'waiting-median'], {
    ...{ place: { kind: 'office', id: 7 }, period: days('2024-01-01', '2024-12-31'), by: 'day' },
  }),
  view('an office, odd days over 13 years, tasks of one authority', false, ['matters', 'solved-first'], {
    ...{ place: { kind: 'office', id: 7 }, period: ODD, by: 'task', authority: 2 },
  }),
  view('an office by hour and weekday, one year', false, ['visits', 'waiting-mean'], {
    ...{ place: { kind: 'office', id: 7 }, period: days('2024-01-01', '2024-12-31'), by: 'hour-weekday' },
  }),
  view('an area against the year before', false, ['visits', 'waiting-median', 'waiting-p90'], {
    ...{
      place: { kind: 'area', id: 5 },
      period: days('2025-02-03', '2025-09-18'),
      by: 'none',
      compare: 'year-before',
    },
  }),
  view('a region by month, 13 years', false, ['visits', 'waiting-median'], {
    place: { kind: 'region', id: 2 },
    period: ALL,
    by: 'month',
  }),
];

/** When the views are asked. */
export const AT = Temporal.Instant.from('2026-11-22T10:00:00Z');

export const ask = (db: Db, { query }: BenchView): Promise<FigureTable> => figures(db, query, AT);

interface Asked {
  readonly sql: string;
  /** What each column of the rows is compared with: a measure of the row's cells. */
  readonly measures: readonly MeasureKey[];
}

const CONTACT: Readonly<Partial<Record<MeasureKey, string>>> = {
  visits: 'count(*) filter (where f.is_contact and f.channel = 0)',
  contacts: 'count(*) filter (where f.is_contact)',
  'waiting-mean': 'sum(f.wait_s) * 1.0 / nullif(count(f.wait_s), 0)',
  'waiting-median': 'percentile_disc(0.5) within group (order by f.wait_s)',
  'waiting-p90': 'percentile_disc(0.9) within group (order by f.wait_s)',
  'serving-p90': 'percentile_disc(0.9) within group (order by f.serve_s)',
  'waiting-within': 'count(*) filter (where f.wait_s <= 600) * 1.0 / nullif(count(f.wait_s), 0)',
  'no-shows': 'count(*) filter (where f.no_show) * 1.0 / nullif(count(*) filter (where f.is_ticket), 0)',
};
const MATTER: Readonly<Partial<Record<MeasureKey, string>>> = {
  visits: 'count(*) filter (where f.first_of_authority and f.channel = 0)',
  matters: 'count(*)',
  'solved-first':
    'count(*) filter (where f.first_contact and f.outcome = 1) * 1.0 / nullif(count(*) filter (where f.level > 0), 0)',
  'failure-demand': 'count(*) filter (where f.came_back or f.outcome = 3) * 1.0 / count(*)',
};

/** The scans of a view: one of each table that it needs. The key of a row is text, as in the table of figures. */
export function scansOf({ query }: BenchView): Asked[] {
  const { by, place, period, authority, compare, accumulated, measures } = query;
  const spans = compare === 'each-earlier-year' ? 12 : compare === 'year-before' ? 1 : 0;
  const first = `${Number(period.from.slice(0, 4)) - spans}${period.from.slice(4)}`;
  const year = 'extract(year from f.day)::int';
  const keys: Readonly<Record<string, string>> = {
    none: "'total'",
    year: `cast(${year} as text)`,
    month: 'substr(cast(f.day as text), 1, 7)',
    day: 'cast(f.day as text)',
    authority: "'authority-' || f.authority",
    task: "'task-' || f.task",
    channel: "'channel-' || f.channel",
    level: "'level-' || f.level",
    office: "'office-' || f.office_id",
    area: "'area-' || o.area_id",
    region: "'region-' || o.region_id",
    'hour-weekday': "extract(isodow from f.day)::int || '-' || f.hour",
  };
  const key = compare === 'year-before' ? `cast(${year} as text)` : (keys[by] ?? "'total'");
  const within =
    compare === undefined || compare === 'none'
      ? ''
      : ` and substr(cast(f.day as text), 6) between '${period.from.slice(5)}' and '${period.to.slice(5)}'`;
  const where = [
    `f.day between '${first}' and '${period.to}'${within}`,
    ...(place.kind === 'office' ? [`f.office_id = ${place.id}`] : []),
    ...(place.kind === 'area' ? [`o.area_id = ${place.id}`] : []),
    ...(place.kind === 'region' ? [`o.region_id = ${place.id}`] : []),
  ].join(' and ');
  const needsOffice = ['area', 'region'].includes(by) || ['area', 'region'].includes(place.kind);
  const join = needsOffice ? ' join bench_office o on o.id = f.office_id' : '';
  const scan = (
    table: string,
    of: Readonly<Partial<Record<MeasureKey, string>>>,
    keysOf: readonly MeasureKey[],
    more = '',
  ): Asked[] =>
    keysOf.length === 0
      ? []
      : [
          {
            measures: keysOf,
            sql: `select ${key} as key, ${keysOf.map((each) => of[each]).join(', ')} from ${table} f${join} where ${where}${more} group by 1`,
          },
        ];
  void accumulated;
  const ofMatters = by === 'authority' || authority !== undefined || by === 'task' || by === 'level';
  const contact = measures.filter((each) => CONTACT[each] !== undefined && !(ofMatters && each === 'visits'));
  const matter = measures.filter((each) => MATTER[each] !== undefined && (each !== 'visits' || ofMatters));
  return [
    ...scan('contact_fact', CONTACT, contact),
    ...scan('matter_fact', MATTER, matter, authority === undefined ? '' : ` and f.authority = ${authority}`),
  ];
}

/** What a table says, by key of a scan's row and measure. */
export function saidBy(table: FigureTable): Map<string, number | null> {
  const said = new Map<string, number | null>();
  const { query } = table;
  const put = (key: string, cells: FigureTable['total']['cells']) => {
    for (const [at, { measure }] of table.columns.entries())
      said.set(`${key} ${measure}`, cells[at]?.value ?? null);
  };
  const channels = ['visit', 'phone', 'email', 'web', 'letter'];
  const levels = ['', 'signpost', 'guidance', 'e-service', 'personal-data', 'authority'];
  const keyOf = (row: FigureTable['total']) =>
    query.by === 'channel'
      ? `channel-${channels.indexOf(row.key)}`
      : query.by === 'level'
        ? `level-${levels.indexOf(row.key)}`
        : row.key;
  if (query.by === 'none') {
    put(query.compare === 'year-before' ? query.period.to.slice(0, 4) : 'total', table.total.cells);
    for (const { period, cells } of table.total.compared) put(period.to.slice(0, 4), cells);
  }
  for (const row of table.rows) {
    put(keyOf(row), row.cells);
    for (const { period, cells } of row.compared) put(period.from.slice(0, 7), cells);
  }
  return said;
}
