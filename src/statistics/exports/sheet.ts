import type { Locale } from '../../ui/texts.ts';
import { hourName, rowName, unitOf } from '../format.ts';
import type { Shown, ShownCells, ShownRow, ShownTable } from '../protect.ts';
import { addressOf } from '../query.ts';
import { statisticsTexts } from '../texts.ts';
import { exportTexts } from './texts.ts';

/** What stands in a file: words, numbers, or that a number is withheld or missing. */
export type Cell = string | number | 'withheld' | null;
export const WITHHELD = 'withheld';

export interface Sheet {
  readonly title: string;
  readonly heads: readonly string[];
  /** Cells that are words come first; then numbers. */
  readonly rows: readonly { readonly words: readonly string[]; readonly numbers: readonly Cell[] }[];
  /** How numbers are written in a spreadsheet, for each column of numbers. */
  readonly formats: readonly string[];
  /** Name and sentence: what each column is, and what the reader must know. */
  readonly definitions: readonly (readonly [string, string])[];
}

const FORMATS = {
  count: '#,##0',
  share: '0.0%',
  seconds: '#,##0',
  index: '0.0',
  'per-hour': '0.00',
} as const;

/** How many cells a file has at most; a spreadsheet of more is of no use to a person. */
export const MOST_FILE_CELLS = 100_000;

export const cellsIn = ({ heads, rows }: Pick<Sheet, 'heads' | 'rows'>): number =>
  heads.length * (rows.length + 1);

const number = (cell: Shown | undefined): Cell =>
  cell === undefined ? null : cell.hidden ? WITHHELD : cell.value;
const base = (cell: Shown | undefined): Cell =>
  cell === undefined ? null : cell.hidden ? WITHHELD : cell.base;

/** A view as rows: for each measure its number and, when it is no count, how many it is of; then what it is compared with. */
export function sheetOf(table: ShownTable, title: string, locale: Locale): Sheet {
  const t = exportTexts[locale];
  const s = statisticsTexts[locale];
  const { query, columns, total } = table;
  const hourly = query.by === 'hour-weekday';
  const parts = [
    { back: 0, accumulated: false },
    ...(query.accumulated === true ? [{ back: 0, accumulated: true }] : []),
    ...total.compared.flatMap(({ yearsBack: back }) => [
      { back, accumulated: false },
      ...(query.accumulated === true ? [{ back, accumulated: true }] : []),
    ]),
  ];
  const cellsOf = (row: ShownRow, back: number, accumulated: boolean): ShownCells | undefined => {
    const from = back === 0 ? row : row.compared.find(({ yearsBack }) => yearsBack === back);
    return (accumulated ? from?.accumulated : from?.cells) ?? undefined;
  };
  const kinds = columns.map(({ measure, version }, column) => ({ measure, version, column }));
  const spread = parts.flatMap((part) =>
    kinds.flatMap(({ measure, version, column }) => {
      const unit = unitOf(measure);
      const year = total.compared.find(({ yearsBack }) => yearsBack === part.back)?.period.to.slice(0, 4);
      const name = [
        version.name[locale],
        ...(version.version > 1 ? [`v${version.version}`] : []),
        ...(unit === 'seconds' ? [t.seconds] : []),
        ...(part.accumulated ? [s.columns.accumulated.toLowerCase()] : []),
        ...(year === undefined ? [] : [year]),
      ].join(', ');
      return [
        { head: name, format: FORMATS[unit], take: number, part, column },
        ...(unit === 'count'
          ? []
          : [{ head: `${name}, ${t.base}`, format: '#,##0', take: base, part, column }]),
      ];
    }),
  );
  const reported = table.rows.some((row) => row.reported.length > 0);
  const lines = query.by === 'none' ? [total] : [...table.rows, total];
  return {
    title,
    heads: [
      ...(hourly ? [t.weekday, t.hour] : [s.by[query.by]]),
      ...(reported ? [t.reportedBy] : []),
      ...spread.map(({ head }) => head),
      ...(reported ? [t.reported] : []),
    ],
    formats: [...spread.map(({ format }) => format), ...(reported ? ['#,##0'] : [])],
    rows: lines.map((row) => ({
      words: [
        ...(hourly ? hourWords(row, locale) : [rowName(row.label, locale)]),
        ...(reported ? [row.reported.map(({ source }) => source).join('; ')] : []),
      ],
      numbers: [
        ...spread.map(({ take, part, column }) => take(cellsOf(row, part.back, part.accumulated)?.[column])),
        ...(reported ? [row.reported[0]?.value ?? null] : []),
      ],
    })),
    definitions: [
      ...kinds.map(({ version }): [string, string] => [
        `${version.name[locale]} (${s.version(String(version.version), version.from, version.to ?? '')})`,
        `${version.definition[locale]} ${version.formula[locale]}. ${t.source}: ${version.source}`,
      ]),
      [t.period, `${query.period.from} – ${query.period.to}`],
      [t.offices, String(table.officesCounted)],
      [t.address, `/statistik/visa?${addressOf(query)}`],
      ...(table.withheld ? [[t.withheld, s.withheld] as [string, string]] : []),
      ...(table.correctionCount > 0
        ? [[t.corrections, String(table.correctionCount)] as [string, string]]
        : []),
      ...(reported ? [[t.reported, t.reportedSays] as [string, string]] : []),
    ],
  };
}

function hourWords(row: ShownRow, locale: Locale): string[] {
  if (row.label.kind !== 'hour-weekday') return [rowName(row.label, locale), ''];
  return [statisticsTexts[locale].weekdays.split(' ')[row.label.weekday - 1] ?? '', hourName(row.label.hour)];
}
