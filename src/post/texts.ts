import { catalogue, type Locale } from '../ui/texts.ts';

export const postTexts = catalogue(
  {
    title: 'Utskick',
    lead: 'E-post som systemet skickar åt myndigheten: vad som väntar, vad som har gått iväg och vad som inte kom fram.',
    notSet:
      'Ingen e-postserver är inställd. Ingenting skickas: breven väntar här och går iväg när SMTP_URL och MAIL_FROM är satta och programmet har startats om.',
    set: (server: string, from: string) =>
      `Breven lämnas till ${server} med avsändaren ${from}. Studsar kommer till den adressen, inte hit.`,
    state: 'Läge',
    all: 'Alla',
    show: 'Visa',
    clear: 'Rensa urvalet',
    list: 'Utskick',
    pages: 'Sidor',
    previous: 'Föregående',
    next: 'Nästa',
    found: (count: string) => `${count} utskick`,
    none: 'Inga utskick än. Här syns påminnelser och kopior av avtal när de skickas.',
    empty: 'Inga utskick i det läget.',
    columns: {
      subject: 'Ämne',
      to: 'Till',
      queued: 'Lades i kö',
      state: 'Läge',
      says: 'Vad som hänt',
    },
    states: {
      queued: 'Väntar',
      sending: 'Skickas',
      uncertain: 'Ovisst',
      sent: 'Skickat',
      failed: 'Misslyckat',
      cancelled: 'Inställt',
    },
    uncertainWaits: (count: number) =>
      count === 1
        ? 'Ett utskick är ovisst: servern tog emot det, men svaret kom inte fram. Avgör om det nådde mottagaren.'
        : `${count} utskick är ovissa: servern tog emot dem, men svaret kom inte fram. Avgör om de nådde mottagarna.`,
    nextTry: (when: string) => `försöks igen ${when}`,
    notToAll: 'Alla fick det inte',
    authority: 'Myndighet',
    own: 'Installationens eget',
    attempts: 'Försök',
    message: 'Brevet',
    attachments: 'Bilagor',
    noAttachments: 'Inga bilagor.',
    bytes: (kilobytes: string) => `${kilobytes} kB`,
    history: 'Vad som hänt',
    when: 'När',
    what: 'Vad',
    by: 'Av',
    system: 'systemet',
    decide: 'Avgör',
    uncertainHelp:
      'Hela brevet lämnades till servern, men förbindelsen bröts innan svaret kom. Det kan ha nått mottagaren. Fråga, eller se i mottagarens diarium, innan det skickas igen.',
    movedTo: (address: string) => `Registraturens adress är nu ${address}. Ett nytt försök går dit.`,
    inHand: 'Ett försök pågår. Läs in sidan igen om en stund.',
    decisions: {
      retry: 'Försök nu',
      cancel: 'Ställ in',
      arrived: 'Det kom fram',
      'send-again': 'Skicka igen',
      bounced: 'Det studsade',
    },
    details: {
      interrupted: 'Försöket avbröts innan brevet lämnats; ett nytt görs.',
      'handing-over': 'Brevet lämnas till servern; svaret väntas.',
      rest: 'Till dem som servern inte tog emot för just då.',
      replaced: 'Ett nytt utskick gjordes i stället.',
      stopped: 'Programmet stängdes innan brevet lämnats.',
      retry: 'Ett nytt försök begärdes.',
      cancel: 'Utskicket ställdes in.',
      arrived: 'Någon har kontrollerat att det kom fram.',
      'send-again': 'Någon har bestämt att det ska skickas igen.',
      bounced: 'Brevet studsade: mottagarens server tog inte emot det.',
    },
    error: {
      'demonstration-mails-nobody': 'En demonstration skickar bara till adresser på example.se.',
    },
  },
  {
    title: 'Outbox',
    lead: 'E-mail that the system sends for the authority: what waits, what has gone and what did not arrive.',
    notSet:
      'No mail server is set. Nothing is sent: the mail waits here and goes out when SMTP_URL and MAIL_FROM are set and the program has been started again.',
    set: (server: string, from: string) =>
      `Mail is handed to ${server} with the sender ${from}. Bounces go to that address, not here.`,
    state: 'State',
    all: 'All',
    show: 'Show',
    clear: 'Clear the selection',
    list: 'Outbox',
    pages: 'Pages',
    previous: 'Previous',
    next: 'Next',
    found: (count: string) => `${count} mails`,
    none: 'No mail yet. Reminders and copies of agreements show here when they are sent.',
    empty: 'No mail in that state.',
    columns: { subject: 'Subject', to: 'To', queued: 'Queued', state: 'State', says: 'What happened' },
    states: {
      queued: 'Waiting',
      sending: 'Being sent',
      uncertain: 'Uncertain',
      sent: 'Sent',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
    uncertainWaits: (count: number) =>
      count === 1
        ? 'One mail is uncertain: the server was given it, but its answer was lost. Decide whether it arrived.'
        : `${count} mails are uncertain: the server was given them, but its answers were lost. Decide whether they arrived.`,
    nextTry: (when: string) => `tried again ${when}`,
    notToAll: 'Not everybody got it',
    authority: 'Authority',
    own: 'The installation’s own',
    attempts: 'Tries',
    message: 'The mail',
    attachments: 'Attachments',
    noAttachments: 'No attachments.',
    bytes: (kilobytes: string) => `${kilobytes} kB`,
    history: 'What happened',
    when: 'When',
    what: 'What',
    by: 'By',
    system: 'the system',
    decide: 'Decide',
    uncertainHelp:
      'The whole mail was handed to the server, but the connection broke before the answer came. It may have arrived. Ask, or look in the recipient’s register, before it is sent again.',
    movedTo: (address: string) => `The registrar’s address is now ${address}. A new try goes there.`,
    inHand: 'A try is under way. Load the page again in a while.',
    decisions: {
      retry: 'Try now',
      cancel: 'Cancel',
      arrived: 'It arrived',
      'send-again': 'Send again',
      bounced: 'It bounced',
    },
    details: {
      interrupted: 'The try was interrupted before the mail was handed over; it is tried anew.',
      'handing-over': 'The mail is being handed over; the answer is awaited.',
      rest: 'To those for whom the server did not take it then.',
      replaced: 'A new mail was made instead.',
      stopped: 'The program was stopped before the mail was handed over.',
      retry: 'A new try was asked for.',
      cancel: 'The mail was cancelled.',
      arrived: 'Somebody has checked that it arrived.',
      'send-again': 'Somebody has decided that it is sent again.',
      bounced: 'The mail bounced: the recipient’s server did not take it.',
    },
    error: {
      'demonstration-mails-nobody': 'A demonstration mails only to addresses at example.se.',
    },
  },
);

/** The outbox's own field codes; null for another room's. */
export function postErrorText(code: string, _facts: unknown, locale: Locale): string | null {
  const own: Readonly<Record<string, string>> = postTexts[locale].error;
  return own[code] ?? null;
}
