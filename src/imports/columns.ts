import { columnTexts } from './column-texts.ts';

/** In the order in which a new installation takes them: each kind names what the ones before it made. */
export const IMPORT_KINDS = [
  'authorities',
  'systems',
  'offices',
  'office-weeks',
  'office-exceptions',
  'officers',
  'agreements',
  'mandates',
  'access-grants',
  'visits',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A column of a file, the same in CSV and as a member in JSON. */
export interface Column {
  readonly name: string;
  /** The header must have it. A cell may still be empty where the text says so. */
  readonly required: boolean;
  /** A cell of the example row. */
  readonly example: string;
}

const required = (name: string, example: string): Column => ({ name, required: true, example });
const optional = (name: string, example: string): Column => ({ name, required: false, example });

/** What each kind of file holds, for the page, the API and the README. What a column means: column-texts.ts. */
export const COLUMNS = {
  authorities: [
    required('orgNumber', '212000-0084'),
    required('name', 'Haninge kommun'),
    optional('shortName', 'Haninge'),
    required('kind', 'municipality'),
    optional('endedOn', ''),
    required('source', 'Statistiska centralbyråns företagsregister'),
    optional('verifiedOn', '2026-11-21'),
  ],
  systems: [
    required('code', 'SKV-FOLKBOK'),
    required('authority', '202100-5448'),
    required('name', 'Folkbokföringssystemet'),
  ],
  offices: [
    required('code', 'haninge'),
    required('name', 'Servicekontoret i Haninge'),
    required('type', 'medium'),
    required('operator', '202100-6453'),
    optional('region', 'Stockholm och Gotland'),
    optional('area', 'Stockholm och Gotland 1'),
    required('municipality', '0136'),
    required('locality', 'Haninge'),
    required('latitude', '59.16775'),
    required('longitude', '18.14478'),
    required('openFrom', '2019-06-01'),
    optional('openTo', ''),
  ],
  'office-weeks': [
    required('office', 'haninge'),
    required('from', '2032-01-05'),
    optional('monday', '10:00-16:00'),
    optional('tuesday', '10:00-16:00'),
    optional('wednesday', '10:00-16:00'),
    optional('thursday', '10:00-18:00'),
    optional('friday', '10:00-16:00'),
    optional('saturday', ''),
    optional('sunday', ''),
    optional('closedOnBridgeDays', 'no'),
    optional('summerFromWeek', ''),
    optional('summerToWeek', ''),
    optional('reason', ''),
  ],
  'office-exceptions': [
    required('office', 'haninge'),
    required('from', '2032-11-01'),
    optional('to', ''),
    optional('hours', '10:00-12:00;13:00-15:00'),
    required('cause', 'training'),
    optional('reason', ''),
  ],
  officers: [
    required('code', 'SSC-0001'),
    required('name', 'Alva Provlund'),
    required('employer', '202100-6453'),
    required('homeOffice', 'haninge'),
    optional('fullTimeShare', '1'),
    required('employedFrom', '2019-06-01'),
    optional('employedTo', ''),
  ],
  agreements: [
    required('diaryNumber', '2019-00519-1.8'),
    required('version', '1'),
    required('name', 'Serviceavtal mellan Skatteverket och Statens servicecenter'),
    required('signedOn', '2019-06-01'),
    optional('decidedOn', ''),
    required('validFrom', '2019-06-01'),
    optional('validTo', ''),
    required('governmentDirected', 'yes'),
    optional('basis', ''),
    optional('approvedOn', ''),
    optional('amendmentApprovedOn', ''),
    optional('termEndsOn', ''),
    required('parties', '202100-5448;202100-6453'),
    required('offices', 'all'),
    optional('competence', ''),
    optional('principal', '202100-5448'),
    optional('performer', '202100-6453'),
    optional('task', 'identity-card'),
    optional('exercisesAuthority', 'yes'),
    optional('requiresPersonalData', 'yes'),
    optional('listedSeparately', 'yes'),
    optional('performersNamed', 'no'),
    optional('catalogueItem', 'SA-2019-S1'),
    optional('access', 'SKV-FOLKBOK'),
    optional('taskOffices', 'haninge'),
    optional('copySentOn', ''),
    required('source', 'RiR 2022:28, not 67'),
    optional('note', ''),
  ],
  mandates: [
    required('officer', 'SSC-0001'),
    required('agreement', '2019-00519-1.8'),
    required('principal', '202100-5448'),
    required('kind', 'commission'),
    required('from', '2026-01-01'),
    optional('to', '2026-12-31'),
    optional('signedByPrincipalOn', '2025-12-15'),
    optional('signedByOfficerOn', '2025-12-18'),
    optional('delegationOrder', ''),
    optional('decidedBy', ''),
    optional('withdrawnOn', ''),
    optional('withdrawnReason', ''),
    required('tasks', 'identity-card:personal-data;identity-card:authority'),
    optional('access', 'SKV-FOLKBOK'),
  ],
  'access-grants': [
    required('officer', 'SSC-0001'),
    required('system', 'SKV-FOLKBOK'),
    required('from', '2026-01-01'),
    optional('to', ''),
    required('source', 'Skatteverkets behörighetslista 2026-11-01'),
  ],
  visits: [
    required('visit', 'B-1042'),
    required('office', 'haninge'),
    required('officer', 'SSC-0001'),
    required('openedAt', '2026-11-02T10:15'),
    required('closedAt', '2026-11-02T10:32'),
    required('task', 'identity-card'),
    required('authority', '202100-5448'),
    required('level', 'authority'),
    required('helpForm', 'desk'),
    required('outcome', 'solved'),
    optional('actedAt', '2026-11-02T10:20'),
    optional('conditions', 'simple-case'),
  ],
} as const satisfies Record<ImportKind, readonly Column[]>;

export type ColumnName<K extends ImportKind> = (typeof COLUMNS)[K][number]['name'];

/** What a column means, in one sentence. */
export function columnText(kind: ImportKind, name: string, locale: 'sv' | 'en'): string {
  const texts: Readonly<Record<string, readonly [string, string]>> = columnTexts[kind];
  return texts[name]?.[locale === 'sv' ? 0 : 1] ?? '';
}

/** The header and the example row as a CSV file, to begin from. */
export function exampleCsv(kind: ImportKind): string {
  const quoted = (cell: string) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`;
  return line(COLUMNS[kind].map((c) => c.name)) + line(COLUMNS[kind].map((c) => c.example));
}
