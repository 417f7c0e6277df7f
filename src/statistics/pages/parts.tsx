import type { Child, FC } from 'hono/jsx';
import { shellTexts } from '../../shell/texts.ts';
import { Columns } from '../../ui/charts/columns.tsx';
import { HeatTable, weekdayNames } from '../../ui/charts/heat.tsx';
import { Lines } from '../../ui/charts/lines.tsx';
import type { ChartData, Series, Tone, Value } from '../../ui/charts/shape.ts';
import { ShareBar } from '../../ui/charts/small.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type Asked, askedAddress, fileHref, viewHref } from '../asked.ts';
import {
  formatDifference,
  formatShown,
  formatValue,
  hourName,
  rowName,
  shortMonth,
  unitOf,
} from '../format.ts';
import type { Shown, ShownRow, ShownTable } from '../protect.ts';
import { addressOf, type FigureQuery, type RowLabel } from '../query.ts';
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

/** Rows of a register with their number, share of the total and change: a bar in each row, readable with long names. */
export const ShareTable: FC<{
  caption: string;
  table: ShownTable;
  locale: Locale;
  head: string;
  link?: (row: ShownRow) => string | null;
  limit?: number;
  hideCaption?: boolean;
}> = ({ caption, table, locale, head, link, limit = 1000, hideCaption = false }) => {
  const t = statisticsTexts[locale];
  const unit = unitOf(table.columns[0]!.measure);
  const whole = table.total.cells[0];
  const most = Math.max(0, ...table.rows.map((row) => row.cells[0]?.value ?? 0));
  const counted = unit === 'count';
  const share = (row: ShownRow) => {
    const cell = row.cells[0];
    return cell?.value != null && whole?.value ? cell.value / whole.value : null;
  };
  const year = table.total.compared[0]?.period.to.slice(0, 4);
  return (
    <Table<ShownRow>
      caption={caption}
      hideCaption={hideCaption}
      rows={table.rows.slice(0, limit)}
      empty={<p>{t.empty}</p>}
      columns={[
        {
          head,
          cell: (row) => {
            const href = link?.(row) ?? null;
            const name = rowName(row.label, locale);
            return href === null ? name : <a href={href}>{name}</a>;
          },
        },
        { head: t.columns.count, cell: (row) => formatShown(row.cells[0], unit, locale), number: true },
        ...(counted
          ? [
              {
                head: t.columns.share,
                cell: (row: ShownRow) => {
                  const of = share(row);
                  return of === null ? (
                    formatShown(row.cells[0]?.hidden ? row.cells[0] : undefined, unit, locale)
                  ) : (
                    <span class="share">
                      <span>{formatValue(of, 'share', locale)}</span>
                      <ShareBar share={most === 0 ? 0 : (row.cells[0]?.value ?? 0) / most} />
                    </span>
                  );
                },
                number: true,
              },
            ]
          : []),
        ...(year === undefined
          ? []
          : [
              {
                head: `${t.columns.change} ${year}`,
                cell: (row: ShownRow) =>
                  formatDifference(row.cells[0], row.compared[0]?.cells[0], unit, locale),
                number: true,
              },
            ]),
      ]}
    />
  );
};

/** What the reader should know of the figures above, and where they can be taken. */
export const About: FC<{
  table: ShownTable;
  locale: Locale;
  asked?: Asked;
  files?: boolean;
  children?: Child;
}> = ({ table, locale, asked, files = true, children }) => {
  const t = statisticsTexts[locale];
  const changed = [...Map.groupBy(table.columns, ({ measure }) => measure).values()].filter(
    (list) => list.length > 1,
  );
  return (
    <footer class="statistics-about">
      {changed.map(([first]) => (
        <p>
          <strong>{t.definitionChanged(first!.version.name[locale])}</strong>
        </p>
      ))}
      <p class="quiet">
        {table.withheld ? `${t.withheld} ` : ''}
        {table.query.sameOfficesOnly
          ? t.sameOffices(formatNumber(table.officesCounted, locale))
          : table.officesCounted > 1
            ? t.offices(formatNumber(table.officesCounted, locale))
            : ''}{' '}
        {table.recordedFrom === null ? t.recordedNothing : t.recordedFrom(table.recordedFrom)}{' '}
        {table.correctionCount > 0 ? (
          <>
            {t.corrected(formatNumber(table.correctionCount, locale))}{' '}
            {asked === undefined ? null : (
              <a href={`/statistik/rattelser${askedAddress(asked)}`}>{t.correctedLink}</a>
            )}
          </>
        ) : null}
      </p>
      {children}
      {files ? <Files query={table.query} locale={locale} /> : null}
    </footer>
  );
};

/** A view as files, on a schedule, and by itself. */
export const Files: FC<{ query: FigureQuery; locale: Locale; open?: boolean; rows?: boolean }> = ({
  query,
  locale,
  open = true,
  rows = false,
}) => {
  const t = statisticsTexts[locale].files;
  return (
    <nav class="statistics-files" aria-label={t.label}>
      <ul>
        {open ? (
          <li>
            <a href={viewHref(query)}>{t.open}</a>
          </li>
        ) : null}
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <li>
            <a href={fileHref(query, format)} download>
              {t[format]}
            </a>
          </li>
        ))}
        {rows ? (
          <li>
            <a
              href={`/statistik/rader?${addressOf({ ...query, by: 'none', compare: 'none', accumulated: false })}`}
            >
              {t.rows}
            </a>
          </li>
        ) : null}
        <li>
          <a href={`/statistik/utskick/nytt?${addressOf(query)}`}>{t.schedule}</a>
        </li>
      </ul>
    </nav>
  );
};

export const errorTitle = (locale: Locale) => shellTexts[locale].form.errorTitle;
