import { z } from 'zod';
import { LOOKED_UP, REPRESENTATION } from '../contacts/representation.ts';
import { AnyId } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

/** A client that is not sure whether its request arrived sends it again with the same key. */
const key = z.uuid().optional();
const text = z.string().trim().min(1, 'required').max(4000, 'too-long');
const because = (most: number) => z.string().trim().min(3, 'reason-too-short').max(most, 'too-long');
const reason = because(4000);
const short = (most: number) => z.string().trim().max(most, 'too-long');
const flag = z.preprocess((given) => given === true || given === 'true' || given === 'on', z.boolean());

const representation = AnyId.optional();

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

const WISH = {
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
  /** By whom the person is represented; absent: the person themself. */
  representationId: representation,
};
const reachable = ({ reachBy, reach }: { readonly reachBy: string; readonly reach: string }) =>
  reachBy === 'code' || reach !== '';
const mailable = ({ reachBy, reach }: { readonly reachBy: string; readonly reach: string }) =>
  reachBy !== 'mail' || z.email().safeParse(reach).success;
const REACH = { path: ['reach'], error: 'reach-missing' };
const MAIL = { path: ['reach'], error: 'not-an-email' };

export const OfferSchema = z
  .object({ matterId: z.uuid(), ...WISH })
  .refine(reachable, REACH)
  .refine(mailable, MAIL);
export type Offer = z.output<typeof OfferSchema>;

/** What came back goes on: the task and authority that it belongs to, and the same as when it was offered. */
export const RerouteSchema = z
  .object({ taskId: AnyId, principalId: AnyId, ...WISH })
  .refine(reachable, REACH)
  .refine(mailable, MAIL);
export type Reroute = z.output<typeof RerouteSchema>;

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
  z.object({ step: z.literal('answer-back'), key, text, representationId: representation }),
  z.object({ step: z.literal('answer-first'), key, text, representationId: representation }),
  z.object({ step: z.literal('answer-final'), key, text, representationId: representation }),
  z.object({ step: z.literal('close'), key, text: short(4000).default('') }),
  z.object({ step: z.literal('reopen'), key, text, representationId: representation }),
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
    representationId: representation,
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
  z.object({ step: z.literal('lift-conflict'), key, conflictId: AnyId, text: because(500) }),
  z.object({ step: z.literal('represent'), key, ...REPRESENTATION }),
  z.object({ step: z.literal('look-up'), key, representationId: AnyId, ...LOOKED_UP }),
]);
export type StepAsked = z.output<typeof StepSchema>;

/** The largest document that is handed over: 25 MB. */
export const LARGEST_DOCUMENT = 25 * 1024 * 1024;
