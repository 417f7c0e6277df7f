import type { FC } from 'hono/jsx';
import { SERVICE_LEVELS } from '../../law/facts.ts';
import { formatNumber } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { PerformedOffice, SurplusStretch } from '../content.ts';
import { type PerformedTask, performedTasks } from '../performed-rows.ts';
import { alsoTexts } from '../texts-also.ts';
import { rowsTexts } from '../texts-rows.ts';
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

/** 3.5 from the performer's side: what is done in whose name, in all and, folded, at each office. */
export const Performed: FC<{ state: Shown }> = ({ state: { view, locale } }) => {
  const t = alsoTexts[locale];
  const offices = view.content.performed ?? [];
  if (offices.length === 0) return null;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <>
      <Table<PerformedTask>
        caption={t.performedAll}
        rows={performedTasks(offices)}
        empty={null}
        columns={[
          { head: t.task, cell: (row) => row.task },
          { head: t.principal, cell: (row) => row.principal },
          ...SERVICE_LEVELS.map((level) => ({
            head: t.head[level],
            cell: (row: PerformedTask) => (row.times[level] === 0 ? '–' : number(row.times[level])),
            number: true,
          })),
        ]}
      />
      <p class="quiet">
        {rowsTexts[locale].performed}{' '}
        <a href="/statistik/matt/report-performed-tasks">{rowsTexts[locale].definition}</a>
      </p>
      <details class="report-how">
        <summary>{t.performedCaption(number(offices.length))}</summary>
        <Table<PerformedOffice>
          caption={t.performedCaption(number(offices.length))}
          hideCaption
          rows={offices}
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
            { head: t.tasks, cell: (row) => <AtOffice office={row} locale={locale} /> },
            { head: t.fte, cell: (row) => number(row.fullTimeEquivalents), number: true },
            { head: t.visitors, cell: (row) => number(row.visitors), number: true },
          ]}
        />
      </details>
    </>
  );
};

const AtOffice: FC<{ office: PerformedOffice; locale: Locale }> = ({ office, locale }) => {
  const t = alsoTexts[locale];
  const tasks = performedTasks([office]);
  const number = (value: number) => formatNumber(value, locale);
  const total = tasks.reduce((sum, task) => sum + task.total, 0);
  return (
    <details>
      <summary>{t.inAll(number(total), number(tasks.length), tasks.length === 1)}</summary>
      <ul class="report-extents">
        {tasks.map(({ principal, task, times }) => (
          <li>
            {principal}: {task},{' '}
            {SERVICE_LEVELS.filter((level) => times[level] > 0)
              .map((level) => `${t.level[level]} ${number(times[level])}`)
              .join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
};
