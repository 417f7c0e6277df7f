import type { FieldError } from '../../platform/problem.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { questionsOf, told } from '../definition.ts';
import { formErrorText } from '../error-texts.ts';
import { applyTexts } from '../public-texts.ts';
import type { PublishedForm } from '../published.server.ts';
import { ADDRESS_PARTS, fieldOf } from '../rules/answers.ts';
import { labelOf } from './question-fields.tsx';

// How the fields of a form are named when something is wrong with them, and what is wrong as a sentence.

/** A code as a sentence: the room's own, else the shell's. */
export const errorSentence = (code: string, locale: Locale) =>
  formErrorText(code, {}, locale) ?? fieldErrorText(code, locale);

export const sentences = (errors: readonly FieldError[], locale: Locale): Record<string, string> =>
  Object.fromEntries(errors.map(({ field, code }) => [field, errorSentence(code, locale)]));

/** What each field is called, for the summary of what is wrong. */
export function labels({ form }: PublishedForm, locale: Locale): Record<string, string> {
  const t = applyTexts[locale].fill;
  return Object.fromEntries(
    questionsOf(form).flatMap((question) =>
      question.type === 'address'
        ? ADDRESS_PARTS.map((part) => [
            fieldOf(question.id, part),
            t.addressOf(told(question.label, locale), t[part]),
          ])
        : [
            [
              fieldOf(question.id),
              question.type === 'statement' ? told(question.label, locale) : labelOf(question, locale),
            ],
          ],
    ),
  );
}
