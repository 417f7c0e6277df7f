import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, OfficeScope } from '../../law/facts.ts';

/** What a version says as a whole, by name; a term that a version does not have is null. */
export interface VersionTerms {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly decidedOn: PlainDate;
  readonly summary: string;
}
export const TERMS = [
  'from',
  'to',
  'decidedOn',
  'summary',
] as const satisfies readonly (keyof VersionTerms)[];
export type Term = (typeof TERMS)[number];

/** All that a version says. */
export interface VersionSaid {
  readonly terms: VersionTerms;
  readonly offices: OfficeScope;
  readonly tasks: readonly AgreementTask[];
}

export interface TermChange {
  readonly term: Term;
  readonly before: string | null;
  readonly after: string | null;
}
/** Offices by id. What comes or goes is told by name only where both sides list their offices. */
export interface ScopeChange {
  readonly before: OfficeScope;
  readonly after: OfficeScope;
  readonly added: readonly number[];
  readonly removed: readonly number[];
}
export const FLAGS = [
  'exercisesAuthority',
  'requiresPersonalData',
  'listedSeparately',
  'performersNamed',
] as const satisfies readonly (keyof AgreementTask)[];
export type TaskChange =
  | { readonly what: 'performer'; readonly before: number; readonly after: number }
  | { readonly what: (typeof FLAGS)[number]; readonly before: boolean; readonly after: boolean }
  | { readonly what: 'catalogueCode'; readonly before: string | null; readonly after: string | null }
  | { readonly what: 'access'; readonly added: readonly number[]; readonly removed: readonly number[] }
  | ({ readonly what: 'offices' } & ScopeChange);

export interface ChangedTask {
  readonly before: AgreementTask;
  readonly after: AgreementTask;
  readonly changes: readonly TaskChange[];
}
export interface VersionDifference {
  readonly terms: readonly TermChange[];
  readonly offices: ScopeChange | null;
  readonly added: readonly AgreementTask[];
  readonly removed: readonly AgreementTask[];
  readonly changed: readonly ChangedTask[];
  /** How many tasks are as they were. */
  readonly same: number;
}

/** What `after` says that `before` did not, and the other way round. A task is one task for one principal. */
export function versionDifference(before: VersionSaid, after: VersionSaid): VersionDifference {
  const key = (task: AgreementTask) => `${task.taskId} ${task.principal.id}`;
  const old = new Map(before.tasks.map((task) => [key(task), task]));
  const now = new Map(after.tasks.map((task) => [key(task), task]));
  const both = after.tasks.flatMap((task) => {
    const earlier = old.get(key(task));
    return earlier === undefined
      ? []
      : [{ before: earlier, after: task, changes: taskChanges(earlier, task) }];
  });
  return {
    terms: TERMS.filter((term) => before.terms[term] !== after.terms[term]).map((term) => ({
      term,
      before: before.terms[term],
      after: after.terms[term],
    })),
    offices: scopeChange(before.offices, after.offices),
    added: after.tasks.filter((task) => !old.has(key(task))),
    removed: before.tasks.filter((task) => !now.has(key(task))),
    changed: both.filter(({ changes }) => changes.length > 0),
    same: both.filter(({ changes }) => changes.length === 0).length,
  };
}

/** Whether two versions say the same of everything but their days and what was written about them. */
export function onlyDaysDiffer({ terms: _, same: __, ...rest }: VersionDifference): boolean {
  return rest.offices === null && rest.added.length + rest.removed.length + rest.changed.length === 0;
}

function taskChanges(before: AgreementTask, after: AgreementTask): TaskChange[] {
  const changes: TaskChange[] = [];
  if (before.performer.id !== after.performer.id)
    changes.push({ what: 'performer', before: before.performer.id, after: after.performer.id });
  for (const what of FLAGS)
    if (before[what] !== after[what]) changes.push({ what, before: before[what], after: after[what] });
  if (before.catalogueCode !== after.catalogueCode)
    changes.push({ what: 'catalogueCode', before: before.catalogueCode, after: after.catalogueCode });
  const access = listChange(before.access, after.access);
  if (access.added.length + access.removed.length > 0) changes.push({ what: 'access', ...access });
  const offices = scopeChange(before.offices.task, after.offices.task);
  if (offices !== null) changes.push({ what: 'offices', ...offices });
  return changes;
}

function scopeChange(before: OfficeScope, after: OfficeScope): ScopeChange | null {
  if (before === 'all' || after === 'all')
    return before === after ? null : { before, after, added: [], removed: [] };
  const change = listChange(before, after);
  return change.added.length + change.removed.length === 0 ? null : { before, after, ...change };
}

function listChange(before: readonly number[], after: readonly number[]) {
  return {
    added: after.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
  };
}
