import { z } from '@hono/zod-openapi';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { MANDATE_KINDS, PARTY_KINDS } from '../law/content.ts';
import { BASES, COMPETENCE_DEMANDS } from '../law/facts.ts';
import { day, Period } from '../shell/api.ts';
import { KnownSchema } from './as-of.ts';
import { Id, MANDATE_LEVELS, MANDATE_STATES } from './mandate.ts';
import { AGREEMENT_STATES } from './rules/agreement-state.ts';
import { GroundSchema } from './verdict-json.ts';

const id = z.number().int();

/** The two clocks of a question. */
export const AsOfQuery = z.object({
  on: PlainDateSchema.optional().openapi({
    description: 'The day that the question is about; today when left out',
  }),
  known: KnownSchema.optional().openapi({
    description: 'What was known then: a day (its end, Swedish time) or an instant; now when left out',
  }),
});
export const IdParam = z.object({ id: Id });
export const VersionParam = IdParam.extend({ version: Id });

const Party = z.object({ id, name: z.string(), kind: z.enum(PARTY_KINDS), orgNumber: z.string().nullable() });
const Remark = z.object({ taskId: id.nullable(), ground: GroundSchema });

export const AgreementSummary = z
  .object({
    id,
    diaryNumber: z.string(),
    name: z.string(),
    regime: z.string(),
    signedOn: day,
    governmentDirected: z.boolean(),
    state: z.enum(AGREEMENT_STATES),
    version: id.nullable(),
    valid: Period.nullable(),
    lastDay: day.nullable().openapi({
      description: 'Of the last version or of the term, whichever comes first; null while neither is known',
    }),
    parties: z.array(Party),
    tasks: id.openapi({ description: 'How many tasks the version has' }),
    copyOwed: z.boolean(),
    remarks: z.array(Remark).openapi({ description: 'What the law finds wrong with it on the day' }),
  })
  .openapi('AgreementSummary');

const Duty = z.object({
  owed: z.boolean(),
  to: z.string().nullable(),
  why: z.string().nullable(),
  provision: z.string().nullable(),
});
export const Agreement = z
  .object({
    id,
    diaryNumber: z.string(),
    name: z.string(),
    regime: z.string(),
    signedOn: day,
    governmentDirected: z.boolean(),
    approvedOn: day.nullable(),
    approvalRevokedOn: day.nullable(),
    termEndsOn: day.nullable(),
    source: z.string(),
    note: z.string(),
    state: z.enum(AGREEMENT_STATES),
    parties: z.array(Party),
    basis: z
      .enum(BASES)
      .nullable()
      .openapi({ description: 'Kind of agreement; null for a regime that is unknown' }),
    versions: z.array(
      z.object({
        version: id,
        valid: Period,
        decidedOn: day,
        amendmentApprovedOn: day.nullable().openapi({
          description: 'Approved by itself as an amendment, where its law asks for that (lagen (1994:686))',
        }),
        summary: z.string(),
        competence: z
          .enum(COMPETENCE_DEMANDS)
          .openapi({ description: 'What missing competence of an officer means' }),
      }),
    ),
    shown: id.nullable().openapi({ description: 'The version whose tasks and offices are told' }),
    offices: z.union([z.literal('all'), z.array(z.object({ id, name: z.string() }))]).nullable(),
    tasks: z.array(
      z.object({
        taskId: id,
        task: z.string(),
        principalId: id,
        performerId: id,
        exercisesAuthority: z.boolean(),
        requiresPersonalData: z.boolean(),
        listedSeparately: z.boolean(),
        performersNamed: z.boolean(),
        catalogueItem: z.string().nullable(),
        access: z.array(z.object({ id, name: z.string() })),
        offices: z
          .union([z.literal('all'), z.array(id)])
          .openapi({ description: '`all`: wherever the agreement applies' }),
      }),
    ),
    copy: Duty.nullable(),
    report: Duty.extend({ due: day.nullable(), by: z.array(id) }).nullable(),
    remarks: z.array(Remark),
  })
  .openapi('Agreement');

export const ApprovalRecord = z
  .object({ approvedOn: day.nullable(), approvalRevokedOn: day.nullable() })
  .openapi('ApprovalRecord');

export const Mandate = z
  .object({
    id,
    officerId: id,
    officerCode: z.string(),
    officer: z.string(),
    office: z.string().openapi({ description: 'Home office' }),
    principalId: id,
    principal: z.string(),
    agreementId: id,
    diaryNumber: z.string(),
    kind: z.enum(MANDATE_KINDS),
    valid: Period,
    signedByPrincipalOn: day.nullable(),
    signedByOfficerOn: day.nullable(),
    withdrawnOn: day.nullable(),
    withdrawnReason: z.string().nullable(),
    state: z.enum(MANDATE_STATES),
    tasks: z.array(z.object({ taskId: id, task: z.string(), level: z.enum(MANDATE_LEVELS) })),
    access: z.array(z.string()),
    delegation: z
      .object({ order: z.string(), decidedBy: z.string() })
      .nullable()
      .openapi({ description: 'Of a delegation; the day of the decision is signedByPrincipalOn' }),
  })
  .openapi('Mandate');
export const MandateWithHistory = Mandate.extend({
  competences: z
    .array(z.object({ taskId: id, proof: z.string().nullable(), valid: Period.nullable() }))
    .openapi({
      description: 'For each task, what the officer has been taught; null where nothing is recorded',
    }),
  history: z.array(
    z.object({
      knownAt: z.string(),
      valid: Period,
      signedByPrincipalOn: day.nullable(),
      signedByOfficerOn: day.nullable(),
      withdrawnOn: day.nullable(),
      withdrawnReason: z.string().nullable(),
    }),
  ),
}).openapi('MandateWithHistory');
