import { type CsvError, type Info, parse } from 'csv-parse/sync';
import type { Column } from './columns.ts';
import type { Problems } from './problems.ts';
import { cell, emptyRow, MAX_ROWS, type SourceRow } from './source-row.ts';

interface Found {
  readonly info: Info;
  readonly record: readonly string[];
}

/** Rows of a CSV file, read slice by slice: others get their turn between two slices (read-rows.ts). */
export async function readCsv(
  columns: readonly Column[],
  text: string,
  problems: Problems,
): Promise<SourceRow[]> {
  const delimiter = delimiterOf(text);
  const rows: SourceRow[] = [];
  let header: readonly string[] | null = null;
  let above = 0;
  for (const slice of slices(text)) {
    const found = parseSlice(slice, delimiter, above, problems);
    if (found === null) return [];
    for (const one of found) {
      const line = above + lineOf(one);
      if (header === null) {
        header = one.record.map((name) => name.trim());
        if (!headerFits(columns, header, line, problems)) return [];
      } else {
        const row = readRecord(columns, header, one.record, line, problems);
        if (row !== null) rows.push(row);
      }
    }
    if (rows.length > MAX_ROWS) return rows;
    above += count(slice, '\n');
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  return rows;
}

const SLICE = 1_000_000;

/** Cuts where a record ends: at a line break with an even number of quotation marks before it. */
function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    let end = text.indexOf('\n', from + SLICE);
    let counted = from;
    let quotes = 0;
    while (end !== -1) {
      quotes += count(text.slice(counted, end), '"');
      if (quotes % 2 === 0) break;
      counted = end;
      end = text.indexOf('\n', end + 1);
    }
    const to = end === -1 ? text.length : end + 1;
    yield text.slice(from, to);
    from = to;
  }
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found++;
  return found;
}

function parseSlice(slice: string, delimiter: ',' | ';', above: number, problems: Problems): Found[] | null {
  try {
    // The types of csv-parse do not know that `info` changes the shape of a record.
    return parse(slice, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as Found[];
  } catch (error) {
    const line = Number((error as CsvError).lines ?? 0);
    problems.add(Number.isFinite(line) ? above + line : 0, null, 'not-csv');
    return null;
  }
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

/** The line where a record begins: a cell in quotes may hold line breaks, and the parser tells where it ended. */
function lineOf({ info, record }: Found): number {
  let line = info.lines;
  for (const value of record) line -= count(value, '\n');
  return line;
}

/** Excel writes `;` where the decimal sign is a comma: the header tells, outside its quotes. */
function delimiterOf(text: string): ',' | ';' {
  const header = text
    .trimStart()
    .split(/[\r\n]/, 1)[0]!
    .replaceAll(/"[^"]*"/g, '');
  return header.split(';').length > header.split(',').length ? ';' : ',';
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
