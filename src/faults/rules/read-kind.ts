import type { FieldError } from '../../platform/problem.ts';
import { type Question, QuestionSchema } from './questions.ts';

/** Questions as the form of a kind gives them: `fraga.0.sv`, `fraga.0.kod`, … A new one that was left empty is none. */
export function readQuestions(given: Readonly<Record<string, string>>): {
  readonly questions: readonly Question[];
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const questions: Question[] = [];
  for (let n = 0; n < MOST; n += 1) {
    const of = (name: string) => (given[`fraga.${n}.${name}`] ?? '').trim();
    if (given[`fraga.${n}.sv`] === undefined) break;
    if (of('bort') !== '' || (of('sv') === '' && of('en') === '' && of('ny') !== '')) continue;
    const listed = /list$/.test(of('slag'));
    const values = of('val')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => line.split(';').map((part) => part.trim()));
    const help = { sv: of('hjalp'), en: of('hjalp-en') };
    const read = QuestionSchema.safeParse({
      code: of('kod') === '' ? freeCode(questions, n) : of('kod'),
      variable: of('slag') !== 'told',
      datatype: of('slag') === 'told' ? 'string' : of('slag'),
      required: of('slag') !== 'told' && of('kravs') !== '',
      order: /^\d{1,3}$/.test(of('ordning')) ? Math.max(1, Number(of('ordning'))) : n + 1,
      sv: of('sv'),
      en: of('en') === '' ? of('sv') : of('en'),
      ...(help.sv === '' && help.en === ''
        ? {}
        : { help: { sv: help.sv || help.en, en: help.en || help.sv } }),
      values: listed ? values.map(([key, sv, en]) => ({ key, sv: sv ?? '', en: en || (sv ?? '') })) : [],
    });
    if (listed && values.length < 2) errors.push({ field: `fraga.${n}.val`, code: 'values-needed' });
    else if (!read.success) errors.push(...read.error.issues.map((issue) => wrong(n, issue.path)));
    else if (read.data.values.some(({ sv }) => sv === ''))
      errors.push({ field: `fraga.${n}.val`, code: 'bad-value' });
    else if (twice(read.data.values.map(({ key }) => key)))
      errors.push({ field: `fraga.${n}.val`, code: 'same-code' });
    else if (questions.some(({ code }) => code === read.data.code))
      errors.push({ field: `fraga.${n}.kod`, code: 'same-code' });
    else questions.push(read.data);
  }
  return { questions: questions.toSorted((a, b) => a.order - b.order), errors };
}

/** As many as a kind has (QuestionsSchema), and the new one. */
const MOST = 21;

const FIELD: Readonly<Record<string, readonly [string, string]>> = {
  code: ['kod', 'invalid-format'],
  sv: ['sv', 'required'],
  en: ['en', 'required'],
  values: ['val', 'bad-value'],
  datatype: ['slag', 'invalid-value'],
};
function wrong(n: number, [first]: readonly PropertyKey[]): FieldError {
  const [name, code] = FIELD[String(first)] ?? ['sv', 'invalid-value'];
  return { field: `fraga.${n}.${name}`, code };
}

function freeCode(questions: readonly Question[], n: number): string {
  let at = n + 1;
  while (questions.some(({ code }) => code === `fraga-${at}`)) at += 1;
  return `fraga-${at}`;
}

const twice = (keys: readonly string[]) => new Set(keys).size < keys.length;

/** A list's choices as the form has them. */
export const valuesText = (values: Question['values']) =>
  values.map(({ key, sv, en }) => `${key}; ${sv}; ${en}`).join('\n');
