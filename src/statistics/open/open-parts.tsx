import { ShareBar } from '../../ui/charts/small.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { formatShare, formatValue, monthName, unitOf } from '../format.ts';
import { MEASURES, type MeasureKey, measureOf } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { openTexts } from './open-texts.ts';
import type { OpenFigure } from './queries.server.ts';

/** A month or a year in words. */
export const periodSaid = (period: string, locale: Locale) =>
  period.length === 4 ? period : monthName(period, locale);

function said(row: OpenFigure | undefined, locale: Locale): string {
  const t = statisticsTexts[locale];
  if (row === undefined) return t.none;
  if (row.withheld) return t.hidden;
  return row.value === null ? t.none : formatValue(row.value, unitOf(row.measure as MeasureKey), locale);
}

/** The whole country's numbers of the chosen month or year. */
export function KeyOfPeriod({
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

/** The parts of one period, the largest first, each with its share of the whole. */
export function PartsTable({
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
    <div class="shares">
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
    </div>
  );
}
