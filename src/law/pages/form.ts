import type { FieldError } from '../../platform/problem.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import type { Locale } from '../../ui/texts.ts';
import { lawErrorText } from '../texts.ts';

/** Field errors as sentences: this room's own words where it has any. A list's error is told at its field. */
export function lawErrorTexts(
  errors: readonly FieldError[],
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [
      field.replace(/\.\d+$/, ''),
      lawErrorText(code, facts, locale) ?? fieldErrorText(code, locale),
    ]),
  );
}
