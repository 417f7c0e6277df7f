import { catalogue } from '../ui/texts.ts';

/** What stands on the page of the rows behind a report's figure, and at the links to it. */
export const rowsTexts = catalogue(
  {
    rows: 'Visa raderna',
    definition: 'Definition',
    back: (year: number) => `Årsrapporten ${year}`,
    visits: (count: string) => (count === '1' ? '1 besök räknas.' : `${count} besök räknas.`),
    acts: (count: string) => (count === '1' ? '1 åtgärd räknas.' : `${count} åtgärder räknas.`),
    now: 'Raderna är registrens i dag. En fastställd version har de siffror som gällde då den fastställdes. Vem besökaren var vet bara kontoret.',
    day: 'Dag',
    office: 'Kontor',
    tasks: 'Det som gjordes',
    provision: 'Bestämmelse',
    empty: 'Ingenting räknas.',
    performed:
      'Raderna bakom det som utförs åt andra ses av den myndighet i vars namn det gjordes; här står bara antalen.',
    pager: { label: 'Sidor', previous: 'Föregående', next: 'Nästa' },
  },
  {
    rows: 'Show the rows',
    definition: 'Definition',
    back: (year: number) => `The annual report ${year}`,
    visits: (count: string) => (count === '1' ? '1 visit is counted.' : `${count} visits are counted.`),
    acts: (count: string) => (count === '1' ? '1 act is counted.' : `${count} acts are counted.`),
    now: 'The rows are the registers’ today. A frozen version has the figures that held when it was frozen. Who the visitor was only the office knows.',
    day: 'Day',
    office: 'Office',
    tasks: 'What was done',
    provision: 'Provision',
    empty: 'Nothing is counted.',
    performed:
      'The rows behind what is performed for others are seen by the authority in whose name it was done; here are the numbers alone.',
    pager: { label: 'Pages', previous: 'Previous', next: 'Next' },
  },
);
