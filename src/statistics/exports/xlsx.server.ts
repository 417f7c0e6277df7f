import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import type { Locale } from '../../ui/texts.ts';
import { type Cell, type Sheet, WITHHELD } from './sheet.ts';
import { exportTexts } from './texts.ts';

/** A workbook: the figures with their heads kept in sight, and on a second sheet what they are. */
export async function xlsxOf(sheet: Sheet, locale: Locale): Promise<Uint8Array> {
  const t = exportTexts[locale];
  const head = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true });
  const words = (value: string) => ({ value, type: String });
  const wide = sheet.heads.length - sheet.formats.length;
  const number = (cell: Cell, index: number) => {
    if (cell === null) return null;
    if (cell === WITHHELD || typeof cell === 'string')
      return { value: cell === WITHHELD ? t.hidden : cell, type: String, align: 'right' as const };
    return { value: cell, type: Number, format: sheet.formats[index] ?? '0' };
  };
  const figures: SheetData = [
    [head(sheet.title)],
    sheet.heads.map(head),
    ...sheet.rows.map((row) => [...row.words.map(words), ...row.numbers.map(number)]),
  ];
  const definitions: SheetData = [
    [head(t.what), head(t.means)],
    ...sheet.definitions.map(([name, says]) => [
      { ...words(name), alignVertical: 'top' as const, wrap: true },
      { ...words(says), wrap: true },
    ]),
  ];
  return writeXlsxFile([
    {
      data: figures,
      sheet: t.figures,
      stickyRowsCount: 2,
      stickyColumnsCount: wide,
      columns: sheet.heads.map((_, index) => ({ width: index < wide ? 28 : 16 })),
    },
    { data: definitions, sheet: t.definitions, columns: [{ width: 40 }, { width: 110 }] },
  ]).toBuffer();
}
