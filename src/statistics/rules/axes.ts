import { ALL, type Axis, line } from './grid.ts';

/** Channels, levels, forms or hours. */
export function sideAxis(nodes: readonly string[]): Axis {
  return [
    line(
      ALL,
      nodes.filter((node) => node !== ALL),
    ),
  ];
}

/** Authorities, their tasks, and tasks of several. */
export function whatAxis(nodes: readonly string[]): Axis {
  const leaves = nodes.filter((node) => node.includes('/'));
  const kind = (name: string) => nodes.filter((node) => node.startsWith(name) && !node.includes('/'));
  return [
    line(ALL, kind('authority-')),
    line(ALL, kind('task-')),
    ...kind('authority-').map((whose) =>
      line(
        whose,
        leaves.filter((leaf) => leaf.startsWith(`${whose}/`)),
      ),
    ),
    ...kind('task-').map((task) =>
      line(
        task,
        leaves.filter((leaf) => leaf.endsWith(`/${task}`)),
      ),
    ),
  ];
}
