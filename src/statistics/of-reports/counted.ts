import { plainDate } from '../../kernel/plain-date.ts';
import type { Definition, Measure } from '../measures.ts';

/**
 * What the annual reports count: from the acts themselves each time, not added up beforehand, because a report counts a year of one
 * authority by what was done and not by when the contact began. `query.server.ts` computes them.
 */
export interface CountedMeasure extends Omit<Measure, 'versions'> {
  readonly versions: readonly [Definition, ...Definition[]];
}

const LAW = '4 § förordningen (2019:214); 5 § förordningen (2009:315)';
const OF_ACTS = {
  sv: 'Räknas den svenska dag då det gjordes.',
  en: 'Counted on the Swedish day on which it was done.',
};
const NO_VISIT = {
  sv: 'En kontakt som stängdes som skräp är inget besök. Hjälpte ett annat kontor till räknas besöket en gång, där besökaren kom.',
  en: 'A contact that was closed as junk is no visit. Where another office helped, the visit counts once, where the visitor came.',
};
const ALWAYS = {
  sv: 'Det som har gjorts räknas, hur kontakten än stängdes.',
  en: 'What was done counts, however the contact was closed.',
};

type Words = Pick<Definition, 'name' | 'definition' | 'formula'>;
function counted<K extends string>(key: K, of: CountedMeasure['of'], by: CountedMeasure['by'], words: Words) {
  const version: Definition = { version: 1, from: plainDate('1900-01-01'), to: null, source: LAW, ...words };
  return { key, of, unit: 'count', by, versions: [version] } as const satisfies CountedMeasure;
}

export const REPORT_MEASURES = [
  counted('report-visits', 'contact', ['authority'], {
    name: { sv: 'Årsrapporten: besök', en: 'Annual report: visits' },
    definition: {
      sv: `Besök där något gjordes i myndighetens namn under året. Varje besök räknas en gång. Skiljer sig från Besök, som också räknar besök där inget gjordes. ${NO_VISIT.sv} ${OF_ACTS.sv}`,
      en: `Visits in which something was done in the authority’s name in the year. Each visit counts once. Differs from Visits, which also counts visits in which nothing was done. ${NO_VISIT.en} ${OF_ACTS.en}`,
    },
    formula: {
      sv: 'antalet olika besök med minst en åtgärd i myndighetens namn',
      en: 'number of distinct visits with at least one act in the authority’s name',
    },
  }),
  counted('report-authority-tasks', 'matter', ['authority', 'task'], {
    name: {
      sv: 'Årsrapporten: uppgifter med myndighetsutövning',
      en: 'Annual report: tasks with exercise of public authority',
    },
    definition: {
      sv: `Gånger som en uppgift utfördes på nivån myndighetsutövning, efter bestämmelsen som åtgärden vilade på. ${ALWAYS.sv} ${OF_ACTS.sv}`,
      en: `How many times a task was done at the level of exercise of public authority, by the provision that the act rested on. ${ALWAYS.en} ${OF_ACTS.en}`,
    },
    formula: {
      sv: 'antalet åtgärder på nivån myndighetsutövning',
      en: 'number of acts at the level of exercise of public authority',
    },
  }),
  counted('report-personal-data-tasks', 'matter', ['authority', 'task'], {
    name: {
      sv: 'Årsrapporten: uppgifter med personuppgifter',
      en: 'Annual report: tasks with personal data',
    },
    definition: {
      sv: `Gånger som en uppgift utfördes på nivån åtkomst till personuppgifter. ${ALWAYS.sv} ${OF_ACTS.sv}`,
      en: `How many times a task was done at the level of access to personal data. ${ALWAYS.en} ${OF_ACTS.en}`,
    },
    formula: {
      sv: 'antalet åtgärder på nivån åtkomst till personuppgifter',
      en: 'number of acts at the level of access to personal data',
    },
  }),
  counted('report-performed-visits', 'contact', ['authority'], {
    name: {
      sv: 'Årsrapporten: besök med något utfört åt andra',
      en: 'Annual report: visits served for others',
    },
    definition: {
      sv: `Besök där myndighetens handläggare gjorde något i en annan myndighets namn; att bara visa vägen räknas inte. ${NO_VISIT.sv} ${OF_ACTS.sv}`,
      en: `Visits in which the authority’s officers did something in another authority’s name; only showing the way does not count. ${NO_VISIT.en} ${OF_ACTS.en}`,
    },
    formula: {
      sv: 'antalet olika besök med minst en åtgärd i en annan myndighets namn',
      en: 'number of distinct visits with at least one act in another authority’s name',
    },
  }),
  counted('report-performed-tasks', 'matter', ['authority', 'task', 'level'], {
    name: { sv: 'Årsrapporten: utfört åt andra', en: 'Annual report: performed for others' },
    definition: {
      sv: `Gånger som myndighetens handläggare utförde en uppgift i en annan myndighets namn, per nivå; att bara visa vägen räknas inte. ${ALWAYS.sv} ${OF_ACTS.sv}`,
      en: `How many times the authority’s officers did a task in another authority’s name, by level; only showing the way does not count. ${ALWAYS.en} ${OF_ACTS.en}`,
    },
    formula: {
      sv: 'antalet åtgärder i en annan myndighets namn',
      en: 'number of acts in another authority’s name',
    },
  }),
] as const;

export type ReportMeasureKey = (typeof REPORT_MEASURES)[number]['key'];

export const reportMeasureOf = (key: string): CountedMeasure | undefined =>
  REPORT_MEASURES.find((each) => each.key === key);
