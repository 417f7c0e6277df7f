import { catalogue } from '../ui/texts.ts';

/** Views that are mailed: their pages and their mails. */
export const scheduleTexts = catalogue(
  {
    title: 'Utskick av statistik',
    lead: 'En vy som skickas med e-post när veckan eller månaden är slut. Mottagarna får det som du får se då, inget annat.',
    empty: 'Du har inga utskick. Öppna en vy och välj Skicka regelbundet.',
    open: 'Till översikten',
    list: 'Dina utskick',
    columns: { view: 'Vy', every: 'Hur ofta', to: 'Till', next: 'Nästa', state: 'Läge', stop: 'Stoppa' },
    every: { week: 'Varje måndag', month: 'Den första varje månad' },
    running: 'pågår',
    stopped: {
      'by-owner': 'stoppat av dig',
      'no-longer-seen': 'stoppat: du får inte längre se vyn',
      'account-closed': 'stoppat: kontot är stängt',
    },
    stop: 'Stoppa',
    newTitle: 'Skicka regelbundet',
    view: 'Vy',
    everyLabel: 'Hur ofta',
    format: 'Fil',
    formats: { xlsx: 'Excel', csv: 'CSV', json: 'JSON' },
    to: 'Till',
    toHelp:
      'En eller flera adresser, med mellanslag eller komma emellan. De måste höra till din egen organisation.',
    ownHelp: 'Det du själv har gjort skickas bara till dig.',
    save: 'Spara utskicket',
    saved: 'Utskicket är sparat.',
    subject: (title: string, period: string) => `${title}, ${period}`,
    body: (title: string, period: string, address: string) =>
      `Här är ${title} för ${period}.\n\nFilen är bifogad, med definitioner. Vyn finns också här:\n${address}\n\nDu får mejlet för att ett konto i Samtjänst har lagt till din adress. Den som äger utskicket stoppar det under Statistik, Utskick.`,
    stoppedSubject: (title: string) => `Utskicket har stoppats: ${title}`,
    stoppedBody: (title: string) =>
      `Utskicket ${title} har stoppats, för att du inte längre får se vyn. Inget har skickats. Har du fått en annan roll kan du spara ett nytt utskick.`,
    errors: {
      'other-organisation': 'Adressen hör inte till din organisation. Siffrorna skickas bara inom den.',
      'own-alone': 'Det du själv har gjort skickas bara till dig. Ange din egen adress.',
      'too-many-addresses': 'Ange högst tio adresser.',
      'too-many-schedules': 'Du har redan tjugo utskick. Stoppa ett först.',
      'weeks-not-outside': 'Vyn visas i hela månader. Välj varje månad.',
    },
  },
  {
    title: 'Mailings of statistics',
    lead: 'A view that is sent by e-mail when the week or month is over. The recipients get what you may see then, and nothing else.',
    empty: 'You have no mailings. Open a view and choose Send regularly.',
    open: 'To the overview',
    list: 'Your mailings',
    columns: { view: 'View', every: 'How often', to: 'To', next: 'Next', state: 'State', stop: 'Stop' },
    every: { week: 'Every Monday', month: 'The first of every month' },
    running: 'running',
    stopped: {
      'by-owner': 'stopped by you',
      'no-longer-seen': 'stopped: you may no longer see the view',
      'account-closed': 'stopped: the account is closed',
    },
    stop: 'Stop',
    newTitle: 'Send regularly',
    view: 'View',
    everyLabel: 'How often',
    format: 'File',
    formats: { xlsx: 'Excel', csv: 'CSV', json: 'JSON' },
    to: 'To',
    toHelp:
      'One or more addresses, with a space or comma between. They must belong to your own organisation.',
    ownHelp: 'What you have done yourself is sent to you alone.',
    save: 'Save the mailing',
    saved: 'The mailing is saved.',
    subject: (title: string, period: string) => `${title}, ${period}`,
    body: (title: string, period: string, address: string) =>
      `Here is ${title} for ${period}.\n\nThe file is attached, with definitions. The view is also here:\n${address}\n\nYou get this because an account in Samtjänst has added your address. Its owner stops it under Statistics, Mailings.`,
    stoppedSubject: (title: string) => `The mailing has been stopped: ${title}`,
    stoppedBody: (title: string) =>
      `The mailing ${title} has been stopped, because you may no longer see the view. Nothing has been sent. If you have another role now, save a new mailing.`,
    errors: {
      'other-organisation':
        'The address does not belong to your organisation. Figures are sent within it alone.',
      'own-alone': 'What you have done yourself is sent to you alone. Give your own address.',
      'too-many-addresses': 'Give at most ten addresses.',
      'too-many-schedules': 'You have twenty mailings already. Stop one first.',
      'weeks-not-outside': 'The view is shown by whole months. Choose every month.',
    },
  },
);
