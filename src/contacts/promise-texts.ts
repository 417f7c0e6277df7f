import type { FieldText } from '../shell/problems.tsx';
import { catalogue } from '../ui/texts.ts';
import { representationErrorText } from './representation-texts.ts';

/** Promises, the receipt, and what is told of a refusal. */
export const promiseTexts = catalogue(
  {
    list: {
      title: 'Löften',
      lead: 'Vad du har lovat att återkomma om, det som bryts först överst.',
      officeLead: 'Vad kontoret har lovat, det som bryts först överst.',
      views: 'Vems löften',
      mine: 'Mina',
      office: 'Kontorets',
      empty: 'Inga löften väntar.',
      group: {
        late: 'Brutna: håll dem nu',
        soon: 'Inom en timme',
        today: 'Senare i dag',
        coming: 'Kommande',
      },
      columns: { due: 'Senast', what: 'Lovat', contact: 'Kontakt', who: 'Ska hålla det' },
      late: (minutes: number) =>
        minutes < 60
          ? `${minutes} min sen`
          : minutes < 2880
            ? `${Math.floor(minutes / 60)} tim sen`
            : `${Math.floor(minutes / 1440)} dygn sen`,
    },
    state: {
      coming: 'lovat',
      today: 'i dag',
      soon: 'inom en timme',
      late: 'brutet',
      kept: 'hållet i tid',
      'kept-late': 'hållet för sent',
      moved: 'flyttat',
    },
    one: {
      title: 'Löfte',
      none: 'Inget är lovat.',
      make: 'Lova att återkomma',
      when: 'När?',
      today: 'i dag',
      nextWorking: 'nästa arbetsdag',
      workingDays: (days: number, day: string) => `om ${days} arbetsdagar (${day})`,
      day: 'Eller en annan dag',
      time: 'Senast klockan',
      what: 'Vad lovar du?',
      usual: 'Återkomma med svar',
      who: 'Vem håller det?',
      me: 'jag',
      save: 'Lova',
      keep: 'Håll löftet',
      how: 'Hur nåddes personen?',
      said: 'Vad sas? (frivilligt)',
      andClose: 'och avsluta kontakten',
      move: 'Flytta löftet',
      why: 'Varför?',
      due: (when: string) => `senast ${when}`,
      by: (who: string) => who,
    },
    receipt: {
      title: 'Kvitto',
      link: 'Kvitto att skriva ut',
      mail: 'Skicka kvittot med e-post',
      mailed: 'Kvittot skickas med e-post.',
      heading: 'Kvitto på din kontakt',
      reference: 'Din referens',
      keep: 'Spara den. Med den hittar vi din fråga nästa gång.',
      office: 'Kontor',
      came: 'Kom in',
      about: 'Gäller',
      promise: 'Vi återkommer',
      promised: (when: string, what: string) => `Senast ${when}: ${what}`,
      nothingPromised: 'Inget mer är utlovat.',
      print: 'Skriv ut',
      subject: (reference: string) => `Kvitto på din kontakt, ${reference}`,
      greeting: 'Hej!',
      bye: 'Hälsningar',
    },
    start: {
      late: (count: number) =>
        count === 1 ? '1 löfte är brutet: håll det nu' : `${count} löften är brutna: håll dem nu`,
      today: (count: number) =>
        count === 1 ? '1 löfte ska hållas i dag' : `${count} löften ska hållas i dag`,
    },
    templates: {
      title: 'Svarsmallar',
      lead: 'Texter som kontoret svarar med. En mall som ändras läggs till på nytt och den gamla tas bort.',
      empty: 'Inga mallar än.',
      name: 'Namn',
      body: 'Text',
      add: 'Lägg till mall',
      save: 'Lägg till',
      end: 'Ta bort',
      endOf: (name: string) => `Ta bort mallen ${name}`,
    },
    errors: {
      'contact-taken': 'En kollega har redan kontakten.',
      'contact-not-yours': 'Kontakten är inte din att lägga tillbaka.',
      'open-promise': 'Kontakten har ett löfte som inte är hållet. Håll det eller flytta det först.',
      'promise-ended': 'Löftet är redan hållet eller flyttat.',
      'matter-without-act': 'Ange vad som gjordes i varje ärende innan kontakten avslutas.',
      'unknown-reference': 'Det finns ingen kontakt här med den referensen.',
      'unknown-authority': 'Kontakten har inget ärende hos den myndigheten.',
      'not-a-phone': 'Skriv telefonnumret med siffror, till exempel 070-123 45 67.',
      'not-an-address': 'Skriv en hel e-postadress, till exempel namn@example.se.',
      'in-the-past': 'Tiden har redan varit. Välj en som kommer.',
      'not-a-working-day': 'Det är ingen arbetsdag. Välj en måndag till fredag som inte är helgdag.',
      'too-far': 'Det är mer än ett år bort. Välj en tidigare dag.',
      'not-at-this-office': 'Den som ska hålla löftet arbetar inte på kontoret.',
      'not-a-time': 'Skriv klockslaget som 16:00.',
      'other-channel':
        'Hjälp på distans ges per telefon, e-post, webb eller brev, och vid ett besök någon av de andra formerna.',
      'a-robot': 'Fältet ska lämnas tomt.',
      'too-many-forms': 'Det kom för många meddelanden på kort tid. Vänta en stund, eller ring kontoret.',
      'no-mail-address': 'Personen har inte lämnat någon adress och sagt ja till e-post.',
      'conflict-of-interest':
        'Du har anmält jäv i ärendet och kan inte göra något i det. En kollega tar det.',
    },
  },
  {
    list: {
      title: 'Promises',
      lead: 'What you have promised to come back about, the first to break on top.',
      officeLead: 'What the office has promised, the first to break on top.',
      views: 'Whose promises',
      mine: 'Mine',
      office: 'The office’s',
      empty: 'No promises wait.',
      group: {
        late: 'Broken: keep them now',
        soon: 'Within an hour',
        today: 'Later today',
        coming: 'To come',
      },
      columns: { due: 'No later than', what: 'Promised', contact: 'Contact', who: 'To be kept by' },
      late: (minutes: number) =>
        minutes < 60
          ? `${minutes} min late`
          : minutes < 2880
            ? `${Math.floor(minutes / 60)} h late`
            : `${Math.floor(minutes / 1440)} days late`,
    },
    state: {
      coming: 'promised',
      today: 'today',
      soon: 'within an hour',
      late: 'broken',
      kept: 'kept in time',
      'kept-late': 'kept too late',
      moved: 'moved',
    },
    one: {
      title: 'Promise',
      none: 'Nothing is promised.',
      make: 'Promise to come back',
      when: 'When?',
      today: 'today',
      nextWorking: 'next working day',
      workingDays: (days: number, day: string) => `in ${days} working days (${day})`,
      day: 'Or another day',
      time: 'No later than',
      what: 'What do you promise?',
      usual: 'To come back with an answer',
      who: 'Who keeps it?',
      me: 'I do',
      save: 'Promise',
      keep: 'Keep the promise',
      how: 'How was the person reached?',
      said: 'What was said? (optional)',
      andClose: 'and close the contact',
      move: 'Move the promise',
      why: 'Why?',
      due: (when: string) => `no later than ${when}`,
      by: (who: string) => who,
    },
    receipt: {
      title: 'Receipt',
      link: 'Receipt to print',
      mail: 'Send the receipt by e-mail',
      mailed: 'The receipt is sent by e-mail.',
      heading: 'Receipt of your contact',
      reference: 'Your reference',
      keep: 'Keep it. With it we find your question next time.',
      office: 'Office',
      came: 'Came in',
      about: 'About',
      promise: 'We come back to you',
      promised: (when: string, what: string) => `No later than ${when}: ${what}`,
      nothingPromised: 'Nothing more is promised.',
      print: 'Print',
      subject: (reference: string) => `Receipt of your contact, ${reference}`,
      greeting: 'Hello!',
      bye: 'Kind regards',
    },
    start: {
      late: (count: number) =>
        count === 1 ? '1 promise is broken: keep it now' : `${count} promises are broken: keep them now`,
      today: (count: number) =>
        count === 1 ? '1 promise is to be kept today' : `${count} promises are to be kept today`,
    },
    templates: {
      title: 'Templates',
      lead: 'Texts that the office answers with. To change one, add it anew and remove the old one.',
      empty: 'No templates yet.',
      name: 'Name',
      body: 'Text',
      add: 'Add a template',
      save: 'Add',
      end: 'Remove',
      endOf: (name: string) => `Remove the template ${name}`,
    },
    errors: {
      'contact-taken': 'A colleague already has the contact.',
      'contact-not-yours': 'The contact is not yours to put back.',
      'open-promise': 'The contact has a promise that is not kept. Keep it or move it first.',
      'promise-ended': 'The promise has been kept or moved already.',
      'matter-without-act': 'Record what was done in each matter before the contact is closed.',
      'unknown-reference': 'No contact here has that reference.',
      'unknown-authority': 'The contact has no matter with that authority.',
      'not-a-phone': 'Write the telephone number in digits, such as 070-123 45 67.',
      'not-an-address': 'Write a whole e-mail address, such as name@example.se.',
      'in-the-past': 'That time has passed. Choose one to come.',
      'not-a-working-day': 'That is no working day. Choose a Monday to Friday that is no holiday.',
      'too-far': 'That is more than a year away. Choose an earlier day.',
      'not-at-this-office': 'Who is to keep the promise does not work at the office.',
      'not-a-time': 'Write the time as 16:00.',
      'other-channel':
        'Help at a distance is given by telephone, e-mail, web or letter, and at a visit one of the other forms.',
      'a-robot': 'Leave this field empty.',
      'too-many-forms': 'Too many messages came in a short time. Wait a while, or telephone the office.',
      'no-mail-address': 'The person has given no address and said yes to e-mail.',
      'conflict-of-interest':
        'You have declared a conflict of interest in the matter and cannot do anything in it. A colleague takes it.',
    },
  },
);

/** The room's sentences for its own codes. */
export const contactErrorText: FieldText = (code, facts, locale) => {
  const texts: Readonly<Record<string, string>> = promiseTexts[locale].errors;
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : representationErrorText(code, facts, locale);
};
