import { describe, expect, it } from 'vitest';
import { seeded, whole } from '../../demonstration/random.ts';
import { ALL, cellId, line, type Told, withheldAlone, withheldWhereTheyCross } from './grid.ts';
import { pathOf, treeOf } from './place-tree.ts';
import type { Counted } from './suppress.ts';
import { type Sum, whatFollows } from './test-equations.ts';

// Years beside their months: what somebody finds who writes down everything that is shown of both, and solves it.

const OFFICES = [1, 2, 3, 4, 5, 6].map((id) => ({
  ...{ id, operatorId: 1, regionId: 1 },
  areaId: id <= 4 ? 1 : 2,
}));
const MONTHS = [0, 1, 2, 3];
const TASKS = ['tax', 'moving', 'pension'];
const tree = treeOf(OFFICES, ALL);
const nodesOf = (office: (typeof OFFICES)[number]) => [ALL, 'operator-1', ...pathOf(office)];

/** Some cells small, the others hundreds, as offices have them. */
function drawn(seed: number, length: number): number[] {
  const random = seeded(seed);
  return Array.from({ length }, () => (random() < 0.2 ? whole(random, 0, 8) : whole(random, 20, 300)));
}

interface Micro {
  readonly office: (typeof OFFICES)[number];
  readonly task: string;
  readonly month: number;
}
const MICRO: readonly Micro[] = OFFICES.flatMap((office) =>
  TASKS.flatMap((task) => MONTHS.map((month) => ({ office, task, month }))),
);

/** What the reader sees of a node, a task and a month (of the year without one) beside each other: shown cells and small ones. */
function asked(counts: readonly number[]) {
  const of = (node: string, task: string, month: number | null) =>
    MICRO.map(
      (one) =>
        nodesOf(one.office).includes(node) &&
        (task === ALL || one.task === task) &&
        (month === null || one.month === month),
    );
  const cellsAt = (month: number | null, ids: readonly (readonly [string, string, string])[]) =>
    new Map<string, Counted>(
      ids.map(([id, node, task]) => [
        id,
        { count: counts.reduce((sum, count, at) => sum + (of(node, task, month)[at] ? count : 0), 0) },
      ]),
    );
  return { of, cellsAt };
}

function small(counts: readonly number[], sums: readonly (Sum & { said: string })[], shown: readonly Sum[]) {
  const follows = whatFollows(shown);
  return sums.filter(({ of }) => {
    const count = counts.reduce((sum, each, at) => sum + (of[at] ? each : 0), 0);
    return count > 0 && count < 5 && follows(of);
  });
}

describe('years and their months', () => {
  const nodes = [...new Set(OFFICES.flatMap(nodesOf))];
  const times = [...MONTHS, null];

  it('of places tell no count under five, and years of which enough is withheld are shown', () => {
    let yearsShownBesideAMonth = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const counts = drawn(seed, MICRO.length).map((count, at) => (MICRO[at]!.task === 'tax' ? count : 0));
      const { of, cellsAt } = asked(counts);
      const shown: Sum[] = [];
      const all: (Sum & { said: string })[] = [];
      const months: Told[] = [];
      for (const month of times) {
        const cells = cellsAt(
          month,
          nodes.map((node) => [node, node, ALL]),
        );
        const told = withheldAlone(cells, tree, [], month === null ? months : []);
        if (month !== null) months.push(told);
        for (const node of nodes) {
          all.push({ of: of(node, ALL, month), said: `${seed} ${node} ${month}` });
          if (told.hidden.has(node)) continue;
          shown.push({ of: of(node, ALL, month) });
          if (month === null && months.some(({ hidden }) => hidden.has(node))) yearsShownBesideAMonth++;
        }
      }
      expect(small(counts, all, shown).map(({ said }) => said)).toEqual([]);
    }
    expect(yearsShownBesideAMonth).toBeGreaterThan(0);
  });

  it('where offices and tasks cross tell none either', () => {
    let yearsShownBesideAMonth = 0;
    const offices = OFFICES.filter(({ areaId }) => areaId === 1).map(({ id }) => `office-${id}`);
    for (let seed = 1; seed <= 40; seed++) {
      const counts = drawn(seed, MICRO.length).map((count, at) =>
        MICRO[at]!.office.areaId === 1 ? count : 0,
      );
      const { of, cellsAt } = asked(counts);
      const shown: Sum[] = [];
      const all: (Sum & { said: string })[] = [];
      const told = { places: [] as Told[], tasks: [] as Told[], crossed: [] as Told[] };
      for (const month of times) {
        const itsMonths = (of: readonly Told[]) => (month === null ? of : []);
        const ids = (rows: readonly string[], columns: readonly string[]) =>
          rows.flatMap((row) => columns.map((column) => [cellId(row, column), row, column] as const));
        const alone = (rows: readonly string[], of: readonly Told[], task: boolean) =>
          withheldAlone(
            cellsAt(
              month,
              rows.map((row) => (task ? [row, ALL, row] : [row, row, ALL])),
            ),
            [line(ALL, rows.slice(1))],
            [],
            itsMonths(of),
          );
        const places = alone([ALL, ...offices], told.places, false);
        const tasks = alone([ALL, ...TASKS], told.tasks, true);
        const cells = cellsAt(month, ids([ALL, ...offices], [ALL, ...TASKS]));
        const given = new Map<string, boolean>([
          ...[...places.cells.keys()].map((id) => [cellId(id, ALL), places.hidden.has(id)] as const),
          ...[...tasks.cells.keys()].map((id) => [cellId(ALL, id), tasks.hidden.has(id)] as const),
        ]);
        const crossed = withheldWhereTheyCross(
          cells,
          [line(ALL, offices)],
          [line(ALL, TASKS)],
          given,
          itsMonths(told.crossed),
        );
        if (month !== null) {
          told.places.push(places);
          told.tasks.push(tasks);
          told.crossed.push(crossed);
        }
        for (const [id, node, task] of ids([ALL, ...offices], [ALL, ...TASKS])) {
          all.push({ of: of(node, task, month), said: `${seed} ${id} ${month}` });
          if (crossed.hidden.has(id)) continue;
          shown.push({ of: of(node, task, month) });
          if (month === null && told.crossed.some(({ hidden }) => hidden.has(id))) yearsShownBesideAMonth++;
        }
      }
      expect(small(counts, all, shown).map(({ said }) => said)).toEqual([]);
    }
    expect(yearsShownBesideAMonth).toBeGreaterThan(0);
  });
});
