import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Columns } from '../../ui/charts/columns.tsx';
import type { Value } from '../../ui/charts/shape.ts';
import { ShareBar } from '../../ui/charts/small.tsx';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { formatChange, formatShare, formatValue, monthName, shortMonth, unitOf } from '../format.ts';
import { MEASURES, type MeasureKey, measureOf } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { OPEN_FILES, openTexts } from './open-texts.ts';
import { OpenYears } from './open-years.tsx';
import { type OpenFigure, openFigures, reportedYears } from './queries.server.ts';

/** GET /oppna-siffror?period=&kontor=: figures for everybody. */
export async function showOpenFigures(c: Http) {
  const locale = c.get('locale');
  const t = openTexts[locale];
  const { pool } = c.get('services').database;
  const [country, offices, authorities, reported] = await Promise.all([
    openFigures(pool, 'country'),
    openFigures(pool, 'offices'),
    openFigures(pool, 'authorities'),
    reportedYears(pool),
  ]);
  const periods = [...new Set(country.map(({ period }) => period))].sort().reverse();
  const asked = c.req.query('period') ?? '';
  const period = periods.includes(asked) ? asked : (periods.find((one) => one.length === 7) ?? '');
  const office = Number(c.req.query('kontor')) || 0;
  const chosen = offices.find(({ part }) => part !== 0 && part === office);
  const names = [
    ...new Map(offices.filter(({ part }) => part !== 0).map(({ part, name }) => [part, name])),
  ].sort((a, b) => a[1].localeCompare(b[1], 'sv'));
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <OpenYears reported={reported} country={country} locale={locale} />
      {periods.length === 0 ? (
        <p class="empty">{t.empty}</p>
      ) : (
        <>
          <form method="get" action="/oppna-siffror" class="filters">
            <Select
              name="period"
              label={t.choosePeriod}
              value={period}
              options={periods.map((value) => ({ value, label: periodSaid(value, locale) }))}
            />
            <Select
              name="kontor"
              label={t.chooseOffice}
              empty={t.all}
              value={String(office || '')}
              options={names.map(([part, name]) => ({ value: String(part), label: name }))}
            />
            <Button>{t.show}</Button>
          </form>
          {chosen === undefined ? (
            <Months id="landet" rows={country} locale={locale} title={null} />
          ) : (
            <Months
              id="kontoret"
              rows={offices.filter(({ part }) => part === office)}
              locale={locale}
              title={t.officeIn(chosen.name)}
            />
          )}
          {chosen === undefined ? <KeyOfPeriod rows={country} period={period} locale={locale} /> : null}
          <h2>{`${t.authorities}, ${periodSaid(period, locale)}`}</h2>
          <PartsTable
            rows={authorities}
            period={period}
            locale={locale}
            head={t.authority}
            caption={t.authorities}
            measures={['matters']}
          />
          <h2>{`${t.offices}, ${periodSaid(period, locale)}`}</h2>
          <details>
            <summary>{t.allOffices(formatNumber(names.length, locale))}</summary>
            <PartsTable
              rows={offices}
              period={period}
              locale={locale}
              head={t.office}
              caption={t.offices}
              measures={['visits', 'matters']}
              linked
            />
          </details>
          <p class="quiet">{t.withheld}</p>
        </>
      )}
      <h2>{t.download}</h2>
      <Table
        caption={t.download}
        hideCaption
        rows={OPEN_FILES}
        empty=""
        columns={[
          { head: t.dataset, cell: (file) => t.names[file] },
          { head: t.howCounted, cell: (file) => t.said[file], wide: true },
          {
            head: t.download,
            cell: (file) => (
              <>
                <a href={`/oppna-siffror/${file}.csv`}>CSV</a>{' '}
                <a href={`/oppna-siffror/${file}.json`}>JSON</a>
              </>
            ),
          },
        ]}
      />
      <p>{t.licence}</p>
      <ul class="plain">
        <li>
          <a href="/statistik/matt">{t.definitions}</a>
        </li>
        <li>
          {t.catalog}: <a href="/oppna-siffror/dcat.rdf">RDF/XML</a>{' '}
          <a href="/oppna-siffror/dcat.ttl">Turtle</a> <a href="/oppna-siffror/dcat.jsonld">JSON-LD</a>
        </li>
      </ul>
    </>,
  );
}

const periodSaid = (period: string, locale: Locale) =>
  period.length === 4 ? period : monthName(period, locale);
const drawn = (row: OpenFigure | undefined): Value =>
  row === undefined ? null : row.withheld ? 'hidden' : row.value;

/** Visits the last twelve months, and the same months a year before. */
function Months({
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

function said(row: OpenFigure | undefined, locale: Locale): string {
  const t = statisticsTexts[locale];
  if (row === undefined) return t.none;
  if (row.withheld) return t.hidden;
  return row.value === null ? t.none : formatValue(row.value, unitOf(row.measure as MeasureKey), locale);
}

/** The whole country's numbers of the chosen month or year. */
function KeyOfPeriod({
  rows,
  period,
  locale,
}: {
  rows: readonly OpenFigure[];
  period: string;
  locale: Locale;
}) {
  const order = MEASURES.map(({ key }): string => key);
  const of = rows
    .filter((row) => row.period === period && (row.value !== null || row.withheld))
    .sort((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure));
  return (
    <>
      <h2>{`${statisticsTexts[locale].place.country}, ${periodSaid(period, locale)}`}</h2>
      <dl class="key-figures" aria-label={pageTexts[locale].overview.key}>
        {of.map((row) => (
          <div>
            <dt>
              <a href={`/statistik/matt/${row.measure}`}>
                {measureOf(row.measure)?.versions.at(-1)?.name[locale] ?? row.measure}
              </a>
            </dt>
            <dd>
              <span class="key-value">{said(row, locale)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function PartsTable({
  rows,
  period,
  locale,
  head,
  caption,
  measures,
  linked = false,
}: {
  rows: readonly OpenFigure[];
  period: string;
  locale: Locale;
  head: string;
  caption: string;
  measures: readonly ('visits' | 'matters')[];
  linked?: boolean;
}) {
  const t = openTexts[locale];
  const of = rows.filter((row) => row.period === period);
  const value = (part: number, measure: string) =>
    of.find((row) => row.part === part && row.measure === measure);
  const parts = [...new Map(of.filter(({ part }) => part !== 0).map((row) => [row.part, row])).values()];
  const first = measures[0]!;
  const whole = value(0, first)?.value ?? null;
  const sorted = parts.toSorted(
    (a, b) =>
      (value(b.part, first)?.value ?? -1) - (value(a.part, first)?.value ?? -1) ||
      a.name.localeCompare(b.name, 'sv'),
  );
  const most = value(sorted[0]?.part ?? 0, first)?.value ?? 0;
  return (
    <Table<OpenFigure>
      caption={caption}
      hideCaption
      rows={sorted}
      empty={<p>{t.empty}</p>}
      columns={[
        {
          head,
          cell: ({ part, name }) =>
            linked ? <a href={`/oppna-siffror?period=${period}&kontor=${part}`}>{name}</a> : name,
        },
        ...measures.map((measure) => ({
          head: t[measure],
          cell: ({ part }: OpenFigure) => said(value(part, measure), locale),
          number: true,
        })),
        {
          head: t.share,
          cell: ({ part }) => {
            const number = value(part, first)?.value ?? null;
            if (number === null || !whole) return said(value(part, first), locale);
            return (
              <span class="share">
                <span>{formatShare(number / whole, locale)}</span>
                <ShareBar share={most === 0 ? 0 : number / most} />
              </span>
            );
          },
          number: true,
        },
      ]}
    />
  );
}
