import { line } from './grid.ts';
import type { Line } from './suppress.ts';

/** An office and what it is part of. */
export interface OfficeOfTree {
  readonly id: number;
  readonly operatorId: number;
  readonly areaId: number | null;
  readonly regionId: number | null;
}

export const NO_AREA = 'no-area';
export const officeNode = (id: number) => `office-${id}`;

/** The nodes of an office from the top down, the office last. */
export function pathOf({ id, areaId, regionId }: OfficeOfTree): string[] {
  if (areaId === null || regionId === null) return [NO_AREA, officeNode(id)];
  return [`region-${regionId}`, `area-${areaId}`, officeNode(id)];
}

/** What adds up to what: everything of regions, a region of areas, an area of offices; and by who runs them. */
export function treeOf(offices: readonly OfficeOfTree[], top: string): Line[] {
  const parts = new Map<string, Set<string>>();
  const put = (total: string, part: string) => parts.set(total, (parts.get(total) ?? new Set()).add(part));
  for (const office of offices) {
    let above = top;
    for (const node of pathOf(office)) {
      put(above, node);
      above = node;
    }
    put(`operator-${office.operatorId}`, officeNode(office.id));
  }
  const operators = [...parts.keys()].filter((node) => node.startsWith('operator-'));
  return [...[...parts].map(([total, of]) => line(total, of)), line(top, operators)];
}
