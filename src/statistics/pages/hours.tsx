import type { Http } from '../../shell/http.ts';
import { Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { queryOf } from '../asked.ts';
import { hourName } from '../format.ts';
import { MEASURES, type MeasureKey } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import type { ShownTable } from '../protect.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { Filter, framed, ofWholeMonths, statisticsPage } from './frame.tsx';
import { LoadTable } from './parts.tsx';

const BY_HOUR = MEASURES.filter(({ by }) => (by as readonly string[]).includes('hour-weekday'));

/** GET /statistik/timmar?matt=: hour × weekday. */
export function showHours(c: Http) {
  return framed(c, async (given) => {
    const frame = ofWholeMonths(given);
    const { locale, asked, names, asker } = frame;
    const t = pageTexts[locale].hours;
    const measure: MeasureKey = BY_HOUR.find(({ key }) => key === c.req.query('matt'))?.key ?? 'visits';
    // Hours are of contacts, whosever their matters are: who sees one authority's part alone sees none.
    const all = { ...asked, authority: undefined, task: undefined };
    const isSeen = asker.view(all) !== 'none';
    const query = queryOf(all, [measure], { by: 'hour-weekday' });
    const table =
      query === null || !isSeen || Object.keys(frame.faults).length > 0 ? null : await asker.table(query);
    const title = t.title(names.scope(all));
    return statisticsPage(
      c,
      frame,
      { here: 'hours', title },
      <>
        <h1>{title}</h1>
        <Filter
          frame={frame}
          action="/statistik/timmar"
          hide={['task', 'authority']}
          more={
            <Select
              name="matt"
              label={t.measure}
              value={measure}
              options={BY_HOUR.map(({ key, versions }) => ({
                value: key,
                label: versions.at(-1)!.name[locale],
              }))}
            />
          }
        />
        {table === null || table.rows.length === 0 ? (
          <p class="empty">{isSeen ? statisticsTexts[locale].empty : t.ofAll}</p>
        ) : (
          <>
            <LoadTable
              title={busiest(table, measure, locale)}
              rowName={t.hour}
              table={table}
              locale={locale}
            />
            <p class="quiet">{t.help}</p>
            <About table={table} locale={locale} asked={all} />
          </>
        )}
      </>,
    );
  });
}

function busiest(table: ShownTable, measure: MeasureKey, locale: Locale): string {
  const t = pageTexts[locale].hours;
  const most = table.rows
    .filter(({ cells }) => cells[0]?.value != null)
    .reduce<ShownTable['rows'][number] | null>(
      (best, row) => (best === null || row.cells[0]!.value! > best.cells[0]!.value! ? row : best),
      null,
    );
  const name = table.columns[0]!.version.name[locale];
  if (most === null || most.label.kind !== 'hour-weekday') return name;
  const day = statisticsTexts[locale].weekdaysLong.split(' ')[most.label.weekday - 1] ?? '';
  return measure === 'visits'
    ? t.finding(day, hourName(most.label.hour))
    : t.findingMeasure(name, day, hourName(most.label.hour));
}
