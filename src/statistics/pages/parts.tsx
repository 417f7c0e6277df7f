import type { FC } from 'hono/jsx';
import { Columns } from '../../ui/charts/columns.tsx';
import { HeatTable, weekdayNames } from '../../ui/charts/heat.tsx';
import { Lines } from '../../ui/charts/lines.tsx';
import type { ChartData, Series, Tone, Value } from '../../ui/charts/shape.ts';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { formatValue, hourName, rowName, shortMonth, unitOf } from '../format.ts';
import type { Shown, ShownRow, ShownTable } from '../protect.ts';
import type { RowLabel } from '../query.ts';
import { statisticsTexts } from '../texts.ts';

export const drawnValue = (cell: Shown | undefined): Value =>
  cell === undefined ? null : cell.hidden ? 'hidden' : cell.value;

/** What is drawn of one column: now, and each earlier year of the comparison. */
export function seriesOf(
  rows: readonly ShownRow[],
  column: number,
  part: 'cells' | 'accumulated' = 'cells',
): Series[] {
  const years = rows.at(-1)?.compared.map(({ yearsBack }) => yearsBack) ?? [];
  const last = rows.at(-1);
  const yearOf = (row: ShownRow | undefined, back: number) =>
    String(Number((row?.period.to ?? '').slice(0, 4)) - back);
  const tones: readonly Tone[] = ['before', 'long-before'];
  const earlier = years.slice(0, 2).map((back, index) => ({
    name: yearOf(last, back),
    tone: tones[index] ?? 'long-before',
    values: rows.map((row) =>
      drawnValue((row.compared.find(({ yearsBack }) => yearsBack === back)?.[part] ?? undefined)?.[column]),
    ),
  }));
  return [
    ...earlier.toReversed(),
    {
      name: yearOf(last, 0),
      tone: 'now',
      values: rows.map((row) => drawnValue((row[part] ?? undefined)?.[column])),
    },
  ];
}

const categoryOf = (label: RowLabel, locale: Locale) => ({
  name: label.kind === 'month' ? monthOnly(label.month, locale) : rowName(label, locale),
  ...(label.kind === 'month'
    ? { short: shortMonth(label.month, locale) }
    : label.kind === 'day'
      ? { short: String(Number(label.day.slice(8))) }
      : {}),
});
const monthOnly = (month: string, locale: Locale) =>
  rowName({ kind: 'month', month }, locale).split(' ')[0] ?? month;

interface SeriesChartProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly table: ShownTable;
  readonly column?: number;
  readonly part?: 'cells' | 'accumulated';
  readonly as: 'columns' | 'lines';
  readonly locale: Locale;
  readonly note?: string;
}

/** A series in time as a chart. Months over several years have their year in the name. */
export const SeriesChart: FC<SeriesChartProps> = ({
  id,
  title,
  description,
  table,
  column = 0,
  part = 'cells',
  as,
  locale,
  note,
}) => {
  const unit = unitOf(table.columns[column]!.measure);
  const years = new Set(table.rows.map(({ period }) => period.from.slice(0, 4)));
  const data: ChartData = {
    id,
    title,
    description,
    categoryName: statisticsTexts[locale].by[table.query.by],
    categories: table.rows.map(({ label }) =>
      years.size > 1 && label.kind === 'month'
        ? {
            name: rowName(label, locale),
            short: `${shortMonth(label.month, locale)} ${label.month.slice(2, 4)}`,
          }
        : categoryOf(label, locale),
    ),
    series: seriesOf(table.rows, column, part),
    format: (value) => formatValue(value, unit, locale),
    locale,
  };
  const drawn = as === 'columns' && table.rows.length <= 24 ? Columns : Lines;
  const Drawn = drawn;
  return <Drawn data={data} {...(note === undefined ? {} : { note })} />;
};

/** Hours down, weekdays across. */
export const LoadTable: FC<{ title: string; rowName: string; table: ShownTable; locale: Locale }> = ({
  title,
  rowName: head,
  table,
  locale,
}) => {
  const cells = new Map<string, Value>();
  const hours = new Set<number>();
  for (const { label, cells: row } of table.rows)
    if (label.kind === 'hour-weekday') {
      hours.add(label.hour);
      cells.set(`${label.weekday} ${label.hour}`, drawnValue(row[0]));
    }
  const from = Math.min(...hours);
  const to = Math.max(...hours);
  const shown = Array.from({ length: hours.size === 0 ? 0 : to - from + 1 }, (_, index) => from + index);
  const unit = unitOf(table.columns[0]!.measure);
  const counted = unit === 'count';
  return (
    <HeatTable
      title={title}
      rowName={head}
      rows={shown.map(hourName)}
      columns={weekdayNames(locale)}
      values={shown.map((hour) =>
        [1, 2, 3, 4, 5, 6, 7].map((day) => cells.get(`${day} ${hour}`) ?? (counted ? 0 : null)),
      )}
      format={(value) =>
        unit === 'seconds' ? formatNumber(Math.round(value / 60), locale) : formatValue(value, unit, locale)
      }
      locale={locale}
    />
  );
};
