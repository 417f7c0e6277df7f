import { type Counted, type Line, suppress, tooFew } from './suppress.ts';

/** One way of splitting: its lines, each of a sum and what adds up to it. `all` is the sum of everything. */
export type Axis = readonly Line[];
export const ALL = 'all';
/** The cells of a time that somebody was counted in, what adds up to what, and which are withheld. */
export interface Told {
  readonly cells: ReadonlyMap<string, Counted>;
  readonly lines: readonly Line[];
  readonly hidden: ReadonlySet<string>;
}
export const cellId = (row: string, column: string) => `${row}|${column}`;

/** A whole and its parts. */
export const line = (total: string, parts: Iterable<string>): Line => ({ total, parts: [...parts] });

/**
 * The cells that are withheld where two ways of splitting cross: every row, every column and their sums in one pattern, so that
 * a row of one view, a column of another and a sum of a third, put beside each other, tell nothing. `given`: the cells whose
 * answer stands already, as they were told alone (a sum of a row is a cell of another pattern): they are not withheld anew, and
 * what is withheld of them stays so. Empty cells are shown. `months`: of a year, its months as they were told.
 */
export function withheldWhereTheyCross(
  cells: ReadonlyMap<string, Counted>,
  rows: Axis,
  columns: Axis,
  given: ReadonlyMap<string, boolean>,
  months: readonly Told[] = [],
): Told {
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
  return tell(some, lines, shown, hidden, months);
}

const moved = ({ total, parts }: Line, to: (id: string) => string): Line => ({
  total: to(total),
  parts: parts.map(to),
});

/** One way of splitting alone. What everything adds up to is seen elsewhere, unless it is too few itself. `months` as above. */
export function withheldAlone(
  cells: ReadonlyMap<string, Counted>,
  axis: Axis,
  already: Iterable<string> = [],
  months: readonly Told[] = [],
): Told {
  const some = new Map([...cells].filter(([, { count }]) => count > 0));
  const all = some.get(ALL);
  const known = new Set(all === undefined || tooFew(all) ? [] : [ALL]);
  const lines = axis.map(({ total, parts }) => ({ total, parts: parts.filter((id) => some.has(id)) }));
  const before = [...already].filter((id) => some.has(id));
  return tell(some, lines, known, before, months);
}

function tell(
  cells: ReadonlyMap<string, Counted>,
  lines: readonly Line[],
  known: ReadonlySet<string>,
  already: readonly string[],
  months: readonly Told[],
): Told {
  const hidden =
    months.length === 0
      ? suppress(cells, lines, known, already)
      : withheldOfYear(cells, lines, known, already, months);
  return { cells, lines, hidden };
}

/**
 * What is withheld of a year whose months are told already: a year, its months, and the same of what stands beside it are equations
 * together. Only a year of which a month is withheld hides anything; the others follow from their months.
 */
function withheldOfYear(
  years: ReadonlyMap<string, Counted>,
  yearLines: readonly Line[],
  given: ReadonlySet<string>,
  already: readonly string[],
  months: readonly Told[],
): Set<string> {
  const cells = new Map(years);
  const lines = [...yearLines];
  const hidden = new Set<string>();
  const known = new Set(given);
  const hides = new Set(months.flatMap((month) => [...month.hidden]));
  for (const [nth, month] of months.entries()) {
    const at = (id: string) => `${nth} ${id}`;
    for (const [id, cell] of month.cells) {
      cells.set(at(id), cell);
      (month.hidden.has(id) ? hidden : known).add(at(id));
    }
    lines.push(...month.lines.map((one) => moved(one, at)));
  }
  for (const id of years.keys()) {
    if (!hides.has(id)) known.add(id);
    lines.push({
      total: id,
      parts: months.flatMap(({ cells: of }, nth) => (of.has(id) ? [`${nth} ${id}`] : [])),
    });
  }
  const told = suppress(cells, lines, known, [...hidden, ...already.filter((id) => hides.has(id))]);
  return new Set([...already, ...[...told].filter((id) => years.has(id))]);
}
