import { Columns } from '../../ui/charts/columns.tsx';
import type { Value } from '../../ui/charts/shape.ts';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { formatChange, monthName, shortMonth } from '../format.ts';
import { statisticsTexts } from '../texts.ts';
import { openTexts } from './open-texts.ts';
import type { OpenFigure } from './queries.server.ts';

const drawn = (row: OpenFigure | undefined): Value =>
  row === undefined ? null : row.withheld ? 'hidden' : row.value;

/** Visits the last twelve months, and the same months a year before. */
export function Months({
  id,
  rows,
  locale,
  title,
}: {
  id: string;
  rows: readonly OpenFigure[];
  locale: Locale;
  title: string | null;
}) {
  const t = openTexts[locale];
  const visits = new Map(
    rows
      .filter(({ measure, period }) => measure === 'visits' && period.length === 7)
      .map((row) => [row.period, row]),
  );
  const months = [...visits.keys()].sort().slice(-12);
  const last = months.at(-1);
  if (last === undefined) return null;
  const before = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
  const value = visits.get(last)?.value ?? null;
  const earlier = visits.get(before(last))?.value ?? null;
  const name = monthName(last, locale);
  const says =
    value === null
      ? t.months
      : earlier === null || earlier === 0
        ? t.monthsFinding(name, formatNumber(value, locale))
        : t.monthsAgainst(
            name,
            formatNumber(value, locale),
            formatChange(value / earlier - 1, locale),
            before(last).slice(0, 4),
          );
  const earlierValues = months.map((month) => drawn(visits.get(before(month))));
  return (
    <Columns
      data={{
        id,
        title: title === null ? says : `${title}. ${says}`,
        description: t.monthsDrawn,
        categoryName: statisticsTexts[locale].by.month,
        categories: months.map((month) => ({
          name: monthName(month, locale),
          short: shortMonth(month, locale),
        })),
        series: [
          ...(earlierValues.some((one) => one !== null)
            ? [{ name: t.before, tone: 'before' as const, values: earlierValues }]
            : []),
          { name: t.latest, tone: 'now' as const, values: months.map((month) => drawn(visits.get(month))) },
        ],
        format: (number) => formatNumber(number, locale),
        locale,
      }}
    />
  );
}
