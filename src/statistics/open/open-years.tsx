import type { FC } from 'hono/jsx';
import { Columns } from '../../ui/charts/columns.tsx';
import type { Series } from '../../ui/charts/shape.ts';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { monthName } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { openTexts } from './open-texts.ts';
import type { OpenFigure, Reported } from './queries.server.ts';

/** Visitors per year in the whole country (seed 001 §2.1.3): what others have reported is hatched, what is recorded is filled. */
export const OpenYears: FC<{
  reported: readonly Reported[];
  country: readonly OpenFigure[];
  locale: Locale;
}> = ({ reported, country, locale }) => {
  const t = pageTexts[locale].years;
  const recorded = new Map(
    country
      .filter(({ measure, period }) => measure === 'visits' && period.length === 4)
      .map((row) => [Number(row.period), row.withheld ? ('hidden' as const) : row.value]),
  );
  const told = new Map<number, number>();
  for (const { year, visits } of reported) if (!told.has(year)) told.set(year, visits);
  const all = [...told.keys(), ...recorded.keys()];
  if (all.length === 0) return null;
  const years = Array.from(
    { length: Math.max(...all) - Math.min(...all) + 1 },
    (_, index) => Math.min(...all) + index,
  );
  const large = [...told.values()].some((visits) => visits >= 1_000_000);
  const format = (value: number) => {
    if (!large) return formatNumber(value, locale);
    // What is recorded may be far less than what was reported of the whole country: a tenth of a million tells it too roughly.
    return value >= 100_000
      ? t.millions(formatNumber(Math.round(value / 100_000) / 10, locale))
      : formatNumber(value, locale);
  };
  const series: Series[] = [
    { name: t.reported, tone: 'reported' as const, values: years.map((year) => told.get(year) ?? null) },
    { name: t.recorded, tone: 'now' as const, values: years.map((year) => recorded.get(year) ?? null) },
  ].filter(({ values }) => values.some((value) => value !== null));
  const first = reported[0];
  const last = reported.at(-1);
  const months = country.filter(({ period }) => period.length === 7).map(({ period }) => period);
  const since = months.sort()[0];
  return (
    <>
      <Columns
        data={{
          id: 'besok-per-ar',
          title:
            first === undefined || last === undefined || first === last
              ? openTexts[locale].years
              : `${t.finding(format(first.visits), String(first.year), format(last.visits), String(last.year))} (${t.reported.toLowerCase()})`,
          description: t.drawn,
          categoryName: statisticsTexts[locale].by.year,
          categories: years.map((year) => ({ name: String(year), short: String(year).slice(2) })),
          series,
          format,
          locale,
        }}
        {...(since === undefined
          ? {}
          : { note: `${openTexts[locale].recordedSince(monthName(since, locale))} ${t.lead}` })}
      />
      <details>
        <summary>{t.source}</summary>
        <Table<Reported>
          caption={t.reported}
          rows={reported}
          empty={<p>{openTexts[locale].nothingReported}</p>}
          columns={[
            { head: statisticsTexts[locale].by.year, cell: ({ year }) => String(year) },
            { head: t.reported, cell: ({ visits }) => formatNumber(visits, locale), number: true },
            { head: t.source, cell: ({ source }) => <cite>{source}</cite> },
            { head: t.note, cell: ({ note }) => note },
          ]}
        />
      </details>
    </>
  );
};
