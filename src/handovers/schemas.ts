import { z } from 'zod';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

/** A client that is not sure whether its request arrived sends it again with the same key. */
const key = z.uuid().optional();
const text = z.string().trim().min(1, 'required').max(4000, 'too-long');
const reason = z.string().trim().min(3, 'reason-too-short').max(4000, 'too-long');
const short = (most: number) => z.string().trim().max(most, 'too-long');
const flag = z.preprocess((given) => given === true || given === 'true' || given === 'on', z.boolean());

/** How the person wants to hear of it; `code`: follows it here with reference and code. */
export const REACH_BY = ['code', 'phone', 'mail', 'letter'] as const;
/** Why nothing hinders that it is handed over (10 kap. 1 § OSL: the person consents); or nothing secret is in it. */
export const CONSENTS = ['given', 'not-needed'] as const;
export const REFUSALS = ['not-our-task', 'lacks-something', 'already-with-us', 'other'] as const;
/** Wrongly guided: what the department tells the front desk, and what is learnt from it. */
export const WRONG_GUIDANCE = [
  'other-authority',
  'other-department',
  'answer-was-public',
  'e-service',
  'other',
] as const;

export const OfferSchema = z
  .object({
    matterId: z.uuid(),
    /** Chosen by who hands over: sent again with the same id, it is handed over once. */
    id: z.uuid().optional(),
    wants: text,
    done: short(4000).default(''),
    consent: z.enum(CONSENTS, { error: 'consent-missing' }),
    reachBy: z.enum(REACH_BY, { error: 'required' }),
    reach: short(300).default(''),
    department: short(120).default(''),
    /** A document that came with the post: the day it reached us. */
    postReachedOn: PlainDateSchema.optional(),
    postImprobable: flag,
    /** The hand-over that came back, and that this one goes on with at another authority. */
    continues: z.uuid().optional(),
  })
  .refine(({ reachBy, reach }) => reachBy === 'code' || reach !== '', {
    path: ['reach'],
    error: 'reach-missing',
  })
  .refine(({ reachBy, reach }) => reachBy !== 'mail' || z.email().safeParse(reach).success, {
    path: ['reach'],
    error: 'not-an-email',
  });
export type Offer = z.output<typeof OfferSchema>;

/** A step, by its name, with what it needs. One form and one endpoint; each has its command. */
export const StepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('accept'), key }),
  z.object({ step: z.literal('take-over'), key }),
  z.object({
    step: z.literal('refuse'),
    key,
    reasonKind: z.enum(REFUSALS, { error: 'required' }),
    text: reason,
  }),
  z.object({
    step: z.literal('return'),
    key,
    reasonKind: z.enum(WRONG_GUIDANCE, { error: 'required' }),
    text: reason,
  }),
  z.object({ step: z.literal('ask'), key, text }),
  z.object({ step: z.literal('answer-back'), key, text }),
  z.object({ step: z.literal('answer-first'), key, text }),
  z.object({ step: z.literal('answer-final'), key, text }),
  z.object({ step: z.literal('close'), key, text: short(4000).default('') }),
  z.object({ step: z.literal('reopen'), key, text }),
  z.object({
    step: z.literal('send-on'),
    key,
    department: z.string().trim().min(2, 'required').max(120, 'too-long'),
    text: short(4000).default(''),
  }),
  z.object({ step: z.literal('escalate'), key, text: reason }),
  z.object({ step: z.literal('note'), key, text }),
  z.object({
    step: z.literal('oral'),
    key,
    text,
    toldBy: z.string().trim().min(2, 'required').max(200, 'too-long'),
    /** Swedish local time, `2026-11-23T10:30`, as a browser's field gives it; with an offset from a program. */
    toldAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/, 'not-a-time'),
  }),
  z.object({
    step: z.literal('number'),
    key,
    number: z.string().trim().min(1, 'required').max(60, 'too-long'),
  }),
  z.object({ step: z.literal('conflict'), key, text: short(500).default('') }),
  z.object({
    step: z.literal('represent'),
    key,
    kind: z.enum(['power-of-attorney', 'guardian', 'god-man', 'forvaltare'], { error: 'required' }),
    name: z.string().trim().min(2, 'required').max(200, 'too-long'),
    powers: z.string().trim().min(3, 'required').max(500, 'too-long'),
    proof: z.string().trim().min(3, 'required').max(300, 'too-long'),
    from: PlainDateSchema,
    to: PlainDateSchema.optional(),
  }),
]);
export type StepAsked = z.output<typeof StepSchema>;

/** The largest document that is handed over: 25 MB. */
export const LARGEST_DOCUMENT = 25 * 1024 * 1024;
