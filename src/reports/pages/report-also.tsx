import type { FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { PerformedOffice, SurplusStretch } from '../content.ts';
import { alsoTexts } from '../texts-also.ts';
import type { Shown } from './report-tables.tsx';

// What the registers say beside the offices' figures.

/** 3.4: access that nothing justified on some day of the year, with the days. Nothing is shown when there was none. */
export const SurplusDuring: FC<{ state: Shown }> = ({ state: { view, locale } }) => {
  const t = alsoTexts[locale];
  const rows = view.content.surplusDuring ?? [];
  if (rows.length === 0) return null;
  return (
    <Table<SurplusStretch>
      caption={t.surplusCaption(formatNumber(rows.length, locale))}
      rows={rows}
      empty={null}
      columns={[
        { head: t.system, cell: (row) => row.system },
        { head: t.office, cell: (row) => row.office },
        { head: t.days, cell: (row) => <PeriodText period={row} locale={locale} /> },
      ]}
    />
  );
};

/** 3.5 from the performer's side: what is done at each office, in whose name. */
export const Performed: FC<{ state: Shown }> = ({ state: { view, locale } }) => {
  const t = alsoTexts[locale];
  const rows = view.content.performed ?? [];
  if (rows.length === 0) return null;
  return (
    <Table<PerformedOffice>
      caption={t.performedCaption(formatNumber(rows.length, locale))}
      rows={rows}
      empty={null}
      columns={[
        {
          head: t.office,
          cell: (row) => (
            <>
              {row.name}
              <span class="report-place">
                {row.locality}, {row.municipality}
              </span>
            </>
          ),
        },
        {
          head: t.tasks,
          cell: (row) => (
            <ul>
              {row.tasks.map(({ principal, task, level, times }) => (
                <li>
                  {principal}: {task}, {t.level[level]} ({formatNumber(times, locale)})
                </li>
              ))}
            </ul>
          ),
        },
        { head: t.fte, cell: (row) => formatNumber(row.fullTimeEquivalents, locale), number: true },
        { head: t.visitors, cell: (row) => formatNumber(row.visitors, locale), number: true },
      ]}
    />
  );
};
