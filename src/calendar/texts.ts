import { catalogue } from '../ui/texts.ts';

const several = (count: number | null, one: string, many: string) =>
  count === 1 || count === null ? one : `${count} ${many}`;

export const calendarTexts = catalogue(
  {
    title: 'Kalender',
    lead: 'Vad som går ut eller ska vara gjort, ett år framåt.',
    nothing: 'Inget går ut och inget ska vara gjort det närmaste året.',
    nothingOfKind: 'Inget av det slaget det närmaste året.',
    overdue: 'Dagen har passerat',
    kind: 'Visa',
    all: 'Allt',
    show: 'Visa',
    columns: { day: 'Dag', what: 'Vad', authority: 'Myndighet', left: 'Kvar' },
    kinds: {
      'agreement-ends': 'Avtal som upphör',
      'mandates-end': 'Uppdrag som går ut',
      'competence-ends': 'Kompetens som går ut',
      'copy-due': 'Kopior till Kammarkollegiet',
      'report-due': 'Årsrapporter',
      'step-planned': 'Planerade steg',
      'checklist-due': 'Checklistor',
    },
    says: {
      'agreement-ends': (about: string, _count: number | null) => `Avtalet ${about} upphör`,
      'mandates-end': (about: string, count: number | null) =>
        `${several(count, 'Ett uppdrag', 'uppdrag')} enligt ${about} går ut`,
      'competence-ends': (about: string, count: number | null) =>
        `Kompetens för ${about} går ut för ${several(count, 'en handläggare', 'handläggare')}`,
      'copy-due': (about: string, _count: number | null) => `Kopia av ${about} ska skickas`,
      'report-due': (about: string, _count: number | null) => `Årsrapporten för ${about} ska vara inne`,
      'step-planned': (about: string, _count: number | null) => `Planerat steg: ${about}`,
      'checklist-due': (about: string, _count: number | null) => `Ska vara gjort: ${about}`,
    },
    left: (days: number) => {
      if (days === 0) return 'i dag';
      if (days < 0) return `${-days} ${days === -1 ? 'dag' : 'dagar'} för sent`;
      return days === 1 ? 'i morgon' : `${days} dagar`;
    },
    feed: {
      title: 'I din egen kalender',
      help: 'En hemlig adress som kalenderprogram kan läsa. Den som har adressen ser det du ser här: dela den inte. Byter du adress slutar den gamla att fungera.',
      make: 'Gör en hemlig adress',
      again: 'Byt adress',
      end: 'Ta bort adressen',
      ended: 'Adressen är borttagen.',
      made: 'Kopiera adressen nu. Den visas bara den här gången.',
      address: 'Adress',
      since: (at: string) => `En adress finns sedan ${at}.`,
      name: 'Samtjänst',
    },
    remind: {
      title: 'Påminnelser med e-post',
      help: 'Så många dagar före, högst fem tal med komma emellan. Tomt: inga påminnelser.',
      days: 'Dagar före',
      save: 'Spara',
      saved: 'Sparat.',
      subject: (count: number) => `Samtjänst: ${several(count, 'en sak', 'saker')} att komma ihåg`,
      intro: 'Det här går ut eller ska vara gjort:',
      outro: 'Du får detta för att du har bett om det på sidan Kalender. Där kan du ändra eller stänga av.',
    },
    error: {
      'not-day-numbers':
        'Skriv ett till fem hela tal mellan 0 och 365 med komma emellan, till exempel 60, 30, 7.',
    },
  },
  {
    title: 'Calendar',
    lead: 'What ends or falls due, a year ahead.',
    nothing: 'Nothing ends and nothing falls due in the coming year.',
    nothingOfKind: 'Nothing of that kind in the coming year.',
    overdue: 'The day has passed',
    kind: 'Show',
    all: 'Everything',
    show: 'Show',
    columns: { day: 'Day', what: 'What', authority: 'Authority', left: 'Left' },
    kinds: {
      'agreement-ends': 'Agreements that end',
      'mandates-end': 'Mandates that end',
      'competence-ends': 'Competence that ends',
      'copy-due': 'Copies to Kammarkollegiet',
      'report-due': 'Annual reports',
      'step-planned': 'Planned steps',
      'checklist-due': 'Checklists',
    },
    says: {
      'agreement-ends': (about: string, _count: number | null) => `Agreement ${about} ends`,
      'mandates-end': (about: string, count: number | null) =>
        `${several(count, 'One mandate', 'mandates')} under ${about} end`,
      'competence-ends': (about: string, count: number | null) =>
        `Competence for ${about} ends for ${several(count, 'one officer', 'officers')}`,
      'copy-due': (about: string, _count: number | null) => `A copy of ${about} is to be sent`,
      'report-due': (about: string, _count: number | null) => `The annual report for ${about} is due`,
      'step-planned': (about: string, _count: number | null) => `Planned step: ${about}`,
      'checklist-due': (about: string, _count: number | null) => `To be done: ${about}`,
    },
    left: (days: number) => {
      if (days === 0) return 'today';
      if (days < 0) return `${-days} ${days === -1 ? 'day' : 'days'} late`;
      return days === 1 ? 'tomorrow' : `${days} days`;
    },
    feed: {
      title: 'In your own calendar',
      help: 'A secret address that calendar programs can read. Who has the address sees what you see here: do not share it. When you change it, the old one stops working.',
      make: 'Make a secret address',
      again: 'Change the address',
      end: 'Remove the address',
      ended: 'The address is removed.',
      made: 'Copy the address now. It is shown only this time.',
      address: 'Address',
      since: (at: string) => `There has been an address since ${at}.`,
      name: 'Samtjänst',
    },
    remind: {
      title: 'Reminders by mail',
      help: 'So many days before, at most five numbers with commas between. Empty: no reminders.',
      days: 'Days before',
      save: 'Save',
      saved: 'Saved.',
      subject: (count: number) => `Samtjänst: ${several(count, 'one thing', 'things')} to remember`,
      intro: 'This ends or falls due:',
      outro:
        'You get this because you asked for it on the page Calendar, where you can change it or turn it off.',
    },
    error: {
      'not-day-numbers':
        'Write one to five whole numbers between 0 and 365 with commas between, such as 60, 30, 7.',
    },
  },
);
