/** What people come with: a subject in their words, how common it is, and the task that it most often leads to. `%` is a place. */
const KINDS: readonly (readonly [often: number, task: string, ...texts: string[]])[] = [
  [
    14,
    'population-registration',
    'Flyttanmälan till %',
    'Fråga om folkbokföring',
    'Personbevis till domstolen i %',
    'Anmäla flytt från utlandet',
  ],
  [
    11,
    'id',
    'Ansökan om id-kort',
    'Id-kort: när kan jag hämta det i %?',
    'Förlorat id-kort',
    'Tid för id-kort på servicekontoret i %',
  ],
  [
    9,
    'parental',
    'Föräldrapenning för tvillingar',
    'Dagar med föräldrapenning som ska föras över',
    'Fråga om föräldrapenningen',
    'Vård av barn i %',
  ],
  [
    8,
    'pension',
    'Allmän pension från utlandet',
    'När betalas pensionen ut?',
    'Bostadstillägg för pensionärer',
    'Änkepension',
  ],
  [
    8,
    'work',
    'Skriva in sig som arbetssökande',
    'Aktivitetsrapporten kom bort',
    'Arbetsgivare i % söker sommarvikarier',
  ],
  [
    7,
    'sick',
    'Sjukpenning: läkarintyget saknas',
    'Sjukersättning och extra arbete',
    'Läkarintyg som inte har kommit fram',
  ],
  [
    6,
    'tax',
    'Skattedeklarationen för dödsbo',
    'Kvarskatt som ska betalas',
    'Anstånd med skatten',
    'Jämkning för andra halvåret',
  ],
  [6, 'housing', 'Bostadsbidrag har räknats fel', 'Återkrav av bostadsbidrag', 'Ändrad hyra i %'],
  [
    5,
    'help',
    'Hjälp att logga in på Mina sidor',
    'E-legitimation på ny telefon',
    'Blanketter på lätt svenska',
    'Behöver tolk på arabiska',
  ],
  [
    5,
    'office',
    'Servicekontorets öppettider i %',
    'Öppettider på julafton i %',
    'Servicekontoren i närheten av %',
    'Kötiden på kontoret i %',
  ],
  [4, 'account', 'Ändra bankkonto för utbetalningar', 'Utbetalningen har gått till fel konto'],
  [4, 'care', 'Särskilt boende för min mor i %', 'Hemtjänst under semestern', 'Färdtjänst till %'],
  [3, 'school', 'Skolplats efter flytten till %', 'Skolskjuts från %', 'Förskola i %'],
  [3, 'building', 'Bygglov för altan i %', 'Grannens häck skymmer sikten', 'Gatubelysningen är trasig i %'],
  [2, 'complaint', 'Klagomål på väntetiden', 'Överklagande av beslut', 'Synpunkter på bemötandet i %'],
  [2, 'debt', 'Skulder och löneutmätning', 'Ansökan om skuldsanering', 'Brev om utmätning på fel adress'],
  [2, 'death', 'Dödsfall: vad ska jag göra?', 'Bouppteckning för min far i %', 'Dödsboanmälan'],
  [
    1,
    'rare',
    'Vigselrätt för borgerlig förrättare i %',
    'Ägarbyte av båtplats i %',
    'Älgskada på åkermark i %',
    'Apostill på översättning',
  ],
];
const PLACES = [
  ...[
    'Åmål',
    'Örebro',
    'Ängelholm',
    'Sala',
    'Luleå',
    'Östersund',
    'Malmö',
    'Göteborg',
    'Västerås',
    'Växjö',
    'Borås',
    'Umeå',
  ],
  ...[
    'Gävle',
    'Falun',
    'Visby',
    'Kiruna',
    'Ystad',
    'Skövde',
    'Kalmar',
    'Halmstad',
    'Lycksele',
    'Norrtälje',
    'Hässleholm',
    'Ö-vik',
  ],
];

/** As many of each as it is common, so that one drawn with equal chance is common as it should be. */
export const SUBJECTS: readonly { readonly text: string; readonly task: string }[] = KINDS.flatMap(
  ([often, task, ...texts]) =>
    Array.from({ length: often * PLACES.length }, (_, n) => ({
      task,
      text: (texts[n % texts.length] ?? '').replace('%', PLACES[(n * 7) % PLACES.length] ?? ''),
    })),
);

/**
 * Searches of an officer, each with its own worth to a search: the definite of a common word, the indefinite of one that stands in
 * the definite, two words, a rare word, one with no match. None of them is in the subjects exactly as it stands here.
 */
export const SEARCHES = [
  ...['folkbokföringen', 'id-kortet', 'föräldrapenningens', 'pensionerna', 'läkarintygen', 'servicekontor'],
  ...[
    'öppettiderna',
    'bostadsbidraget i',
    'flyttanmälningar Åmål',
    'änkepensionen',
    'älgskador',
    'överklaganden',
  ],
  ...['skuldsaneringen', 'tolkar', 'gatubelysning', 'båtplatsen', 'finnsinte'],
] as const;

/** The same for Request Tracker, which knows no forms: what of the word all its forms have. */
export const RT_SEARCHES = [
  ...[
    'folkbokföring',
    'id-kort',
    'föräldrapenning',
    'pension',
    'läkarintyg',
    'servicekontor',
    'öppettid',
    'bostadsbidrag',
  ],
  ...[
    'flyttanmäl',
    'änkepension',
    'älgskad',
    'överklagande',
    'skuldsanering',
    'tolk',
    'gatubelysning',
    'båtplats',
    'finnsinte',
  ],
] as const;
