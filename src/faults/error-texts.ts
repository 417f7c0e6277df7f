import { catalogue, type Locale } from '../ui/texts.ts';

const errors = catalogue(
  {
    'in-the-sea':
      'Platsen ligger i havet eller utanför Sverige. Peka på en annan plats, eller skriv platsen i ord.',
    'not-a-reference': 'Det är inget nummer på en anmälan: åtta bokstäver och siffror, som K7QM-2XPA.',
    'not-received-there': 'Den mottagaren ansvarar inte för platsen. Välj en annan plats eller kommun.',
    'place-missing': 'Peka på kartan eller skriv var felet är.',
    'no-such-category': 'Välj vad felet gäller.',
    'not-a-photo': 'Filen är ingen bild som går att läsa. Välj en JPEG, PNG eller WebP som inte är trasig.',
    'photo-too-large': 'Bilden är större än 10 MB. Välj en mindre.',
    'three-photos': 'Det finns redan tre bilder. Fler tas inte emot.',
    'not-a-number': 'Skriv ett tal, till exempel 3 eller 2,5.',
    'not-a-moment': 'Välj en dag och en tid.',
    'filled-by-a-program':
      'Formuläret ser ut att vara ifyllt av ett program. Ingenting har sparats. Är du en människa: töm fältet som ska vara tomt och skicka igen.',
    'not-closed': 'Anmälan är inte avslutad. Det finns inget att säga ja eller nej till än.',
    'report-closed': 'Anmälan är avslutad. Någon annan hann före, eller så är den redan klar.',
    'no-such-report': 'Det finns ingen sådan anmälan hos samma mottagare.',
    'itself-a-duplicate': 'Den anmälan är själv markerad som samma som en annan, eller är just den här.',
    'no-such-authority': 'Välj vem du skriver till.',
    'already-answered': 'Den är redan besvarad.',
    'no-answer-wanted': 'Den som skrev har inte bett om svar.',
    'code-taken': 'Koden finns redan.',
    'no-key': 'Nyckeln kan inte sparas förrän SECRET_KEY är satt.',
    'not-https': 'Skriv en adress som börjar med https://.',
    'key-for-this-address': 'Skriv nyckeln igen: adressen är en annan än den sparade nyckelns.',
    'written-meanwhile': 'Det har skrivits något mer sedan sidan visades. Läs det först.',
    'no-more-messages': 'Så många gånger tas det inte emot mer här. Skriv en ny synpunkt, eller ring.',
  },
  {
    'in-the-sea':
      'The place lies in the sea or outside Sweden. Point at another, or write the place in words.',
    'not-a-reference': 'That is no number of a report: eight letters and digits, such as K7QM-2XPA.',
    'not-received-there':
      'That receiver is not responsible for the place. Choose another place or municipality.',
    'place-missing': 'Point at the map or write where the fault is.',
    'no-such-category': 'Choose what the fault is about.',
    'not-a-photo': 'The file is no photo that can be read. Choose a JPEG, PNG or WebP that is not broken.',
    'photo-too-large': 'The photo is larger than 10 MB. Choose a smaller one.',
    'three-photos': 'There are three photos already. No more are taken.',
    'not-a-number': 'Write a number, for example 3 or 2.5.',
    'not-a-moment': 'Choose a day and a time.',
    'filled-by-a-program':
      'The form seems to have been filled in by a program. Nothing is saved. If you are human: empty the field that is to be empty and send again.',
    'not-closed': 'The report is not closed. There is nothing to say yes or no to yet.',
    'report-closed': 'The report is closed. Somebody was first, or it is done already.',
    'no-such-report': 'There is no such report with the same receiver.',
    'itself-a-duplicate': 'That report is itself marked as the same as another, or is this very one.',
    'no-such-authority': 'Choose whom you write to.',
    'already-answered': 'It is answered already.',
    'no-answer-wanted': 'Who wrote has not asked for an answer.',
    'code-taken': 'The code is taken.',
    'no-key': 'The key cannot be kept until SECRET_KEY is set.',
    'not-https': 'Write an address that begins with https://.',
    'key-for-this-address': 'Write the key again: the address is another than the kept key’s.',
    'written-meanwhile': 'Something more has been written since the page was shown. Read that first.',
    'no-more-messages': 'No more is taken here after so many times. Write a new comment, or call.',
  },
);

/** The room's sentences for its own codes. */
export function faultErrorText(
  code: string,
  _facts: Readonly<Record<string, unknown>>,
  locale: Locale,
): string | null {
  const texts: Readonly<Record<string, string>> = errors[locale];
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : null;
}
