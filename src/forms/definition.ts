import { z } from 'zod';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';

// A form as data. Whoever writes one writes JSON; whatever is not in the shape is refused with where and why.

const said = (longest: number) =>
  z.string().trim().min(1, { error: 'required' }).max(longest, { error: 'too-long' });

/** What is said to a person, in Swedish and English and whichever other languages there are. */
const words = (longest: number) =>
  z
    .object({ sv: said(longest), en: said(longest) })
    .catchall(said(longest))
    .refine((all) => Object.keys(all).every((language) => /^[a-z]{2,3}$/.test(language)), {
      error: 'not-a-language',
    });
export type Words = Readonly<Record<string, string>> & { readonly sv: string; readonly en: string };

const Code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'not-a-code' });

/** All of them must hold. `is`: one of these options of a choice that stands before. */
const ShownWhen = z
  .array(z.strictObject({ question: Code, is: z.array(Code).min(1).max(40) }))
  .min(1)
  .max(5);

const common = {
  id: Code,
  label: words(300),
  help: words(1000).optional(),
  required: z.boolean(),
  shownWhen: ShownWhen.optional(),
};
const Options = z
  .array(z.strictObject({ value: Code, label: words(200) }))
  .min(2, { error: 'options-missing' })
  .max(40);
/** A day: of the calendar, or the day that the form is sent. */
const DayLimit = z.union([z.literal('today'), PlainDateSchema]);

const QuestionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    /** Characters; 200 where nothing is said. */
    longest: z.int().min(1).max(500).default(200),
    purpose: z.enum(['name', 'email', 'phone']).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('long-text'),
    longest: z.int().min(1).max(10_000).default(4000),
  }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.int().min(0).max(4).default(0),
    unit: words(30).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('date'),
    min: DayLimit.optional(),
    max: DayLimit.optional(),
  }),
  z.strictObject({ ...common, type: z.literal('choice'), options: Options }),
  z.strictObject({
    ...common,
    type: z.literal('multiple'),
    options: Options,
    most: z.int().min(1).max(40).optional(),
  }),
  /** Personnummer or samordningsnummer, with its check digit. */
  z.strictObject({ ...common, type: z.literal('identity-number') }),
  /** Street, postcode and place in Sweden. */
  z.strictObject({ ...common, type: z.literal('address') }),
  /** PDF and photos. */
  z.strictObject({ ...common, type: z.literal('attachment'), most: z.int().min(1).max(5).default(1) }),
  /** Something that the person affirms by ticking it. */
  z.strictObject({ ...common, type: z.literal('statement') }),
]);
export type Question = z.output<typeof QuestionSchema>;
export type QuestionType = Question['type'];

const SectionSchema = z.strictObject({
  id: Code,
  title: words(200),
  lead: words(2000).optional(),
  shownWhen: ShownWhen.optional(),
  questions: z.array(QuestionSchema).min(1, { error: 'no-questions' }).max(40),
});

const Shape = z.strictObject({
  format: z.literal('samtjanst-form/1', { error: 'not-this-format' }),
  code: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, { error: 'not-a-code' }),
  /** The task's code in the register of tasks. */
  task: z.string().regex(/^[a-z0-9-]{1,80}$/, { error: 'unknown-task' }),
  /** The board whose diary it is registered in; empty: the authority's own. */
  board: z
    .string()
    .regex(/^[A-ZÅÄÖ0-9]{0,10}$/, { error: 'invalid-format' })
    .default(''),
  diaryClass: z
    .string()
    .regex(/^[0-9A-Za-zÅÄÖåäö.]{0,20}$/, { error: 'invalid-format' })
    .default(''),
  title: words(200),
  lead: words(2000),
  /** What the person should have at hand. */
  needed: z.array(words(300)).max(20).default([]),
  /** The provisions that it rests on. */
  law: z
    .array(z.strictObject({ ref: said(300), says: words(1000).optional() }))
    .min(1, { error: 'law-missing' })
    .max(20),
  /** What happens when it has been sent. */
  after: words(2000),
  /** How a decision is appealed against (33 § förvaltningslagen (2017:900)). */
  appeal: words(4000),
  source: said(1000),
  verifiedOn: PlainDateSchema,
  sections: z.array(SectionSchema).min(1, { error: 'no-questions' }).max(20),
});
type Content = z.output<typeof Shape>;

/** More would be no simple case. */
const MOST_QUESTIONS = 100;
const MOST_ATTACHMENTS = 10;

export const DefinitionSchema = Shape.superRefine((form, ctx) => {
  for (const { path, code } of contradictions(form)) ctx.addIssue({ code: 'custom', path, message: code });
});
export type Definition = z.output<typeof DefinitionSchema>;

/** What each part allows and the whole does not. */
function contradictions(form: Content): { path: (string | number)[]; code: string }[] {
  const wrong: { path: (string | number)[]; code: string }[] = [];
  const before = new Map<string, Question>();
  const ids = new Set<string>();
  const purposes = new Set<string>();
  let attachments = 0;
  const checkShown = (when: z.output<typeof ShownWhen> | undefined, path: (string | number)[]) => {
    for (const [n, { question, is }] of (when ?? []).entries()) {
      const at = [...path, 'shownWhen', n];
      const asked = before.get(question);
      if (asked === undefined) wrong.push({ path: [...at, 'question'], code: 'not-asked-before' });
      else if (asked.type !== 'choice' && asked.type !== 'multiple')
        wrong.push({ path: [...at, 'question'], code: 'not-a-choice' });
      else if (is.some((value) => !asked.options.some((option) => option.value === value)))
        wrong.push({ path: [...at, 'is'], code: 'no-such-option-in-form' });
    }
  };
  for (const [s, section] of form.sections.entries()) {
    const path = ['sections', s];
    if (ids.has(section.id)) wrong.push({ path: [...path, 'id'], code: 'id-twice' });
    ids.add(section.id);
    checkShown(section.shownWhen, path);
    for (const [q, question] of section.questions.entries()) {
      const at = [...path, 'questions', q];
      if (ids.has(question.id)) wrong.push({ path: [...at, 'id'], code: 'id-twice' });
      ids.add(question.id);
      checkShown(question.shownWhen, at);
      if (question.type === 'choice' || question.type === 'multiple') {
        const values = question.options.map(({ value }) => value);
        if (new Set(values).size < values.length)
          wrong.push({ path: [...at, 'options'], code: 'option-twice' });
      }
      if (
        (question.type === 'number' || question.type === 'date') &&
        question.min !== undefined &&
        question.max !== undefined &&
        question.min !== 'today' &&
        question.max !== 'today' &&
        question.min > question.max
      )
        wrong.push({ path: [...at, 'max'], code: 'least-above-most' });
      if (question.type === 'text' && question.purpose !== undefined) {
        if (purposes.has(question.purpose)) wrong.push({ path: [...at, 'purpose'], code: 'purpose-twice' });
        purposes.add(question.purpose);
      }
      if (question.type === 'attachment') attachments += question.most;
      before.set(question.id, question);
    }
  }
  if (before.size > MOST_QUESTIONS) wrong.push({ path: ['sections'], code: 'too-many-questions' });
  if (attachments > MOST_ATTACHMENTS) wrong.push({ path: ['sections'], code: 'too-many-attachments' });
  return wrong;
}

/** In the reader's language; Swedish where the form has no other. */
export function told(words: Readonly<Record<string, string>>, locale: string): string {
  return words[locale] ?? words.sv ?? '';
}

export function questionsOf(form: Definition): Question[] {
  return form.sections.flatMap(({ questions }) => questions);
}
