import { HELP_FORMS } from '../contacts/act.ts';
import { CHANNELS } from '../contacts/contact.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { LEVELS } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { closedMonthsOf } from './closing.server.ts';
import {
  CONTACT_COLUMNS,
  type Column,
  EVENT_COLUMNS,
  MATTER_COLUMNS,
  NO_TIMES,
  type Sums,
  type TimeKind,
  type Times,
} from './columns.ts';
import { statement, type Told, type ToldSums, type ToldTimes, type Wanted } from './figure-sql.server.ts';
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
import { FAMILIES, type Family } from './sums.server.ts';
import { mergeTimes } from './times.ts';

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
const TOTAL = 'total';

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

/** `whole`: its rows add up to the whole. */
type Read = Wanted & { readonly whole: boolean };

/** What has to be read: sums by row, and of the whole where rows do not add up to it. */
function wantedOf(query: FigureQuery, columns: readonly FigureColumn[]): Read[] {
  const { by, authority, task, channel } = query;
  const needed = new Set<Column>(columns.flatMap(({ version }) => [...version.columns]));
  const of = (list: readonly Column[]) => list.filter((column) => needed.has(column));
  const only = (...dims: ('authority' | 'task' | 'channel')[]) => {
    const of: Record<string, number> = {};
    if (dims.includes('authority') && authority !== undefined) of.authority = authority;
    if (dims.includes('task') && task !== undefined) of.task = task;
    if (channel !== undefined) of.channel = CHANNELS.indexOf(channel);
    return of;
  };
  const wanted: Read[] = [];
  const want = (
    family: Family,
    cols: readonly string[],
    split: readonly string[],
    narrowed: Record<string, number>,
  ) => {
    if (cols.length === 0) return;
    wanted.push({ family, columns: cols, split, only: narrowed, whole: true });
  };
  const byDim = by === 'authority' || by === 'channel' || by === 'task' ? [by] : [];
  const contact = of(CONTACT_COLUMNS);
  const ofMatter = contact
    .filter((column) => column === 'contacts' || column === 'visits')
    .map((column) => `of_${column}`);
  if (authority !== undefined)
    want(
      FAMILIES.matter,
      ofMatter,
      byDim.filter((dim) => dim !== 'task'),
      only('authority'),
    );
  else {
    want(FAMILIES.contact, contact, by === 'channel' ? ['channel'] : [], only());
    if (by === 'authority')
      wanted.push({
        family: FAMILIES.matter,
        columns: ofMatter,
        split: ['authority'],
        only: only(),
        whole: false,
      });
    if (by === 'hour-weekday')
      wanted.push({
        family: FAMILIES.hour,
        columns: contact,
        split: ['weekday', 'hour'],
        only: only(),
        whole: false,
      });
  }
  const matter: Column[] = of(MATTER_COLUMNS);
  if (by === 'level') matter.push(...LEVEL_COLUMNS);
  if (by === 'help-form') matter.push(...HELP_COLUMNS);
  const byTask = by === 'task' || task !== undefined;
  want(byTask ? FAMILIES.task : FAMILIES.matter, [...new Set(matter)], byDim, only('authority', 'task'));
  want(
    FAMILIES.event,
    of(EVENT_COLUMNS),
    byDim.filter((dim) => dim !== 'task'),
    only('authority'),
  );
  return wanted.filter(({ columns: cols }) => cols.length > 0);
}

/** In the order of LEVELS and HELP_FORMS. */
const LEVEL_COLUMNS = ['signpost', 'guidance', 'e_service', 'personal_data', 'authority_level'] as const;
const HELP_COLUMNS = ['own_device', 'customer_workstation', 'desk', 'remote'] as const;

/** What was read, by bucket and row. */
class Sorted {
  readonly #sums = new Map<string, Record<string, number>>();
  readonly #times = new Map<string, Times>();
  readonly #keys = new Set<string>();

  constructor(rows: readonly Told[], wanted: readonly Read[], times: readonly TimeKind[]) {
    const merged = new Map<string, ToldTimes[]>();
    for (const row of rows) {
      if (row.sums === null) {
        const kind = times[-1 - row.part];
        const at = `${row.bucket} ${row.key === 0 ? TOTAL : `place ${row.key}`} ${kind}`;
        const there = merged.get(at);
        if (there === undefined) merged.set(at, [row]);
        else there.push(row);
        continue;
      }
      const want = wanted[row.part];
      if (want === undefined) continue;
      const values = row.sums.split(',');
      for (const key of keysOf(row, want)) {
        const at = `${row.bucket} ${key}`;
        const sums = this.#sums.get(at) ?? {};
        this.#sums.set(at, sums);
        for (const [index, column] of want.columns.entries()) {
          const name = column.startsWith('of_') ? column.slice(3) : column;
          sums[name] = (sums[name] ?? 0) + Number(values[index]);
        }
        if (key !== TOTAL) this.#keys.add(key);
      }
    }
    for (const [at, parts] of merged) this.#times.set(at, mergeTimes(parts));
  }

  keys(): string[] {
    return [...this.#keys];
  }
  sums(bucket: number, key: string): Sums {
    const level = LEVEL_COLUMNS[Number(/^level-(\d)$/.exec(key)?.[1] ?? -1)];
    const help = HELP_COLUMNS[Number(/^help-form-(\d)$/.exec(key)?.[1] ?? -1)];
    const column = level ?? help;
    if (column !== undefined) return { matters: this.#sums.get(`${bucket} ${TOTAL}`)?.[column] ?? 0 };
    return this.#sums.get(`${bucket} ${key}`) ?? {};
  }
  times(bucket: number, key: string, kind: TimeKind | undefined): Times {
    return kind === undefined ? NO_TIMES : (this.#times.get(`${bucket} ${key} ${kind}`) ?? NO_TIMES);
  }
}

/** The rows that something read belongs to: that of its place or part, and the whole. */
function keysOf(row: ToldSums, { whole, split }: Read): string[] {
  const keys = whole ? [TOTAL] : [];
  if (split.length > 0) keys.push(`split ${row.one} ${row.two}`);
  else if (row.key !== 0) keys.push(`place ${row.key}`);
  return keys;
}

function timeLabel(by: 'day' | 'month' | 'year', { from }: Days): RowLabel {
  if (by === 'day') return { kind: 'day', day: from };
  return by === 'month'
    ? { kind: 'month', month: from.slice(0, 7) }
    : { kind: 'year', year: Number(from.slice(0, 4)) };
}

function keyText(label: RowLabel): string {
  switch (label.kind) {
    case 'total':
    case 'no-area':
      return label.kind;
    case 'day':
      return label.day;
    case 'month':
      return label.month;
    case 'year':
      return String(label.year);
    case 'hour-weekday':
      return `${label.weekday}-${label.hour}`;
    case 'channel':
      return label.channel;
    case 'level':
      return label.level;
    case 'help-form':
      return label.helpForm;
    default:
      return `${label.kind}-${label.id}`;
  }
}

/** The rows that there are, with their names. */
async function labels(
  db: Db,
  by: FigureQuery['by'],
  keys: readonly string[],
  spots: Spots,
): Promise<[string, RowLabel][]> {
  if (by === 'office' || by === 'area' || by === 'region')
    return [...spots.names].map(([id, name]) => [
      `place ${id}`,
      id < 0 ? { kind: 'no-area' } : { kind: by, id, name },
    ]);
  if (by === 'level') return LEVELS.map((level, at) => [`level-${at}`, { kind: 'level', level }]);
  if (by === 'help-form')
    return HELP_FORMS.map((helpForm, at) => [`help-form-${at}`, { kind: 'help-form', helpForm }]);
  const split = keys
    .map((key) => /^split (-?\d+) (-?\d+)$/.exec(key))
    .filter((found) => found !== null)
    .map(([key, one, two]) => ({ key, one: Number(one), two: Number(two) }));
  if (by === 'channel')
    return split.flatMap(({ key, one }) =>
      CHANNELS[one] === undefined ? [] : [[key, { kind: 'channel', channel: CHANNELS[one] }]],
    );
  if (by === 'hour-weekday')
    return split.map(({ key, one, two }) => [key, { kind: 'hour-weekday', weekday: one, hour: two }]);
  const ids = split.map(({ one }) => one).filter((id) => id > 0);
  if (by === 'authority') {
    const names = await db.many<{ id: number; name: string }>(
      sql`select id, name from authority where id = any (${ids})`,
    );
    return names.map(({ id, name }) => [`split ${id} 0`, { kind: 'authority', id, name }]);
  }
  const names = await db.many<{ id: number; sv: string; en: string }>(
    sql`select id, name_sv as sv, name_en as en from task where id = any (${ids})`,
  );
  return names.map(({ id, sv, en }) => [`split ${id} 0`, { kind: 'task', id, sv, en }]);
}

const FIXED = ['day', 'month', 'year', 'level', 'help-form', 'none'] as const;

function ordered(by: FigureQuery['by'], rows: readonly FigureRow[]): FigureRow[] {
  if ((FIXED as readonly string[]).includes(by)) return [...rows];
  const there = rows.filter(
    ({ cells, compared }) =>
      cells.some(({ base }) => base > 0) || compared.some((c) => c.cells.some(({ base }) => base > 0)),
  );
  if (by === 'hour-weekday') {
    const at = ({ label }: FigureRow) =>
      label.kind === 'hour-weekday' ? label.weekday * 24 + label.hour : 0;
    return there.sort((a, b) => at(a) - at(b));
  }
  return there.sort(
    (a, b) => (b.cells[0]?.value ?? -1) - (a.cells[0]?.value ?? -1) || (a.key < b.key ? -1 : 1),
  );
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
