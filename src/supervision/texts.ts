import type { FieldText } from '../shell/problems.tsx';
import { fieldErrorText } from '../shell/problems.tsx';
import { catalogue, type Locale } from '../ui/texts.ts';
import { english } from './texts-en.ts';
import { swedish } from './texts-sv.ts';

export const deskTexts = catalogue(swedish, english);

/** This room's sentence for a field code, null for a code of another room. */
export const deskErrorText: FieldText = (code, _facts, locale) => {
  const texts: Readonly<Record<string, string>> = deskTexts[locale].fieldError;
  return texts[code] ?? null;
};

/** Field errors as sentences, for a form that is shown again. */
export function deskErrors(
  errors: readonly { readonly field: string; readonly code: string }[],
  locale: Locale,
): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, code }) => [field, deskErrorText(code, {}, locale) ?? fieldErrorText(code, locale)]),
  );
}
