import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Http } from '../../shell/http.ts';
import { Columns } from '../../ui/charts/columns.tsx';
import type { Series } from '../../ui/charts/shape.ts';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { queryOf } from '../asked.ts';
import { formatShown } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import type { ShownRow, ShownTable } from '../protect.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { Filter, framed, statisticsPage } from './frame.tsx';
import { drawnValue } from './parts.tsx';

/** The first year that anybody has told us figures of (seed 001). */
const FIRST = '2013-01-01' as PlainDate;

/** GET /statistik/ar: visitors per year; what others have reported is told apart from what is recorded. */
export function showYears(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asked, names, asker, today } = frame;
    const t = pageTexts[locale].years;
    const to = `${today.slice(0, 4)}-12-31` as PlainDate;
    const query = queryOf({ ...asked, period: { from: FIRST, to } }, ['visits', 'contacts', 'matters'], {
      by: 'year',
    });
    const table =
      query === null || Object.keys(frame.faults).length > 0
        ? null
        : await asker.table({ ...query, measures: query.measures.slice(0, 1) });
    const title = t.title(names.scope(asked));
    return statisticsPage(
      c,
      frame,
      { here: 'years', title },
      <>
        <h1>{title}</h1>
        <Filter frame={frame} action="/statistik/ar" hide={['period']} />
        {table === null ? null : (
          <>
            <p class="quiet">
              {t.lead} <a href="/oppna-siffror">{t.open}</a>
            </p>
            <YearsChart table={table} locale={locale} today={today} />
            {table.rows.some(({ reported }) => reported.length > 0) ? (
              <YearsTable table={table} locale={locale} />
            ) : null}
            <About table={table} locale={locale} asked={asked} />
          </>
        )}
      </>,
    );
  });
}

/** Hatched and filled columns on one scale of years; the chart of seed 001. Null when there is nothing to draw. */
export function YearsChart({
  table,
  locale,
  today,
}: {
  table: ShownTable;
  locale: Locale;
  today: PlainDate;
}) {
  const t = pageTexts[locale].years;
  const reported = (row: ShownRow) => row.reported[0]?.value ?? null;
  const recorded = (row: ShownRow) => {
    const value = drawnValue(row.cells[0]);
    // A year before anything was recorded is no year of zero.
    const before = table.recordedFrom === null || row.period.to < table.recordedFrom;
    return before ? null : value;
  };
  const first = table.rows.findIndex((row) => reported(row) !== null || recorded(row) !== null);
  if (first < 0) return null;
  const rows = table.rows.slice(first);
  const large = rows.some((row) => (reported(row) ?? 0) >= 1_000_000);
  const format = (value: number) =>
    large ? t.millions(formatNumber(Math.round(value / 100_000) / 10, locale)) : formatNumber(value, locale);
  const from = table.recordedFrom;
  const series: Series[] = [
    { name: t.reported, tone: 'reported' as const, values: rows.map(reported) },
    {
      name: from !== null && !from.endsWith('-01-01') ? t.recordedPart(from) : t.recorded,
      tone: 'now' as const,
      values: rows.map(recorded),
    },
  ].filter(({ values }) => values.some((value) => value !== null));
  // A year of which only a part is recorded is nothing to compare with.
  const whole = rows.filter(
    (row) => row.period.to < today && (reported(row) !== null || (from !== null && row.period.from >= from)),
  );
  const told = whole
    .map((row) => ({ year: row.key, value: reported(row) ?? drawnValue(row.cells[0]) }))
    .filter((one): one is { year: string; value: number } => typeof one.value === 'number' && one.value > 0);
  const [one, other] = [told[0], told.at(-1)];
  return (
    <Columns
      data={{
        id: 'ar-for-ar',
        title:
          one === undefined || other === undefined || one === other
            ? t.alone(table.columns[0]!.version.name[locale])
            : t.finding(format(one.value), one.year, format(other.value), other.year),
        description: table.rows.some(({ reported: of }) => of.length > 0) ? t.drawn : t.drawnAlone,
        categoryName: statisticsTexts[locale].by.year,
        categories: rows.map(({ key }) => ({ name: key, short: key.slice(2) })),
        series,
        format,
        locale,
      }}
      note={
        from === null || from.endsWith('-01-01')
          ? t.partYear(today.slice(0, 4))
          : `${t.begins(from.slice(0, 4), from)} ${t.partYear(today.slice(0, 4))}`
      }
    />
  );
}

export function YearsTable({ table, locale }: { table: ShownTable; locale: Locale }) {
  const t = pageTexts[locale].years;
  const rows = table.rows.filter(
    (row) => row.reported.length > 0 || (table.recordedFrom !== null && row.period.to >= table.recordedFrom),
  );
  const none = statisticsTexts[locale].none;
  const line = (row: ShownRow, say: (one: ShownRow['reported'][number]) => string) =>
    row.reported.length === 0 ? none : row.reported.map(say).join('; ');
  return (
    <Table<ShownRow>
      caption={t.drawn}
      rows={rows}
      empty={<p>{statisticsTexts[locale].recordedNothing}</p>}
      columns={[
        { head: statisticsTexts[locale].by.year, cell: ({ key }) => key },
        {
          head: t.recorded,
          cell: (row) =>
            table.recordedFrom === null || row.period.to < table.recordedFrom
              ? none
              : formatShown(row.cells[0], 'count', locale),
          number: true,
        },
        {
          head: t.reported,
          cell: (row) => line(row, ({ value }) => formatNumber(value, locale)),
          number: true,
        },
        { head: t.source, cell: (row) => line(row, ({ source }) => source), wide: true },
        { head: t.note, cell: (row) => line(row, ({ note }) => note), wide: true },
      ]}
    />
  );
}
