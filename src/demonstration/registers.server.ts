import partiesJson from '../agreements/reference/parties.json' with { type: 'json' };
import {
  BOTKYRKA,
  DEMO_MUNICIPAL_OFFICE,
  DEMO_NEIGHBOUR_OFFICE,
  HANINGE,
  type Row,
  SSC,
} from './agreements.server.ts';
import { demoOffices } from './network.server.ts';
import { demoOfficers } from './people.server.ts';

export function partyRows(): Row[] {
  const botkyrka = {
    orgNumber: BOTKYRKA,
    name: 'Botkyrka kommun',
    kind: 'municipality',
    source: 'Kommunen finns; det den gör här är påhittat för demonstrationen',
  };
  return [...partiesJson, botkyrka];
}

export function systemRows(): Row[] {
  return [
    { code: 'FK-ARENDE', authority: '202100-5521', name: 'Försäkringskassans ärendesystem (demonstration)' },
    {
      code: 'PM-PENSION',
      authority: '202100-6255',
      name: 'Pensionsmyndighetens pensionssystem (demonstration)',
    },
    {
      code: 'SKV-FOLKBOK',
      authority: '202100-5448',
      name: 'Skatteverkets folkbokföringssystem (demonstration)',
    },
    { code: 'SKV-SKATT', authority: '202100-5448', name: 'Skatteverkets beskattningssystem (demonstration)' },
    { code: 'SKV-IDKORT', authority: '202100-5448', name: 'Skatteverkets id-kortssystem (demonstration)' },
    {
      code: 'HANINGE-PARK',
      authority: HANINGE,
      name: 'Haninges system för parkeringstillstånd (demonstration)',
    },
    { code: 'HANINGE-FORSKOLA', authority: HANINGE, name: 'Haninges förskolesystem (demonstration)' },
  ];
}

export function officeRows(): Row[] {
  const state = demoOffices().map((office) => ({
    code: office.code,
    name: `Servicekontoret i ${office.locality}`,
    type: office.type,
    operator: SSC,
    region: office.region,
    area: office.area,
    municipality: office.municipality,
    locality: office.locality,
    latitude: office.latitude,
    longitude: office.longitude,
    openFrom: '2019-06-01',
    openTo: office.closesOn,
  }));
  return [...state, ...municipalOffices()];
}

function municipalOffices(): Row[] {
  const shared = { type: 'small', openFrom: '2020-01-01' };
  return [
    {
      ...shared,
      code: DEMO_MUNICIPAL_OFFICE,
      name: 'Medborgarkontoret i Haninge (påhittat)',
      operator: HANINGE,
      municipality: '0136',
      locality: 'Haninge',
      latitude: 59.169,
      longitude: 18.139,
    },
    {
      ...shared,
      code: DEMO_NEIGHBOUR_OFFICE,
      name: 'Medborgarkontoret i Botkyrka (påhittat)',
      operator: BOTKYRKA,
      municipality: '0127',
      locality: 'Tumba',
      latitude: 59.199,
      longitude: 17.833,
    },
  ];
}

/** Invented names, and few: two at each of the municipalities' offices. */
export const MUNICIPAL_OFFICERS = [
  ['HAN-01', 'Maj Övningsson', HANINGE, DEMO_MUNICIPAL_OFFICE],
  ['HAN-02', 'Kaj Skissqvist', HANINGE, DEMO_MUNICIPAL_OFFICE],
  ['BOT-01', 'Siv Låtsdal', BOTKYRKA, DEMO_NEIGHBOUR_OFFICE],
  ['BOT-02', 'Per Utkasth', BOTKYRKA, DEMO_NEIGHBOUR_OFFICE],
] as const;

export function officerRows(): Row[] {
  const municipal = MUNICIPAL_OFFICERS.map(([code, name, employer, homeOffice]) => ({
    code,
    name,
    employer,
    homeOffice,
    fullTimeShare: 1,
    employedFrom: '2022-01-01',
    employedTo: null,
  }));
  const state = demoOfficers().map((officer) => ({
    code: officer.code,
    name: officer.name,
    employer: SSC,
    homeOffice: officer.office.code,
    fullTimeShare: officer.fullTimeShare,
    employedFrom: officer.employedFrom,
    employedTo: officer.employedTo,
  }));
  return [...state, ...municipal];
}
