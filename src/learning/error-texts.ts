import type { Locale } from '../ui/texts.ts';

const fieldTexts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  sv: {
    'study-too-long': 'En kartläggning varar högst ett halvår.',
    'too-late': 'Det går inte längre att svara.',
    'too-late-to-change': 'Svaret kan ändras inom ett dygn, och det har gått.',
    'no-study': 'Ingen kartläggning pågår för kontakten.',
    'not-ones-office': 'Välj kontor som du leder.',
    'too-many': 'Det är för många.',
  },
  en: {
    'study-too-long': 'A study lasts half a year at most.',
    'too-late': 'It can no longer be answered.',
    'too-late-to-change': 'The answer can be changed within a day, and that has passed.',
    'no-study': 'No study goes on for the contact.',
    'not-ones-office': 'Choose offices that you manage.',
    'too-many': 'There are too many.',
  },
};

/** The sentence for a code of this room; null for another's. */
export function learningErrorText(
  code: string,
  _facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const texts = fieldTexts[locale];
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : null;
}
