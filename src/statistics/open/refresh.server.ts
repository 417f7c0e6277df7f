import type { PlainDate } from '../../kernel/plain-date.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { alone } from '../../platform/background.server.ts';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { settingOf, storeSetting } from '../../platform/setting.server.ts';
import { figures } from '../figures.server.ts';
import type { MeasureKey } from '../measures.ts';
import type { By, Days } from '../query.ts';
import { monthsOf } from '../rules/spans.ts';
import { countUp } from '../versions.server.ts';
import { openRows, type RawFigure } from './open-rows.ts';

/** What is open, and how it is split. */
const DATASETS: readonly {
  readonly dataset: Dataset;
  readonly measures: readonly MeasureKey[];
  readonly by: By;
}[] = [
  {
    dataset: 'country',
    by: 'none',
    measures: [
      'visits',
      'contacts',
      'matters',
      'waiting-median',
      'waiting-within',
      'solved-first',
      'failure-demand',
      'satisfaction',
    ],
  },
  { dataset: 'offices', by: 'office', measures: ['visits', 'matters'] },
  { dataset: 'authorities', by: 'authority', measures: ['matters'] },
];
export const OPEN_DATASETS = ['country', 'offices', 'authorities'] as const;
export type Dataset = (typeof OPEN_DATASETS)[number];

const LOCK = 7_500_001;
const SETTING = 'open-figures';

/** Writes the open figures anew when a day has begun since they were written. Killed half way, the old ones stand. */
export async function refreshOpenFigures(pool: Pool, clock: () => Temporal.Instant): Promise<void> {
  const today = swedishDay(clock());
  if ((await inTransaction(pool, { registers: true }, (db) => settingOf(db, SETTING))) === today) return;
  await alone(pool, LOCK, () =>
    inTransaction(pool, { registers: true }, async (db) => {
      if ((await settingOf(db, SETTING)) === today) return;
      await writeOpenFigures(db, clock());
      await storeSetting(db, SETTING, today);
    }),
  );
}

/** All months and years that are over. */
export async function writeOpenFigures(db: Db, now: Temporal.Instant): Promise<void> {
  const today = swedishDay(now);
  const spans = await spansOver(db, now, today);
  const areas = new Map(
    (
      await db.many<{ id: number; area: number }>(
        sql`select id, area_id as area from office where area_id is not null`,
      )
    ).map(({ id, area }) => [id, area]),
  );
  // An office's people see it whole, an area's manager all of the area's, an authority's coordinator its own part.
  const owners: Readonly<Record<Dataset, (part: number) => readonly string[]>> = {
    country: () => [],
    offices: (part) => [...(areas.has(part) ? [`area ${areas.get(part)}`] : []), `office ${part}`],
    authorities: (part) => [`authority ${part}`],
  };
  await countUp(db, ['open']);
  await db.run(sql`delete from open_figure`);
  for (const { dataset, measures, by } of DATASETS) {
    const raw = new Map<string, RawFigure[]>();
    for (const { period, days } of spans) {
      const table = await figures(db, { measures, place: { kind: 'country' }, period: days, by }, now);
      table.columns.forEach(({ measure, version }, column) => {
        const of = raw.get(`${measure} ${version.version}`) ?? [];
        raw.set(`${measure} ${version.version}`, of);
        of.push({ period, part: 0, name: '', figure: table.total.cells[column]! });
        for (const { label, cells } of table.rows)
          if ('id' in label && 'name' in label)
            of.push({ period, part: label.id, name: label.name, figure: cells[column]! });
      });
    }
    for (const [key, of] of raw) {
      const [measure = '', version = '1'] = key.split(' ');
      const rows = openRows(of, owners[dataset]);
      await db.run(sql`
        insert into open_figure (dataset, measure, version, period, part_id, part_name, value, base, withheld)
        select ${dataset}, ${measure}, ${Number(version)}, x.period, x.part, x.name, x.value, x.base, x.withheld
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as x(period text, part int, name text, value double precision, base bigint, withheld boolean)`);
    }
  }
}

/** From the first day of which anything is recorded: a month or year that began before it is not whole, and not told. */
async function spansOver(db: Db, now: Temporal.Instant, today: PlainDate) {
  const probe = await figures(
    db,
    { measures: ['visits'], place: { kind: 'country' }, period: { from: today, to: today }, by: 'none' },
    now,
  );
  const first = probe.recordedFrom;
  if (first === null) return [];
  const begin = Temporal.PlainDate.from(first);
  const from = (begin.day === 1 ? begin : begin.with({ day: 1 }).add({ months: 1 })).toString() as PlainDate;
  const last = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ days: 1 }).toString() as PlainDate;
  if (last < from) return [];
  const months = monthsOf({ from, to: last });
  const years = [...new Set(months.map((month) => month.slice(0, 4)))].filter(
    (year) => months.includes(`${year}-01`) && months.includes(`${year}-12`),
  );
  return [
    ...months.map((month) => ({ period: month, days: daysOfMonth(month) })),
    ...years.map((year) => ({ period: year, days: { from: `${year}-01-01`, to: `${year}-12-31` } as Days })),
  ];
}

function daysOfMonth(month: string): Days {
  const day = Temporal.PlainDate.from(`${month}-01`);
  return { from: `${month}-01`, to: day.with({ day: day.daysInMonth }).toString() } as Days;
}
