/** The languages of kiosk, telephone and board; the name as its readers write it. */
export const VISITOR_LANGUAGES = {
  sv: 'Svenska',
  en: 'English',
  fi: 'Suomi',
  se: 'Davvisámegiella',
  ar: 'العربية',
  so: 'Soomaali',
} as const;
export type VisitorLanguage = keyof typeof VISITOR_LANGUAGES;
export const VISITOR_LANGUAGE_CODES = Object.keys(VISITOR_LANGUAGES) as VisitorLanguage[];

export function isVisitorLanguage(code: string | undefined): code is VisitorLanguage {
  return code !== undefined && Object.hasOwn(VISITOR_LANGUAGES, code);
}

export function directionOf(language: VisitorLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The first of the languages that a browser asks for that we have; else Swedish. */
export function acceptedLanguage(header: string | undefined): VisitorLanguage {
  const asked = (header ?? '').split(',').map((part) => part.trim().split(/[-;]/)[0]?.toLowerCase());
  return asked.find(isVisitorLanguage) ?? 'sv';
}

// Figures as on the tickets, also in Arabic.
const TAGS = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI', se: 'se-SE', ar: 'ar-u-nu-latn', so: 'so-SO' } as const;

/** "måndag 10:00", Swedish time. */
export function formatWhen(at: Temporal.Instant, language: VisitorLanguage): string {
  return new Intl.DateTimeFormat(TAGS[language], {
    timeZone: 'Europe/Stockholm',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at.epochMilliseconds);
}

/** "17 november". */
export function formatVisitorDay(day: string, language: VisitorLanguage): string {
  return new Intl.DateTimeFormat(TAGS[language], { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A need's name for who reads a language: their own, else English, else Swedish; with the language that it is in. */
export function needName(
  names: Readonly<Record<string, string>>,
  language: VisitorLanguage,
): { readonly name: string; readonly lang: VisitorLanguage } {
  // Swedish is closer to who reads Finnish or Sami in Sweden than English is.
  const order: readonly VisitorLanguage[] =
    language === 'fi' || language === 'se' ? [language, 'sv', 'en'] : [language, 'en', 'sv'];
  const lang = order.find((code) => (names[code] ?? '') !== '') ?? 'sv';
  return { name: names[lang] ?? '', lang };
}
