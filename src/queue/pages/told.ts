import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { leadTexts } from '../lead-texts.ts';
import { queueErrorText } from '../texts.ts';
import type { Told } from './desk.tsx';

/** What the step before a redirect has to say (`?gjort=`). */
export function toldOf(c: Http, locale: Locale): Told | null {
  const said = c.req.query('gjort') ?? '';
  const { told } = leadTexts[locale];
  return Object.hasOwn(told, said) ? { kind: 'good', text: told[said] ?? '' } : null;
}

/** A refusal as a sentence for the page that was asked from. Throws what is no refusal. */
export function refusalOf(error: unknown, locale: Locale, otherwise: (code: string) => string): Told {
  if (!(error instanceof Problem) || !['not-possible', 'invalid'].includes(error.code)) throw error;
  const code = (error.facts.reason as string | undefined) ?? error.errors[0]?.code ?? '';
  return { kind: 'wrong', text: queueErrorText(code, error.facts, locale) ?? otherwise(code) };
}
