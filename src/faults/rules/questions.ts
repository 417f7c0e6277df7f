import { z } from 'zod';
import type { FieldError } from '../../platform/problem.ts';
import type { Locale } from '../../ui/texts.ts';

/** A question of a category, as Open311 has attributes. `variable` false: only told, nothing is answered. */
export const QuestionSchema = z.object({
  code: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  variable: z.boolean().default(true),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean(),
  order: z.int().positive(),
  sv: z.string().min(1).max(300),
  en: z.string().min(1).max(300),
  help: z.object({ sv: z.string(), en: z.string() }).optional(),
  values: z
    .array(z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/), sv: z.string(), en: z.string() }))
    .default([]),
});
export type Question = z.output<typeof QuestionSchema>;
export const QuestionsSchema = z.array(QuestionSchema).max(20);

/** What was answered, by the question's code. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

const LONGEST = { string: 300, text: 2000 } as const;

/** The answers to a category's questions, or what is wrong with them; fields are named by `field(code)`. Others are left out. */
export function readAnswers(
  questions: readonly Question[],
  given: Readonly<Record<string, readonly string[]>>,
  field: (code: string) => string,
): { readonly answers: Answers; readonly errors: readonly FieldError[] } {
  const answers: Record<string, string | readonly string[]> = {};
  const errors: FieldError[] = [];
  for (const question of questions.filter(({ variable }) => variable)) {
    const values = (Object.hasOwn(given, question.code) ? given[question.code]! : [])
      .map((v) => v.trim())
      .filter((v) => v !== '');
    if (values.length === 0) {
      if (question.required) errors.push({ field: field(question.code), code: 'required' });
      continue;
    }
    const wrong = wrongWith(question, values);
    if (wrong !== null) errors.push({ field: field(question.code), code: wrong });
    else answers[question.code] = question.datatype === 'multivaluelist' ? [...new Set(values)] : values[0]!;
  }
  return { answers, errors };
}

function wrongWith({ datatype, values: choices }: Question, values: readonly string[]): string | null {
  if (datatype === 'multivaluelist')
    return values.every((value) => choices.some(({ key }) => key === value)) ? null : 'invalid-value';
  if (values.length > 1) return 'invalid-value';
  const value = values[0]!;
  switch (datatype) {
    case 'singlevaluelist':
      return choices.some(({ key }) => key === value) ? null : 'invalid-value';
    case 'number':
      return /^-?\d{1,12}([.,]\d{1,6})?$/.test(value) ? null : 'not-a-number';
    case 'datetime':
      return isMoment(value) ? null : 'not-a-moment';
    case 'string':
      return value.length > LONGEST.string ? 'too-long' : /[\r\n]/.test(value) ? 'invalid-format' : null;
    case 'text':
      return value.length > LONGEST.text ? 'too-long' : null;
  }
}

/** What a browser's field gives (Swedish time), or ISO 8601 with an offset. */
function isMoment(text: string): boolean {
  for (const read of [Temporal.Instant.from, Temporal.PlainDateTime.from])
    try {
      read(text);
      return text.length <= 40;
    } catch {}
  return false;
}

/** Question and answer as a person reads them. */
export function answersSaid(
  questions: readonly Question[],
  answers: Answers,
  locale: Locale,
): { question: string; answer: string }[] {
  return questions
    .toSorted((a, b) => a.order - b.order)
    .flatMap((question) => {
      const answer = answers[question.code];
      if (answer === undefined) return [];
      const name = (key: string) => question.values.find((each) => each.key === key)?.[locale] ?? key;
      return [
        {
          question: question[locale],
          answer: [answer]
            .flat()
            .map((each) => name(each as string))
            .join(', '),
        },
      ];
    });
}
