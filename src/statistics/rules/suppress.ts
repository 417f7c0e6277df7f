import { determined } from './determined.ts';

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

/** Who sees a cell whole, whatever is withheld here: its office, its area, its authority. None: everybody sees the same. */
export type Owners = (id: string) => readonly string[];
const NOBODY: Owners = () => [];

/**
 * The ids of the cells that are withheld: those that are too few, and for each that could be found by adding and subtracting
 * what is shown, others with it, the smallest first, until it cannot, and until those withheld together in a line are at least
 * five. The same numbers always give the same answer. `known`: what the reader sees elsewhere, so that withholding it here is
 * of no use; it is withheld only when it is too few itself. `owners`: who takes away what they themselves see whole must not be
 * left with one to four, so what is withheld in a line is at least five without any one owner's, where others have any.
 */
export function suppress(
  cells: ReadonlyMap<string, Counted>,
  lines: readonly Line[],
  known: ReadonlySet<string> = new Set(),
  already: Iterable<string> = [],
  owners: Owners = NOBODY,
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
    for (const line of asked) for (const face of faces) complete(line, cells, hidden, known, face, owners);
    if (hidden.size === before)
      for (const id of determined(asked, hidden)) hideBeside(id, asked, cells, hidden, known);
    if (hidden.size === before) return hidden;
  }
}

/** Somebody, and fewer than may be told. */
export const few = (count: number) => count > 0 && count < LEAST;

/** Whether a figure by itself is of too few. */
export function tooFew({ count, part }: Counted): boolean {
  return few(count) || (typeof part === 'number' && (few(part) || few(count - part)));
}

/** Withholds more of a line until what is withheld is more than one cell and together at least five. */
function complete(
  line: Line,
  cells: ReadonlyMap<string, Counted>,
  hidden: Set<string>,
  known: ReadonlySet<string>,
  face: (cell: Counted) => number,
  owners: Owners,
): void {
  const sum = (ids: readonly string[]) =>
    ids.reduce((all, id) => all + face(cells.get(id) ?? { count: 0 }), 0);
  for (;;) {
    const withheld = line.parts.filter((id) => hidden.has(id));
    if (hidden.has(line.total)) {
      // Its parts would add up to it.
      if (withheld.length > 0 || !hideOne(line, cells, hidden, known)) return;
      continue;
    }
    if (withheld.length === 0) return;
    const told = withheld.length === 1 || few(sum(withheld));
    if (told) {
      if (!hideOne(line, cells, hidden, known)) return;
      continue;
    }
    const seesThrough = [...new Set(withheld.flatMap(owners))].find((owner) =>
      few(sum(withheld.filter((id) => !owners(id).includes(owner)))),
    );
    if (seesThrough === undefined) return;
    const others = line.parts.filter((id) => !owners(id).includes(seesThrough));
    // The total stays: who owns all the rest knows the difference from it anyway.
    if (!hideOne({ total: '', parts: others }, cells, hidden, known)) return;
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
  const next = rest[0] ?? (cells.has(total) && !hidden.has(total) && !known.has(total) ? total : undefined);
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
