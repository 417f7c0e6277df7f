import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Regime } from '../../law/facts.ts';
import type { FieldError } from '../../platform/problem.ts';

/** What is on record of an agreement's approval. */
export interface ApprovalRecord {
  readonly approvedOn: PlainDate | null;
  readonly approvalRevokedOn: PlainDate | null;
}
type Asking = Pick<Regime, 'signed' | 'rules'>;

/** R14: whether the approval can be recorded. One that is on record stays, also when it has been revoked. */
export function approvalFaults(
  approvedOn: PlainDate,
  record: ApprovalRecord,
  { signed, rules }: Asking,
  today: PlainDate,
): FieldError[] {
  const tell = (code: string) => [{ field: 'approvedOn', code }];
  if (rules.approvalBy === null) return tell('approval-not-asked');
  if (record.approvedOn !== null) return tell('already-approved');
  if (approvedOn > today) return tell('not-decided-yet');
  // Nobody approved under a law that there was not.
  return approvedOn < signed.from ? tell('before-its-law') : [];
}

/**
 * R14: whether an amendment can be recorded as approved by itself. Nobody approves what is not decided, nor an amendment of
 * what has no approval.
 */
export function amendmentApprovalFaults(
  approvedOn: PlainDate,
  amendment: { readonly decidedOn: PlainDate; readonly amendmentApprovedOn: PlainDate | null },
  record: ApprovalRecord,
  { rules }: Asking,
  today: PlainDate,
): FieldError[] {
  const tell = (code: string) => [{ field: 'approvedOn', code }];
  if (!rules.amendmentsApproved) return tell('amendment-approval-not-asked');
  if (record.approvedOn === null) return tell('agreement-not-approved');
  if (amendment.amendmentApprovedOn !== null) return tell('already-approved');
  if (approvedOn > today) return tell('not-decided-yet');
  return approvedOn < amendment.decidedOn ? tell('before-the-amendment') : [];
}

/** R14: whether the revocation can be recorded. Its day may come: a decision can say from when. */
export function revocationFaults(
  revokedOn: PlainDate,
  record: ApprovalRecord,
  { rules }: Asking,
): FieldError[] {
  const tell = (code: string) => [{ field: 'revokedOn', code }];
  if (rules.approvalBy === null) return tell('approval-not-asked');
  if (record.approvedOn === null) return tell('nothing-to-revoke');
  if (record.approvalRevokedOn !== null) return tell('already-revoked');
  return revokedOn < record.approvedOn ? tell('revoked-before-approved') : [];
}
