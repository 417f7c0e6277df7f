import { contains, type Period, type PlainDate } from '../../kernel/plain-date.ts';
import { needsItem } from '../../law/decide.ts';
import type { AgreementTask, LawContent, Party, Regime, Task } from '../../law/facts.ts';
import { agreementHolds } from '../../law/rules/agreement-holds.ts';
import { catalogueItemFor, taskIsAgreed } from '../../law/rules/task-in-agreement.ts';
import type { Ground } from '../../law/verdict.ts';

export const AGREEMENT_STATES = ['in-force', 'coming', 'not-approved', 'void', 'ended'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** What is true of an agreement whatever its version. */
export interface AgreementFacts {
  readonly id: number;
  readonly diaryNumber: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly approvalRevokedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  readonly parties: readonly Party[];
}
export interface VersionFacts {
  readonly version: number;
  readonly valid: Period;
  /** The day of its own approval, of an amendment whose law wants one. */
  readonly amendmentApprovedOn: PlainDate | null;
}

/**
 * What the state of an agreement follows from where amendments are approved by themselves (2 § lagen (1994:686)): that it
 * goes on as it was approved, with those amendments that were, until it ends altogether. Elsewhere `version` itself.
 */
export function appliedVersion<V extends VersionFacts>(
  version: V,
  first: V,
  ends: PlainDate | null,
  regime: Regime | undefined,
): V {
  if (version.version === 1 || regime?.rules.amendmentsApproved !== true) return version;
  return { ...first, valid: { from: first.valid.from, to: ends } };
}

/** The version of a day: the one in force, else the next to come, else the last there was. `versions` by first day. */
export function versionOn<V extends Pick<VersionFacts, 'valid'>>(
  versions: readonly V[],
  day: PlainDate,
): V | null {
  return (
    versions.find((version) => contains(version.valid, day)) ??
    versions.find((version) => version.valid.from > day) ??
    versions.at(-1) ??
    null
  );
}

/** The law's grounds for an agreement as a whole: regime, approval, term, days. Null for an unknown regime. */
function groundsOf(
  agreement: AgreementFacts,
  { version, valid, amendmentApprovedOn }: VersionFacts,
  regime: Regime | undefined,
  at: PlainDate,
): Ground[] | null {
  const [principal, performer = principal] = agreement.parties;
  if (regime === undefined || principal === undefined || performer === undefined) return null;
  const grounds: Ground[] = [];
  const { id: agreementId, ...rest } = agreement;
  agreementHolds(
    // A version is shown with its days as they were agreed; that nothing rests on it before it was concluded is decide()'s.
    {
      ...{ ...NOTHING, ...rest, agreementId, version, valid, amendmentApprovedOn },
      ...{ decidedOn: agreement.signedOn, principal, performer },
    },
    regime,
    at,
    grounds,
  );
  // Who may act for whom is asked of each task, with its own direction.
  return grounds.filter((ground) => ground.code !== 'parties');
}

/** Is the agreement in force that day, and if not, why not? Days first: what has ended needs no approval. */
export function agreementState(
  agreement: AgreementFacts,
  version: VersionFacts | null,
  law: LawContent,
  at: PlainDate,
): AgreementState {
  if (version === null) return 'void';
  const grounds = groundsOf(agreement, version, law.regimes.get(agreement.regimeId), at);
  if (grounds === null) return 'void';
  const failed = new Map(grounds.filter((g) => !g.holds).map((g) => [g.code, g.reason]));
  const days = failed.get('in-force');
  if (days === 'no-longer-in-force' || failed.get('term') === 'term-ended') return 'ended';
  if (days === 'not-yet-in-force') return 'coming';
  if (failed.has('approval')) return 'not-approved';
  return failed.size > 0 ? 'void' : 'in-force';
}

/** A failed ground of an agreement, or of one of its tasks. */
export interface Remark {
  readonly taskId: number | null;
  readonly ground: Ground;
}

/** What the law finds wrong with a version on a day; each is a reason for which acts under it are refused. */
export function remarksOn(
  agreement: AgreementFacts,
  version: VersionFacts,
  tasks: readonly AgreementTask[],
  taskCodes: ReadonlyMap<number, Omit<Task, 'id'>>,
  law: LawContent,
  at: PlainDate,
): Remark[] {
  const regime = law.regimes.get(agreement.regimeId);
  const whole = groundsOf(agreement, version, regime, at) ?? [];
  const remarks: Remark[] = whole
    .filter((ground) => !ground.holds && ground.code !== 'in-force')
    .map((ground) => ({ taskId: null, ground }));
  if (regime === undefined) return remarks;
  for (const task of tasks) {
    const grounds: Ground[] = [];
    agreementHolds(task, regime, at, grounds);
    const own = grounds.filter((ground) => ground.code === 'parties');
    const known = taskCodes.get(task.taskId);
    if (known !== undefined) {
      const about = { id: task.taskId, ...known };
      const level = task.requiresPersonalData
        ? 'personal-data'
        : task.exercisesAuthority
          ? 'authority'
          : 'guidance';
      taskIsAgreed(task, regime, about, level, own);
      if (task.exercisesAuthority && needsItem('authority', regime))
        catalogueItemFor(task, regime, about, at, law, own);
    }
    for (const ground of own) if (!ground.holds) remarks.push({ taskId: task.taskId, ground });
  }
  return remarks;
}

const NOTHING = {
  followed: null,
  taskId: 0,
  exercisesAuthority: false,
  requiresPersonalData: false,
  listedSeparately: false,
  performersNamed: false,
  catalogueCode: null,
  access: [],
  offices: { agreement: [], task: [] },
  competence: 'not-asked',
} as const satisfies Partial<AgreementTask>;
