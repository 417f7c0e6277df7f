import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { closedMonthsOf } from './closing.server.ts';
import { MATTER_COLUMNS } from './columns.ts';
import { statement, type Told } from './figure-sql.server.ts';
import { type Figure, MEASURES, type Measure, measureOf, type Version, versionsDuring } from './measures.ts';
import { partsOf, seriesOf, yearsBack, yearToDate } from './parts.ts';
import { type Spots, spotsOf } from './places.server.ts';
import type {
  Cells,
  Correction,
  Days,
  FigureColumn,
  FigureQuery,
  FigureRow,
  FigureTable,
  RowLabel,
} from './query.ts';
import { faultsOf } from './query.ts';
import { keyText, labels, ordered, timeLabel } from './row-labels.server.ts';
import { Sorted, TOTAL, wantedOf } from './sorted.server.ts';

/** Of which anything can be recorded: what `each-earlier-year` goes back to at most. */
const MOST_YEARS = 40;

/**
 * A table of figures, each computed of everything that was acknowledged when it is read, in the transaction of whoever asks.
 * Throws Problem `invalid` (codes: `faultsOf`) and `not-found`. `registry` is another in tests alone.
 */
export async function figures(
  db: Db,
  query: FigureQuery,
  now: Temporal.Instant,
  registry: readonly Measure[] = MEASURES,
): Promise<FigureTable> {
  const faults = faultsOf(query, registry);
  if (faults.length > 0) throw new Problem('invalid', {}, faults);
  const recordedFrom = await firstDay(db, query);
  const back = yearsCompared(query, recordedFrom);
  const { period, by } = query;
  const series = by === 'day' || by === 'month' || by === 'year' ? seriesOf(period, by) : [period];
  const spans = [period, ...back.map((years) => yearsBack(period, years))];
  const spots = await spotsOf(db, query, spans);
  const columns = columnsOf(query, registry, spans);
  const buckets = new Buckets();
  const wantedDays = [...series, period].flatMap((days) => [
    days,
    ...back.map((years) => yearsBack(days, years)),
  ]);
  for (const days of wantedDays) {
    buckets.of(days);
    if (query.accumulated === true) buckets.of(yearToDate(days));
  }
  const read = {
    buckets: buckets.list.map((days) => ({ days, parts: partsOf(days) })),
    spots,
    wanted: wantedOf(query, columns),
    times: [...new Set(columns.flatMap(({ version }) => version.times ?? []))],
    now,
  };
  const told = new Sorted(await db.many<Told>(statement(read)), read.wanted, read.times);
  const cells = (days: Days, key: string): Cells =>
    columns.map((column) => {
      const figure = column.version.of(
        told.sums(buckets.of(days), key),
        told.times(buckets.of(days), key, column.version.times),
      );
      return spots.seen === 'whole' || seenAnyway(query, column, spots) ? figure : UNSEEN;
    });
  const accumulated = (days: Days, key: string) =>
    query.accumulated === true ? cells(yearToDate(days), key) : null;
  const row = (days: Days, key: string, label: RowLabel): FigureRow => ({
    key: keyText(label),
    label,
    period: days,
    cells: cells(days, key),
    accumulated: accumulated(days, key),
    compared: back.map((years) => {
      const earlier = yearsBack(days, years);
      return {
        yearsBack: years,
        period: earlier,
        cells: cells(earlier, key),
        accumulated: accumulated(earlier, key),
      };
    }),
    reported: [],
  });
  const total = row(period, TOTAL, { kind: 'total' });
  const rows =
    by === 'none'
      ? []
      : series.length > 1 || by === 'day' || by === 'month' || by === 'year'
        ? series.map((days) => row(days, TOTAL, timeLabel(by as 'day' | 'month' | 'year', days)))
        : (await labels(db, by, told.keys(), spots)).map(([key, label]) => row(period, key, label));
  return {
    query,
    seen: spots.seen,
    columns,
    rows: by === 'year' ? await withReported(db, query, rows) : ordered(by, rows),
    total,
    offices: spots.changes,
    officesCounted: spots.offices.length,
    ...(await corrections(db, spots, period)),
    recordedFrom,
    closedMonths: [...new Set((await closedMonthsOf(db, period)).map(({ month }) => month.slice(0, 7)))],
  };
}

const UNSEEN: Figure = { value: null, base: 0, part: null };

/** A figure of the actor's own authorities, when the place is not theirs to see whole. */
function seenAnyway(query: FigureQuery, { version }: FigureColumn, spots: Spots): boolean {
  if (spots.seen === 'nothing') return false;
  const ofAuthority = query.authority !== undefined || query.by === 'authority';
  return version.columns.every(
    (column) =>
      (MATTER_COLUMNS as readonly string[]).includes(column) ||
      ((column === 'contacts' || column === 'visits') && ofAuthority) ||
      ['offered', 'first_answered', 'first_answer_s', 'answered', 'answer_s', 'returned'].includes(column),
  );
}

function columnsOf(query: FigureQuery, registry: readonly Measure[], spans: readonly Days[]): FigureColumn[] {
  const from = spans.map((days) => days.from).sort()[0] ?? query.period.from;
  return query.measures.flatMap((key) => {
    const measure = measureOf(key, registry);
    if (measure === undefined) throw new Problem('invalid', {}, [{ field: 'matt', code: 'no-such-measure' }]);
    return versionsDuring(measure, { from, to: query.period.to }).map((version: Version) => ({
      measure: key,
      version,
    }));
  });
}

function yearsCompared(query: FigureQuery, recordedFrom: PlainDate | null): number[] {
  if (query.compare === 'year-before') return [1];
  if (query.compare !== 'each-earlier-year' || recordedFrom === null) return [];
  const years = Number(query.period.to.slice(0, 4)) - Number(recordedFrom.slice(0, 4));
  return Array.from({ length: Math.min(Math.max(years, 0), MOST_YEARS) }, (_, at) => at + 1);
}

/** The days of which something is asked, each once. */
class Buckets {
  readonly list: Days[] = [];
  readonly #numbers = new Map<string, number>();
  of(days: Days): number {
    const key = `${days.from} ${days.to}`;
    const there = this.#numbers.get(key);
    if (there !== undefined) return there;
    this.#numbers.set(key, this.list.push(days) - 1);
    return this.list.length - 1;
  }
}

/** What others have reported of whole years, for the country's visits alone. */
async function withReported(db: Db, query: FigureQuery, rows: readonly FigureRow[]): Promise<FigureRow[]> {
  const { place, measures, authority, channel } = query;
  if (
    place.kind !== 'country' ||
    !measures.includes('visits') ||
    authority !== undefined ||
    channel !== undefined
  )
    return [...rows];
  const reported = await db.many<{ year: number; value: number; source: string; note: string }>(
    sql`select year, visits as value, source, note from reported_visits order by source`,
  );
  return rows.map((row) => ({
    ...row,
    reported: reported
      .filter(({ year }) => row.label.kind === 'year' && row.label.year === year)
      .map(({ value, source, note }) => ({ value, source, note })),
  }));
}

async function firstDay(db: Db, { place }: FigureQuery): Promise<PlainDate | null> {
  const offices = place.kind === 'office' ? sql`d.office_id = ${place.id}` : sql`true`;
  const { day } = await db.one<{ day: PlainDate | null }>(
    sql`select least((select min(day) from figure_day d where ${offices}), (select min(day) from figure_stale d where ${offices})) as day`,
  );
  return day;
}

async function corrections(db: Db, spots: Spots, { from, to }: Days) {
  const ids = spots.offices.map(({ id }) => id);
  const where = sql`c.day between ${from} and ${to} and c.office_id = any (${ids})`;
  const lines = await db.many<Correction & { readonly count: number }>(sql`
    select c.office_id as "officeId", o.name as office, c.day, c.noted_at as "notedAt", c."column", c."from", c."to",
      count(*) over () as count
    from figure_correction c join office o on o.id = c.office_id where ${where} order by c.id desc limit 200`);
  return {
    corrections: lines.map(({ count: _, ...line }) => line),
    correctionCount: lines[0]?.count ?? 0,
  };
}
