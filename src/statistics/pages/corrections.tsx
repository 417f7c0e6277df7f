import type { Http } from '../../shell/http.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { queryOf } from '../asked.ts';
import { columnName } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import type { Correction } from '../query.ts';
import { Filter, framed, statisticsPage } from './frame.tsx';

/** GET /statistik/rattelser: figures of days that were over and are others now. */
export function showCorrections(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asked, asker, view } = frame;
    const t = pageTexts[locale].corrections;
    const query = queryOf({ ...asked, task: undefined, channel: undefined }, ['visits'], { by: 'none' });
    const table = query === null || Object.keys(frame.faults).length > 0 ? null : await asker.table(query);
    const n = (value: number) => formatNumber(value, locale);
    return statisticsPage(
      c,
      frame,
      { here: 'corrections', title: t.title },
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <Filter frame={frame} action="/statistik/rattelser" hide={['task', 'channel', 'authority']} />
        {table === null ? null : (
          <>
            {table.correctionCount > 0 || view === 'outside' ? (
              <p>{t.count(n(table.correctionCount))}</p>
            ) : null}
            {view === 'outside' ? (
              <p class="quiet">{t.outside}</p>
            ) : (
              <Table<Correction>
                caption={
                  table.correctionCount > table.corrections.length
                    ? t.newest(n(table.corrections.length))
                    : t.title
                }
                rows={table.corrections}
                empty={<p>{t.empty}</p>}
                columns={[
                  { head: t.columns.noted, cell: ({ notedAt }) => formatMoment(notedAt) },
                  { head: t.columns.day, cell: ({ day }) => day },
                  { head: t.columns.office, cell: ({ office }) => office },
                  { head: t.columns.what, cell: ({ column }) => columnName(column, locale) },
                  { head: t.columns.from, cell: ({ from }) => n(from), number: true },
                  { head: t.columns.to, cell: ({ to }) => n(to), number: true },
                ]}
              />
            )}
          </>
        )}
      </>,
    );
  });
}
