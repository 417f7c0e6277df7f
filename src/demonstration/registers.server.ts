import partiesJson from '../agreements/reference/parties.json' with { type: 'json' };
import { HANINGE, type Row, SSC } from './agreements.server.ts';
import { demoOffices } from './network.server.ts';
import { demoOfficers } from './people.server.ts';

export function partyRows(): Row[] {
  return partiesJson;
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
  return demoOffices().map((office) => ({
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
}

export function officerRows(): Row[] {
  return demoOfficers().map((officer) => ({
    code: officer.code,
    name: officer.name,
    employer: SSC,
    homeOffice: officer.office.code,
    fullTimeShare: officer.fullTimeShare,
    employedFrom: officer.employedFrom,
    employedTo: officer.employedTo,
  }));
}
