import {
  type MandateFrame,
  mandateFaults,
  type ProposedMandate,
} from '../../agreements/rules/mandate-fits.ts';
import { firstUncovered, overlap } from '../../agreements/rules/periods.ts';
import { addDays, contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import type { AgreementTask, Competence, LawContent, OfficeScope } from '../../law/facts.ts';
import { competenceOn } from '../../law/rules/competence.ts';
import { officerSigns } from '../../law/rules/mandate-covers.ts';
import type { Terms } from '../batch.ts';

/** Why an officer gets no mandate. The sentence is looked up in reason-texts.ts. */
export const REFUSALS = [
  'unknown-officer',
  'officer-of-another-employer',
  'officer-not-employed',
  'overlapping-mandate',
  'office-outside-agreement',
  'agreement-begins-after',
  'agreement-ends-before',
  'task-not-in-agreement',
  'level-not-in-agreement',
  'task-ended-in-list',
  'access-not-needed',
  'access-missing',
  'kind-not-allowed',
  'in-the-future',
] as const;
/** What is worth knowing of a mandate that can be given. */
export const REMARKS = [
  'competence-blocks',
  'competence-warns',
  'not-signed',
  'employment-ends-before',
  'task-leaves-list',
] as const;
export type ReasonCode = (typeof REFUSALS)[number] | (typeof REMARKS)[number];

export interface Reason {
  readonly code: ReasonCode;
  readonly taskId?: number;
  readonly systemId?: number;
  readonly day?: PlainDate;
  readonly provision?: string;
}

/** What one officer is held against besides what mandateFaults asks. */
export interface RowFrame extends MandateFrame {
  /** The offices where the officer works; none is known of an officer who is not. */
  readonly offices: readonly number[];
  /** Periods of mandates, not withdrawn, that the officer holds under the agreement for the principal. */
  readonly held: readonly Period[];
  /** What the officer has been taught, for whichever authority and task. */
  readonly competences: readonly Competence[];
}

export interface RowVerdict {
  /** The mandate as it would be stored; null when there are refusals. */
  readonly mandate: ProposedMandate | null;
  readonly refusals: readonly Reason[];
  readonly remarks: readonly Reason[];
}

/**
 * Can this officer get a mandate on these terms? Asks the rules of the single mandate (5–6 §§ lagen (2019:212); R6, R7)
 * and what only shows when many are given at once: a mandate that permits nothing at any office where the officer works, or a task
 * that the closed list no longer holds (3 § förordningen (2019:214)), is told and not given.
 */
export function judgeRow(terms: Terms, officerId: number, frame: RowFrame): RowVerdict {
  const to = terms.to ?? lastCoveredDay(terms.from, frame.versions);
  const mandate: ProposedMandate = { ...terms, officerId, to };
  const refusals: Reason[] = [];
  for (const { field, code, about } of mandateFaults(mandate, frame)) {
    const facts = {
      ...(about.taskId === undefined ? {} : { taskId: about.taskId }),
      ...(about.systemId === undefined ? {} : { systemId: about.systemId }),
      ...(about.provision === undefined ? {} : { provision: about.provision }),
    };
    if (code === 'outside-agreement')
      refusals.push(
        field === 'from'
          ? { code: 'agreement-begins-after', day: terms.from }
          : { code: 'agreement-ends-before', day: addDays(about.day ?? terms.from, -1) },
      );
    else refusals.push({ code, ...facts, ...(about.day === undefined ? {} : { day: about.day }) });
  }
  const holds = frame.held.find((period) => overlap(period, mandate));
  if (holds !== undefined) refusals.push({ code: 'overlapping-mandate', day: holds.from });
  const covered = coveredTasks(mandate, frame.agreed);
  const reached = frame.offices.some((office) => covered.some(reaches(office)));
  if (frame.offices.length > 0 && covered.length > 0 && !reached)
    refusals.push({ code: 'office-outside-agreement' });
  const listed = listFaults(mandate, covered, frame.law);
  refusals.push(...listed.filter(({ code }) => code === 'task-ended-in-list'));
  const remarks = [
    ...listed.filter(({ code }) => code === 'task-leaves-list'),
    ...remarksOn(mandate, covered, frame),
  ];
  return { mandate: refusals.length === 0 ? mandate : null, refusals, remarks };
}

/** The last day up to which versions cover every day from `from`; null when they go on. Not covered at all: `from` itself. */
export function lastCoveredDay(from: PlainDate, versions: readonly Period[]): PlainDate | null {
  const uncovered = firstUncovered({ from, to: null }, versions);
  if (uncovered === null) return null;
  return uncovered <= from ? from : addDays(uncovered, -1);
}

function coveredTasks(mandate: ProposedMandate, agreed: readonly AgreementTask[]): AgreementTask[] {
  const asked = new Set(mandate.tasks.map(({ taskId }) => taskId));
  return agreed.filter(
    (task) =>
      asked.has(task.taskId) && task.principal.id === mandate.principalId && overlap(task.valid, mandate),
  );
}

const reaches = (officeId: number) => (task: AgreementTask) =>
  within(task.offices.agreement, officeId) && within(task.offices.task, officeId);
const within = (scope: OfficeScope, officeId: number) => scope === 'all' || scope.includes(officeId);

/** 2–3 §§ förordningen (2019:214): exercise of authority is in a closed list, whose items begin and end. */
function listFaults(
  mandate: ProposedMandate,
  covered: readonly AgreementTask[],
  { items }: LawContent,
): Reason[] {
  const found: Reason[] = [];
  for (const { taskId, level } of mandate.tasks) {
    if (level !== 'authority') continue;
    const codes = new Map(
      covered
        .filter((task) => task.taskId === taskId && task.exercisesAuthority && task.catalogueCode !== null)
        .map((task) => [task.catalogueCode, task.regimeId]),
    );
    const wordings = items.filter((item) => codes.get(item.code) === item.regimeId);
    if (wordings.length === 0) continue; // an agreement without its item is told of the agreement
    const periods = wordings.map((item) => item.valid);
    if (!periods.some((valid) => contains(valid, mandate.from)))
      found.push({ code: 'task-ended-in-list', taskId });
    else {
      const day = firstUncovered(mandate, periods);
      if (day !== null) found.push({ code: 'task-leaves-list', taskId, day: addDays(day, -1) });
    }
  }
  return found;
}

function remarksOn(mandate: ProposedMandate, covered: readonly AgreementTask[], frame: RowFrame): Reason[] {
  const remarks: Reason[] = competenceRemarks(mandate, covered, frame.competences);
  const byOfficer = mandate.signedByOfficerOn !== null || !officerSigns(mandate.kind);
  if (mandate.signedByPrincipalOn === null || !byOfficer) remarks.push({ code: 'not-signed' });
  const employed = frame.officer?.employed;
  if (employed?.to && (mandate.to === null || employed.to < mandate.to))
    remarks.push({ code: 'employment-ends-before', day: employed.to });
  return remarks;
}

/** What the agreement that holds on the first day asks for, and the officer lacks then: told, for it can be got later. */
function competenceRemarks(
  mandate: ProposedMandate,
  covered: readonly AgreementTask[],
  competences: readonly Competence[],
): Reason[] {
  return covered.flatMap((task): Reason[] => {
    if (task.competence === 'not-asked' || !contains(task.valid, mandate.from)) return [];
    const has = competences.some(
      (each) =>
        each.officerId === mandate.officerId &&
        each.principalId === mandate.principalId &&
        each.taskId === task.taskId &&
        competenceOn(each, mandate.from) === 'ok',
    );
    if (has) return [];
    return [
      { code: task.competence === 'warns' ? 'competence-warns' : 'competence-blocks', taskId: task.taskId },
    ];
  });
}
