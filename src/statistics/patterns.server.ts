import type { Db } from '../platform/database.server.ts';
import { NO_TIMES, type Sums } from './columns.ts';
import { bucketKey, type Crossed, readCrossed, SIDES, type Side, type What } from './crossed.server.ts';
import { measureOf } from './measures.ts';
import { knownToAll } from './open/known.server.ts';
import type { Reach } from './other-views.server.ts';
import { placeNumber, type Spots } from './places.server.ts';
import type { Days, FigureColumn } from './query.ts';
import { sideAxis, whatAxis } from './rules/axes.ts';
import type { Way } from './rules/crossing.ts';
import { ALL, type Axis, cellId, line, withheldAlone, withheldWhereTheyCross } from './rules/grid.ts';
import { MonthsToYears } from './rules/months-to-years.ts';
import { type OfficeOfTree, officeNode, pathOf, treeOf } from './rules/place-tree.ts';
import { type MonthOfSpan, monthsOf } from './rules/spans.ts';
import { type Counted, few } from './rules/suppress.ts';
import { monthOf } from './rules/whole-months.ts';

export interface PatternsOf {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly reach: Reach;
  /** Those of the top. */
  readonly offices: readonly OfficeOfTree[];
  /** Months and then spans of months, each once; of a year its months too. */
  readonly buckets: readonly Days[];
  readonly columns: readonly FigureColumn[];
  readonly ways: ReadonlySet<Way>;
}

/** For each cell of a span (`from to`), whether it is withheld, and how much it counts. */
export interface TellsPatterns {
  at(bucket: string, column: number, place: string, what: string, side: string): MonthOfSpan;
}

/**
 * For each cell that a reader may ask for, whether it is withheld: told of all that stands beside it, so that the answer is the same
 * in whichever view it is met. First each way of splitting alone, then two where they cross, a place from the top down.
 */
export class Patterns {
  readonly #of: PatternsOf;
  readonly #told = new Map<string, MonthOfSpan>();
  /** Of tasks that one authority alone has, as all of the State's: the same cell by its other name. */
  readonly #leaves = new Map<string, string>();

  constructor(of: PatternsOf) {
    this.#of = of;
  }

  /** Works out everything that cells of these places can be. */
  async tell(places: readonly string[]): Promise<{ patterns: TellsPatterns; cells: number }> {
    await this.#tell(places);
    const [told, leaves] = [this.#told, this.#leaves];
    return { patterns: { at: (...cell) => cellOf(told, leaves, ...cell) }, cells: told.size };
  }

  async #tell(places: readonly string[]): Promise<void> {
    const { ways, columns } = this.#of;
    const [side = null, other] = SIDES.filter((one) => ways.has(one)).toReversed();
    await this.#tree();
    if (!ways.has('what') && side === null) return;
    // Two that stand across: the channel, which is the first of SIDES, stands down instead.
    if (other === 'channel')
      return this.#whole(
        columns.map((_, at) => at),
        other,
        side,
      );
    // Columns that know tasks are told with them, so that an authority's sum is the same with them and without.
    for (const what of ways.has('what') ? (['task', 'authority'] as const) : (['none'] as const)) {
      const which = columns.flatMap(({ measure }, at) =>
        what === 'none' || (measureOf(measure)?.by.includes('task') === true) === (what === 'task')
          ? [at]
          : [],
      );
      if (which.length === 0) continue;
      await this.#whole(which, what, side);
      if (ways.has('place') && (what === 'none' || side === null))
        for (const parent of this.#parentsOf(places)) await this.#below(parent, which, what, side);
    }
  }

  async #read(
    children: readonly (readonly [string, readonly OfficeOfTree[]])[],
    which: readonly number[],
    what: What,
    side: Side | null,
  ) {
    const { db, now, reach, buckets, columns } = this.#of;
    const offices = children.flatMap(([, of], at) => of.map(({ id }) => ({ id, key: at + 1 })));
    const places = offices.map(({ id, key }) => ({ place: placeNumber({ kind: 'office', id }), key }));
    const spots: Spots = { seen: 'whole', changes: [], offices, places, whole: null, names: new Map() };
    const months = [...new Set(buckets.flatMap((days) => monthsOf(days)))];
    const read = await readCrossed(db, {
      buckets: months.map(monthOf),
      spots,
      what,
      side,
      authority: reach.own,
      now,
      columns: which.map((at) => columns[at]!),
    });
    return spansOfMonths(read, months, buckets, children.length);
  }

  /** Places alone. */
  async #tree(): Promise<void> {
    const { db, reach, offices, buckets, columns } = this.#of;
    const all = columns.map((_, at) => at);
    const each = offices.map((office) => [officeNode(office.id), [office]] as const);
    const read = await this.#read(each, all, 'none', null);
    const known = reach.own === undefined ? null : await knownToAll(db, buckets, columns);
    const axis = treeOf(offices, ALL);
    const months = new MonthsToYears();
    for (const [at, days] of buckets.entries())
      for (const column of all) {
        const sums = new Map<string, Record<string, number>>();
        for (const [index, office] of offices.entries()) {
          const of = read.get(bucketKey(at, index + 1))?.get(cellId(ALL, ALL));
          if (of !== undefined)
            for (const node of [ALL, `operator-${office.operatorId}`, ...pathOf(office)]) add(sums, node, of);
        }
        const cells = this.#counted(sums, column);
        const already = [...cells].flatMap(([node, own]) => {
          const whole = known?.(at, column, this.#officesOf(node));
          return whole != null && leavesFew(whole, own) ? [node] : [];
        });
        const hidden = months.tell(`${column}`, days, (of) => withheldAlone(cells, axis, already, of));
        for (const [node, cell] of cells) this.#put(days, column, node, ALL, ALL, cell, hidden.has(node));
      }
  }

  /** What, and by which channel, level, form or hour, of everything: each alone, and where they cross. */
  async #whole(which: readonly number[], what: What, side: Side | null): Promise<void> {
    const read = await this.#read([[ALL, this.#of.offices]], which, what, side);
    const nodes = new Set(
      [...read.values()].flatMap((cells) => [...cells.keys()].map((id) => id.split('|')[0]!)),
    );
    for (const [task, leaves] of Map.groupBy(
      [...nodes].filter((node) => node.includes('/')),
      (leaf) => leaf.split('/')[1]!,
    ))
      if (leaves.length === 1) this.#leaves.set(task, leaves[0]!);
    const months = new MonthsToYears();
    for (const [at, days] of this.#of.buckets.entries())
      for (const column of which) {
        const cells = this.#counted(
          read.get(bucketKey(at, 1)) ?? new Map(),
          column,
          (id) => !this.#leaves.has(id.split('|')[0]!),
        );
        const [whats, sides] = [0, 1].map((nth) => [
          ...new Set([...cells.keys()].map((id) => id.split('|')[nth]!)),
        ]);
        const rows = what === 'channel' ? sideAxis(whats!) : whatAxis(whats!);
        const columns = sideAxis(sides!);
        const hidden = new Set<string>();
        const alone = (way: string, axis: Axis, nodes: readonly string[], id: (node: string) => string) => {
          const own = new Map(
            nodes.flatMap((node) => (cells.has(id(node)) ? [[node, cells.get(id(node))!]] : [])),
          );
          const withheld = months.tell(`${column} ${way}`, days, (of) => withheldAlone(own, axis, [], of));
          for (const node of withheld) hidden.add(id(node));
        };
        alone('rows', rows, whats!, (node) => cellId(node, ALL));
        alone('columns', columns, sides!, (node) => cellId(ALL, node));
        const given = new Map(
          [...cells.keys()].filter((id) => id.split('|').includes(ALL)).map((id) => [id, hidden.has(id)]),
        );
        const crossed = months.tell(`${column} crossed`, days, (of) =>
          withheldWhereTheyCross(cells, rows, columns, given, of),
        );
        for (const [id, cell] of cells) {
          const [row, col] = id.split('|') as [string, string];
          // Of everything the places have told already.
          if (row === ALL && col === ALL) continue;
          this.#put(days, column, ALL, row, col, cell, crossed.has(id));
        }
      }
  }

  /** The parts of a place, crossed with one other way. */
  async #below(parent: string, which: readonly number[], what: What, side: Side | null): Promise<void> {
    const under = this.#officesOf(parent);
    const children = [...Map.groupBy(under, (office) => childOf(parent, office))];
    const read = await this.#read(children, which, what, side);
    const months = new MonthsToYears();
    for (const [at, days] of this.#of.buckets.entries())
      for (const column of which) {
        const sums = new Map<string, Record<string, number>>();
        for (const [index, [child]] of children.entries())
          for (const [id, of] of read.get(bucketKey(at, index + 1)) ?? []) {
            const [row, col] = id.split('|') as [string, string];
            const other = row === ALL ? col : row;
            if (this.#leaves.has(other)) continue;
            add(sums, cellId(child, other), of);
            add(sums, cellId(parent, other), of);
          }
        const cells = this.#counted(sums, column);
        const others = [...new Set([...cells.keys()].map((id) => id.split('|')[1]!))];
        const axis = what === 'none' ? sideAxis(others) : whatAxis(others);
        const place = (node: string, other: string): [string, string, string] =>
          what === 'none' ? [node, ALL, other] : [node, other, ALL];
        const given = new Map<string, boolean>();
        for (const id of cells.keys()) {
          const [node, other] = id.split('|') as [string, string];
          if (node === parent || other === ALL)
            given.set(
              id,
              cellOf(this.#told, this.#leaves, keyOf(days), column, ...place(node, other)).hidden,
            );
        }
        const rows = [
          line(
            parent,
            children.map(([child]) => child),
          ),
        ];
        const hidden = months.tell(`${column}`, days, (of) =>
          withheldWhereTheyCross(cells, rows, axis, given, of),
        );
        for (const [id, cell] of cells)
          if (!given.has(id)) {
            const [node, other] = id.split('|') as [string, string];
            this.#put(days, column, ...place(node, other), cell, hidden.has(id));
          }
      }
  }

  #counted(
    sums: ReadonlyMap<string, Sums>,
    column: number,
    which: (id: string) => boolean = () => true,
  ): Map<string, Counted> {
    const { version } = this.#of.columns[column]!;
    return new Map(
      [...sums].flatMap(([id, of]) => {
        const { base, part } = version.of(of, NO_TIMES);
        return base === 0 || !which(id) ? [] : [[id, { count: base, part }] as const];
      }),
    );
  }

  #put(
    days: Days,
    column: number,
    place: string,
    what: string,
    side: string,
    { count }: Counted,
    hidden: boolean,
  ) {
    this.#told.set(`${keyOf(days)} ${column} ${place} ${what}|${side}`, { hidden, count });
  }

  /** Everything above the places, from the top down. */
  #parentsOf(places: readonly string[]): string[] {
    const depths = new Map<string, number>();
    for (const office of this.#of.offices) {
      const path = [ALL, ...pathOf(office)];
      for (const [depth, node] of path.entries())
        if (places.includes(node)) for (let at = 0; at < depth; at++) depths.set(path[at]!, at);
    }
    return [...depths].sort((a, b) => a[1] - b[1]).map(([node]) => node);
  }

  #officesOf(node: string): readonly OfficeOfTree[] {
    if (node === ALL) return this.#of.offices;
    return this.#of.offices.filter(
      (office) => `operator-${office.operatorId}` === node || pathOf(office).includes(node),
    );
  }
}

function cellOf(
  told: ReadonlyMap<string, MonthOfSpan>,
  leaves: ReadonlyMap<string, string>,
  bucket: string,
  column: number,
  place: string,
  what: string,
  side: string,
): MonthOfSpan {
  const node = leaves.get(what) ?? what;
  return told.get(`${bucket} ${column} ${place} ${node}|${side}`) ?? { hidden: false, count: 0 };
}

const keyOf = ({ from, to }: Days) => `${from} ${to}`;
const childOf = (parent: string, office: OfficeOfTree) => {
  const path = [ALL, ...pathOf(office)];
  return path[path.indexOf(parent) + 1]!;
};

function add(sums: Map<string, Record<string, number>>, id: string, of: Sums): void {
  const there = sums.get(id) ?? {};
  sums.set(id, there);
  for (const [name, value] of Object.entries(of)) there[name] = (there[name] ?? 0) + value;
}

/** A span is the sum of its months: that is read once, however many spans it is in. */
function spansOfMonths(
  read: Crossed,
  months: readonly string[],
  buckets: readonly Days[],
  keys: number,
): ReadonlyMap<string, ReadonlyMap<string, Sums>> {
  const at = new Map(months.map((month, index) => [month, index]));
  const spans = new Map<string, Map<string, Record<string, number>>>();
  for (const [bucket, days] of buckets.entries())
    for (let key = 1; key <= keys; key++) {
      const sums = new Map<string, Record<string, number>>();
      for (const month of monthsOf(days))
        for (const [id, of] of read.get(bucketKey(at.get(month)!, key)) ?? []) add(sums, id, of);
      if (sums.size > 0) spans.set(bucketKey(bucket, key), sums);
    }
  return spans;
}

/** What others than the authority have, of what everybody sees whole: one to four would be told by subtracting. */
function leavesFew(whole: Counted, own: Counted): boolean {
  if (few(whole.count - own.count)) return true;
  if (typeof whole.part !== 'number' || typeof own.part !== 'number') return false;
  const part = whole.part - own.part;
  return few(part) || few(whole.count - own.count - part);
}
