import { csvFile } from '../ui/csv.ts';
import type { Locale } from '../ui/texts.ts';
import type { BatchView } from './queries/batches.server.ts';
import { fileFaultSentence, reasonSentence } from './reason-texts.ts';
import { bulkTexts } from './texts.ts';

/** The report of an operation as CSV (`;`, UTF-8 with its mark, as Excel reads it): a row for each officer and agreement. */
export function reportCsv(view: BatchView, locale: Locale): string {
  const t = bulkTexts[locale].batch;
  const parts = new Map(view.parts.map((part) => [part.part, part]));
  const h = t.csvColumns;
  const rows: (string | number | null)[][] = [
    [h.line, h.officer, h.name, h.office, h.principal, h.agreement, h.outcome, h.mandate, h.reason],
  ];
  for (const fault of view.fileFaults)
    rows.push([
      fault.line,
      fault.value ?? '',
      '',
      '',
      '',
      '',
      t.outcome.fault,
      '',
      `${fault.field ?? ''}: ${fileFaultSentence(fault, locale)}`,
    ]);
  for (const { part, reasons, ...row } of view.outcomes) {
    const terms = parts.get(part);
    rows.push([
      row.line,
      row.officerCode,
      row.officer,
      row.office,
      terms?.principal ?? '',
      terms?.diaryNumber ?? '',
      row.issued ? t.outcome.issued : t.outcome['not-issued'],
      row.mandateId,
      reasons
        .map((r) => `${reasonSentence(r, view, locale)}${r.day === undefined ? '' : ` ${r.day}`}`)
        .join(' '),
    ]);
  }
  return csvFile(rows.map((row) => row.map((value) => String(value ?? ''))));
}
