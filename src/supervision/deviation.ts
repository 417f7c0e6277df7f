import { z } from 'zod';
import { Id, IdText } from '../kernel/id.schema.ts';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { REPORT_ITEMS } from './rules/report-items.ts';

/** One line, or several, without what cannot be kept or seen. */
const tidy = (given: unknown) =>
  typeof given !== 'string'
    ? given
    : given
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/[^\P{Cc}\t\n]/gu, '')
        .toWellFormed()
        .trim();
export const text = (longest: number) => z.preprocess(tidy, z.string().max(longest, { error: 'too-long' }));
export const words = (longest: number) =>
  z.preprocess(tidy, z.string().min(1, { error: 'required' }).max(longest, { error: 'too-long' }));
const id = z.union([Id, IdText], { error: 'invalid-value' });

export const RegisterSchema = z.object({
  /** Kammarkollegiet's own diary number. */
  diaryNumber: words(60),
});

/** What an own observation is about: a copy, or a version of a report. */
export const NoteSchema = z.object({
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('copy'), agreementId: id, version: id }),
    z.object({ kind: z.literal('report'), reportId: id, version: id }),
  ]),
  what: words(2000),
  provision: words(300),
});
export type Note = z.output<typeof NoteSchema>;
export const NoteFormSchema = NoteSchema.omit({ about: true });

export const DecideSchema = z
  .object({
    /** The state that the person saw. */
    was: z.enum(['suggested', 'confirmed', 'dismissed'], { error: 'required' }),
    state: z.enum(['confirmed', 'dismissed'], { error: 'required' }),
    reason: text(2000).default(''),
  })
  .refine((given) => given.state !== 'dismissed' || given.reason !== '', {
    path: ['reason'],
    error: 'reason-required',
  });
export type Decide = z.output<typeof DecideSchema>;

export const AbsenceSchema = z.object({
  authorityId: id,
  year: z.coerce.number({ error: 'invalid-format' }).int().min(1994).max(2199),
});

const Judgement = z.object({ fulfilled: z.boolean(), note: text(1000).default('') });
export const JudgeSchema = z.object({
  items: z.object(
    Object.fromEntries(REPORT_ITEMS.map((item) => [item, Judgement])) as Record<
      (typeof REPORT_ITEMS)[number],
      typeof Judgement
    >,
  ),
});
export type Judge = z.output<typeof JudgeSchema>;
/** The same as a form posts it: `year=yes`, `year.note=…`. */
export const JudgeFormSchema = z.preprocess((form) => {
  const flat = form as Record<string, unknown>;
  const judged = (item: string) => {
    const given = flat[item];
    return given === 'yes' || given === 'no'
      ? { fulfilled: given === 'yes', note: flat[`${item}.note`] }
      : undefined;
  };
  return { items: Object.fromEntries(REPORT_ITEMS.map((item) => [item, judged(item)])) };
}, JudgeSchema);

/** An item of the list that a report lacks, with what the desk has to say of it; the words stay at the desk. */
export const MissingItemSchema = z.object({
  item: z.enum(REPORT_ITEMS, { error: 'required' }),
  note: text(1000).default(''),
});
export type MissingItem = z.output<typeof MissingItemSchema>;
/** The button beside an item, in the form of the whole list: the item is missing, whatever was chosen for it. */
export const MissingFormSchema = z.preprocess(
  (form) => {
    const flat = form as Record<string, unknown>;
    const item = String(flat.item ?? '');
    const judged = JudgeFormSchema.safeParse({ ...flat, [item]: 'no' });
    return { item: flat.item, note: flat[`${item}.note`] ?? '', items: judged.data?.items };
  },
  MissingItemSchema.extend({ items: JudgeSchema.shape.items }),
);

/** Where letters are posted: one to eight lines, with where they were found and when they were last held against that. */
export const AddressSchema = z.object({
  address: z.array(words(100)).min(1, { error: 'not-an-address' }).max(8, { error: 'not-an-address' }),
  source: words(500),
  verifiedOn: PlainDateSchema,
});
export type Address = z.output<typeof AddressSchema>;
/** The same as a form posts it: the address line by line. */
export const AddressFormSchema = z.preprocess((form) => {
  const flat = form as Record<string, unknown>;
  const lines = String(flat.address ?? '').split('\n');
  return { ...flat, address: lines.map((line) => line.trim()).filter((line) => line !== '') };
}, AddressSchema);

export const AdviceSchema = z
  .object({
    askedBy: words(200),
    askedOn: PlainDateSchema,
    question: words(10_000),
    answer: words(20_000),
    givenOn: PlainDateSchema,
    provisions: z.array(words(300)).max(30),
  })
  .refine((given) => given.askedOn <= given.givenOn, { path: ['givenOn'], error: 'given-before-asked' });
export type Advice = z.output<typeof AdviceSchema>;
/** The same as a form posts it: provisions one a line. */
export const AdviceFormSchema = z.preprocess((form) => {
  const flat = form as Record<string, unknown>;
  const provisions = String(flat.provisions ?? '')
    .split('\n')
    .map((line) => line.trim());
  return { ...flat, provisions: provisions.filter((line) => line !== '') };
}, AdviceSchema);
