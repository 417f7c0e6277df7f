import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, CompetenceDemand, OfficeScope } from '../../law/facts.ts';

/** What a version says as a whole, by name; a term that a version does not have is null. */
export interface VersionTerms {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly decidedOn: PlainDate;
  readonly summary: string;
  readonly competence: CompetenceDemand;
  /** Working days. */
  readonly firstAnswerDays: number | null;
  readonly finalAnswerDays: number | null;
  readonly noticeMonths: number | null;
}
export const TERMS = [
  'from',
  'to',
  'decidedOn',
  'summary',
  'competence',
  'firstAnswerDays',
  'finalAnswerDays',
  'noticeMonths',
] as const satisfies readonly (keyof VersionTerms)[];
export type Term = (typeof TERMS)[number];
export type TermValue = string | number | null;

/** Whom to turn to at a party, by function. */
export interface ContactSaid {
  readonly authorityId: number;
  readonly function: string;
  readonly email: string;
  readonly phone: string;
}

/** All that a version says. */
export interface VersionSaid {
  readonly terms: VersionTerms;
  readonly offices: OfficeScope;
  readonly tasks: readonly AgreementTask[];
  readonly contacts: readonly ContactSaid[];
}

export interface TermChange {
  readonly term: Term;
  readonly before: TermValue;
  readonly after: TermValue;
}
/** A contact that came, went, or is reached in another way. */
export interface ContactChange {
  readonly authorityId: number;
  readonly function: string;
  readonly before: ContactSaid | null;
  readonly after: ContactSaid | null;
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
  readonly contacts: readonly ContactChange[];
  /** How many tasks are as they were. */
  readonly same: number;
  /** What is as it was. */
  readonly unchanged: {
    readonly terms: readonly Term[];
    readonly offices: boolean;
    readonly tasks: readonly AgreementTask[];
    readonly contacts: readonly ContactSaid[];
  };
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
  const unchanged = both.filter(({ changes }) => changes.length === 0);
  const offices = scopeChange(before.offices, after.offices);
  const differs = (term: Term) => before.terms[term] !== after.terms[term];
  const contacts = contactChanges(before.contacts, after.contacts);
  return {
    terms: TERMS.filter(differs).map((term) => ({
      term,
      before: before.terms[term],
      after: after.terms[term],
    })),
    offices,
    added: after.tasks.filter((task) => !old.has(key(task))),
    removed: before.tasks.filter((task) => !now.has(key(task))),
    changed: both.filter(({ changes }) => changes.length > 0),
    contacts,
    same: unchanged.length,
    unchanged: {
      terms: TERMS.filter((term) => !differs(term)),
      offices: offices === null,
      tasks: unchanged.map(({ after }) => after),
      contacts: after.contacts.filter((each) => !contacts.some((change) => change.after === each)),
    },
  };
}

/** A contact is one function at one party; of several with the same name, the first goes with the first. */
function contactChanges(before: readonly ContactSaid[], after: readonly ContactSaid[]): ContactChange[] {
  const left = [...before];
  const changes: ContactChange[] = [];
  for (const now of after) {
    const at = left.findIndex((was) => was.authorityId === now.authorityId && was.function === now.function);
    const [was = null] = at === -1 ? [] : left.splice(at, 1);
    if (was === null || was.email !== now.email || was.phone !== now.phone)
      changes.push({ authorityId: now.authorityId, function: now.function, before: was, after: now });
  }
  const gone = left.map((was) => ({
    authorityId: was.authorityId,
    function: was.function,
    before: was,
    after: null,
  }));
  return [...changes, ...gone];
}

const DAYS: readonly Term[] = ['from', 'to', 'decidedOn', 'summary'];

/** Whether two versions say the same of everything but their days and what was written about them. */
export function onlyDaysDiffer(rest: VersionDifference): boolean {
  const terms = rest.terms.every(({ term }) => DAYS.includes(term));
  if (!terms || rest.contacts.length > 0) return false;
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
