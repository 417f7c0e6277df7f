import { z } from 'zod';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { MANDATE_KINDS } from '../law/content.ts';
import type { MandateLevel } from '../law/facts.ts';
import { officerSigns } from '../law/rules/mandate-covers.ts';

export const MANDATE_LEVELS = ['personal-data', 'authority'] as const satisfies readonly MandateLevel[];

/** What a mandate is on a day; the law's words for it stand in law/rules/mandate-covers.ts. */
export const MANDATE_STATES = ['active', 'coming', 'ended', 'unsigned', 'withdrawn'] as const;
export type MandateState = (typeof MANDATE_STATES)[number];

export const Id = z.coerce.number().int().positive().max(2_147_483_647);

/** Written by a person: no character that PostgreSQL cannot hold. */
export const words = (max: number) =>
  z
    .string({ error: 'required' })
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().min(1, { error: 'required' }).max(max, { error: 'too-long' }));

export const WithdrawMandateSchema = z.object({ reason: words(500) });
export type WithdrawMandate = z.output<typeof WithdrawMandateSchema>;

const stated = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().max(max, { error: 'too-long' }))
    .optional();

/**
 * Of a delegation, which is a board's decision (6 kap. 37 §, 7 kap. 5 § kommunallagen (2017:725)): the delegation order with
 * its item, and who decided. The day of the decision is `signedByPrincipalOn`.
 */
export const delegation = { delegationOrder: stated(300), decidedBy: stated(200) };

interface Decided {
  readonly kind: string;
  readonly delegationOrder?: string | undefined;
  readonly decidedBy?: string | undefined;
}
/** A delegation states its order. */
export const hasOrder = ({ kind, delegationOrder }: Decided) =>
  kind !== 'delegation' || (delegationOrder ?? '') !== '';
/** A delegation states who decided. */
export const hasDecider = ({ kind, decidedBy }: Decided) => kind !== 'delegation' || (decidedBy ?? '') !== '';

export const IssueMandateSchema = z
  .object({
    officerId: Id,
    agreementId: Id,
    principalId: Id,
    kind: z.enum(MANDATE_KINDS, { error: 'required' }),
    from: PlainDateSchema,
    to: PlainDateSchema.nullable(),
    signedByPrincipalOn: PlainDateSchema,
    /** Null only for delegation, which the board decides alone (7 kap. 5 § kommunallagen). */
    signedByOfficerOn: PlainDateSchema.nullable(),
    tasks: z
      .array(z.object({ taskId: Id, level: z.enum(MANDATE_LEVELS) }))
      .min(1, { error: 'required' })
      .max(500),
    access: z.array(Id).max(200),
    ...delegation,
  })
  .refine(hasOrder, { path: ['delegationOrder'], error: 'required' })
  .refine(hasDecider, { path: ['decidedBy'], error: 'required' })
  .refine((mandate) => mandate.to === null || mandate.from <= mandate.to, {
    path: ['to'],
    error: 'ends-before-it-begins',
  })
  .refine((mandate) => mandate.signedByOfficerOn !== null || !officerSigns(mandate.kind), {
    path: ['signedByOfficerOn'],
    error: 'required',
  });
export type IssueMandate = z.output<typeof IssueMandateSchema>;
