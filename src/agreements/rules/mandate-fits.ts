import { contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, Officer } from '../../law/facts.ts';
import type { FieldError } from '../../platform/problem.ts';
import type { IssueMandate } from '../mandate.ts';
import { firstUncovered, overlap } from './periods.ts';

/** What a proposed mandate is held against. */
export interface MandateFrame {
  readonly officer: Officer | null;
  /** The periods of the agreement's versions. */
  readonly versions: readonly Period[];
  /** What those versions say of the principal's tasks. */
  readonly agreed: readonly AgreementTask[];
  readonly law: LawContent;
  readonly today: PlainDate;
}

/**
 * Does a mandate stay within its agreement? Empty when it does. A mandate that would permit nothing is refused as well:
 * who issues it believes that it gives something. What `decide()` asks of the single act is not asked here.
 */
export function mandateFaults(mandate: IssueMandate, frame: MandateFrame): FieldError[] {
  const faults: FieldError[] = [];
  const tell = (field: keyof IssueMandate, code: string) => {
    if (!faults.some((fault) => fault.field === field)) faults.push({ field, code });
  };
  for (const field of ['signedByPrincipalOn', 'signedByOfficerOn'] as const)
    if (mandate[field] > frame.today) tell(field, 'in-the-future');

  const outside = firstUncovered(mandate, frame.versions);
  if (outside !== null) tell(outside === mandate.from ? 'from' : 'to', 'outside-agreement');

  const during = frame.agreed.filter(
    (task) => task.principal.id === mandate.principalId && overlap(task.valid, mandate),
  );
  const covered: AgreementTask[] = [];
  for (const { taskId, level } of mandate.tasks) {
    const found = during.filter((task) => task.taskId === taskId);
    const agreed = found.filter((task) =>
      level === 'authority' ? task.exercisesAuthority : task.requiresPersonalData,
    );
    if (found.length === 0) tell('tasks', 'task-not-in-agreement');
    else if (agreed.length === 0) tell('tasks', 'level-not-in-agreement');
    covered.push(...agreed);
  }
  accessFaults(mandate, covered, tell);
  kindFaults(mandate, covered, frame.law, tell);
  officerFaults(mandate, covered, frame.officer, tell);
  return faults;
}

type Tell = (field: keyof IssueMandate, code: string) => void;

/** R7: only what the mandate's own tasks need (6 § lagen (2019:212), 9 § lagen (2004:543)), and no less. */
function accessFaults({ access }: IssueMandate, covered: readonly AgreementTask[], tell: Tell): void {
  const needed = new Set(covered.flatMap((task) => task.access));
  if (access.some((system) => !needed.has(system))) tell('access', 'access-not-needed');
  const without = covered.some(
    (task) => task.requiresPersonalData && !task.access.some((system) => access.includes(system)),
  );
  if (without) tell('access', 'access-missing');
}

/** R6: which kind will do is the regime's to say; state for state under lagen (2019:212) only an uppdragsavtal (5 §). */
function kindFaults(
  { kind }: IssueMandate,
  covered: readonly AgreementTask[],
  law: LawContent,
  tell: Tell,
): void {
  for (const { regimeId, principal, performer } of covered) {
    const kinds = law.regimes.get(regimeId)?.rules.mandateKinds;
    const stateForState = principal.kind === 'state' && performer.kind === 'state';
    const allowed = (stateForState ? kinds?.stateForState : kinds?.otherwise) ?? [];
    if (!allowed.includes(kind)) tell('kind', 'kind-not-allowed');
  }
}

/** The performer's own staff (domain §7.10). */
function officerFaults(
  { from }: IssueMandate,
  covered: readonly AgreementTask[],
  officer: Officer | null,
  tell: Tell,
): void {
  if (officer === null) tell('officerId', 'unknown-officer');
  else if (covered.some((task) => task.performer.id !== officer.employerId))
    tell('officerId', 'officer-of-another-employer');
  else if (!contains(officer.employed, from)) tell('officerId', 'officer-not-employed');
}
