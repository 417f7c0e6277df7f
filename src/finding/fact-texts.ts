import { catalogue, type Locale } from '../ui/texts.ts';

// What the office's manager reads when saying how the office is found.

export const factTexts = catalogue(
  {
    title: 'Adress, trappsteg och språk',
    of: (office: string) => `Hitta hit, ${office}`,
    lead: 'Det här visas för besökare. Det du lämnar tomt visas som okänt.',
    street: 'Gata och nummer',
    postcode: 'Postnummer',
    town: 'Postort',
    addressHelp: 'Lämna alla tre tomma om adressen inte är bestämd.',
    directionsSv: 'Vägbeskrivning på svenska',
    directionsHelp: 'Hållplats, ingång, våning. Korta meningar.',
    directionsEn: 'Vägbeskrivning på engelska',
    directionsEnHelp: 'Saknas den visas den svenska.',
    stepFree: 'Går det att komma från gatan till disken utan trappsteg?',
    yes: 'Ja',
    no: 'Nej',
    unknown: 'Vet inte',
    languages: 'Språk som alltid finns',
    languagesHelp: 'Utöver svenska. Språk på vissa tider lägger du in bland öppettiderna.',
    save: 'Spara',
    saved: 'Sparat.',
    publicPage: 'Sidan som besökare ser',
    hours: 'Öppettider',
    history: 'Ändringar',
    none: 'Ingenting är inlagt än.',
    columns: { at: 'När', address: 'Adress', stepFree: 'Utan trappsteg', languages: 'Språk', by: 'Av' },
    error: {
      'not-a-postcode': 'Skriv fem siffror, till exempel 136 40.',
      'too-short-text': 'Skriv lite mer, eller lämna fältet tomt.',
    },
  },
  {
    title: 'Address, steps and languages',
    of: (office: string) => `How to get here, ${office}`,
    lead: 'This is shown to visitors. What you leave empty is shown as unknown.',
    street: 'Street and number',
    postcode: 'Postcode',
    town: 'Post town',
    addressHelp: 'Leave all three empty when the address is not decided.',
    directionsSv: 'Directions in Swedish',
    directionsHelp: 'Stop, entrance, floor. Short sentences.',
    directionsEn: 'Directions in English',
    directionsEnHelp: 'Without it, the Swedish one is shown.',
    stepFree: 'Can one get from the street to the desk without a step?',
    yes: 'Yes',
    no: 'No',
    unknown: 'Not known',
    languages: 'Languages that are always there',
    languagesHelp: 'Besides Swedish. Languages at certain times are entered among the opening hours.',
    save: 'Save',
    saved: 'Saved.',
    publicPage: 'The page that visitors see',
    hours: 'Opening hours',
    history: 'Changes',
    none: 'Nothing has been entered yet.',
    columns: { at: 'When', address: 'Address', stepFree: 'Step-free', languages: 'Languages', by: 'By' },
    error: {
      'not-a-postcode': 'Write five digits, for example 136 40.',
      'too-short-text': 'Write a little more, or leave the field empty.',
    },
  },
);

/** What is wrong with a field in this room; null for a code that every room uses. */
export function findingErrorText(
  code: string,
  _facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const texts = factTexts[locale].error;
  return Object.hasOwn(texts, code) ? texts[code as keyof typeof texts] : null;
}
