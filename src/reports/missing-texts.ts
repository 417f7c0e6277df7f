import type { FieldError } from '../platform/problem.ts';
import type { Locale } from '../ui/texts.ts';
import { reportTexts } from './texts.ts';

/** What is missing before the report can be frozen, as sentences by field. */
export function missingTexts(missing: readonly FieldError[], locale: Locale): Record<string, string> {
  const texts: Readonly<Record<string, string>> = reportTexts[locale].missing;
  return Object.fromEntries(missing.map(({ field }) => [field, texts[field] ?? field]));
}
