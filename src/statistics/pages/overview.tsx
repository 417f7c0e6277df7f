import type { Child } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import { formatNumber } from '../../ui/format.ts';
import { type Asked, askedAddress, queryOf, viewHref } from '../asked.ts';
import { changeOf, formatChange, formatDifference, formatShown, unitOf } from '../format.ts';
import type { MeasureKey } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import type { ShownRow, ShownTable } from '../protect.ts';
import type { By, Place } from '../query.ts';
import { wholeMonths } from '../rules/whole-months.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { Filter, type Frame, framed, ofWholeMonths, statisticsPage } from './frame.tsx';
import { periodName } from './names.server.ts';
import { SeriesChart } from './parts.tsx';
import { ShareTable } from './share-table.tsx';

const KEY: readonly MeasureKey[] = [
  ...(['visits', 'contacts', 'matters', 'waiting-median', 'waiting-within'] as const),
  ...(['solved-first', 'failure-demand', 'promises-kept', 'satisfaction'] as const),
];

/** GET /statistik?plats=&fran=&till=&myndighet=&uppgift=&kanal= */
export function showOverview(c: Http) {
  return framed(c, async (given) => {
    const frame = ofWholeMonths(given);
    const { locale, asked, names, asker } = frame;
    const t = pageTexts[locale].overview;
    const table = async (measures: readonly MeasureKey[], by: By, changed: Partial<Asked> = {}) => {
      const query = queryOf({ ...asked, ...changed }, measures, { by, compare: 'year-before' });
      return query === null || Object.keys(frame.faults).length > 0 ? null : asker.table(query);
    };
    const parts = partsOf(asked.place);
    const key = await table(KEY, 'none');
    const months = await table(['visits', 'contacts', 'matters'], 'month', { period: seriesPeriod(asked) });
    const authorities = asked.authority === undefined ? await table(['matters'], 'authority') : null;
    const within = parts === null ? null : await table(['visits', 'matters'], parts);
    const tasks = asked.task === undefined ? await table(['matters'], 'task') : null;
    const place = names.scope(asked);
    return statisticsPage(
      c,
      frame,
      { here: 'overview', title: t.title(place) },
      <>
        <h1>{t.title(place)}</h1>
        <Filter frame={frame} action="/statistik" />
        {key === null ? null : key.recordedFrom === null ? (
          <p class="empty">{statisticsTexts[locale].recordedNothing}</p>
        ) : (
          <>
            <h2>{periodName(asked.period, locale)}</h2>
            <KeyFigures table={key} frame={frame} />
            {months === null || months.rows.length < 2 ? null : (
              <SeriesChart
                id="per-manad"
                title={findingOf(months, frame)}
                description={t.months}
                table={months}
                as="columns"
                locale={locale}
              />
            )}
            {within === null ? null : (
              <Section
                table={within}
                title={t.parts[within.query.by as 'office' | 'area' | 'region']}
                frame={frame}
              />
            )}
            {authorities === null || authorities.rows.length === 0 ? null : (
              <Section table={authorities} title={t.authorities} frame={frame} />
            )}
            {tasks === null || tasks.rows.length === 0 ? null : (
              <Section table={tasks} title={t.tasks} frame={frame} limit={12} />
            )}
            <About
              table={{
                ...key,
                withheld: [key, months, within, authorities, tasks].some((one) => one?.withheld === true),
              }}
              locale={locale}
              asked={asked}
            >
              <p>
                <a href={viewHref({ ...key.query, measures: key.query.measures.slice(0, 1), by: 'month' })}>
                  {t.more}
                </a>
              </p>
            </About>
          </>
        )}
      </>,
    );
  });
}

/** Months that are begun are drawn whole: what they have so far, against the whole month a year before. */
const seriesPeriod = ({ period }: Asked) => wholeMonths(period);

function partsOf(place: Place): By | null {
  switch (place.kind) {
    case 'country':
    case 'operator':
      return 'region';
    case 'region':
      return 'area';
    case 'area':
      return 'office';
    case 'office':
      return null;
  }
}

function findingOf(table: ShownTable, { locale }: Frame): string {
  const t = pageTexts[locale].overview;
  const name = table.columns[0]!.version.name[locale];
  const now = table.total.cells[0];
  const change = changeOf(now, table.total.compared[0]?.cells[0]);
  const value = formatShown(now, unitOf(table.columns[0]!.measure), locale);
  if (table.columns[0]!.measure !== 'visits')
    return `${name}: ${value}${change === null ? '' : `, ${formatChange(change, locale)}`}`;
  return change === null ? t.visitsAlone(value) : t.visits(value, formatChange(change, locale));
}

/** The numbers that one looks at first, each with its definition one click away and what it was a year before. */
export function KeyFigures({ table, frame: { locale } }: { table: ShownTable; frame: Frame }) {
  const t = pageTexts[locale].overview;
  const before = table.total.compared[0];
  const year = before?.period.to.slice(0, 4) ?? '';
  return (
    <dl class="key-figures" aria-label={t.key}>
      {table.columns.map(({ measure, version }, column) => {
        const cell = table.total.cells[column];
        const unit = unitOf(measure);
        if (cell === undefined || (!cell.hidden && cell.value === null)) return null;
        return (
          <div>
            <dt>
              <a href={`/statistik/matt/${measure}`}>{version.name[locale]}</a>
            </dt>
            <dd>
              <span class="key-value">{formatShown(cell, unit, locale)}</span>
              {unit !== 'count' && !cell.hidden ? (
                <span class="quiet">{t.of(formatNumber(cell.base, locale))}</span>
              ) : null}
              {before === undefined ||
              before.cells[column] === undefined ||
              (!before.cells[column].hidden && before.cells[column].value === null) ? null : (
                <span class="quiet">
                  {statisticsTexts[locale].generic.against(
                    formatDifference(cell, before.cells[column], unit, locale),
                    year,
                  )}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Section({
  table,
  title,
  frame,
  limit,
}: {
  table: ShownTable;
  title: string;
  frame: Frame;
  limit?: number;
}): Child {
  const { locale, asked } = frame;
  return (
    <section>
      <div class="section-head">
        <h2>{title}</h2>
        <a href={viewHref(table.query)}>{statisticsTexts[locale].files.open}</a>
      </div>
      <ShareTable
        caption={title}
        hideCaption
        table={table}
        locale={locale}
        head={statisticsTexts[locale].by[table.query.by]}
        link={(row) => linkOf(row, asked)}
        {...(limit === undefined ? {} : { limit })}
      />
    </section>
  );
}

/** From a row to the same figures of what it is about. */
export function linkOf({ label }: ShownRow, asked: Asked): string | null {
  switch (label.kind) {
    case 'office':
    case 'area':
    case 'region':
      return `/statistik${askedAddress(asked, { place: { kind: label.kind, id: label.id } })}`;
    case 'authority':
      return `/statistik${askedAddress(asked, { authority: label.id })}`;
    case 'task':
      return `/statistik${askedAddress(asked, { task: label.id })}`;
    default:
      return null;
  }
}
