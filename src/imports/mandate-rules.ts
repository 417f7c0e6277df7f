import type { Period } from '../kernel/plain-date.ts';
import type { AgreementTask, LawContent, MandateKind, MandateLevel } from '../law/facts.ts';
import type { KnownAuthority, KnownOfficer, KnownSystem, KnownTask } from './known.ts';
import type { KnownAgreement } from './known-agreements.server.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';

export interface NewMandate {
  readonly officer: KnownOfficer;
  readonly agreement: KnownAgreement;
  readonly principal: KnownAuthority;
  readonly kind: MandateKind;
  readonly valid: Period;
  readonly tasks: readonly { readonly task: KnownTask; readonly level: MandateLevel }[];
  readonly access: readonly KnownSystem[];
}

type Field = 'principal' | 'from' | 'to' | 'officer' | 'kind' | 'tasks' | 'access';
type Tell = (field: Field, code: ProblemCode, facts?: ProblemFacts) => void;

/** What a mandate may be, given the agreement that it carries out (R6, R7). `agreed`: the tasks of its versions. */
export function checkMandate(
  mandate: NewMandate,
  agreed: readonly AgreementTask[],
  law: LawContent,
  tell: Tell,
): void {
  const { agreement, principal, valid } = mandate;
  if (!agreement.parties.includes(principal.id)) {
    tell('principal', 'not-a-party', { value: principal.name });
    return;
  }
  if (
    !within(
      valid,
      agreement.versions.map((version) => version.valid),
    )
  )
    tell('from', 'outside-agreement', outer(agreement));
  const during = agreed.filter((task) => task.principal.id === principal.id && overlap(task.valid, valid));
  tasks(mandate, during, tell);
  access(mandate, during, tell);
  kinds(mandate, during, law, tell);
}

/** The versions of an agreement follow on each other, oldest first; a gap between two of them is no agreement. */
function within(valid: Period, versions: readonly Period[]): boolean {
  let from = valid.from;
  for (const version of versions) {
    if (version.from > from) return false;
    if (version.to === null) return true;
    if (version.to < from) continue;
    if (valid.to !== null && valid.to <= version.to) return true;
    from = dayAfter(version.to);
  }
  return false;
}

function dayAfter(day: Period['from']): Period['from'] {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString() as Period['from'];
}

function outer({ versions }: KnownAgreement): ProblemFacts {
  return { from: versions[0]?.valid.from ?? '', to: versions.at(-1)?.valid.to ?? '' };
}

function overlap(a: Period, b: Period): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

function tasks({ tasks: wanted }: NewMandate, during: readonly AgreementTask[], tell: Tell): void {
  for (const { task, level } of wanted) {
    const agreed = during.filter((candidate) => candidate.taskId === task.id);
    if (agreed.length === 0) tell('tasks', 'task-not-in-agreement', { task: task.code });
    else if (!agreed.some((a) => (level === 'authority' ? a.exercisesAuthority : a.requiresPersonalData)))
      tell('tasks', 'level-not-in-agreement', { task: task.code, level });
  }
}

/** R7: only such personal data as the tasks of the agreement need (6 § lagen (2019:212), 9 § lagen (2004:543)). */
function access({ access: wanted }: NewMandate, during: readonly AgreementTask[], tell: Tell): void {
  const needed = new Set(during.flatMap((task) => task.access));
  for (const system of wanted)
    if (!needed.has(system.id)) tell('access', 'access-not-in-agreement', { system: system.code });
}

/** R6: which kind will do is the regime's to say, and may differ when the state acts for the state. */
function kinds(
  { agreement, kind, officer, tasks: wanted }: NewMandate,
  during: readonly AgreementTask[],
  law: LawContent,
  tell: Tell,
): void {
  const rules = law.regimes.get(agreement.regimeId)?.rules;
  const covered = during.filter((agreed) => wanted.some(({ task }) => task.id === agreed.taskId));
  for (const { principal, performer } of covered) {
    const stateForState = principal.kind === 'state' && performer.kind === 'state';
    const allowed = (stateForState ? rules?.mandateKinds.stateForState : rules?.mandateKinds.otherwise) ?? [];
    if (!allowed.includes(kind)) {
      tell('kind', 'mandate-kind-not-allowed', { provision: rules?.provisions['mandate-kind'].ref ?? '' });
      break;
    }
  }
  if (covered.length > 0 && !covered.some(({ performer }) => performer.id === officer.employerId))
    tell('officer', 'officer-of-another-employer', { value: officer.code });
}
