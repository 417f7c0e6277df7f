import type { Locale } from '../ui/texts.ts';
import { catalogue } from '../ui/texts.ts';

/** What an administrator changes in the registers, and the page of one officer. */
export const changeTexts = catalogue(
  {
    lastDay: {
      title: { office: 'Sista besöksdag', officer: 'Sista anställningsdag' },
      help: {
        office:
          'Från dagen efter får ingenting göras på kontoret. Lämna tomt om det är öppet tills vidare. Vad registret sade tidigare finns kvar i historiken.',
        officer:
          'Från dagen efter gäller inget av handläggarens uppdrag. Lämna tomt om anställningen gäller tills vidare. Vad registret sade tidigare finns kvar i historiken.',
      },
      day: 'Sista dag',
      reason: 'Skäl eller beslut',
      submit: 'Spara',
      saved: 'Sparat. Det gäller genast.',
    },
    officer: {
      homeOffice: 'Hemmakontor',
      employer: 'Arbetsgivare',
      share: 'Del av heltid',
      employed: 'Anställd',
      history: 'Vad som var känt när',
      columns: {
        at: 'Känt från',
        office: 'Hemmakontor',
        share: 'Del av heltid',
        employed: 'Anställd',
        by: 'Av',
      },
    },
    error: {
      'before-first-day-of-register': (from: string) =>
        `Dagen är före den första dagen, ${from}. Välj den dagen eller en senare.`,
    },
  },
  {
    lastDay: {
      title: { office: 'Last visiting day', officer: 'Last day of employment' },
      help: {
        office:
          'From the day after, nothing may be done at the office. Leave it empty if it is open until further notice. What the register said before stays in the history.',
        officer:
          'From the day after, none of the officer’s mandates holds. Leave it empty if the employment goes on until further notice. What the register said before stays in the history.',
      },
      day: 'Last day',
      reason: 'Reason or decision',
      submit: 'Save',
      saved: 'Saved. It holds at once.',
    },
    officer: {
      homeOffice: 'Home office',
      employer: 'Employer',
      share: 'Share of full time',
      employed: 'Employed',
      history: 'What was known when',
      columns: {
        at: 'Known from',
        office: 'Home office',
        share: 'Full-time share',
        employed: 'Employed',
        by: 'By',
      },
    },
    error: {
      'before-first-day-of-register': (from: string) =>
        `The day is before the first day, ${from}. Choose that day or a later one.`,
    },
  },
);

/** What is wrong with a field in this room; null for a code that every room uses (src/shell/texts.ts). */
export function officeErrorText(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const texts = changeTexts[locale].error;
  return Object.hasOwn(texts, code) ? texts[code as keyof typeof texts](String(facts.from ?? '')) : null;
}
