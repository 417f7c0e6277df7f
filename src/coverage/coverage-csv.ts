import type { PlainDate } from '../kernel/plain-date.ts';
import type { ServiceLevel } from '../law/facts.ts';
import type { Locale } from '../ui/texts.ts';
import type { CoverageView } from './queries/coverage.server.ts';
import { stateOf } from './rules/covered.ts';

const HEAD = [
  'day',
  'level',
  'task',
  'taskName',
  'authority',
  'office',
  'county',
  'state',
  'here',
  'anywhere',
];

/** A row per task and office. RFC 4180, with a byte order mark for spreadsheets. */
export function coverageCsv(
  { offices, rows }: CoverageView,
  { day, level }: { readonly day: PlainDate; readonly level: ServiceLevel },
  locale: Locale,
): string {
  const lines = [HEAD];
  for (const { task, cells } of rows)
    cells.forEach((cell, index) => {
      const office = offices[index]!;
      const name = locale === 'sv' ? task.nameSv : task.nameEn;
      lines.push([
        ...[day, level, task.task.code, name, task.principal, office.name, office.county],
        ...[stateOf(cell), String(cell.here), String(cell.anywhere)],
      ]);
    });
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would take a text that begins so for a formula. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
