import { Problem } from '../../platform/problem.ts';
import { contextOf, fieldErrors, type Http } from '../../shell/http.ts';
import { Input, Select } from '../../ui/fields.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { seesOfAsker } from '../ask.server.ts';
import type { Asked } from '../asked.ts';
import { changeOf, formatChange, formatDifference, formatShown, rowName, unitOf } from '../format.ts';
import { MEASURE_KEYS, MEASURES, type MeasureKey } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import type { ShownRow, ShownTable } from '../protect.ts';
import { BY, COMPARE, FigureAddress, type FigureQuery } from '../query.ts';
import { statisticsTexts } from '../texts.ts';
import { About, Files } from './about.tsx';
import { errorsOf, Filter, type Frame, framed, statisticsPage } from './frame.tsx';
import { periodName } from './names.server.ts';
import { LoadTable, SeriesChart } from './parts.tsx';

/** What is wrong with an address of a view, by field; null when nothing is. */
export function readView(c: Http): { query: FigureQuery | null; faults: Record<string, string> } {
  const read = FigureAddress.safeParse(c.req.query());
  if (read.success) return { query: read.data, faults: {} };
  return {
    query: null,
    faults: Object.fromEntries(fieldErrors(read.error).map(({ field, code }) => [field, code])),
  };
}

/** GET /statistik/visa: one view, whatever was chosen, by the address that `FigureAddress` reads. `also`: what else is wrong. */
export async function showView(c: Http, also: Readonly<Record<string, string>> = {}): Promise<Response> {
  seesOfAsker(contextOf(c));
  // Who has chosen nothing yet has done nothing wrong.
  if (Object.keys(c.req.query()).length === 0) return c.redirect('/statistik', 303);
  return framed(c, async (frame) => {
    const { locale, asked, names, asker } = frame;
    const t = statisticsTexts[locale];
    const { query, faults } = readView(c);
    let table: ShownTable | null = null;
    const wrong: Record<string, string> = { ...faults, ...frame.faults, ...also };
    if (query !== null && Object.keys(wrong).length === 0)
      try {
        table = await asker.table(query);
      } catch (error) {
        // What cannot be asked so is told at its field, and the rest stays as it was chosen.
        if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
        for (const { field, code } of error.errors) wrong[field] = code;
      }
    const told = { ...frame, faults: wrong };
    const measures = query?.measures ?? [measureAsked(c)];
    const first = MEASURES.find(({ key }) => key === measures[0])!.versions[0].name[locale];
    // A place that is not the reader's is named nowhere but in their own address.
    const theirs = query === null || wrong.plats !== undefined ? asked : askedOf(query);
    const place = names.scope(theirs);
    const title = t.generic.title(first, place);
    return statisticsPage(
      c,
      told,
      { here: 'overview', within: true, title },
      <>
        <h1>{title}</h1>
        <Filter
          frame={{ ...told, asked: theirs }}
          action="/statistik/visa"
          more={<Choices c={c} locale={locale} measures={measures} errors={errorsOf(wrong, locale)} />}
        />
        {table === null ? null : (
          <>
            {table.rows.length === 0 && table.query.by !== 'none' ? (
              <p class="empty">{t.empty}</p>
            ) : (
              <Drawn table={table} frame={told} />
            )}
            <About table={table} locale={locale} asked={asked} files={false}>
              <Definitions table={table} locale={locale} />
              <Files query={table.query} locale={locale} open={false} rows={hasRows(table.query, frame)} />
            </About>
          </>
        )}
      </>,
    );
  });
}

const askedOf = (query: FigureQuery): Asked => ({
  place: query.place,
  period: query.period,
  authority: query.authority,
  task: query.task,
  channel: query.channel,
  sameOfficesOnly: query.sameOfficesOnly === true,
});

function measureAsked(c: Http): MeasureKey {
  const asked = (c.req.query('matt') ?? '').split(',')[0];
  return MEASURE_KEYS.find((key) => key === asked) ?? 'visits';
}

/** Contacts are listed to the office's own people. */
function hasRows(query: FigureQuery, { view }: Frame): boolean {
  return view === 'inside' && query.measures.some((key) => ['visits', 'contacts', 'matters'].includes(key));
}

function Choices({
  c,
  locale,
  measures,
  errors,
}: {
  c: Http;
  locale: Locale;
  measures: readonly MeasureKey[];
  errors: Readonly<Record<string, string>>;
}) {
  const t = statisticsTexts[locale];
  const one = measures.length === 1;
  return (
    <>
      {one ? (
        <Select
          name="matt"
          label={t.filter.measure}
          value={measures[0] ?? 'visits'}
          options={MEASURES.map(({ key, versions }) => ({
            value: key,
            label: versions.at(-1)!.name[locale],
          }))}
          error={errors.matt}
        />
      ) : (
        <Input name="matt" label={t.filter.measure} value={measures.join(',')} error={errors.matt} />
      )}
      <Select
        name="per"
        label={t.filter.by}
        value={c.req.query('per') ?? 'none'}
        options={BY.map((value) => ({ value, label: t.by[value] }))}
        error={errors.per}
      />
      <Select
        name="jamfor"
        label={t.filter.compare}
        value={c.req.query('jamfor') ?? 'none'}
        options={COMPARE.map((value) => ({
          value,
          label: {
            none: t.filter.compareNone,
            'year-before': t.filter.compareYear,
            'each-earlier-year': t.filter.compareEach,
          }[value],
        }))}
        error={errors.jamfor}
      />
      <div class="statistics-checks">
        {(['samma', 'ackumulerat'] as const).map((name) => (
          <label>
            <input type="checkbox" name={name} value="ja" checked={c.req.query(name) === 'ja'} id={name} />{' '}
            {name === 'samma' ? t.filter.same : t.filter.accumulated}
          </label>
        ))}
        {errors.ackumulerat === undefined ? null : <p class="error">{errors.ackumulerat}</p>}
      </div>
    </>
  );
}

function Drawn({ table, frame }: { table: ShownTable; frame: Frame }) {
  const { locale, names } = frame;
  const t = statisticsTexts[locale];
  const { query, columns, total } = table;
  const unit = unitOf(columns[0]!.measure);
  const change = changeOf(total.cells[0], total.compared[0]?.cells[0]);
  const finding = t.generic.finding(
    columns[0]!.version.name[locale],
    names.scope(query),
    periodName(query.period, locale),
    formatShown(total.cells[0], unit, locale) +
      (change === null
        ? ''
        : `, ${t.generic.against(formatChange(change, locale), total.compared[0]!.period.to.slice(0, 4))}`),
  );
  const series = ['day', 'month', 'year'].includes(query.by) && table.rows.length > 1;
  return (
    <>
      {series ? (
        <SeriesChart
          id="vy"
          title={finding}
          description={query.by === 'day' ? t.generic.drawnLine : t.generic.drawn}
          table={table}
          part={query.accumulated === true ? 'accumulated' : 'cells'}
          as={query.by === 'day' || query.accumulated === true ? 'lines' : 'columns'}
          locale={locale}
        />
      ) : null}
      {query.by === 'hour-weekday' ? (
        <LoadTable title={finding} rowName={pageTexts[locale].hours.hour} table={table} locale={locale} />
      ) : (
        <FigureTableView table={table} caption={finding} locale={locale} />
      )}
    </>
  );
}

/** The table of a view: each column with what is accumulated and what it is compared with. */
export function FigureTableView({
  table,
  caption,
  locale,
}: {
  table: ShownTable;
  caption: string;
  locale: Locale;
}) {
  const t = statisticsTexts[locale];
  const { query, columns } = table;
  const several = columns.length > 1;
  const years = table.total.compared;
  const rows = query.by === 'none' ? [table.total] : [...table.rows, table.total];
  const cells = columns.flatMap(({ measure, version }, column) => {
    const unit = unitOf(measure);
    const both = columns.filter((one) => one.measure === measure).length > 1;
    const name = version.name[locale] + (both ? ` (${version.version})` : '');
    const part = (back: number, accumulated: boolean) => (row: ShownRow) => {
      const from = back === 0 ? row : row.compared.find(({ yearsBack }) => yearsBack === back);
      return (accumulated ? from?.accumulated : from?.cells)?.[column];
    };
    const word = (text: string) => (several ? `${name}: ${text}` : text);
    return [false, ...(query.accumulated === true ? [true] : [])].flatMap((accumulated) => [
      {
        head: accumulated ? word(t.columns.accumulated) : name,
        cell: (row: ShownRow) => formatShown(part(0, accumulated)(row), unit, locale),
        number: true,
      },
      ...years.flatMap(({ yearsBack, period }) => {
        const year = period.to.slice(0, 4);
        return [
          {
            head: word(accumulated ? `${t.columns.accumulated} ${year}` : year),
            cell: (row: ShownRow) => formatShown(part(yearsBack, accumulated)(row), unit, locale),
            number: true,
          },
          {
            head: word(`${t.columns.change} ${year}`),
            cell: (row: ShownRow) =>
              formatDifference(part(0, accumulated)(row), part(yearsBack, accumulated)(row), unit, locale),
            number: true,
          },
        ];
      }),
    ]);
  });
  const reported = rows.some((row) => row.reported.length > 0);
  return (
    <Table<ShownRow>
      caption={caption}
      rows={rows}
      empty={<p>{t.empty}</p>}
      columns={[
        { head: t.by[query.by], cell: (row) => rowName(row.label, locale) },
        ...cells,
        ...(reported
          ? [
              {
                head: pageTexts[locale].years.reported,
                cell: (row: ShownRow) =>
                  row.reported.map(({ value, source }) => `${value} (${source})`).join('; ') || t.none,
              },
            ]
          : []),
      ]}
    />
  );
}

function Definitions({ table, locale }: { table: ShownTable; locale: Locale }) {
  const t = statisticsTexts[locale];
  return (
    <details>
      <summary>{t.definitions}</summary>
      <dl class="facts">
        {table.columns.map(({ measure, version }) => (
          <>
            <dt>
              <a href={`/statistik/matt/${measure}`}>{version.name[locale]}</a>
            </dt>
            <dd>
              {version.definition[locale]} <span class="quiet">{version.formula[locale]}.</span>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
}
