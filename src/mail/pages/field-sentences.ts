import type { FieldError } from '../../platform/problem.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { mailErrorText } from '../texts.ts';

/** What is wrong with each field, as sentences. */
export function fieldSentences(errors: readonly FieldError[], locale: Locale): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [field, mailErrorText(code, {}, locale) ?? fieldErrorText(code, locale)]),
  );
}
