/**
 * What may not be shown outside the office that it is about: counts of one to four persons, and what would tell them (8 kap. OSL
 * covers the individual; the limit of five is ours, as SCB and Socialstyrelsen use). Nobody (0) is nobody's secret.
 */
export const LEAST = 5;

export interface Counted {
  /** How many it counts. */
  readonly count: number;
  /** Of a share: how many of them have what is asked for. These, and those who lack it, may be too few as well. */
  readonly part?: number | null;
}

/** A sum that the reader can make: the parts add up to the total. Cells by their ids. */
export interface Line {
  readonly total: string;
  readonly parts: readonly string[];
}

/**
 * The ids of the cells that are withheld: those that are too few, and for each that could be found by adding and subtracting
 * what is shown, others with it, the smallest first, until it cannot, and until those withheld together in a line are at least
 * five. The same numbers always give the same answer. `known`: what the reader sees elsewhere, so that withholding it here is
 * of no use; it is withheld only when it is too few itself.
 */
export function suppress(
  cells: ReadonlyMap<string, Counted>,
  lines: readonly Line[],
  known: ReadonlySet<string> = new Set(),
  already: Iterable<string> = [],
): Set<string> {
  const hidden = new Set<string>(already);
  for (const [id, cell] of cells) if (tooFew(cell)) hidden.add(id);
  if (hidden.size === 0) return hidden;
  const asked = lines.filter(({ total, parts }) => parts.length > 0 && cells.has(total));
  // Of shares the parts, and those who lack it, add up as the counts do.
  const faces: ((cell: Counted) => number)[] = [({ count }) => count];
  if ([...cells.values()].some(({ part }) => typeof part === 'number'))
    faces.push(
      ({ part }) => part ?? 0,
      ({ count, part }) => count - (part ?? 0),
    );
  for (;;) {
    const before = hidden.size;
    for (const line of asked) for (const face of faces) complete(line, cells, hidden, known, face);
    if (hidden.size === before)
      for (const id of found(asked, hidden)) hideBeside(id, asked, cells, hidden, known);
    if (hidden.size === before) return hidden;
  }
}

/** Whether a figure by itself is of too few. */
export function tooFew({ count, part }: Counted): boolean {
  const few = (n: number) => n > 0 && n < LEAST;
  return few(count) || (typeof part === 'number' && (few(part) || few(count - part)));
}

/** Withholds more of a line until what is withheld is more than one cell and together at least five. */
function complete(
  line: Line,
  cells: ReadonlyMap<string, Counted>,
  hidden: Set<string>,
  known: ReadonlySet<string>,
  face: (cell: Counted) => number,
): void {
  for (;;) {
    const withheld = line.parts.filter((id) => hidden.has(id));
    if (hidden.has(line.total)) {
      // Its parts would add up to it.
      if (withheld.length > 0 || !hideOne(line, cells, hidden, known)) return;
      continue;
    }
    if (withheld.length === 0) return;
    const together = withheld.reduce((sum, id) => sum + face(cells.get(id) ?? { count: 0 }), 0);
    const told = withheld.length === 1 || (together > 0 && together < LEAST);
    if (!told || !hideOne(line, cells, hidden, known)) return;
  }
}

/** The smallest part that is shown; with none left the total. False: all is withheld, or the reader has it from elsewhere. */
function hideOne(
  { total, parts }: Line,
  cells: ReadonlyMap<string, Counted>,
  hidden: Set<string>,
  known: ReadonlySet<string>,
): boolean {
  const rest = parts
    .filter((id) => cells.has(id) && !hidden.has(id) && !known.has(id))
    .sort((a, b) => order(cells.get(a)!.count) - order(cells.get(b)!.count) || (a < b ? -1 : 1));
  const next = rest[0] ?? (hidden.has(total) || known.has(total) ? undefined : total);
  if (next === undefined) return false;
  hidden.add(next);
  return true;
}

/** What hides best: somebody, few; an empty cell, of which anybody can guess that it is empty, last. */
const order = (count: number) => (count === 0 ? Number.MAX_SAFE_INTEGER : count);

function hideBeside(
  id: string,
  lines: readonly Line[],
  cells: ReadonlyMap<string, Counted>,
  hidden: Set<string>,
  known: ReadonlySet<string>,
): void {
  for (const line of lines)
    if (line.total === id || line.parts.includes(id)) if (hideOne(line, cells, hidden, known)) return;
}

/** The withheld cells that all lines together determine: those whose own row remains when the equations are reduced. */
function found(lines: readonly Line[], hidden: ReadonlySet<string>): string[] {
  const ids = [...hidden];
  const column = new Map(ids.map((id, index) => [id, index]));
  const rows = lines.flatMap(({ total, parts }) => {
    const row = new Map<number, number>();
    for (const id of parts) if (column.has(id)) row.set(column.get(id)!, 1);
    if (column.has(total)) row.set(column.get(total)!, -1);
    return row.size > 0 ? [row] : [];
  });
  const reduced: { pivot: number; row: Map<number, number> }[] = [];
  for (const row of rows) {
    for (const other of reduced) subtract(row, other.row, other.pivot);
    const first = [...row.keys()].sort((a, b) => a - b)[0];
    if (first === undefined) continue;
    const by = row.get(first)!;
    for (const [key, value] of row) row.set(key, value / by);
    for (const other of reduced) subtract(other.row, row, first);
    reduced.push({ pivot: first, row });
  }
  return reduced.flatMap(({ pivot, row }) => (row.size === 1 ? [ids[pivot]!] : []));
}

function subtract(from: Map<number, number>, row: ReadonlyMap<number, number>, pivot: number): void {
  const times = from.get(pivot);
  if (times === undefined) return;
  for (const [key, value] of row) {
    const left = (from.get(key) ?? 0) - times * value;
    if (Math.abs(left) < 1e-9) from.delete(key);
    else from.set(key, left);
  }
}
