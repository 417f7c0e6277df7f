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

/** What else the reader can see that a cell of the view is a part of: `parts` add up to the view's total, `own` is the view's. */
export interface Sibling {
  readonly column: number;
  readonly own: number;
  readonly parts: readonly { readonly key: string; readonly figure: Figure }[];
}

/** All of it: for those whose office it is. */
export function showAll(table: FigureTable): ShownTable {
  return shown(table, () => false, false);
}

/**
 * With what is too few withheld, and what would tell it: rows and their total, a month and what is accumulated until it, each
 * year of the comparison for itself, and the views that the reader can put beside this one.
 */
export function showOutside(table: FigureTable, siblings: readonly Sibling[] = []): ShownTable {
  const hidden = new Set<string>();
  table.columns.forEach((_, column) => {
    for (const back of yearsOf(table)) {
      const cells = new Map<string, Counted>();
      const known = new Set<string>();
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
      if (back === 0)
        for (const [index, sibling] of siblings.entries()) {
          if (sibling.column !== column) continue;
          const others = sibling.parts.map(({ key, figure }, at) => {
            const id = at === sibling.own ? 'total' : `beside ${index} ${key}`;
            if (at !== sibling.own) put(id, figure);
            return id;
          });
          const sum = `above ${index}`;
          cells.set(sum, sumOf(sibling.parts.map(({ figure }) => figure)));
          known.add(sum);
          lines.push({ total: sum, parts: others });
        }
      for (const id of suppress(cells, lines, known)) hidden.add(`${back} ${column} ${id}`);
    }
  });
  return shown(table, (back, column, id) => hidden.has(`${back} ${column} ${id}`), true);
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

function sumOf(figures: readonly Figure[]): Counted {
  return {
    count: figures.reduce((sum, { base }) => sum + base, 0),
    part: figures.every(({ part }) => part !== null)
      ? figures.reduce((sum, { part }) => sum + (part ?? 0), 0)
      : null,
  };
}

function shown(
  table: FigureTable,
  isHidden: (back: number, column: number, id: string) => boolean,
  outside: boolean,
): ShownTable {
  let withheld = false;
  const cells = (from: Cells, back: number, id: string): ShownCells =>
    from.map((figure, column) => {
      if (!isHidden(back, column, id)) return { ...figure, hidden: false };
      withheld = true;
      return HIDDEN;
    });
  const row = (from: FigureRow, id: string, sum: string): ShownRow => ({
    ...from,
    cells: cells(from.cells, 0, id),
    accumulated: from.accumulated === null ? null : cells(from.accumulated, 0, sum),
    compared: from.compared.map((each) => ({
      ...each,
      cells: cells(each.cells, each.yearsBack, id),
      accumulated: each.accumulated === null ? null : cells(each.accumulated, each.yearsBack, sum),
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
