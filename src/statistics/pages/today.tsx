import { addDays } from '../../kernel/plain-date.ts';
import type { Http } from '../../shell/http.ts';
import { Columns } from '../../ui/charts/columns.tsx';
import { formatDay, formatTime } from '../../ui/format.ts';
import { queryOf } from '../asked.ts';
import { formatShown, formatValue, hourName } from '../format.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { About } from './about.tsx';
import { Filter, framed, statisticsPage } from './frame.tsx';
import { KeyFigures, linkOf } from './overview.tsx';
import { drawnValue } from './parts.tsx';
import { ShareTable } from './share-table.tsx';

/** GET /statistik/idag: the day so far; read again every minute. */
export function showToday(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asked, names, asker, today, view } = frame;
    const t = pageTexts[locale].today;
    const day = {
      ...asked,
      period: { from: today, to: today },
      task: undefined,
      channel: undefined,
      authority: undefined,
    };
    const lastWeek = addDays(today, -7);
    // Outside the office a day is shown of what is large alone.
    const may =
      asker.view(day) !== 'none' && (view === 'inside' || ['country', 'operator'].includes(asked.place.kind));
    const key = may
      ? await asker.table({
          ...queryOf(day, ['visits', 'contacts', 'waiting-median', 'waiting-within', 'no-shows'], {
            by: 'none',
          })!,
        })
      : null;
    // The hours of one day are of few: outside they are shown of whole months.
    const hours =
      may && view === 'inside' ? await asker.table(queryOf(day, ['visits'], { by: 'hour-weekday' })!) : null;
    const before = may
      ? await asker.table(
          queryOf({ ...day, period: { from: lastWeek, to: lastWeek } }, ['visits'], { by: 'none' })!,
        )
      : null;
    const offices =
      may && view === 'inside' && asked.place.kind !== 'office'
        ? await asker.table(queryOf(day, ['visits'], { by: 'office' })!)
        : null;
    const title = t.title(names.place(asked.place));
    const at = hours?.rows.flatMap(({ label }) => (label.kind === 'hour-weekday' ? [label.hour] : [])) ?? [];
    const shown =
      at.length === 0
        ? []
        : Array.from({ length: Math.max(...at) - Math.min(...at) + 1 }, (_, n) => Math.min(...at) + n);
    return statisticsPage(
      c,
      frame,
      { here: 'today', title, again: 60 },
      <>
        <h1>{title}</h1>
        <Filter frame={frame} action="/statistik/idag" hide={['period', 'task', 'channel', 'authority']} />
        {key === null ? (
          <p class="empty">{statisticsTexts[locale].empty}</p>
        ) : (
          <>
            <p class="quiet">
              {formatDay(today, locale)}. {t.at(formatTime(frame.asker.now, locale))}
            </p>
            <KeyFigures table={key} frame={frame} />
            <p class="quiet">{t.last(formatShown(before?.total.cells[0], 'count', locale))}</p>
            {shown.length === 0 ? null : (
              <Columns
                data={{
                  id: 'i-dag',
                  title: t.finding(formatShown(key.total.cells[0], 'count', locale)),
                  description: t.drawn,
                  categoryName: t.hour,
                  categories: shown.map((hour) => ({ name: hourName(hour), short: String(hour) })),
                  series: [
                    {
                      name: statisticsTexts[locale].columns.now,
                      tone: 'now',
                      values: shown.map(
                        (hour) =>
                          drawnValue(
                            hours?.rows.find(
                              ({ label }) => label.kind === 'hour-weekday' && label.hour === hour,
                            )?.cells[0],
                          ) ?? 0,
                      ),
                    },
                  ],
                  format: (value) => formatValue(value, 'count', locale),
                  locale,
                }}
              />
            )}
            {offices === null ? null : (
              <section>
                <h2>{t.offices}</h2>
                <ShareTable
                  caption={t.offices}
                  hideCaption
                  table={offices}
                  locale={locale}
                  head={statisticsTexts[locale].by.office}
                  link={(row) => linkOf(row, asked)?.replace('/statistik?', '/statistik/idag?') ?? null}
                />
              </section>
            )}
            <About table={key} locale={locale} />
          </>
        )}
      </>,
    );
  });
}
