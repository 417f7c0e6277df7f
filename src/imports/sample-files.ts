import type { ImportKind } from './columns.ts';

export const SSC = '202100-6453';
export const SKV = '202100-5448';
export const FK = '202100-5521';
export const POL = '202100-0076';
export const HANINGE = '212000-0084';

export type SampleRow = Readonly<Record<string, unknown>>;

const agreement = {
  diaryNumber: 'SKV-1',
  version: 1,
  name: 'Serviceavtal med Skatteverket',
  signedOn: '2019-06-01',
  validFrom: '2019-06-01',
  governmentDirected: 'yes',
  parties: [SKV, SSC],
  offices: 'all',
  principal: SKV,
  performer: SSC,
  requiresPersonalData: 'yes',
  listedSeparately: 'yes',
  source: 'Prov',
};

/** A small network: two offices, three officers, an agreement with two tasks, mandates, access and two visits. */
export const SAMPLE = {
  authorities: [
    {
      orgNumber: HANINGE,
      name: 'Haninge kommun',
      shortName: 'Haninge',
      kind: 'municipality',
      source: 'Prov',
    },
    { name: 'Länsarbetsnämnden i Provlän', kind: 'state', endedOn: '2007-12-31', source: 'Prov' },
  ],
  systems: [
    { code: 'SKV-FOLK', authority: SKV, name: 'Folkbokföring' },
    { code: 'SKV-ID', authority: SKV, name: 'Id-kort' },
    { code: 'FK-A', authority: FK, name: 'Ärenden' },
  ],
  offices: [
    {
      code: 'haninge',
      name: 'Servicekontoret i Haninge',
      type: 'medium',
      operator: SSC,
      region: 'Stockholm och Gotland',
      area: 'Södertörn',
      municipality: '0136',
      locality: 'Haninge',
      latitude: '59,16775',
      longitude: 18.14478,
      openFrom: '2019-06-01',
    },
    {
      code: 'sala',
      name: 'Servicekontoret i Sala',
      type: 'small',
      operator: SSC,
      municipality: '1981',
      locality: 'Sala',
      latitude: 59.92,
      longitude: 16.6,
      openFrom: '2019-06-01',
      openTo: '2026-08-31',
    },
  ],
  'office-weeks': [
    {
      office: 'haninge',
      from: '2027-01-04',
      monday: '10:00-16:00',
      tuesday: '10.00–16.00',
      wednesday: '10:00-16:00',
      thursday: '9:00-18:00',
      friday: '10:00-16:00',
    },
    {
      office: 'haninge',
      from: '2027-03-01',
      monday: '10:00-12:00;13:00-16:00',
      closedOnBridgeDays: 'yes',
      summerFromWeek: '28',
      summerToWeek: '29',
      reason: 'Ombyggnad',
    },
  ],
  'office-exceptions': [
    { office: 'haninge', from: '2026-12-23', cause: 'training' },
    { office: 'haninge', from: '2027-05-07', to: '2027-05-07', cause: 'staffing', reason: 'Ingen personal' },
    {
      office: 'haninge',
      from: '2027-06-07',
      to: '2027-06-11',
      hours: '10:00-12:00;13:00-15:00',
      cause: 'event',
    },
  ],
  officers: [
    { code: 'P-1', name: 'Alva Provlund', employer: SSC, homeOffice: 'haninge', employedFrom: '2019-06-01' },
    {
      code: 'P-2',
      name: 'Bo Demovik',
      employer: SSC,
      homeOffice: 'sala',
      fullTimeShare: 0.5,
      employedFrom: '2020-01-01',
    },
    {
      code: 'K-1',
      name: 'Cleo Testgren',
      employer: HANINGE,
      homeOffice: 'haninge',
      employedFrom: '2020-01-01',
    },
  ],
  agreements: [
    { ...agreement, task: 'population-registration', access: 'SKV-FOLK' },
    {
      ...agreement,
      task: 'identity-card',
      exercisesAuthority: 'yes',
      catalogueItem: 'SA-2019-S1',
      access: ['SKV-ID'],
      taskOffices: ['haninge'],
    },
  ],
  mandates: [
    {
      officer: 'P-1',
      agreement: 'SKV-1',
      principal: SKV,
      kind: 'commission',
      from: '2024-01-01',
      signedByPrincipalOn: '2023-12-01',
      signedByOfficerOn: '2023-12-02',
      tasks: 'population-registration:personal-data;identity-card:personal-data;identity-card:authority',
      access: 'SKV-FOLK;SKV-ID',
    },
    {
      officer: 'P-2',
      agreement: 'SKV-1',
      principal: SKV,
      kind: 'commission',
      from: '2024-01-01',
      signedByPrincipalOn: '2023-12-01',
      signedByOfficerOn: '2023-12-02',
      withdrawnOn: '2026-03-02',
      withdrawnReason: 'Prov',
      tasks: ['population-registration:personal-data'],
      access: ['SKV-FOLK'],
    },
  ],
  'access-grants': [
    { officer: 'P-1', system: 'SKV-FOLK', from: '2024-01-01', source: 'Prov' },
    { officer: 'P-1', system: 'FK-A', from: '2024-01-01', to: '2024-12-31', source: 'Prov' },
  ],
  visits: [
    {
      visit: 'B-1',
      office: 'haninge',
      officer: 'P-1',
      openedAt: '2026-11-02T10:15',
      closedAt: '2026-11-02T10:32',
      task: 'identity-card',
      authority: SKV,
      level: 'authority',
      helpForm: 'desk',
      outcome: 'solved',
      actedAt: '2026-11-02T09:20Z',
      conditions: 'simple-case',
    },
    {
      visit: 'B-1',
      office: 'haninge',
      officer: 'P-1',
      openedAt: '2026-11-02T10:15',
      closedAt: '2026-11-02T10:32',
      task: 'passport-hand-out',
      authority: POL,
      level: 'signpost',
      helpForm: 'desk',
      outcome: 'referred',
    },
    {
      visit: 'B-2',
      office: 'sala',
      officer: 'P-2',
      openedAt: '2026-03-01T10:15',
      closedAt: '2026-03-01T10:32',
      task: 'population-registration',
      authority: SKV,
      level: 'personal-data',
      helpForm: 'customer-workstation',
      outcome: 'partly',
    },
  ],
} satisfies Record<ImportKind, readonly SampleRow[]>;

/** Rows as a CSV file. */
export function csv(rows: readonly SampleRow[], delimiter = ','): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => {
    const text = Array.isArray(value) ? value.join(';') : String(value ?? '');
    return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(cell).join(delimiter))
    .join('\r\n');
}

/** The first row of a kind, changed. */
export function changed(kind: ImportKind, change: SampleRow, at = 0): SampleRow {
  return { ...SAMPLE[kind][at], ...change };
}
