import { csvFile } from '../../ui/csv.ts';
import type { Locale } from '../../ui/texts.ts';
import { type Cell, type Sheet, WITHHELD } from './sheet.ts';
import { exportTexts } from './texts.ts';

/** The figures, and after an empty line what they are. Decimals as the language writes them; no thousands separators. */
export function csvOf(sheet: Sheet, locale: Locale): string {
  const t = exportTexts[locale];
  const word = (cell: Cell): string => {
    if (cell === null) return '';
    if (cell === WITHHELD) return t.hidden;
    const plain = typeof cell === 'number' ? String(Math.round(cell * 10_000) / 10_000) : cell;
    return typeof cell === 'number' && locale === 'sv' ? plain.replace('.', ',') : plain;
  };
  return csvFile([
    sheet.heads,
    ...sheet.rows.map(({ words, numbers }) => [...words, ...numbers.map(word)]),
    [''],
    [t.what, t.means],
    ...sheet.definitions.map(([name, says]) => [name, says]),
  ]);
}
