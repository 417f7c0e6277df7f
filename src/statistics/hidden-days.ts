import type { FigureTable } from './query.ts';
import { type Counted, suppress } from './rules/suppress.ts';

/**
 * The days of a month that are withheld, for each column of a table of its days: those that are too few, and others with them,
 * so that the whole month less the rest does not tell them.
 */
export function hiddenDays(table: FigureTable): ReadonlySet<string>[] {
  return table.columns.map((_, column) => {
    const cells = new Map<string, Counted>();
    for (const { key, cells: of } of [...table.rows, table.total])
      cells.set(key, { count: of[column]!.base, part: of[column]!.part });
    const lines = [{ total: table.total.key, parts: table.rows.map(({ key }) => key) }];
    return suppress(cells, lines);
  });
}
