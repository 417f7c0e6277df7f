import { z } from 'zod';
import { PeriodSchema, PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { BASES } from './facts.ts';
import catalogueJson from './reference/catalogue.json' with { type: 'json' };
import regimesJson from './reference/regimes.json' with { type: 'json' };

// The shapes of the law's reference data: shipped in reference/, stored in the tables of migration 0003, extended by the
// law editor's form and API. An entry says where it stands and when somebody last compared it with the source.

export const SPHERES = ['state', 'municipal', 'regional'] as const;
export const PARTY_KINDS = ['state', 'municipality', 'region', 'social-insurance-office'] as const;
export const MANDATE_KINDS = ['commission', 'employment', 'delegation'] as const;
export const CONDITIONS = [
  'simple-case',
  'favourable-only',
  'no-special-support',
  'in-person',
  'not-of-principle',
] as const;
export const ACTIONS = ['decide', 'hand-out', 'receive', 'prepare'] as const;

const Provision = z.object({ ref: z.string().min(1), reading: z.boolean().optional() });
const verified = { source: z.string().trim().min(3).max(500), verifiedOn: PlainDateSchema };

export const RegimeRulesSchema = z.object({
  approvalBy: z.enum(['government', 'government-or-appointed']).nullable(),
  amendmentsApproved: z.boolean(),
  termRequired: z.boolean(),
  longestTerm: PlainDateSchema.nullable(),
  directions: z.array(z.tuple([z.enum(PARTY_KINDS), z.enum(PARTY_KINDS)])),
  exerciseOfAuthority: z.enum(['closed-list', 'never', 'delegation']),
  separateListing: z.boolean(),
  performersNamed: z.boolean(),
  mandateKinds: z.object({
    stateForState: z.array(z.enum(MANDATE_KINDS)),
    otherwise: z.array(z.enum(MANDATE_KINDS)),
  }),
  conditions: z.array(z.enum(CONDITIONS)),
  copyTo: z.literal('kammarkollegiet').nullable(),
  directedExempt: z.boolean(),
  report: z.object({
    by: z.array(z.enum(PARTY_KINDS)),
    to: z.enum(['kammarkollegiet', 'government', 'council']),
    due: z
      .string()
      .regex(/^\d{2}-\d{2}$/)
      .nullable(),
  }),
  provisions: z.object({
    signposting: Provision,
    agreement: Provision,
    regime: Provision,
    parties: Provision,
    approval: Provision,
    term: Provision,
    'in-force': Provision,
    performer: Provision,
    office: Provision,
    'task-direction': Provision,
    'separate-listing': Provision,
    'access-stated': Provision,
    'performers-named': Provision,
    catalogue: Provision,
    mandate: Provision,
    'mandate-kind': Provision,
    'mandate-access': Provision,
    copy: Provision.nullable(),
    report: Provision.nullable(),
    conditions: Provision.nullable(),
  }),
});

export const RegimeSchema = z.object({
  id: z.string().regex(/^[A-Z]{2,4}-(\d{4}|[A-Z]{3,12})$/),
  name: z.string().min(1),
  basis: z.enum(BASES),
  signed: PeriodSchema,
  rules: RegimeRulesSchema,
  ...verified,
});

export const CatalogueListSchema = z.object({
  regimeId: z.string(),
  sphere: z.enum(SPHERES),
  provision: z.string(),
  known: PeriodSchema,
  note: z.string(),
  ...verified,
});

export const CatalogueItemSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Z0-9-]{3,30}$/i, { error: 'not-a-code' }),
  version: z.number().int().positive(),
  regimeId: z.string(),
  sphere: z.enum(SPHERES),
  provision: z.string().trim().min(3).max(300),
  action: z.enum(ACTIONS),
  text: z.string().trim().min(3).max(2000),
  tasks: z.array(z.string().min(1)).min(1).max(20),
  conditions: z.array(z.enum(CONDITIONS)),
  valid: PeriodSchema,
  note: z.string().trim().max(1000),
  ...verified,
});

/** The reference data that ships with the product (design source and verification day in each entry). */
export const shippedLaw = {
  regimes: z.array(RegimeSchema).parse(regimesJson),
  lists: z.array(CatalogueListSchema).parse(catalogueJson.lists),
  items: z.array(CatalogueItemSchema).parse(catalogueJson.items),
};
