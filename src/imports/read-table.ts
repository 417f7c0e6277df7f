import type { Column } from './columns.ts';
import type { Problems } from './problems.ts';
import { readCsv } from './read-csv.ts';
import { cell, emptyRow, MAX_BYTES, MAX_ROWS, type SourceRow } from './source-row.ts';

export interface Source {
  readonly format: 'csv' | 'json';
  readonly content: string | Uint8Array;
}

/** Empty when the file as a whole is wrong; each row that cannot be read is told and left out. */
export async function readTable(
  columns: readonly Column[],
  { format, content }: Source,
  problems: Problems,
): Promise<SourceRow[]> {
  if (content.length > MAX_BYTES) {
    problems.add(0, null, 'file-too-large', { megabytes: MAX_BYTES / 1e6 });
    return [];
  }
  const text = decode(content, problems);
  if (text === null) return [];
  if (text.trim() === '') {
    problems.add(0, null, 'file-empty');
    return [];
  }
  const rows = format === 'csv' ? await readCsv(columns, text, problems) : readJson(columns, text, problems);
  if (rows.length > MAX_ROWS) {
    problems.add(0, null, 'too-many-rows', { rows: MAX_ROWS });
    return [];
  }
  if (rows.length === 0 && !problems.any) problems.add(0, null, 'no-rows');
  return rows;
}

function decode(content: string | Uint8Array, problems: Problems): string | null {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '');
  try {
    return utf8.decode(content);
  } catch {
    problems.add(firstBadLine(content), null, 'not-utf8');
    return null;
  }
}

function firstBadLine(content: Uint8Array): number {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, from = 0; from < content.length; line++) {
    const end = content.indexOf(10, from);
    const to = end === -1 ? content.length : end + 1;
    try {
      utf8.decode(content.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
  }
  return 0;
}

function readJson(columns: readonly Column[], text: string, problems: Problems): SourceRow[] {
  let elements: unknown;
  try {
    elements = JSON.parse(text);
  } catch {
    problems.add(0, null, 'not-json');
    return [];
  }
  if (!Array.isArray(elements)) {
    problems.add(0, null, 'not-a-list');
    return [];
  }
  const known = new Set<string>(columns.map((column) => column.name));
  const rows: SourceRow[] = [];
  for (const [index, element] of elements.entries()) {
    const line = index + 1;
    if (typeof element !== 'object' || element === null || Array.isArray(element)) {
      problems.add(line, null, 'not-an-object');
      continue;
    }
    const cells = emptyRow(columns);
    for (const [name, value] of Object.entries(element)) {
      if (!known.has(name)) problems.add(line, name.slice(0, 100), 'unknown-column');
      else cells[name] = jsonCell(value, line, name, problems);
    }
    rows.push({ line, cells });
  }
  return rows;
}

function jsonCell(value: unknown, line: number, name: string, problems: Problems): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number'))
    return cell(value.join(';'), line, name, problems);
  if (typeof value === 'object') {
    problems.add(line, name, 'not-a-value');
    return '';
  }
  return cell(String(value), line, name, problems);
}
