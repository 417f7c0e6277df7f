import type { Provision } from '../../kernel/provision.ts';

/** Languages that hours can be kept in, by ISO 639; the name as its speakers write it, for who reads no Swedish. */
export const LANGUAGES = {
  fi: 'suomi',
  fit: 'meänkieli',
  se: 'davvisámegiella',
  smj: 'julevsámegiella',
  sma: 'åarjelsaemien gïele',
  rom: 'romani čhib',
  yi: 'ייִדיש',
  swl: 'svenskt teckenspråk',
  en: 'English',
  ar: 'العربية',
  so: 'Soomaali',
  ti: 'ትግርኛ',
  fa: 'فارسی',
  uk: 'українська',
  pl: 'polski',
} as const;
export type Language = keyof typeof LANGUAGES;
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as [Language, ...Language[]];

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** Finnish, Meänkieli and Sami: the languages of the right in 8 §. */
const OF_AN_AREA = { fi: 'fi', fit: 'fit', se: 'sami', smj: 'sami', sma: 'sami' } as const;

/**
 * The administrative areas of 6 § lagen (2009:724), by municipality. Those that have joined by a decision of the Government
 * (7 §) are not here: there the weaker 9 § is told, never more than we know.
 */
const AREAS: Readonly<Record<'fi' | 'fit' | 'sami', readonly string[]>> = {
  fi: [
    ...[
      'Botkyrka',
      'Eskilstuna',
      'Gällivare',
      'Hallstahammar',
      'Haninge',
      'Haparanda',
      'Huddinge',
      'Håbo',
      'Kiruna',
    ],
    ...[
      'Köping',
      'Pajala',
      'Sigtuna',
      'Solna',
      'Stockholm',
      'Södertälje',
      'Tierp',
      'Upplands Väsby',
      'Upplands-Bro',
    ],
    ...['Uppsala', 'Älvkarleby', 'Österåker', 'Östhammar', 'Övertorneå'],
  ],
  fit: ['Gällivare', 'Haparanda', 'Kiruna', 'Pajala', 'Övertorneå'],
  sami: [
    ...[
      'Arjeplog',
      'Arvidsjaur',
      'Berg',
      'Gällivare',
      'Härjedalen',
      'Jokkmokk',
      'Kiruna',
      'Lycksele',
      'Malå',
      'Sorsele',
    ],
    ...['Storuman', 'Strömsund', 'Umeå', 'Vilhelmina', 'Åre', 'Älvdalen', 'Östersund'],
  ],
};

/** Whether hours in a language answer to a right of the visitor, or are a service of the office. */
export type LanguageStanding = 'right-in-area' | 'right-where-staff' | 'minority' | 'sign' | 'service';
export interface LanguageGround {
  readonly standing: LanguageStanding;
  readonly provisions: readonly Provision[];
}

/** What a language rests on at an office in a municipality. */
export function languageGround(language: Language, municipality: string): LanguageGround {
  const law = (section: string): Provision => ({ ref: `${section} lagen (2009:724)` });
  if (Object.hasOwn(OF_AN_AREA, language)) {
    const area = AREAS[OF_AN_AREA[language as keyof typeof OF_AN_AREA]];
    return area.includes(municipality)
      ? { standing: 'right-in-area', provisions: [law('6 §'), law('8 §'), law('12 §')] }
      : { standing: 'right-where-staff', provisions: [law('9 §'), law('12 §')] };
  }
  if (language === 'rom' || language === 'yi') return { standing: 'minority', provisions: [law('2 §')] };
  if (language === 'swl') return { standing: 'sign', provisions: [{ ref: '9 § språklagen (2009:600)' }] };
  return { standing: 'service', provisions: [] };
}
