import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, Party, Task } from '../law/facts.ts';

/**
 * An agreement version as its copy says it: what the desk reads. Nothing of it is looked up in the registers of the
 * authorities, so that what was not sent is not read.
 */
export interface SentAgreement {
  readonly diaryNumber: string;
  readonly name: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly approvalRevokedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  readonly version: number;
  readonly decidedOn: PlainDate;
  readonly valid: Period;
  readonly summary: string;
  readonly parties: readonly SentParty[];
  readonly offices: 'all' | readonly string[];
  readonly tasks: readonly SentTask[];
}

export interface SentParty extends Party {
  readonly name: string;
}

export interface SentTask {
  readonly task: Task;
  readonly name: string;
  readonly principalId: number;
  readonly performerId: number;
  readonly exercisesAuthority: boolean;
  readonly requiresPersonalData: boolean;
  readonly listedSeparately: boolean;
  readonly performersNamed: boolean;
  readonly catalogueCode: string | null;
  /** What access the copy states, in words. */
  readonly access: readonly string[];
}

/** One task of the copy as the law's rules read it. Access is counted, not named: the rule asks whether any is stated. */
export function asFact(sent: SentAgreement, task: SentTask): AgreementTask | null {
  const party = (id: number) => sent.parties.find((each) => each.id === id);
  const principal = party(task.principalId);
  const performer = party(task.performerId);
  if (principal === undefined || performer === undefined) return null;
  return {
    agreementId: 0,
    diaryNumber: sent.diaryNumber,
    version: sent.version,
    regimeId: sent.regimeId,
    signedOn: sent.signedOn,
    governmentDirected: sent.governmentDirected,
    approvedOn: sent.approvedOn,
    approvalRevokedOn: sent.approvalRevokedOn,
    termEndsOn: sent.termEndsOn,
    decidedOn: sent.decidedOn,
    valid: sent.valid,
    // A copy tells of one version alone, and nothing of the competence of who acts under it is asked here.
    amendmentApprovedOn: null,
    followed: null,
    competence: 'not-asked',
    principal,
    performer,
    taskId: task.task.id,
    exercisesAuthority: task.exercisesAuthority,
    requiresPersonalData: task.requiresPersonalData,
    listedSeparately: task.listedSeparately,
    performersNamed: task.performersNamed,
    catalogueCode: task.catalogueCode,
    access: task.access.map((_, index) => index + 1),
    offices: { agreement: 'all', task: 'all' },
  };
}
