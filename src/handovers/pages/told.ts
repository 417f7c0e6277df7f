import { type FieldError, Problem } from '../../platform/problem.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import type { Errors } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { handOverErrorText } from '../texts/refusal-texts.ts';

/** What is wrong with each field, as sentences. */
export function fieldSentences(errors: readonly FieldError[], locale: Locale): Errors {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field,
      handOverErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}

/** What a page says of a refusal, with its status. Throws what is none. */
export function toldOf(
  error: unknown,
  locale: Locale,
): { readonly message: string; readonly status: 409 | 422 } {
  if (!(error instanceof Problem) || error.status < 409 || error.status > 422) throw error;
  const { reason } = error.facts;
  const own = typeof reason === 'string' ? handOverErrorText(reason, error.facts, locale) : null;
  const first = Object.values(fieldSentences(error.errors, locale))[0];
  return {
    message: own ?? first ?? shellTexts[locale].problem[error.code].help,
    status: error.errors.length > 0 ? 422 : 409,
  };
}
