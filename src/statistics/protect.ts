import type { Figure } from './measures.ts';
import type { Cells, FigureRow, FigureTable } from './query.ts';
import { type Counted, type Line, suppress } from './rules/suppress.ts';

/** A figure that is withheld has neither its number nor what it is of. */
export type Shown = (Figure & { readonly hidden: false }) | Hidden;
export interface Hidden {
  readonly hidden: true;
  readonly value: null;
  readonly base: null;
  readonly part: null;
}
export type ShownCells = readonly Shown[];

export interface ShownRow extends Omit<FigureRow, 'cells' | 'accumulated' | 'compared'> {
  readonly cells: ShownCells;
  readonly accumulated: ShownCells | null;
  readonly compared: readonly {
    readonly yearsBack: number;
    readonly period: FigureRow['period'];
    readonly cells: ShownCells;
    readonly accumulated: ShownCells | null;
  }[];
}

/** A table as it may be shown to who asked. */
export interface ShownTable extends Omit<FigureTable, 'rows' | 'total'> {
  readonly rows: readonly ShownRow[];
  readonly total: ShownRow;
  /** Whether anything is withheld. */
  readonly withheld: boolean;
}

const HIDDEN: Hidden = { hidden: true, value: null, base: null, part: null };

/** Whether a cell is withheld for what the reader can see in other views: a row's, its accumulated one's, or the total's. */
export type AlsoHidden = (cell: {
  readonly row: FigureRow;
  /** The days that it counts. */
  readonly days: FigureRow['period'];
  readonly column: number;
}) => boolean;

/** A year before anything was recorded is no year of zero: it is no comparison, nor is what began before. */
export function recordedYears(table: FigureTable): FigureTable {
  const first = table.recordedFrom;
  const row = (from: FigureRow): FigureRow => ({
    ...from,
    compared: from.compared
      .filter(({ period }) => first !== null && period.from >= first)
      .map((each) => ({
        ...each,
        accumulated:
          first !== null && `${each.period.to.slice(0, 4)}-01-01` >= first ? each.accumulated : null,
      })),
  });
  return { ...table, rows: table.rows.map(row), total: row(table.total) };
}

/** All of it: for those whose office it is. */
export function showAll(table: FigureTable): ShownTable {
  return shown(table, () => false, false);
}

/**
 * With what is too few withheld, and what would tell it: rows and their total, a month and what is accumulated until it, each
 * year of the comparison for itself. `also`: what the views that the reader can put beside this one would tell.
 */
export function showOutside(table: FigureTable, also: AlsoHidden = () => false): ShownTable {
  const hidden = new Set<string>();
  table.columns.forEach((_, column) => {
    for (const back of yearsOf(table)) {
      const cells = new Map<string, Counted>();
      const lines: Line[] = [];
      const put = (id: string, cell: Figure | undefined) => {
        if (cell !== undefined) cells.set(id, { count: cell.base, part: cell.part });
      };
      put('total', cellsOf(table.total, back)?.[column]);
      const parts: string[] = [];
      let before = { year: '', id: '' };
      for (const row of table.rows) {
        const id = `row ${row.key}`;
        put(id, cellsOf(row, back)?.[column]);
        parts.push(id);
        const accumulated = accumulatedOf(row, back)?.[column];
        if (accumulated === undefined) continue;
        const sum = `sum ${row.key}`;
        put(sum, accumulated);
        const year = row.period.from.slice(0, 4);
        if (before.year === year) lines.push({ total: sum, parts: [before.id, id] });
        else if (row.period.from.endsWith('-01-01')) lines.push({ total: sum, parts: [id] });
        before = { year, id: sum };
      }
      if (parts.length > 0) lines.push({ total: 'total', parts });
      for (const id of suppress(cells, lines)) hidden.add(`${back} ${column} ${id}`);
    }
  });
  return shown(
    table,
    (back, column, id, row, days) => hidden.has(`${back} ${column} ${id}`) || also({ row, days, column }),
    true,
  );
}

function yearsOf({ total }: FigureTable): number[] {
  return [0, ...total.compared.map(({ yearsBack }) => yearsBack)];
}

function cellsOf(row: FigureRow, back: number): Cells | undefined {
  return back === 0 ? row.cells : row.compared.find(({ yearsBack }) => yearsBack === back)?.cells;
}

function accumulatedOf(row: FigureRow, back: number): Cells | undefined {
  const cells = back === 0 ? row : row.compared.find(({ yearsBack }) => yearsBack === back);
  return cells?.accumulated ?? undefined;
}

function shown(
  table: FigureTable,
  isHidden: (back: number, column: number, id: string, row: FigureRow, days: FigureRow['period']) => boolean,
  outside: boolean,
): ShownTable {
  let withheld = false;
  const cells = (
    from: Cells,
    back: number,
    id: string,
    row: FigureRow,
    days: FigureRow['period'],
  ): ShownCells =>
    from.map((figure, column) => {
      if (!isHidden(back, column, id, row, days)) return { ...figure, hidden: false };
      withheld = true;
      return HIDDEN;
    });
  const sinceJanuary = ({ from, to }: FigureRow['period']) => ({
    from: `${to.slice(0, 4)}-01-01` as typeof from,
    to,
  });
  const row = (from: FigureRow, id: string, sum: string): ShownRow => ({
    ...from,
    cells: cells(from.cells, 0, id, from, from.period),
    accumulated:
      from.accumulated === null ? null : cells(from.accumulated, 0, sum, from, sinceJanuary(from.period)),
    compared: from.compared.map((each) => ({
      ...each,
      cells: cells(each.cells, each.yearsBack, id, from, each.period),
      accumulated:
        each.accumulated === null
          ? null
          : cells(each.accumulated, each.yearsBack, sum, from, sinceJanuary(each.period)),
    })),
  });
  const rows = table.rows.map((each) => row(each, `row ${each.key}`, `sum ${each.key}`));
  const total = row(table.total, 'total', 'total');
  return {
    ...table,
    rows,
    total,
    withheld,
    // What was corrected, from what to what, would tell what is withheld.
    ...(outside ? { corrections: [] } : {}),
  };
}
