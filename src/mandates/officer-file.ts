import { looksLikeIdentityNumber } from '../kernel/identity-number.ts';
import { type CsvRecord, csvRecords, NotCsv } from '../platform/csv-records.ts';

/** One row that cannot be read. `line`: of the file, its header is 1; 0 is the file as a whole. */
export interface FileFault {
  readonly line: number;
  readonly field: string | null;
  readonly code: FileFaultCode;
  /** What stood there, unless it looks like a personal identity number. */
  readonly value?: string;
}
export const FILE_FAULTS = [
  'file-empty',
  'not-utf8',
  'not-csv',
  'too-many-rows',
  'missing-column',
  'wrong-number-of-cells',
  'required',
  'too-long',
  'not-a-date',
  'looks-like-identity-number',
  'unknown-officer',
  'unknown-task',
  'ends-before-it-begins',
  'obtained-after-it-counts',
  'in-the-future',
  'already-there',
  'twice-in-file',
] as const;
export type FileFaultCode = (typeof FILE_FAULTS)[number];

export interface ReadFile<Column extends string> {
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<Column, string>> }[];
  readonly faults: readonly FileFault[];
}

const LONGEST = 500;

/**
 * A CSV file (`,` or `;`, UTF-8) with a header that holds `columns`; further columns are passed over. `longest`: characters of a cell. Each row that cannot
 * be read is told with line, field and reason, and left out; a file that is wrong as a whole has one fault on line 0.
 */
export function readCsvFile<Column extends string>(
  content: Uint8Array,
  {
    columns,
    optional = [],
    longest = LONGEST,
    most,
  }: { columns: readonly Column[]; optional?: readonly Column[]; longest?: number; most: number },
): ReadFile<Column> {
  const whole = (code: FileFaultCode, field: string | null = null): ReadFile<Column> => ({
    rows: [],
    faults: [{ line: 0, field, code }],
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return whole('not-utf8');
  }
  if (text.trim() === '') return whole('file-empty');
  let records: CsvRecord[];
  try {
    records = [...csvRecords(text)].flat();
  } catch (error) {
    if (error instanceof NotCsv) return whole('not-csv');
    throw error;
  }
  const header = records[0]?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const missing = columns.find((name) => !optional.includes(name) && !header.includes(name.toLowerCase()));
  if (missing !== undefined) return whole('missing-column', missing);
  if (records.length === 1) return whole('file-empty');
  if (records.length - 1 > most) return whole('too-many-rows');
  const rows: { line: number; cells: Record<Column, string> }[] = [];
  const faults: FileFault[] = [];
  for (const { line, cells: record } of records.slice(1)) {
    if (record.length !== header.length) {
      faults.push({ line, field: null, code: 'wrong-number-of-cells' });
      continue;
    }
    const cells = Object.fromEntries(
      columns.map((name) => [name, record[header.indexOf(name.toLowerCase())]?.trim() ?? '']),
    ) as Record<Column, string>;
    const wrong = columns.flatMap((name) =>
      cellFault({ line, field: name }, cells[name], optional.includes(name), longest),
    );
    faults.push(...wrong);
    if (wrong.length === 0) rows.push({ line, cells });
  }
  return { rows, faults };
}

function cellFault(
  at: Pick<FileFault, 'line' | 'field'>,
  value: string,
  optional: boolean,
  longest: number,
): FileFault[] {
  if (value === '') return optional ? [] : [{ ...at, code: 'required' }];
  if (value.length > longest || value.includes('\0')) return [{ ...at, code: 'too-long' }];
  // Never shown back: what looks like one is somebody's.
  if (looksLikeIdentityNumber(value)) return [{ ...at, code: 'looks-like-identity-number' }];
  return [];
}
