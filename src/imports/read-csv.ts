import { csvRecords, NotCsv } from '../platform/csv-records.ts';
import type { Column } from './columns.ts';
import type { Problems } from './problems.ts';
import { cell, emptyRow, MAX_ROWS, type SourceRow } from './source-row.ts';

/** Rows of a CSV file, read slice by slice: others get their turn between two slices (read-rows.ts). */
export async function readCsv(
  columns: readonly Column[],
  text: string,
  problems: Problems,
): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  let header: readonly string[] | null = null;
  try {
    for (const records of csvRecords(text)) {
      for (const { line, cells } of records) {
        if (header === null) {
          header = cells.map((name) => name.trim());
          if (!headerFits(columns, header, line, problems)) return [];
        } else {
          const row = readRecord(columns, header, cells, line, problems);
          if (row !== null) rows.push(row);
        }
      }
      if (rows.length > MAX_ROWS) return rows;
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
    problems.add(error.line, null, 'not-csv');
    return [];
  }
  return rows;
}

function readRecord(
  columns: readonly Column[],
  header: readonly string[],
  record: readonly string[],
  line: number,
  problems: Problems,
): SourceRow | null {
  if (record.length !== header.length) {
    problems.add(line, null, 'wrong-number-of-cells', { cells: record.length, columns: header.length });
    return null;
  }
  const cells = emptyRow(columns);
  for (const [at, name] of header.entries()) cells[name] = cell(record[at]!, line, name, problems);
  return { line, cells };
}

function headerFits(
  columns: readonly Column[],
  header: readonly string[],
  line: number,
  problems: Problems,
): boolean {
  const seen = new Set<string>();
  let fits = true;
  const wrong = (name: string, code: 'unknown-column' | 'missing-column' | 'column-twice') => {
    problems.add(line, name.slice(0, 100), code);
    fits = false;
  };
  for (const name of header) {
    if (!columns.some((column) => column.name === name)) wrong(name, 'unknown-column');
    else if (seen.has(name)) wrong(name, 'column-twice');
    seen.add(name);
  }
  for (const column of columns)
    if (column.required && !seen.has(column.name)) wrong(column.name, 'missing-column');
  return fits;
}
