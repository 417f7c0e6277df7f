import { z } from 'zod';
import { delegation, hasDecider, hasOrder, MANDATE_LEVELS } from '../agreements/mandate.ts';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { MANDATE_KINDS } from '../law/content.ts';
import type { MandateKind, MandateLevel } from '../law/facts.ts';
import type { FileFault } from './officer-file.ts';

/** Officers of a performer (SSC has some 875) and some more; what is beyond is no operation of one day. */
export const MOST_OFFICERS = 5_000;

export const BATCH_STATES = ['draft', 'ordered', 'done', 'failed'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** One set of terms of an operation. `to: null`: as long as the agreement holds. A day of signing may come later. */
export interface Terms {
  readonly agreementId: number;
  readonly principalId: number;
  readonly kind: MandateKind;
  readonly tasks: { taskId: number; level: MandateLevel }[];
  readonly access: number[];
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
  /** Of a delegation. */
  readonly delegationOrder?: string | undefined;
  readonly decidedBy?: string | undefined;
}

/** An officer under one set of terms. `line`: where in the officer file; `follows`: the mandate that it renews. */
export interface BatchRow {
  readonly part: number;
  readonly officerId: number;
  readonly line: number | null;
  readonly follows: number | null;
}

const PartSchema = z
  .object({
    agreementId: Id,
    principalId: Id,
    kind: z.enum(MANDATE_KINDS, { error: 'required' }),
    tasks: z
      .array(z.object({ taskId: Id, level: z.enum(MANDATE_LEVELS) }))
      .min(1, { error: 'required' })
      .max(500),
    access: z.array(Id).max(200),
    ...delegation,
  })
  .refine(hasOrder, { path: ['delegationOrder'], error: 'required' })
  .refine(hasDecider, { path: ['decidedBy'], error: 'required' });

/** The longest code of an officer that is read. */
export const LONGEST_CODE = 100;
export const OFFICERS_BY = ['office', 'area', 'performer', 'codes'] as const;
export const OfficersSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('office'), ids: z.array(Id).min(1, { error: 'required' }).max(500) }),
  z.object({ by: z.literal('area'), ids: z.array(Id).min(1, { error: 'required' }).max(200) }),
  z.object({ by: z.literal('performer') }),
  z.object({
    by: z.literal('codes'),
    codes: z.array(z.string().max(LONGEST_CODE)).min(1, { error: 'required' }).max(MOST_OFFICERS),
  }),
]);
export type Officers = z.output<typeof OfficersSchema>;

const days = {
  to: PlainDateSchema.nullable(),
  signedByPrincipalOn: PlainDateSchema.nullable(),
  signedByOfficerOn: PlainDateSchema.nullable(),
};

export const BatchOrderSchema = z
  .object({
    parts: z
      .array(PartSchema)
      .min(1, { error: 'required' })
      .max(50)
      .refine(
        (parts) => new Set(parts.map((p) => `${p.agreementId} ${p.principalId}`)).size === parts.length,
        { error: 'agreement-twice' },
      ),
    officers: OfficersSchema,
    from: PlainDateSchema,
    ...days,
  })
  .refine((order) => order.to === null || order.from <= order.to, {
    path: ['to'],
    error: 'ends-before-it-begins',
  });
export type BatchOrder = z.output<typeof BatchOrderSchema>;

/** The page brings an officer file, which says of each code on which line it stood. */
export interface OfficerFile {
  readonly name: string;
  readonly rows: readonly { readonly line: number; readonly code: string }[];
  readonly faults: readonly FileFault[];
}

export const RenewalSchema = z.object({
  mandateIds: z.array(Id).min(1, { error: 'required' }).max(MOST_OFFICERS),
  ...days,
});
export type Renewal = z.output<typeof RenewalSchema>;

export const SignSchema = z
  .object({
    mandateIds: z.array(Id).min(1, { error: 'required' }).max(MOST_OFFICERS),
    signedByPrincipalOn: PlainDateSchema.nullable(),
    signedByOfficerOn: PlainDateSchema.nullable(),
  })
  .refine((signed) => signed.signedByPrincipalOn !== null || signed.signedByOfficerOn !== null, {
    path: ['signedByOfficerOn'],
    error: 'required',
  });
export type Sign = z.output<typeof SignSchema>;
