import type { PlainDate } from '../kernel/plain-date.ts';
import type { ServiceLevel } from '../law/facts.ts';
import { csvFile } from '../ui/csv.ts';
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

/** The table of coverage as CSV: a row per task and office. */
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
  return csvFile(lines);
}
