import { representationErrorText } from '../../contacts/representation-texts.ts';
import type { Locale } from '../../ui/texts.ts';

type Reason = (facts: Readonly<Record<string, unknown>>) => string;

/** Why a step was refused. */
export const stepReasons: Readonly<Record<Locale, Readonly<Record<string, Reason>>>> = {
  sv: {
    'already-accepted': ({ by }) => `${by} har redan tagit emot ärendet.`,
    'another-has-it': ({ by }) => `${by} har ärendet. Ta över det först.`,
    'already-yours': () => 'Du har redan ärendet.',
    'answered-first': () => 'Ett första svar är redan lämnat.',
    'not-in-this-state': () =>
      'Läget har ändrats sedan du öppnade sidan. Läs det som har hänt och försök igen.',
    'conflict-of-interest': () => 'Du har anmält jäv i ärendet och kan inte göra något mer i det.',
    'already-handed-over': () => 'Ärendet är redan överlämnat.',
    'goes-to-itself': () =>
      'Det är samma uppgift och myndighet som ärendet kom tillbaka från. Skicka det till en annan avdelning där i stället.',
    'lift-where-handed-over': () => 'Ärendet är överlämnat: häv jävet i överlämningen.',
    'conflict-is-lifted': () => 'Jävet är redan upphävt.',
    'already-resent': () => 'Leveransen är redan skickad igen.',
  },
  en: {
    'already-accepted': ({ by }) => `${by} has accepted the matter already.`,
    'another-has-it': ({ by }) => `${by} has the matter. Take it over first.`,
    'already-yours': () => 'You have the matter already.',
    'answered-first': () => 'A first answer has been given already.',
    'not-in-this-state': () =>
      'The state has changed since you opened the page. Read what happened and try again.',
    'conflict-of-interest': () =>
      'You have declared a conflict of interest in the matter and cannot do anything more in it.',
    'already-handed-over': () => 'The matter is handed over already.',
    'goes-to-itself': () =>
      'That is the task and authority that the matter came back from. Send it to another department there instead.',
    'lift-where-handed-over': () => 'The matter is handed over: lift it in the hand-over.',
    'conflict-is-lifted': () => 'The conflict of interest is lifted already.',
    'already-resent': () => 'The delivery has been sent again already.',
  },
};

const fieldTexts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  sv: {
    'consent-missing': 'Säg om personen samtycker, eller att inget i det är hemligt.',
    'reach-missing': 'Skriv hur personen nås, eller välj att personen följer själv.',
    'reason-too-short': 'Skriv några ord om varför.',
    'not-a-time': 'Skriv dag och klockslag.',
    'day-to-come': 'Den dagen har inte varit än.',
    'not-yet': 'Det är inte dags än: välj en tid som har varit.',
    'file-damaged': 'Filen går inte att öppna. Spara den på nytt och försök igen.',
    'too-many-documents': 'Fler handlingar kan inte läggas till här. Hör av dig till kontoret.',
    'file-empty': 'Filen är tom.',
    'file-too-large': 'Filen är större än 25 MB.',
    'file-of-another-kind': 'Filen är varken PDF eller bild (JPEG, PNG, WebP, HEIC, TIFF).',
    'not-a-reference': 'Skriv referensen som den står på kvittot, till exempel K7QM-2XPA.',
    'not-https': 'Skriv en adress som börjar med https://.',
    'secret-missing': 'Skriv en hemlighet på minst 16 tecken.',
    'no-sealing-key': 'Hemligheten kan inte sparas förrän SECRET_KEY är satt.',
    'days-go-together': 'Skriv båda antalen, eller inget.',
    'pattern-unusable': 'Mönstret ska ha {year} och {serial}, till exempel {year}-{serial:5}-{class}.',
    'class-missing': 'Mönstret har {class}: skriv klassen.',
    'pattern-collides':
      'Ett annat av myndighetens diarier skriver likadana nummer. Lägg till något som skiljer dem åt, till exempel nämndens förkortning.',
    'number-is-taken':
      'Numret finns redan i ett annat av myndighetens diarier, och inget är diariefört. Samordnaren behöver ändra mönstret så att numren skiljer sig.',
    'no-diary': 'Myndigheten har inget diarium än. Samordnaren öppnar det.',
  },
  en: {
    'consent-missing': 'Say whether the person consents, or that nothing in it is secret.',
    'reach-missing': 'Write how to reach the person, or choose that the person follows it.',
    'reason-too-short': 'Write a few words about why.',
    'not-a-time': 'Write day and time.',
    'day-to-come': 'That day has not been yet.',
    'not-yet': 'That is still to come: choose a time that has been.',
    'file-damaged': 'The file cannot be opened. Save it again and try once more.',
    'too-many-documents': 'No more documents can be added here. Contact the office.',
    'file-empty': 'The file is empty.',
    'file-too-large': 'The file is larger than 25 MB.',
    'file-of-another-kind': 'The file is neither PDF nor a picture (JPEG, PNG, WebP, HEIC, TIFF).',
    'not-a-reference': 'Write the reference as it stands on the receipt, for instance K7QM-2XPA.',
    'not-https': 'Write an address that begins with https://.',
    'secret-missing': 'Write a secret of at least 16 characters.',
    'no-sealing-key': 'The secret cannot be kept until SECRET_KEY is set.',
    'days-go-together': 'Write both numbers, or none.',
    'pattern-unusable': 'The pattern needs {year} and {serial}, for instance {year}-{serial:5}-{class}.',
    'class-missing': 'The pattern has {class}: write the class.',
    'pattern-collides':
      'Another of the authority’s diaries writes the same numbers. Add something that tells them apart, for instance the board’s abbreviation.',
    'number-is-taken':
      'The number is in another of the authority’s diaries already, and nothing was registered. Its coordinator needs to change the pattern so that the numbers differ.',
    'no-diary': 'The authority has no diary yet. Its coordinator opens it.',
  },
};

/** The room's sentences for what is wrong with a field, or why something was refused. */
export function handOverErrorText(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const reasons = stepReasons[locale];
  if (Object.hasOwn(reasons, code)) return reasons[code]?.(facts) ?? null;
  const fields = fieldTexts[locale];
  return Object.hasOwn(fields, code) ? (fields[code] ?? null) : representationErrorText(code, facts, locale);
}
