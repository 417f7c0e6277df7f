import type { Period } from '../../kernel/plain-date.ts';
import { addDays } from '../../kernel/plain-date.ts';
import type { FieldError } from '../../platform/problem.ts';
import type { AmendAgreement, AmendedTask } from '../amendment.ts';

/** What an amendment is held against. */
export interface AmendmentFrame {
  readonly signedOn: string;
  readonly current: { readonly valid: Period; readonly tasks: readonly AmendedTask[] };
  readonly parties: readonly number[];
  /** The authorities that the actor coordinates: only their tasks may change. */
  readonly mine: readonly number[];
}

/** Can this be the next version? Empty when it can. */
export function amendmentFaults(amendment: AmendAgreement, frame: AmendmentFrame): FieldError[] {
  const faults: FieldError[] = [];
  const { valid } = frame.current;
  // The version before must keep at least one day: what it said on its days is what acts rest on.
  if (amendment.from <= valid.from) faults.push({ field: 'from', code: 'not-after-current-version' });
  else if (valid.to !== null && amendment.from > addDays(valid.to, 1))
    faults.push({ field: 'from', code: 'agreement-has-ended' });
  if (amendment.decidedOn < frame.signedOn)
    faults.push({ field: 'decidedOn', code: 'before-the-agreement-was-signed' });

  amendment.tasks.forEach((task, index) => {
    const code = taskFault(task, frame.parties);
    if (code !== null) faults.push({ field: `tasks.${index}`, code });
  });
  const keys = amendment.tasks.map((task) => `${task.taskId} ${task.principalId}`);
  if (new Set(keys).size < keys.length) faults.push({ field: 'tasks', code: 'task-twice' });
  const others = (tasks: readonly AmendedTask[]) =>
    tasks
      .filter((task) => !frame.mine.includes(task.principalId))
      .map(canonical)
      .sort();
  if (others(amendment.tasks).join() !== others(frame.current.tasks).join())
    faults.push({ field: 'tasks', code: 'task-of-another-authority' });
  return faults;
}

function taskFault(task: AmendedTask, parties: readonly number[]): string | null {
  if (!parties.includes(task.principalId) || !parties.includes(task.performerId)) return 'not-a-party';
  if (task.principalId === task.performerId) return 'acts-for-itself';
  return task.catalogueCode !== null && !task.exercisesAuthority ? 'item-without-authority' : null;
}

function canonical(task: AmendedTask): string {
  const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);
  return JSON.stringify([
    task.taskId,
    task.principalId,
    task.performerId,
    task.exercisesAuthority,
    task.requiresPersonalData,
    task.listedSeparately,
    task.performersNamed,
    task.catalogueCode,
    sorted(task.access),
    task.offices === 'all' ? 'all' : sorted(task.offices),
  ]);
}
