import { contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, LawContent, MandateLevel, Officer } from '../../law/facts.ts';
import { kindsOf } from '../../law/rules/mandate-covers.ts';
import type { IssueMandate } from '../mandate.ts';
import { firstUncovered, overlap } from './periods.ts';

type SigningDay = 'signedByPrincipalOn' | 'signedByOfficerOn';

/** A mandate from the form, the API or a file. A file may hold one that is not signed: it is kept, and gives nothing. */
export interface ProposedMandate
  extends Omit<IssueMandate, SigningDay>,
    Readonly<Record<SigningDay, PlainDate | null>> {}

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

export interface MandateFault {
  readonly field: Exclude<
    keyof IssueMandate,
    'agreementId' | 'principalId' | 'delegationOrder' | 'decidedBy'
  >;
  readonly code:
    | 'in-the-future'
    | 'outside-agreement'
    | 'task-not-in-agreement'
    | 'level-not-in-agreement'
    | 'access-not-needed'
    | 'access-missing'
    | 'kind-not-allowed'
    | 'unknown-officer'
    | 'officer-of-another-employer'
    | 'officer-not-employed';
  /** What in the field it is about. */
  readonly about: {
    readonly taskId?: number;
    readonly level?: MandateLevel;
    readonly systemId?: number;
    readonly day?: PlainDate;
    readonly provision?: string | undefined;
  };
}

/**
 * Does a mandate stay within its agreement? Empty when it does; all faults otherwise. A mandate that would permit nothing
 * is refused as well: who issues it believes that it gives something. What the agreement itself lacks is told of the
 * agreement. What `decide()` asks of the single act is not asked here.
 */
export function mandateFaults(mandate: ProposedMandate, frame: MandateFrame): MandateFault[] {
  const faults: MandateFault[] = [];
  const tell: Tell = (field, code, about = {}) => faults.push({ field, code, about });
  for (const field of ['signedByPrincipalOn', 'signedByOfficerOn'] as const) {
    const day = mandate[field];
    if (day !== null && day > frame.today) tell(field, 'in-the-future', { day });
  }
  const day = firstUncovered(mandate, frame.versions);
  if (day !== null) tell(day === mandate.from ? 'from' : 'to', 'outside-agreement', { day });

  const during = frame.agreed.filter(
    (task) => task.principal.id === mandate.principalId && overlap(task.valid, mandate),
  );
  const covered: AgreementTask[] = [];
  const given: Given[] = [];
  for (const { taskId, level } of mandate.tasks) {
    const found = during.filter((task) => task.taskId === taskId);
    const agreed = found.filter((task) =>
      level === 'authority' ? task.exercisesAuthority : task.requiresPersonalData,
    );
    if (found.length === 0) tell('tasks', 'task-not-in-agreement', { taskId });
    else if (agreed.length === 0) tell('tasks', 'level-not-in-agreement', { taskId, level });
    covered.push(...agreed);
    given.push(...agreed.map((task) => ({ task, level })));
  }
  accessFaults(mandate, covered, tell);
  kindFaults(mandate, given, frame.law, tell);
  officerFaults(mandate, covered, frame.officer, tell);
  return faults;
}

type Tell = (field: MandateFault['field'], code: MandateFault['code'], about?: MandateFault['about']) => void;

/** R7: only what the mandate's own tasks need (6 § lagen (2019:212), 9 § lagen (2004:543)), and no less. */
function accessFaults({ access }: ProposedMandate, covered: readonly AgreementTask[], tell: Tell): void {
  const needed = new Set(covered.flatMap((task) => task.access));
  for (const systemId of access) if (!needed.has(systemId)) tell('access', 'access-not-needed', { systemId });
  const without = covered.find(
    (task) =>
      task.requiresPersonalData &&
      task.access.length > 0 &&
      !task.access.some((system) => access.includes(system)),
  );
  if (without !== undefined) tell('access', 'access-missing', { taskId: without.taskId });
}

/** What the mandate gives under a version of the agreement. */
interface Given {
  readonly task: AgreementTask;
  readonly level: MandateLevel;
}

/** R6: which kind will do is the regime's to say; state for state under lagen (2019:212) only an uppdragsavtal (5 §). */
function kindFaults({ kind }: ProposedMandate, given: readonly Given[], law: LawContent, tell: Tell): void {
  for (const { task, level } of given) {
    const regime = law.regimes.get(task.regimeId);
    if (regime !== undefined && kindsOf(regime, task, level).includes(kind)) continue;
    tell('kind', 'kind-not-allowed', { provision: regime?.rules.provisions['mandate-kind'].ref });
    return;
  }
}

/** The performer's own staff (domain §7.10). */
function officerFaults(
  { from }: ProposedMandate,
  covered: readonly AgreementTask[],
  officer: Officer | null,
  tell: Tell,
): void {
  if (officer === null) tell('officerId', 'unknown-officer');
  else if (covered.some((task) => task.performer.id !== officer.employerId))
    tell('officerId', 'officer-of-another-employer');
  else if (!contains(officer.employed, from)) tell('officerId', 'officer-not-employed', { day: from });
}
