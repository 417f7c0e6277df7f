import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import type { FieldError } from '../../platform/problem.ts';
import type { Definition, Question } from '../definition.ts';
import { lines, oneLine } from './clean.ts';
import { readIdentityNumber } from './identity-number.ts';

export interface Address {
  readonly street: string;
  readonly postcode: string;
  readonly place: string;
}
/** A number is in its unit, a day `YYYY-MM-DD`, an identity number `YYYYMMDD-NNNN`; a choice is the value of its option. */
export type Answer = string | number | true | readonly string[] | Address;
/** By the question's id. What was not asked, or not answered, is not in it. Attachments are kept apart. */
export type Answers = Readonly<Record<string, Answer>>;

/** What was typed or posted, by the name of the field. */
export type Given = Readonly<Record<string, readonly string[]>>;

/** How the field of a question is called; an address has one for each of its parts. */
export const fieldOf = (id: string, part?: keyof Address) =>
  part === undefined ? `s.${id}` : `s.${id}.${part}`;
export const ADDRESS_PARTS = ['street', 'postcode', 'place'] as const;

interface World {
  readonly today: PlainDate;
  /** How many files each question has, by its id. */
  readonly files: Readonly<Record<string, number>>;
}

/**
 * The answers to a form, or what is wrong with them. What is not asked (`shownWhen`) is left out, whatever was given; so is what
 * no question asks. A field's error has the code that texts.ts has a sentence for.
 */
export function readAnswers(
  form: Definition,
  given: Given,
  { today, files }: World,
): { readonly answers: Answers; readonly errors: readonly FieldError[] } {
  const answers: Record<string, Answer> = Object.create(null);
  const errors: FieldError[] = [];
  for (const section of form.sections) {
    if (!isShown(section.shownWhen, answers)) continue;
    for (const question of section.questions) {
      if (!isShown(question.shownWhen, answers)) continue;
      const found = readOne(question, given, today, files);
      if (found === undefined) continue;
      if ('field' in found) errors.push(found);
      else answers[question.id] = found.answer;
    }
  }
  return { answers: { ...answers }, errors };
}

/** Whether something is asked, after what has been answered before it. */
export function isShown(
  when: readonly { readonly question: string; readonly is: readonly string[] }[] | undefined,
  answers: Answers,
): boolean {
  return (when ?? []).every(({ question, is }) => {
    const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
    return [answer].flat().some((each) => typeof each === 'string' && is.includes(each));
  });
}

/** The questions that were asked, given the answers. */
export function askedQuestions(form: Definition, answers: Answers): Question[] {
  return form.sections.flatMap((section) =>
    isShown(section.shownWhen, answers)
      ? section.questions.filter((question) => isShown(question.shownWhen, answers))
      : [],
  );
}

type Read = { readonly answer: Answer } | FieldError | undefined;

function readOne(question: Question, given: Given, today: PlainDate, files: World['files']): Read {
  const field = fieldOf(question.id);
  const wrong = (code: string, part?: keyof Address): FieldError => ({
    field: fieldOf(question.id, part),
    code,
  });
  if (question.type === 'attachment') {
    const count = Object.hasOwn(files, question.id) ? (files[question.id] ?? 0) : 0;
    if (count > question.most) return wrong('too-many-files');
    return count === 0 && question.required ? wrong('file-missing') : undefined;
  }
  if (question.type === 'address') return readAddress(question, given, wrong);
  const values = (Object.hasOwn(given, field) ? given[field]! : [])
    .map(question.type === 'long-text' ? lines : oneLine)
    .filter((value) => value !== '');
  const [value] = values;
  if (value === undefined) {
    if (!question.required) return undefined;
    return wrong(question.type === 'statement' ? 'must-be-affirmed' : 'required');
  }
  if (question.type === 'multiple') {
    const chosen = [...new Set(values)];
    if (chosen.some((each) => !question.options.some((option) => option.value === each)))
      return wrong('no-such-option');
    if (question.most !== undefined && chosen.length > question.most) return wrong('too-many-chosen');
    return { answer: chosen };
  }
  if (values.length > 1) return wrong('answered-twice');
  switch (question.type) {
    case 'text':
      return readText(question, value, wrong);
    case 'long-text':
      return value.length > question.longest ? wrong('too-long') : { answer: value };
    case 'number':
      return readNumber(question, value, wrong);
    case 'date':
      return readDay(question, value, today, wrong);
    case 'choice':
      return question.options.some((option) => option.value === value)
        ? { answer: value }
        : wrong('no-such-option');
    case 'identity-number': {
      const number = readIdentityNumber(value.slice(0, 40), today);
      return number === null ? wrong('not-an-identity-number') : { answer: number };
    }
    case 'statement':
      return { answer: true };
  }
}

type Wrong = (code: string, part?: keyof Address) => FieldError;
type Of<T extends Question['type']> = Extract<Question, { type: T }>;

function readText({ longest, purpose }: Of<'text'>, value: string, wrong: Wrong): Read {
  if (value.length > longest) return wrong('too-long');
  if (purpose === 'email')
    return /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/.test(value) && value.length <= 254
      ? { answer: value }
      : wrong('not-an-email');
  if (purpose !== 'phone') return { answer: value };
  const digits = value.replaceAll(/[\s()./\u2010-\u2015-]/g, '').replace(/^00(?=\d)/, '+');
  return /^\+?\d{5,20}$/.test(digits) ? { answer: digits } : wrong('not-a-phone');
}

function readNumber({ min, max, decimals }: Of<'number'>, value: string, wrong: Wrong): Read {
  // A space between thousands is how people write them.
  const plain = value.replaceAll(/\s/g, '').replace('−', '-').replace(',', '.');
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(plain)) return wrong('not-a-number');
  if ((plain.split('.')[1] ?? '').length > decimals) return wrong('too-many-decimals');
  const number = Number(plain);
  if (min !== undefined && number < min) return wrong('too-small');
  if (max !== undefined && number > max) return wrong('too-great');
  return { answer: number };
}

function readDay({ min, max }: Of<'date'>, value: string, today: PlainDate, wrong: Wrong): Read {
  const day = parsePlainDate(value);
  if (day === null) return wrong('not-a-date');
  const limit = (of: string | undefined) => (of === 'today' ? today : of);
  const [first, last] = [limit(min), limit(max)];
  if (first !== undefined && day < first) return wrong('before-first-day');
  if (last !== undefined && day > last) return wrong('after-last-day');
  return { answer: day };
}

function readAddress(question: Of<'address'>, given: Given, wrong: Wrong): Read {
  const part = (name: keyof Address) => {
    const field = fieldOf(question.id, name);
    return oneLine((Object.hasOwn(given, field) ? given[field] : undefined)?.[0] ?? '');
  };
  const [street, postcode, place] = [part('street'), part('postcode').replaceAll(' ', ''), part('place')];
  if (street === '' && postcode === '' && place === '')
    return question.required ? wrong('required', 'street') : undefined;
  if (street === '') return wrong('required', 'street');
  if (street.length > 200) return wrong('too-long', 'street');
  if (!/^[1-9]\d{4}$/.test(postcode)) return wrong('not-a-postcode', 'postcode');
  if (place === '') return wrong('required', 'place');
  if (place.length > 100) return wrong('too-long', 'place');
  return { answer: { street, postcode: `${postcode.slice(0, 3)} ${postcode.slice(3)}`, place } };
}
