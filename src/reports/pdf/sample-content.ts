import { plainDate } from '../../kernel/plain-date.ts';
import type { DerivedFigure, ReportContent } from '../content.ts';

const PLACES = [
  ['Arvidsjaur', 'Arvidsjaur'],
  ['Boden', 'Boden'],
  ['Gällivare', 'Gällivare'],
  ['Haparanda', 'Haparanda'],
  ['Jokkmokk', 'Jokkmokk'],
  ['Kalix', 'Kalix'],
  ['Kiruna', 'Kiruna'],
  ['Luleå', 'Luleå'],
  ['Lycksele', 'Lycksele'],
  ['Pajala', 'Pajala'],
  ['Piteå', 'Piteå'],
  ['Skellefteå', 'Skellefteå'],
  ['Älvsbyn', 'Älvsbyn'],
  ['Överkalix', 'Överkalix'],
] as const;

const ORDINANCE = '3 § förordningen (2019:214) om viss gemensam offentlig service';

type Office = ReportContent['offices'][number];

function office(index: number): Office {
  const [locality, municipality] = PLACES[index % PLACES.length]!;
  const round = Math.floor(index / PLACES.length);
  const size = 1 + ((index * 7) % 11);
  return {
    name: `Servicekontoret i ${locality}${round === 0 ? '' : ` ${round + 1}`}`,
    locality,
    municipality,
    authorityTasks: [
      { task: 'Beslut om identitetskort i enklare fall', provision: `1. ${ORDINANCE}`, times: 41 * size },
      ...(index % 3 === 0
        ? [{ task: 'Utlämnande av pass', provision: `2. ${ORDINANCE}`, times: 13 * size }]
        : []),
    ],
    personalDataTasks: [
      { task: 'Hjälp med flyttanmälan', provision: null, times: 187 * size },
      { task: 'Hjälp med skatt och deklaration', provision: null, times: 322 * size },
      ...(index % 4 === 1 ? [{ task: 'Personbevis', provision: null, times: 96 * size }] : []),
    ],
    surplusAccess: index === 3 ? 2 : 0,
    fullTimeEquivalents: 1.5 + size * 0.45,
    authorityShareOfFullTimeEquivalents: Math.round((0.4 + size * 0.17) * 100) / 100,
    visitors: 873 * size,
    answer: null,
  };
}

const figure = (derived: number): DerivedFigure => ({ derived, corrected: null, reason: '' });
const sum = (numbers: readonly number[]) => Math.round(numbers.reduce((a, b) => a + b, 0) * 100) / 100;

/** The year 2025 of an authority at `count` offices. */
export function sampleContent(count: number = PLACES.length): ReportContent {
  const offices = Array.from({ length: count }, (_, index) => office(index));
  return {
    schema: 3,
    year: 2025,
    language: 'sv',
    demonstration: true,
    authority: { name: 'Skatteverket', orgNumber: '202100-5448' },
    duty: {
      owed: true,
      to: ['kammarkollegiet'],
      due: plainDate('2026-03-31'),
      provisions: ['4 § förordningen (2019:214) om viss gemensam offentlig service'],
    },
    contact: {
      address: 'Skatteverket\n171 94 Solna',
      person: 'Karin Öberg',
      email: 'karin.oberg@myndigheten.example',
      phone: '0771-567 567',
    },
    agreements: [
      {
        diaryNumber: '8-2214/2019',
        name: 'Serviceavtal om servicekontor',
        regime: 'SA-2019',
        counterparties: ['Statens servicecenter'],
        from: plainDate('2019-06-01'),
        to: null,
        version: 4,
        governmentDirected: true,
      },
      {
        diaryNumber: '8-118/2022',
        name: 'Serviceavtal om medborgarkontoret i Pajala',
        regime: 'SA-2019',
        counterparties: ['Pajala kommun', 'Region Norrbotten'],
        from: plainDate('2022-01-01'),
        to: plainDate('2026-12-31'),
        version: 2,
        governmentDirected: false,
      },
      {
        diaryNumber: '131 64021-17/1211',
        name: 'Samtjänst vid medborgarkontoret i Jokkmokk',
        regime: 'STJ-2009',
        counterparties: ['Jokkmokks kommun'],
        from: plainDate('2017-03-01'),
        to: null,
        version: 1,
        governmentDirected: false,
      },
    ],
    offices,
    surplusDuring: offices.slice(0, 3).map((one, index) => ({
      system: index === 1 ? 'Folkbokföring' : 'Skattekonto',
      office: one.name,
      from: plainDate(`2025-0${index + 2}-14`),
      to: plainDate(index === 0 ? '2025-12-31' : `2025-0${index + 5}-30`),
    })),
    performed: offices.slice(0, 2).map((one) => ({
      name: one.name,
      locality: one.locality,
      municipality: one.municipality,
      tasks: [
        { principal: 'Försäkringskassan', task: 'Föräldrapenning', level: 'personal-data', times: 412 },
        { principal: 'Pensionsmyndigheten', task: 'Bostadstillägg', level: 'guidance', times: 96 },
      ],
      fullTimeEquivalents: one.fullTimeEquivalents,
      visitors: 480,
    })),
    totals: {
      offices: figure(count),
      localities: figure(new Set(offices.map((one) => one.locality)).size),
      fullTimeEquivalents: figure(sum(offices.map((one) => one.authorityShareOfFullTimeEquivalents))),
      visitors: {
        derived: sum(offices.map((one) => one.visitors)),
        corrected: sum(offices.map((one) => one.visitors)) + 1840,
        reason: 'Besöken vid kontoret i Kiruna 3–21 februari räknades för hand när kösystemet var ur drift.',
      },
      surplusAccess: figure(sum(offices.map((one) => one.surplusAccess))),
    },
    texts: {
      activity:
        'Myndigheten har under året haft handläggare på plats vid alla kontor, och två regionala samordnare har besökt varje kontor minst två gånger. Handläggarna har fått utbildning i folkbokföring och i de nya reglerna om identitetskort.\n\n' +
        'Under hösten prövade vi gemensam bokning tillsammans med Pajala kommun. Väntetiden för den som ville ha ett identitetskort sjönk från sjutton till nio dagar.',
      authorityTasks:
        'Handläggarna fattar beslut om identitetskort i enklare fall. Avslag och tveksamma fall lämnas över till myndighetens egna handläggare.',
      personalDataTasks:
        'Uppgifterna kräver att handläggaren kan läsa folkbokföringsuppgifter och skattekonto.',
      surplusAccess:
        'Två handläggare i Haparanda bytte arbetsuppgifter i december. Deras åtkomster togs bort den 8 januari 2026.',
      finances:
        'Kostnaden för avtalen var 21,4 miljoner kronor. Utan avtalen hade myndigheten behövt egna lokaler på minst sex av orterna, vilket vi bedömer hade kostat omkring 34 miljoner kronor om året.\n\n' +
        'Intäkterna var:\n– ersättning från kommuner: 1,2 miljoner kronor\n– avgifter för identitetskort: 3,8 miljoner kronor.',
      effectiveness:
        'Den som besöker ett kontor får ofta hjälp med ärenden hos flera myndigheter samtidigt. Det minskar antalet ofullständiga anmälningar: andelen flyttanmälningar som måste kompletteras var 4 procent vid kontoren och 11 procent på papper.',
      other: '',
    },
    supplements: null,
  };
}

/** Nothing in the registers and nothing written. */
export function emptyContent(): ReportContent {
  return {
    ...sampleContent(0),
    demonstration: false,
    authority: { name: 'Nämnden', orgNumber: null },
    duty: { owed: false, to: ['kammarkollegiet'], due: null, provisions: [] },
    contact: { address: '', person: '', email: '', phone: '' },
    agreements: [],
    surplusDuring: [],
    performed: [],
    totals: {
      offices: figure(0),
      localities: figure(0),
      fullTimeEquivalents: figure(0),
      visitors: figure(0),
      surplusAccess: figure(0),
    },
    texts: {
      activity: '',
      authorityTasks: '',
      personalDataTasks: '',
      surplusAccess: '',
      finances: '',
      effectiveness: '',
      other: ' \n\n ',
    },
  };
}
