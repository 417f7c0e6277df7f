import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Mandate } from '../../law/facts.ts';
import type { DraftContent } from '../draft.ts';

/** Why a mandate would reach further than an amended agreement. */
export type OutsideReason = 'days' | 'tasks' | 'access';

/**
 * What of a mandate would lie outside what is drafted, from the draft's first day: days past its last (the database
 * refuses the conclusion while there are any), tasks or levels that it no longer has, access that no task needs any more
 * (5 and 6 §§ lagen (2019:212)). Empty when the draft bears it.
 */
export function outsideReasons(
  mandate: Pick<Mandate, 'valid' | 'principalId' | 'tasks' | 'access' | 'withdrawnOn'>,
  draft: Pick<DraftContent, 'from' | 'to' | 'tasks'>,
): OutsideReason[] {
  const { valid, withdrawnOn } = mandate;
  if (withdrawnOn !== null || (draft.from !== null && endsBefore(valid.to, draft.from))) return [];
  const tasks = draft.tasks.filter(({ principalId }) => principalId === mandate.principalId);
  const bears = ({ taskId, level }: Mandate['tasks'][number]) =>
    tasks.some(
      (task) =>
        task.taskId === taskId &&
        (level === 'authority' ? task.exercisesAuthority : task.requiresPersonalData),
    );
  const covered = tasks.filter((task) => mandate.tasks.some(({ taskId }) => taskId === task.taskId));
  const needed = new Set(covered.flatMap(({ access }) => access));
  return [
    ...(draft.to !== null && (valid.to === null || valid.to > draft.to) ? ['days' as const] : []),
    ...(mandate.tasks.every(bears) ? [] : ['tasks' as const]),
    ...(mandate.access.every((system) => needed.has(system)) ? [] : ['access' as const]),
  ];
}

function endsBefore(to: PlainDate | null, day: PlainDate): boolean {
  return to !== null && to < day;
}
