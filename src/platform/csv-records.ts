import { type CsvError, type Info, parse } from 'csv-parse/sync';

/** A record of a CSV text. `line`: where it begins, the first is 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The text is not CSV. `line`: where it stops being so, 0 when that is not known. */
export class NotCsv extends Error {
  readonly line: number;
  constructor(line: number) {
    super('not CSV');
    this.line = line;
  }
}

/**
 * The records of a CSV text (`,` or `;`), slice by slice: who reads a large file can let others work between two slices.
 * Empty records are passed over; how many cells a record has is not looked at. Throws NotCsv.
 */
export function* csvRecords(text: string): Generator<readonly CsvRecord[]> {
  const delimiter = delimiterOf(text);
  let above = 0;
  for (const slice of slices(text)) {
    const first = above;
    yield parseSlice(slice, delimiter, above).map((found) => ({
      line: first + lineOf(found),
      cells: found.record,
    }));
    above += count(slice, '\n');
  }
}

interface Found {
  readonly info: Info;
  readonly record: readonly string[];
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

function parseSlice(slice: string, delimiter: ',' | ';', above: number): Found[] {
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
    throw new NotCsv(Number.isFinite(line) ? above + line : 0);
  }
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
