import { Problem } from '../../platform/problem.ts';
import type { Locale } from '../../ui/texts.ts';
import { unitOf } from '../format.ts';
import type { ShownTable } from '../protect.ts';
import { placeText } from '../query.ts';
import { csvOf } from './csv.ts';
import { jsonOf } from './json.ts';
import { cellsIn, MOST_FILE_CELLS, sheetOf } from './sheet.ts';
import { xlsxOf } from './xlsx.server.ts';

export const FILE_FORMATS = ['xlsx', 'csv', 'json'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export interface FigureFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export const TYPES: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** A view as a file. Throws Problem `invalid` with `too-many-cells` for what is larger than anybody can read. */
export async function fileOf(
  table: ShownTable,
  title: string,
  format: FileFormat,
  locale: Locale,
): Promise<FigureFile> {
  const sheet = sheetOf(table, title, locale);
  if (cellsIn(sheet) > MOST_FILE_CELLS)
    throw new Problem('invalid', {}, [{ field: 'per', code: 'too-many-cells' }]);
  const { query } = table;
  const name = [query.measures[0], placeText(query.place), query.period.from, query.period.to].join('-');
  return { name: `${name}.${format}`, type: TYPES[format], bytes: await content() };

  async function content(): Promise<Uint8Array> {
    if (format === 'xlsx') return xlsxOf(sheet, locale);
    const text = format === 'csv' ? csvOf(sheet, locale) : JSON.stringify(jsonOf(table, unitOf), null, 1);
    return new TextEncoder().encode(text);
  }
}
