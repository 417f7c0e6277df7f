import { z } from 'zod';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { words } from './mandate.ts';

// What the regimes before 1 June 2009 ask for: 2 and 4 §§ lagen (1994:686), 3 § lagen (1997:297) and 3 § lagen (2004:543)
// in its original wording.

export const ApproveSchema = z.object({
  /** The day of the decision: the agreement holds from it at the earliest. */
  approvedOn: PlainDateSchema,
  /** What the approval rests on: who decided, with diary number. */
  decision: words(300),
});
export type Approve = z.output<typeof ApproveSchema>;

/** The same of an amendment, where they are approved by themselves (2 § lagen (1994:686)). */
export const ApproveAmendmentSchema = ApproveSchema.extend({
  version: z.coerce.number().int().min(2).max(9999),
});
export type ApproveAmendment = z.output<typeof ApproveAmendmentSchema>;

export const RevokeApprovalSchema = z.object({
  /** The first day on which the agreement holds no more. */
  revokedOn: PlainDateSchema,
  decision: words(300),
});
export type RevokeApproval = z.output<typeof RevokeApprovalSchema>;
