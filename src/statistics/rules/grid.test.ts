import { describe, expect, it } from 'vitest';
import { ALL, cellId, line, withheldAlone, withheldWhereTheyCross } from './grid.ts';
import { pathOf, treeOf } from './place-tree.ts';
import type { Counted } from './suppress.ts';

const axis = (nodes: readonly string[]) => [line(ALL, nodes)];

/** A table with its sums. */
function crossed(counts: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const cells = new Map<string, Counted>();
  const add = (id: string, count: number) => cells.set(id, { count: (cells.get(id)?.count ?? 0) + count });
  for (const [row, of] of Object.entries(counts))
    for (const [column, count] of Object.entries(of))
      for (const r of [row, ALL]) for (const c of [column, ALL]) add(cellId(r, c), count);
  const rows = axis(Object.keys(counts));
  const columns = axis([...new Set(Object.values(counts).flatMap(Object.keys))]);
  return { cells, rows, columns };
}
const sums = (cells: ReadonlyMap<string, Counted>, hidden: readonly string[] = []) =>
  new Map([...cells.keys()].filter((id) => id.includes(ALL)).map((id) => [id, hidden.includes(id)]));

describe('two ways that cross', () => {
  it('withhold a small cell with one in its row, one in its column, and the one that they cross in', () => {
    const { cells, rows, columns } = crossed({
      haninge: { tax: 3, pension: 8, moving: 20 },
      visby: { tax: 9, pension: 7, moving: 30 },
    });
    expect([...withheldWhereTheyCross(cells, rows, columns, sums(cells)).hidden].sort()).toEqual([
      ...['haninge|pension', 'haninge|tax', 'visby|pension', 'visby|tax'],
    ]);
  });

  it('leave sums as they were told alone, and do not tell one that was withheld by its parts', () => {
    const { cells, rows, columns } = crossed({
      haninge: { tax: 10, pension: 12 },
      visby: { tax: 14, pension: 16 },
      kiruna: { tax: 30, pension: 40 },
    });
    const told = sums(cells, ['haninge|all', 'visby|all']);
    const hidden = withheldWhereTheyCross(cells, rows, columns, told).hidden;
    expect([...hidden].filter((id) => id.includes(ALL)).sort()).toEqual(['haninge|all', 'visby|all']);
    for (const office of ['haninge', 'visby'])
      expect([...hidden].some((id) => id.startsWith(office) && !id.endsWith(ALL))).toBe(true);
    expect([...hidden].some((id) => id.startsWith('kiruna'))).toBe(false);
  });

  it('show what is empty', () => {
    const { cells, rows, columns } = crossed({
      haninge: { tax: 0, pension: 8 },
      visby: { tax: 9, pension: 7 },
    });
    expect([...withheldWhereTheyCross(cells, rows, columns, sums(cells)).hidden]).toEqual([]);
  });
});

describe('a tree of places', () => {
  const office = (id: number, areaId: number | null, operatorId = 1) => ({
    ...{ id, areaId, operatorId },
    regionId: areaId === null ? null : Math.ceil(areaId / 2),
  });
  const offices = [office(1, 1), office(2, 1), office(3, 2), office(4, 3), office(5, null, 2)];
  const withheld = (counts: readonly number[]) => {
    const cells = new Map<string, Counted>();
    offices.forEach((one, at) => {
      for (const node of [ALL, `operator-${one.operatorId}`, ...pathOf(one)])
        cells.set(node, { count: (cells.get(node)?.count ?? 0) + counts[at]! });
    });
    return [...withheldAlone(cells, treeOf(offices, ALL)).hidden].sort();
  };

  it('withholds the neighbour of a small office, in its area', () => {
    expect(withheld([3, 20, 30, 40, 50])).toEqual(['office-1', 'office-2']);
  });

  it('withholds an area of one small office, and another area of the region', () => {
    expect(withheld([20, 30, 3, 40, 50])).toEqual(['area-1', 'area-2', 'office-1', 'office-3']);
  });

  it('withholds who runs one small office, and another', () => {
    const hidden = withheld([20, 30, 40, 50, 3]);
    expect(hidden).toEqual(expect.arrayContaining(['no-area', 'office-5', 'operator-1', 'operator-2']));
    expect(hidden.filter((node) => node.startsWith('region-')).length).toBeGreaterThan(0);
  });
});
