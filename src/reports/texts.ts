import type { Locale } from '../ui/texts.ts';
import { catalogue } from '../ui/texts.ts';
import { english } from './texts-en.ts';
import { swedish } from './texts-sv.ts';
import { wayEnglish } from './texts-way-en.ts';
import { waySwedish } from './texts-way-sv.ts';

export const reportTexts = catalogue(swedish, english);
/** The pages of a report's way: review, offices, sending, duty. */
export const wayTexts = catalogue(waySwedish, wayEnglish);

/** The sentence for why a step of the way is refused; null for a reason that is not the room's. */
export function refusalText(reason: unknown, locale: Locale): string | null {
  const texts: Readonly<Record<string, string>> = wayTexts[locale].refused;
  return typeof reason === 'string' ? (texts[reason] ?? null) : null;
}

/** The room's own field codes, for the API's problem details. */
export function reportErrorText(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  if (code === 'not-reviewed') return wayTexts[locale].refused['not-reviewed'];
  if (code === 'diary-number-taken') return wayTexts[locale].dispatch.numberTaken;
  if (code === 'not-that-day') return wayTexts[locale].dispatch.wrongDay;
  return facts.reason === 'supplement' ? wayTexts[locale].refused.supplement : null;
}
