import type { Db } from '../platform/database.server.ts';
import { figures } from './figures.server.ts';
import { hiddenDays } from './hidden-days.ts';
import { patternsOf } from './kept-patterns.server.ts';
import { spotsOf } from './places.server.ts';
import type { AlsoHidden } from './protect.ts';
import type { Days, FigureQuery, FigureRow, FigureTable, Place, RowLabel } from './query.ts';
import { MOST_WAYS, samePlace, type Way, waysOf } from './rules/crossing.ts';
import { ALL } from './rules/grid.ts';
import { officeNode } from './rules/place-tree.ts';
import { isWholeYear, type MonthOfSpan, mayShowSpan, monthsOf } from './rules/spans.ts';
import { few } from './rules/suppress.ts';
import { areWholeMonths, monthOf, mustBeWholeMonths } from './rules/whole-months.ts';
import { type OfficeAt, officesIn, type Sees } from './who-sees.ts';

/** From where a reader looks: the place that holds all they may see, and the one authority that they see there; undefined: all. */
export interface Reach {
  readonly top: Place;
  readonly own: number | undefined;
}

function reachOf(sees: Sees, offices: readonly OfficeAt[], { place, authority }: FigureQuery): Reach {
  const within = officesIn(place, offices);
  const operators = new Set(within.map(({ operatorId }) => operatorId));
  if (![...operators].every((id) => sees.operators.includes(id)))
    return { top: { kind: 'country' }, own: authority };
  const [operator] = operators;
  return operators.size === 1 && place.kind !== 'country'
    ? { top: { kind: 'operator', id: operator! }, own: undefined }
    : { top: { kind: 'country' }, own: undefined };
}

/**
 * What the reader could find by putting other views beside this one (rules/README.md): the same figure narrowed or split another
 * way, above it, below it and beside it, and with a month more or less. A cell is withheld in every view where it stands, or in none.
 */
export async function hiddenInOtherViews(
  db: Db,
  now: Temporal.Instant,
  sees: Sees,
  offices: readonly OfficeAt[],
  query: FigureQuery,
  table: FigureTable,
): Promise<AlsoHidden> {
  const excluded = await excludedOffices(db, query, offices, table);
  const wide = !mustBeWholeMonths(query);
  if (wide && excluded.length === 0) return daysOf(db, now, query, table);
  const reach = reachOf(sees, offices, query);
  const ways = waysOf(query, reach.top, reach.own);
  const asked = ([...ways.row, ...ways.total] as Way[]).concat(excluded.length > 0 ? ['place'] : []);
  const spans = spansOf(table).filter(areWholeMonths);
  const buckets = [
    ...new Map([...spans, ...spans.flatMap(monthsWithin)].map((days) => [keyOf(days), days])).values(),
  ];
  const most = (of: ReadonlySet<Way>) =>
    new Set(excluded.length > 0 ? [...of, 'place'] : of).size > MOST_WAYS;
  if (most(ways.total)) return () => true;
  const rowsToo = !most(ways.row);
  const patterns = await patternsOf(
    {
      db,
      now,
      reach,
      offices: officesIn(reach.top, offices),
      buckets,
      columns: table.columns,
      ways: new Set(rowsToo ? asked : [...ways.total, ...(excluded.length > 0 ? (['place'] as const) : [])]),
    },
    [...placeNodes(query, reach, offices, rowsToo), ...excluded.map((office) => officeNode(office))],
  );
  return ({ row, days, column }) => {
    const isTotal = row.label.kind === 'total';
    if (!areWholeMonths(days) || (!isTotal && !rowsToo)) return true;
    const cell = cellOf(query, reach, offices, row.label);
    if (cell === null) return true;
    const isShare = typeof table.total.cells[column]?.part === 'number';
    const at = (span: Days) => {
      const own = patterns.at(keyOf(span), column, cell.place, cell.what, cell.side);
      const left = excluded.map((office) =>
        patterns.at(keyOf(span), column, officeNode(office), cell.what, cell.side),
      );
      return { count: own.count, hidden: own.hidden || tellsLeftOut(left, isShare, wide) };
    };
    return at(days).hidden || !mayShowSpan(monthsWithin(days).map(at), isWholeYear(days));
  };
}

/**
 * Offices that are left out are told by the difference from all. Where the view is narrowed each must be one that is shown. Of
 * everything one alone must be; several must together be five, and of a share one of them shown: who has it may be few.
 */
function tellsLeftOut(left: readonly MonthOfSpan[], isShare: boolean, wide: boolean): boolean {
  const some = left.filter(({ count }) => count > 0);
  if (!wide) return some.some(({ hidden }) => hidden);
  if (some.length < 2 || isShare) return some.length > 0 && some.every(({ hidden }) => hidden);
  return few(some.reduce((sum, { count }) => sum + count, 0));
}

const keyOf = ({ from, to }: Days) => `${from} ${to}`;
const monthsWithin = (days: Days): Days[] => monthsOf(days).map(monthOf);

/** Where a row of the view stands among the patterns; null: nowhere, so it is withheld. */
function cellOf(query: FigureQuery, reach: Reach, offices: readonly OfficeAt[], label: RowLabel) {
  const { place, authority, task, channel } = query;
  const own = reach.own !== undefined;
  let node = nodeOf(place, reach);
  let whose = own ? undefined : authority;
  let which = task;
  let side: string = ALL;
  switch (label.kind) {
    case 'office':
    case 'area':
    case 'region':
      if (!wholeWithin(query, reach, offices, label.kind, label.id)) return null;
      node = `${label.kind}-${label.id}`;
      break;
    case 'no-area':
      if (place.kind === 'operator' && !samePlace(place, reach.top)) return null;
      node = 'no-area';
      break;
    case 'authority':
      if (!own) whose = label.id;
      break;
    case 'task':
      which = label.id;
      break;
    case 'channel':
      side = label.channel;
      break;
    case 'level':
      side = label.level;
      break;
    case 'help-form':
      side = label.helpForm;
      break;
    case 'hour-weekday':
      side = `${label.weekday}-${label.hour}`;
      break;
    default:
      break;
  }
  // A channel stands across, or down where something else stands across.
  if (channel !== undefined && side === ALL) side = channel;
  else if (channel !== undefined && side !== channel) return { place: node, what: channel, side };
  const what =
    which === undefined
      ? whose === undefined
        ? ALL
        : `authority-${whose}`
      : whose === undefined
        ? `task-${which}`
        : `authority-${whose}/task-${which}`;
  return { place: node, what, side };
}

const nodeOf = (place: Place, { top }: Reach): string =>
  place.kind === 'country' || samePlace(place, top) ? ALL : `${place.kind}-${place.id}`;

/** An area of who runs offices may hold others' offices: then its row is a part of it that stands in no pattern. */
function wholeWithin(
  { place }: FigureQuery,
  { top }: Reach,
  offices: readonly OfficeAt[],
  kind: 'office' | 'area' | 'region',
  id: number,
): boolean {
  if (place.kind !== 'operator' || samePlace(place, top)) return true;
  return officesIn({ kind, id }, offices).every(({ operatorId }) => operatorId === place.id);
}

/** The places whose cells the view has. */
function placeNodes(query: FigureQuery, reach: Reach, offices: readonly OfficeAt[], rows: boolean): string[] {
  const { place, by } = query;
  const nodes = [nodeOf(place, reach)];
  if (!rows || (by !== 'office' && by !== 'area' && by !== 'region')) return nodes;
  for (const office of officesIn(place, offices)) {
    const id = { office: office.id, area: office.areaId, region: office.regionId }[by];
    nodes.push(id === null ? 'no-area' : `${by}-${id}`);
  }
  return [...new Set(nodes)];
}

/** The offices of the place that are not counted, because they were not open all the time. */
async function excludedOffices(db: Db, query: FigureQuery, offices: readonly OfficeAt[], table: FigureTable) {
  if (query.sameOfficesOnly !== true) return [];
  const spans = [table.total.period, ...table.total.compared.map(({ period }) => period)];
  const counted = (await spotsOf(db, query, spans)).offices.map(({ id }) => id);
  return officesIn(query.place, offices).flatMap(({ id }) => (counted.includes(id) ? [] : [id]));
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

/** What is wide is shown by the day: then what two periods that differ by a day would tell is withheld. */
async function daysOf(
  db: Db,
  now: Temporal.Instant,
  query: FigureQuery,
  table: FigureTable,
): Promise<AlsoHidden> {
  const hidden = new Map<string, ReturnType<typeof hiddenDays>>();
  const spans = spansOf(table).filter((days) => !areWholeMonths(days));
  for (const month of new Set(spans.flatMap((days) => [days.from.slice(0, 7), days.to.slice(0, 7)]))) {
    const period = monthOf(month);
    const of = { ...query, period, by: 'day', compare: 'none', accumulated: false } as const;
    hidden.set(month, hiddenDays(await figures(db, of, now)));
  }
  return ({ days, column }) => {
    if (areWholeMonths(days)) return false;
    return [...new Set([days.from.slice(0, 7), days.to.slice(0, 7)])].some((month) =>
      [...(hidden.get(month)?.[column] ?? [])].some((day) => day >= days.from && day <= days.to),
    );
  };
}
