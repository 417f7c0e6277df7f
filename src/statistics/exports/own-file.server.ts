import type { Locale } from '../../ui/texts.ts';
import type { OwnWork } from '../own.server.ts';
import { pageTexts } from '../page-texts.ts';
import { csvOf } from './csv.ts';
import { type FigureFile, type FileFormat, TYPES } from './files.server.ts';
import type { Sheet } from './sheet.ts';
import { exportTexts } from './texts.ts';
import { xlsxOf } from './xlsx.server.ts';

/** What an officer has done, as a file for that officer: weeks (by their Monday), tasks and outcomes below each other. */
export async function ownFileOf(work: OwnWork, format: FileFormat, locale: Locale): Promise<FigureFile> {
  const sheet = sheetOf(work, locale);
  const from = work.weeks[0]?.monday ?? '';
  return { name: `samtjanst-${from}.${format}`, type: TYPES[format], bytes: await content() };

  async function content(): Promise<Uint8Array> {
    if (format === 'xlsx') return xlsxOf(sheet, locale);
    const text =
      format === 'csv'
        ? csvOf(sheet, locale)
        : JSON.stringify({ definitions: Object.fromEntries(sheet.definitions), ...work }, null, 1);
    return new TextEncoder().encode(text);
  }
}

function sheetOf(work: OwnWork, locale: Locale): Sheet {
  const t = pageTexts[locale].own;
  const line = (kind: string, name: string, count: number) => ({ words: [kind, name], numbers: [count] });
  return {
    title: t.title,
    heads: [exportTexts[locale].what, '', t.columns.count],
    formats: ['#,##0'],
    rows: [
      ...work.weeks.map(({ monday, matters }) => line(t.weeks, monday, matters)),
      ...work.tasks.map((task) =>
        line(t.columns.task, `${locale === 'sv' ? task.sv : task.en}, ${task.authority}`, task.matters),
      ),
      ...work.outcomes.map(({ outcome, matters }) => line(t.columns.outcome, t.outcome[outcome], matters)),
    ],
    definitions: [
      [t.columns.count, `${t.drawn} ${t.lead}`],
      [t.columns.outcome, t.lastAct],
    ],
  };
}
