import { SERVICE_LEVELS, type ServiceLevel } from '../law/facts.ts';
import type { PerformedOffice } from './content.ts';

/** One task in one principal's name, with how many times at each level. */
export interface PerformedTask {
  readonly principal: string;
  readonly task: string;
  readonly times: Readonly<Record<ServiceLevel, number>>;
  readonly total: number;
}

/** A row a task instead of a row a level, most often done first; of several offices their sum. */
export function performedTasks(offices: readonly Pick<PerformedOffice, 'tasks'>[]): PerformedTask[] {
  const sums = new Map<string, PerformedTask>();
  for (const { principal, task, level, times } of offices.flatMap((office) => office.tasks)) {
    const key = JSON.stringify([principal, task]);
    const sum = sums.get(key) ?? { principal, task, times: NONE, total: 0 };
    const levels = { ...sum.times, [level]: sum.times[level] + times };
    sums.set(key, { ...sum, times: levels, total: sum.total + times });
  }
  return [...sums.values()].sort((a, b) => b.total - a.total);
}

const NONE = Object.fromEntries(SERVICE_LEVELS.map((level) => [level, 0])) as Record<ServiceLevel, number>;
