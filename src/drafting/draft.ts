import { z } from 'zod';
import { Id } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { COMPETENCE_DEMANDS } from '../law/facts.ts';

const day = PlainDateSchema.nullable();
const text = (max: number) =>
  z
    .string()
    .transform((given) => given.replaceAll('\0', '').trim())
    .pipe(z.string().max(max, { error: 'too-long' }));
/** What stands in one line of a page, a letter or a mail's subject. */
const line = (max: number) =>
  z
    .string()
    .transform((given) => given.replaceAll(/\p{Cc}+/gu, ' ').trim())
    .pipe(z.string().max(max, { error: 'too-long' }));
const days = z.number().int().min(0).max(365).nullable();
const scope = z.union([z.literal('all'), z.array(Id).max(2000)]);

export const DraftTaskSchema = z.object({
  taskId: Id.nullable(),
  principalId: Id.nullable(),
  performerId: Id.nullable(),
  exercisesAuthority: z.boolean(),
  requiresPersonalData: z.boolean(),
  listedSeparately: z.boolean(),
  performersNamed: z.boolean(),
  catalogueCode: z.string().min(1).max(30).nullable(),
  access: z.array(Id).max(200),
  offices: scope,
});
export type DraftTask = z.output<typeof DraftTaskSchema>;

export const ContactSchema = z.object({
  authorityId: Id,
  function: line(200),
  email: z.union([z.literal(''), z.email({ error: 'not-an-email' }).max(200)]),
  phone: line(50),
});
export type Contact = z.output<typeof ContactSchema>;

/**
 * An agreement while it is written: everything may still be missing. Of a draft amendment only the days, the offices, the
 * tasks, the terms and the contacts are its own; the rest is the agreement's.
 */
export const DraftContentSchema = z.object({
  name: line(200),
  diaryNumber: line(100),
  signedOn: day,
  /** A regime that is chosen because the parties' co-operation is another law's; null: the signing day's. */
  regimeId: z.string().max(30).nullable().default(null),
  governmentDirected: z.boolean(),
  approvedOn: day,
  termEndsOn: day,
  /** The day that an amendment was decided; a new agreement is decided when it is signed. */
  decidedOn: day,
  from: day,
  to: day,
  summary: text(2000),
  parties: z.array(Id).max(20),
  offices: scope,
  tasks: z.array(DraftTaskSchema).max(500),
  /** What it means that an officer lacks competence for a task. */
  competence: z.enum(COMPETENCE_DEMANDS).default('not-asked'),
  /** Working days. */
  firstAnswerDays: days,
  finalAnswerDays: days,
  noticeMonths: z.number().int().min(0).max(60).nullable(),
  contacts: z.array(ContactSchema).max(50),
});
export type DraftContent = z.output<typeof DraftContentSchema>;

export const EMPTY_TASK: DraftTask = {
  taskId: null,
  principalId: null,
  performerId: null,
  exercisesAuthority: false,
  requiresPersonalData: false,
  listedSeparately: false,
  performersNamed: false,
  catalogueCode: null,
  access: [],
  offices: 'all',
};

/** Where a draft begins: the author is a party, and every office is a choice still to be made. */
export function emptyDraft(authorId: number): DraftContent {
  return {
    name: '',
    diaryNumber: '',
    signedOn: null,
    regimeId: null,
    governmentDirected: false,
    approvedOn: null,
    termEndsOn: null,
    decidedOn: null,
    from: null,
    to: null,
    summary: '',
    parties: [authorId],
    offices: [],
    tasks: [],
    competence: 'not-asked',
    firstAnswerDays: null,
    finalAnswerDays: null,
    noticeMonths: null,
    contacts: [],
  };
}

export const OpenDraftSchema = z.object({ authorityId: Id, amends: Id.nullable() });
export const SaveDraftSchema = z.object({ revision: Id, content: DraftContentSchema });
export const ConcludeDraftSchema = z.object({ revision: Id });

export const EndAgreementSchema = z.object({
  lastDay: PlainDateSchema,
  reason: text(2000).pipe(z.string().min(1, { error: 'required' })),
  /** What happens to mandates that reach past the last day: there is no third way, and no default. */
  mandates: z.enum(['cut', 'refuse'], { error: 'required' }),
});
export type EndAgreement = z.output<typeof EndAgreementSchema>;
