import { catalogue } from '../ui/texts.ts';

/** What falls away, summed up. */
export const fallTexts = catalogue(
  {
    byTask: 'Per uppgift',
    byOffice: 'Per kontor',
    nobody: 'Ingen kvar',
    nobodyHere: 'Ingen kvar på kontoret',
    task: 'Uppgift',
    office: 'Kontor',
    acts: 'Åtgärder senaste året',
    rest: (n: string) => `${n} till`,
    each: (n: string) => `Varje kontor, uppgift och nivå: ${n}`,
    only: (what: string) => `Bara ${what}.`,
    all: 'Visa alla',
    help: 'Antal par av kontor och nivå (eller uppgift och nivå). Välj en rad för att se vad som ligger bakom.',
    pages: 'Sidor',
    previous: 'Föregående',
    next: 'Nästa',
  },
  {
    byTask: 'By task',
    byOffice: 'By office',
    nobody: 'Nobody left',
    nobodyHere: 'Nobody left at the office',
    task: 'Task',
    office: 'Office',
    acts: 'Acts last year',
    rest: (n: string) => `${n} more`,
    each: (n: string) => `Each office, task and level: ${n}`,
    only: (what: string) => `Only ${what}.`,
    all: 'Show all',
    help: 'How many pairs of office and level (or task and level). Choose a row to see what lies behind it.',
    pages: 'Pages',
    previous: 'Previous',
    next: 'Next',
  },
);
