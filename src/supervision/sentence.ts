import { verdictTexts } from '../law/verdict-texts.ts';
import type { Locale } from '../ui/texts.ts';
import type { ReportItem } from './rules/report-items.ts';
import type { Suggestion } from './suggestion.ts';
import { deskTexts } from './texts.ts';
import type { OwnCode } from './texts-shape.ts';

/** What a rule has found, as one sentence with what it concerns. */
export function suggestionSentence(
  { code, subject, facts }: Pick<Suggestion, 'code' | 'subject' | 'facts'>,
  locale: Locale,
): string {
  const t = deskTexts[locale];
  const own = code in t.sentence ? t.sentence[code as OwnCode] : undefined;
  const reasons = verdictTexts[locale].reason;
  const text = own ?? reasons[code as keyof typeof reasons];
  const sentence = typeof text === 'function' ? text(facts as never) : text;
  if (subject === '' || code === 'report-not-sent') return sentence;
  return `${code === 'item-missing' ? capital(t.item[subject as ReportItem]) : subject}: ${sentence}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
