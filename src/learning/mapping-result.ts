import type { Channel } from '../contacts/contact.ts';
import {
  type Complexity,
  EXTENTS,
  type Extent,
  HANDLINGS,
  type Handling,
  KINDS,
  type MappedKind,
  type Suits,
} from './mapping.ts';
import { medianExtent, UP_TO } from './rules/extent.ts';
import type { Handled } from './rules/marks.ts';
import type { Kind } from './rules/suitability.ts';
import { type Told, tell, tellTable, tellTogether } from './rules/withhold.ts';

/** So many mapped contacts that were alike in all that was noted. */
export interface Counted {
  readonly channel: Channel;
  readonly kind: MappedKind;
  readonly extent: Extent;
  readonly handling: Handling;
  readonly complexity: Complexity;
  readonly suits: Suits;
  readonly contacts: number;
}

export function sumOf<Row extends { readonly contacts: number }>(
  rows: readonly Row[],
  which: (row: Row) => boolean = () => true,
): number {
  return rows.reduce((sum, row) => (which(row) ? sum + row.contacts : sum), 0);
}

/** A table with its sums, of which outside the office nothing small can be told or reckoned. */
export interface CrossTable<Column extends string> {
  readonly columns: readonly Column[];
  readonly rows: readonly {
    readonly kind: MappedKind;
    readonly cells: readonly Told[];
    readonly sum: Told;
  }[];
  readonly sums: readonly Told[];
  readonly total: Told;
}

export function byKind<Column extends string>(
  counted: readonly Counted[],
  columns: readonly Column[],
  of: (row: Counted) => Column,
  outside: boolean,
): CrossTable<Column> {
  const kinds = KINDS.filter((kind) => counted.some((row) => row.kind === kind));
  const cells = kinds.map((kind) =>
    columns.map((column) => sumOf(counted, (row) => row.kind === kind && of(row) === column)),
  );
  const rowSums = cells.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnSums = columns.map((_, index) => cells.reduce((sum, row) => sum + (row[index] ?? 0), 0));
  const total = rowSums.reduce((sum, count) => sum + count, 0);
  const told = outside ? tellTable(cells) : cells;
  return {
    columns,
    rows: kinds.map((kind, index) => ({
      kind,
      cells: told[index] ?? [],
      sum: (outside ? tellTogether(rowSums) : rowSums)[index] ?? 0,
    })),
    sums: outside ? tellTogether(columnSums) : columnSums,
    total: outside ? tell(total) : total,
  };
}

export const byHandling = (counted: readonly Counted[], outside: boolean) =>
  byKind(counted, HANDLINGS, ({ handling }) => handling, outside);
export const byExtent = (counted: readonly Counted[], outside: boolean) =>
  byKind(counted, EXTENTS, ({ extent }) => extent, outside);

/** One list of counts with its whole. */
export function listOf<Key extends string>(
  counted: readonly Counted[],
  keys: readonly Key[],
  of: (row: Counted) => Key,
  outside: boolean,
): { readonly key: Key; readonly count: Told }[] {
  const counts = keys.map((key) => sumOf(counted, (row) => of(row) === key));
  const told = outside ? tellTogether(counts) : counts;
  return keys.map((key, index) => ({ key, count: told[index] ?? 0 }));
}

export function handledOf(counted: readonly Counted[]): Handled {
  const call = ({ channel }: Counted) => channel === 'phone';
  const solved = ({ handling }: Counted) => handling === 'solved';
  return {
    contacts: sumOf(counted),
    simple: sumOf(counted, ({ complexity }) => complexity === 'simple'),
    solved: sumOf(counted, solved),
    partly: sumOf(counted, ({ handling }) => handling === 'partly'),
    calls: sumOf(counted, call),
    callsSolved: sumOf(counted, (row) => call(row) && solved(row)),
  };
}

/** What was noted of one question, as the rule of suitability asks. */
export function kindOf(counted: readonly Omit<Counted, 'channel' | 'kind'>[]): Kind {
  const judged = (suits: Suits) => sumOf(counted, (row) => row.suits === suits);
  const extents = Object.fromEntries(
    EXTENTS.map((extent) => [extent, sumOf(counted, (row) => row.extent === extent)]),
  );
  const half = medianExtent(extents);
  return {
    contacts: sumOf(counted),
    simple: sumOf(counted, ({ complexity }) => complexity === 'simple'),
    solved: sumOf(counted, ({ handling }) => handling === 'solved'),
    // A class is as long as its longest; the last has no end.
    minutes: half === null ? null : (UP_TO[half] ?? Number.POSITIVE_INFINITY),
    suits: judged('yes'),
    suitsWith: { training: judged('training'), mandate: judged('mandate') },
  };
}
