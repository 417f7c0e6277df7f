import type { Db } from '../platform/database.server.ts';
import { figures } from './figures.server.ts';
import { type AlsoHidden, showOutside } from './protect.ts';
import type { By, Days, FigureQuery, FigureRow, FigureTable, Place } from './query.ts';
import { isWholeYear, type MonthOfSpan, mayShowSpan, monthsOf } from './rules/spans.ts';
import { areWholeMonths, mustBeWholeMonths } from './rules/whole-months.ts';
import { type OfficeAt, officesIn, type Sees } from './who-sees.ts';

/** A split in which a cell of the view has its place, and which place that is. */
interface Line {
  readonly query: FigureQuery;
  /** The row of the split; null: each row of the view is its own. */
  readonly key: string | null;
}

const SPLITS: readonly By[] = [
  'hour-weekday',
  'authority',
  'task',
  'channel',
  'level',
  'help-form',
  'office',
  'area',
  'region',
];

/**
 * What the reader could find by putting other views beside this one: the other authorities, tasks and channels where one is
 * chosen, the other offices of the area where one is, and the same with a month more or less. A cell is withheld where it is in
 * any of those. Of an authority's own people the other authorities are not asked: they see none.
 */
export async function hiddenInOtherViews(
  db: Db,
  now: Temporal.Instant,
  sees: Sees,
  offices: readonly OfficeAt[],
  query: FigureQuery,
  table: FigureTable,
): Promise<AlsoHidden> {
  if (!mustBeWholeMonths(query)) return () => false;
  const lines = linesOf(sees, offices, query);
  const asked = new Map<string, ReadonlyMap<string, readonly MonthOfSpan[]>>();
  const months = new Set(spansOf(table).filter(areWholeMonths).flatMap(monthsOf));
  for (const [at, line] of lines.entries())
    for (const month of months) asked.set(`${at} ${month}`, await monthOf(db, now, line.query, month));
  const none: MonthOfSpan = { hidden: false, count: 0 };
  return ({ row, days, column }) => {
    if (!areWholeMonths(days)) return false;
    const of = monthsOf(days);
    return lines.some((line, at) => {
      const key = line.key ?? row.key;
      const known = of.map((month) => asked.get(`${at} ${month}`)?.get(key)?.[column] ?? none);
      return !mayShowSpan(known, isWholeYear(days));
    });
  };
}

function linesOf(sees: Sees, offices: readonly OfficeAt[], query: FigureQuery): Line[] {
  const { by, place, authority, task, channel } = query;
  const lines: Line[] = [];
  const beside = (split: By, key: string | null, changed: Partial<FigureQuery> = {}) =>
    lines.push({ key, query: { ...query, compare: 'none', accumulated: false, by: split, ...changed } });
  if (SPLITS.includes(by)) beside(by, null);
  if (sees.operators.length > 0 && authority !== undefined)
    beside('authority', `authority-${authority}`, { authority: undefined });
  if (task !== undefined) beside('task', `task-${task}`, { task: undefined });
  if (channel !== undefined) beside('channel', channel, { channel: undefined });
  const above = officeAbove(place, offices);
  if (above !== null && place.kind === 'office') beside('office', `office-${place.id}`, { place: above });
  return lines;
}

function officeAbove(place: Place, offices: readonly OfficeAt[]): Place | null {
  const office = place.kind === 'office' ? officesIn(place, offices)[0] : undefined;
  if (office === undefined) return null;
  return office.areaId === null
    ? { kind: 'operator', id: office.operatorId }
    : { kind: 'area', id: office.areaId };
}

/** All spans of days that the cells of a table count. */
function spansOf(table: FigureTable): Days[] {
  const all = (row: FigureRow): Days[] => {
    const spans = [row.period, ...row.compared.map(({ period }) => period)];
    if (row.accumulated === null) return spans;
    return [...spans, ...spans.map(({ to }) => ({ from: `${to.slice(0, 4)}-01-01` as typeof to, to }))];
  };
  return [...table.rows, table.total].flatMap(all);
}

/** A split of one month: for each of its rows and columns whether it is withheld there, and how many it counts. */
async function monthOf(
  db: Db,
  now: Temporal.Instant,
  query: FigureQuery,
  month: string,
): Promise<ReadonlyMap<string, readonly MonthOfSpan[]>> {
  const last = Temporal.PlainDate.from(`${month}-01`);
  const period = { from: `${month}-01`, to: last.with({ day: last.daysInMonth }).toString() } as Days;
  const table = await figures(db, { ...query, period }, now);
  const shown = showOutside(table);
  return new Map(
    table.rows.map((row, index) => [
      row.key,
      row.cells.map((cell, column) => ({
        hidden: shown.rows[index]?.cells[column]?.hidden === true,
        count: cell.base,
      })),
    ]),
  );
}
