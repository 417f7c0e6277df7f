import type { Http } from '../../shell/http.ts';
import { Lines } from '../../ui/charts/lines.tsx';
import type { Value } from '../../ui/charts/shape.ts';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { queryOf } from '../asked.ts';
import { formatSeconds, formatShown, rowName, shortMonth, unitOf } from '../format.ts';
import type { MeasureKey } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import type { ShownRow, ShownTable } from '../protect.ts';
import { wholeMonths } from '../rules/whole-months.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { Filter, type Frame, framed, statisticsPage } from './frame.tsx';
import { drawnValue } from './parts.tsx';

const GROUPS = ['waiting', 'walking', 'serving'] as const;
const KINDS = ['mean', 'median', 'p90', 'within'] as const;

/** GET /statistik/tider: waiting, walking and serving, month by month: mean, median, P90, share within the limit. */
export function showTimes(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asked, names, asker } = frame;
    const t = pageTexts[locale].times;
    // Times are of tickets: of no authority, task or channel.
    const place = {
      ...asked,
      authority: frame.view === 'inside' ? undefined : asked.authority,
      task: undefined,
      channel: undefined,
    };
    const groups: { readonly group: (typeof GROUPS)[number]; readonly table: ShownTable }[] = [];
    if (Object.keys(frame.faults).length === 0 && asker.view({ ...place, authority: undefined }) !== 'none')
      for (const group of GROUPS) {
        const measures = KINDS.map((kind): MeasureKey => `${group}-${kind}`);
        const query = queryOf(
          { ...place, authority: undefined, period: wholeMonths(asked.period) },
          measures,
          { by: 'month' },
        );
        if (query !== null) groups.push({ group, table: await asker.table(query) });
      }
    const title = t.title(names.place(asked.place));
    const waiting = groups[0]?.table;
    const of = (column: number) => waiting?.total.cells[column];
    const finding =
      of(1)?.value == null
        ? t.none
        : t.finding(formatSeconds(of(1)!.value!, locale), formatSeconds(of(2)?.value ?? 0, locale));
    return statisticsPage(
      c,
      frame,
      { here: 'times', title },
      <>
        <h1>{title}</h1>
        <Filter frame={frame} action="/statistik/tider" hide={['task', 'channel', 'authority']} />
        <p class="quiet">{t.lead}</p>
        {waiting === undefined || !waiting.rows.some(hasTimes) ? (
          <p class="empty">{t.none}</p>
        ) : (
          <>
            {waiting.rows.filter(hasTimes).length > 1 ? (
              <Waiting table={waiting} frame={frame} title={finding} />
            ) : (
              <p class="lead">{finding}</p>
            )}
            {groups.map(({ group, table }) => (
              <section>
                <h2>{t.groups[group]}</h2>
                <Times table={table} caption={t.groups[group]} frame={frame} />
              </section>
            ))}
            <About table={waiting} locale={locale} asked={asked} />
          </>
        )}
      </>,
    );
  });
}

/** A month in which nobody stood in a line says nothing of how long they stood. */
const hasTimes = (row: ShownRow) => row.cells.some((cell) => cell.hidden || cell.base > 0);

function Waiting({ table, frame: { locale }, title }: { table: ShownTable; frame: Frame; title: string }) {
  const t = pageTexts[locale].times;
  const minutes = (row: ShownRow, column: number): Value => {
    const value = drawnValue(row.cells[column]);
    return typeof value === 'number' ? value / 60 : value;
  };
  return (
    <Lines
      data={{
        id: 'vantetid',
        title,
        description: t.drawn,
        categoryName: statisticsTexts[locale].by.month,
        categories: table.rows.map(({ label }) => ({
          name: rowName(label, locale),
          ...(label.kind === 'month' ? { short: shortMonth(label.month, locale) } : {}),
        })),
        series: [
          { name: t.p90, tone: 'before', values: table.rows.map((row) => minutes(row, 2)) },
          { name: t.median, tone: 'now', values: table.rows.map((row) => minutes(row, 1)) },
        ],
        format: (value) => t.minutes(formatNumber(Math.round(value), locale)),
        locale,
      }}
    />
  );
}

function Times({ table, caption, frame: { locale } }: { table: ShownTable; caption: string; frame: Frame }) {
  const t = pageTexts[locale].times;
  const rows = table.rows.filter(hasTimes);
  return rows.length === 0 ? (
    <p class="empty">{t.none}</p>
  ) : (
    <Table<ShownRow>
      caption={caption}
      hideCaption
      rows={rows.length === 1 ? rows : [...rows, table.total]}
      empty=""
      columns={[
        { head: statisticsTexts[locale].by.month, cell: (row) => rowName(row.label, locale) },
        ...KINDS.map((kind, column) => ({
          head: t.columns[kind],
          cell: (row: ShownRow) =>
            formatShown(row.cells[column], unitOf(table.columns[column]!.measure), locale),
          number: true,
        })),
        {
          head: t.columns.count,
          cell: (row) => {
            const cell = row.cells[0];
            return cell === undefined || cell.hidden
              ? statisticsTexts[locale].hidden
              : formatNumber(cell.base, locale);
          },
          number: true,
        },
      ]}
    />
  );
}
