import type { SheetData } from 'write-excel-file/node';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { csvFile } from '../../ui/csv.ts';
import type { Locale } from '../../ui/texts.ts';
import { byExtent, byHandling, type CrossTable, handledOf } from '../mapping-result.ts';
import { mappingTexts } from '../mapping-texts.ts';
import { MARK_PERCENT, MARKS, sharesOf } from '../rules/marks.ts';
import { LEAST_TOLD, type Told, tell } from '../rules/withhold.ts';
import { isOutside, sideAsked } from '../side.ts';
import { type StudyResult, studyResult } from '../studies.server.ts';
import { suitableTexts } from '../suitable-texts.ts';
import { questionTexts } from '../texts.ts';
import { halfText, type Judged, judge, partOf, thresholdsAsked } from './suitable.tsx';

type Cell = string | number;
type Rows = readonly (readonly Cell[])[];

/** The tables of a study's page, by name: the same figures, withheld alike. */
async function tablesOf(c: Http): Promise<{ readonly name: string; readonly rows: Rows }[]> {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mappingTexts[locale];
  const side = sideAsked(ctx.actor, c.req.query('hos'));
  const outside = isOutside(side);
  const result = await studyResult(ctx, idParam(c), side);
  const { sheets } = t.export;
  if (outside && tell(result.coverage.mapped) === 'withheld')
    return [{ name: sheets.overview, rows: [[result.study.name], [t.coverage.withheld]] }];
  const judged = judge(result.questions, thresholdsAsked(c), outside);
  return [
    { name: sheets.overview, rows: overview(result, outside, locale) },
    { name: sheets.handling, rows: crossRows(byHandling(result.counted, outside), t.handling, locale) },
    { name: sheets.extent, rows: crossRows(byExtent(result.counted, outside), t.extent, locale) },
    { name: sheets.questions, rows: questionRows(judged, outside, locale) },
  ];
}

const plain = (told: Told, locale: Locale): Cell =>
  told === 'withheld' ? questionTexts[locale].csvHeads.withheld : told;

function overview({ study, coverage, counted }: StudyResult, outside: boolean, locale: Locale): Rows {
  const t = mappingTexts[locale];
  const count = (value: number) => plain(outside ? tell(value) : value, locale);
  const handled = handledOf(counted);
  const shares = sharesOf(handled);
  const whole = { uncomplicated: handled.contacts, handled: handled.contacts, calls: handled.calls };
  const part = {
    uncomplicated: handled.simple,
    handled: handled.solved + handled.partly,
    calls: handled.callsSolved,
  };
  const small = (value: number) => outside && value > 0 && value < LEAST_TOLD;
  const rest = coverage.contacts - coverage.mapped;
  return [
    [t.list.columns.name, study.name],
    [t.list.columns.days, `${study.firstOn} – ${study.lastOn}`],
    [t.list.columns.offices, study.offices.join(', ')],
    [t.coverage.columns.contacts, small(rest) ? plain('withheld', locale) : count(coverage.contacts)],
    [t.coverage.columns.mapped, count(coverage.mapped)],
    [t.marks.columns.share, '%', t.marks.columns.mark, t.marks.source],
    ...MARKS.map((mark) => {
      const hidden = small(part[mark]) || small(whole[mark] - part[mark]) || small(whole[mark]);
      const share = hidden ? null : shares[mark];
      const { from, to } = MARK_PERCENT[mark];
      return [
        t.marks.name[mark],
        share === null ? '–' : Math.round(share * 10) / 10,
        from === to ? `${from} %` : `${from}–${to} %`,
        t.marks.mark[mark],
      ];
    }),
  ];
}

function crossRows<Column extends string>(
  table: CrossTable<Column>,
  names: Readonly<Record<Column, string>>,
  locale: Locale,
): Rows {
  const t = mappingTexts[locale];
  return [
    [t.tables.kind, ...table.columns.map((column) => names[column]), t.tables.all],
    ...table.rows.map(({ kind, cells, sum }) => [
      t.kind[kind],
      ...[...cells, sum].map((told) => plain(told, locale)),
    ]),
    [t.tables.all, ...[...table.sums, table.total].map((told) => plain(told, locale))],
  ];
}

function questionRows(judged: readonly Judged[], outside: boolean, locale: Locale): Rows {
  const { columns, verdict } = suitableTexts[locale];
  const part = (row: Judged, count: number) => plain(partOf(row, count, outside), locale);
  return [
    [
      questionTexts[locale].csvHeads.authority,
      columns.question,
      columns.contacts,
      columns.simple,
      columns.solved,
      columns.half,
      columns.suits,
      columns.verdict,
    ],
    ...judged.map((row) => {
      const { suits, suitsWith, simple, solved } = row.kind;
      const fit = (suits ?? 0) + (suitsWith?.training ?? 0) + (suitsWith?.mandate ?? 0);
      return [
        row.principal,
        locale === 'sv' ? row.taskSv : row.taskEn,
        plain(row.contacts, locale),
        part(row, simple),
        part(row, solved),
        halfText(row, locale),
        part(row, fit),
        verdict[row.suits.verdict],
      ];
    }),
  ];
}

/** GET /kartlaggning/:id/export.csv: the tables one after the other, an empty line between. */
export async function studyCsv(c: Http) {
  const tables = await tablesOf(c);
  const rows = tables.flatMap(({ name, rows }) => [[name], ...rows.map((row) => row.map(String)), []]);
  return c.body(csvFile(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="kartlaggning-${idParam(c)}.csv"`,
  });
}

/** GET /kartlaggning/:id/export.xlsx: a sheet for each table; numbers are numbers. */
export async function studyXlsx(c: Http) {
  const tables = await tablesOf(c);
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const sheets = tables.map(({ name, rows }) => ({
    sheet: name,
    // A text that begins as a formula stays a text: its cell says that it is one.
    data: rows.map((row, index) =>
      row.map((cell) => ({
        value: cell,
        type: typeof cell === 'number' ? Number : String,
        ...(index === 0 ? { fontWeight: 'bold' as const } : {}),
      })),
    ) as SheetData,
    columns: [{ width: 38 }, ...Array.from({ length: 8 }, () => ({ width: 18 }))],
  }));
  const file = await writeExcelFile(sheets).toBuffer();
  return c.body(new Uint8Array(file), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename="kartlaggning-${idParam(c)}.xlsx"`,
  });
}
