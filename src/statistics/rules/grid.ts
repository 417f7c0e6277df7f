import { type Counted, type Line, suppress, tooFew } from './suppress.ts';

/** One way of splitting: its lines, each of a sum and what adds up to it. `all` is the sum of everything. */
export type Axis = readonly Line[];
export const ALL = 'all';
export const cellId = (row: string, column: string) => `${row}|${column}`;

/** A whole and its parts. */
export const line = (total: string, parts: Iterable<string>): Line => ({ total, parts: [...parts] });

/**
 * The cells that are withheld where two ways of splitting cross: every row, every column and their sums in one pattern, so that
 * a row of one view, a column of another and a sum of a third, put beside each other, tell nothing. `given`: the cells whose
 * answer stands already, as they were told alone (a sum of a row is a cell of another pattern): they are not withheld anew, and
 * what is withheld of them stays so. Empty cells are shown.
 */
export function withheldWhereTheyCross(
  cells: ReadonlyMap<string, Counted>,
  rows: Axis,
  columns: Axis,
  given: ReadonlyMap<string, boolean>,
): Set<string> {
  const some = new Map([...cells].filter(([, { count }]) => count > 0));
  const parts = [...some.keys()].map((id) => id.split('|') as [string, string]);
  const across = new Set(parts.map(([row]) => row));
  const down = new Set(parts.map(([, column]) => column));
  const lines = [
    ...[...down].flatMap((column) => rows.map((one) => moved(one, (id) => cellId(id, column)))),
    ...[...across].flatMap((row) => columns.map((one) => moved(one, (id) => cellId(row, id)))),
  ].map(({ total, parts: of }) => ({ total, parts: of.filter((id) => some.has(id)) }));
  const shown = new Set([...given].filter(([, hidden]) => !hidden).map(([id]) => id));
  const hidden = [...given].filter(([id, is]) => is && some.has(id)).map(([id]) => id);
  return suppress(some, lines, shown, hidden);
}

const moved = ({ total, parts }: Line, to: (id: string) => string): Line => ({
  total: to(total),
  parts: parts.map(to),
});

/** One way of splitting alone. What everything adds up to is seen elsewhere, unless it is too few itself. */
export function withheldAlone(
  cells: ReadonlyMap<string, Counted>,
  axis: Axis,
  already: Iterable<string> = [],
): Set<string> {
  const some = new Map([...cells].filter(([, { count }]) => count > 0));
  const all = some.get(ALL);
  const known = new Set(all === undefined || tooFew(all) ? [] : [ALL]);
  const lines = axis.map(({ total, parts }) => ({ total, parts: parts.filter((id) => some.has(id)) }));
  return suppress(
    some,
    lines,
    known,
    [...already].filter((id) => some.has(id)),
  );
}
