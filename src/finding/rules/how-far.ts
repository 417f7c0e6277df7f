import { SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';

// How far a visitor comes with a task at an office: the law's ladder, seen from the other side of the desk.

/** A task at an office: what is given of it there, whoever is responsible for it. */
export interface TaskAtOffice {
  readonly code: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly principal: string;
  readonly levels: readonly ServiceLevel[];
}

/** The highest step that is given; null: only to be shown the way. */
export function highest(levels: readonly ServiceLevel[]): ServiceLevel | null {
  return levels.at(-1) ?? null;
}

/** 0: shown the way … 4: decisions on the spot. */
export function rank(levels: readonly ServiceLevel[]): number {
  const top = highest(levels);
  return top === null ? 0 : SERVICE_LEVELS.indexOf(top) + 1;
}

/** The same task of several authorities (a municipal one): the one that goes farthest stands for it. */
export function farthest(tasks: readonly TaskAtOffice[]): TaskAtOffice | null {
  return tasks.reduce<TaskAtOffice | null>(
    (best, task) => (best === null || rank(task.levels) > rank(best.levels) ? task : best),
    null,
  );
}
