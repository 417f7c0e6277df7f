import { hoursErrorText, hoursTexts } from '../hours/texts.ts';
import { verdictTexts } from '../law/verdict-texts.ts';
import { catalogue, type Locale } from '../ui/texts.ts';
import type { ProblemCode, ProblemFacts, RowProblem } from './problems.ts';
import { problemsEn } from './texts-en.ts';
import { problemsSv } from './texts-sv.ts';

/** A sentence for each problem: what is wrong and what to do. */
export type ProblemTexts = { readonly [C in ProblemCode]: string | ((f: ProblemFacts) => string) };

export const importTexts = catalogue(
  {
    file: 'Hela filen',
    line: (line: number) => `Rad ${line}`,
    element: (line: number) => `Post ${line}`,
    more: (more: number) => `och ${more} fel till`,
    kind: {
      authorities: 'Myndigheter och andra parter',
      systems: 'Myndigheternas system',
      offices: 'Kontor',
      'office-weeks': 'Kontorens ordinarie veckor',
      'office-exceptions': 'Kontorens avvikande dagar',
      officers: 'Handläggare',
      agreements: 'Avtal',
      mandates: 'Personliga uppdrag',
      'access-grants': 'Tilldelade åtkomster',
      visits: 'Besök',
    },
  },
  {
    file: 'The whole file',
    line: (line: number) => `Line ${line}`,
    element: (line: number) => `Element ${line}`,
    more: (more: number) => `and ${more} more problems`,
    kind: {
      authorities: 'Authorities and other parties',
      systems: 'Systems of the authorities',
      offices: 'Offices',
      'office-weeks': 'Ordinary weeks of the offices',
      'office-exceptions': 'Exceptions of the offices',
      officers: 'Officers',
      agreements: 'Agreements',
      mandates: 'Personal mandates',
      'access-grants': 'Access switched on',
      visits: 'Visits',
    },
  },
);

const TEXTS: Readonly<Record<Locale, ProblemTexts>> = { sv: problemsSv, en: problemsEn };

/** What a problem says. */
export function problemSentence({ code, facts = {} }: RowProblem, locale: Locale): string {
  if (code === 'refused-by-law') return refusal(facts, locale);
  if (code === 'hours-refused') return hoursRefusal(facts, locale);
  const text = TEXTS[locale][code];
  return typeof text === 'string' ? text : text(facts);
}

/** The sentence of the room of opening hours, and where the hours depart from the type when that is what it is about. */
function hoursRefusal({ reason, breaches }: ProblemFacts, locale: Locale): string {
  const t = hoursTexts[locale];
  const known: Readonly<Record<string, string>> = t.breach;
  const departs = String(breaches ?? '')
    .split(' ')
    .flatMap((code) => (Object.hasOwn(known, code) ? [known[code]] : []));
  const text = TEXTS[locale]['hours-refused'];
  const otherwise = typeof text === 'string' ? text : text({ reason: String(reason) });
  return [hoursErrorText(String(reason), {}, locale) ?? otherwise, ...departs].join(' ');
}

/** The law's own sentence for its reason, and where it stands. */
function refusal(facts: ProblemFacts, locale: Locale): string {
  const reasons: Readonly<Record<string, unknown>> = verdictTexts[locale].reason;
  const found = reasons[String(facts.reason)];
  const reason: string = typeof found === 'function' ? found(facts) : String(found ?? facts.reason);
  const text = TEXTS[locale]['refused-by-law'];
  return typeof text === 'string' ? text : text({ ...facts, reason });
}
