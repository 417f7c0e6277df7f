import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Columns } from '../../ui/charts/columns.tsx';
import { ShareBar } from '../../ui/charts/small.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { OWN_WORK } from '../commands/schedule.server.ts';
import { FILE_FORMATS } from '../exports/files.server.ts';
import { ownFileOf } from '../exports/own-file.server.ts';
import { formatShare } from '../format.ts';
import { type OwnWork, ownWork } from '../own.server.ts';
import { pageTexts } from '../page-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { framed, statisticsPage } from './frame.tsx';

/** GET /statistik/jag.xlsx | .csv | .json: the same as a file. */
export async function downloadOwnWork(c: Http) {
  const format = FILE_FORMATS.find((one) => c.req.path.endsWith(`.${one}`));
  if (format === undefined) throw new Problem('not-found');
  const file = await ownFileOf(await ownWork(contextOf(c)), format, c.get('locale'));
  c.header('Content-Type', file.type);
  c.header('Content-Disposition', `attachment; filename="${file.name}"`);
  c.header('Cache-Control', 'private, no-store');
  return c.body(file.bytes as Uint8Array<ArrayBuffer>);
}

/** GET /statistik/jag: what an officer has done, for that officer alone. */
export async function showOwnWork(c: Http) {
  const work = await ownWork(contextOf(c));
  return framed(c, async (frame) => {
    const { locale } = frame;
    const t = pageTexts[locale].own;
    const { files } = statisticsTexts[locale];
    const n = (value: number) => formatNumber(value, locale);
    const week = (monday: OwnWork['weeks'][number]['monday']) =>
      String(Temporal.PlainDate.from(monday).weekOfYear);
    return statisticsPage(
      c,
      frame,
      { here: 'own', title: t.title },
      <>
        <h1>{t.title}</h1>
        <p class="quiet">{t.lead}</p>
        {work.matters === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <>
            <Columns
              data={{
                id: 'veckor',
                title: t.finding(n(work.matters)),
                description: t.drawn,
                categoryName: t.weeks,
                categories: work.weeks.map(({ monday }) => ({ name: week(monday) })),
                series: [
                  { name: t.columns.count, tone: 'now', values: work.weeks.map(({ matters }) => matters) },
                ],
                format: n,
                locale,
              }}
            />
            <div class="side-by-side">
              <section>
                <h2>{t.tasks}</h2>
                <Table<OwnWork['tasks'][number]>
                  caption={t.tasks}
                  hideCaption
                  dense
                  rows={work.tasks}
                  empty=""
                  columns={[
                    { head: t.columns.task, cell: (row) => (locale === 'sv' ? row.sv : row.en) },
                    { head: t.columns.authority, cell: ({ authority }) => authority },
                    { head: t.columns.count, cell: ({ matters }) => n(matters), number: true },
                  ]}
                />
              </section>
              <section>
                <h2>{t.outcomes}</h2>
                <Table<OwnWork['outcomes'][number]>
                  caption={t.outcomes}
                  hideCaption
                  rows={work.outcomes}
                  empty=""
                  columns={[
                    { head: t.columns.outcome, cell: ({ outcome }) => t.outcome[outcome] },
                    { head: t.columns.count, cell: ({ matters }) => n(matters), number: true },
                    {
                      head: t.columns.share,
                      cell: ({ matters }) => (
                        <span class="share">
                          <span>{formatShare(matters / work.matters, locale)}</span>
                          <ShareBar share={matters / work.matters} />
                        </span>
                      ),
                      number: true,
                    },
                  ]}
                />
              </section>
            </div>
            <nav class="statistics-files" aria-label={files.label}>
              <ul>
                {FILE_FORMATS.map((format) => (
                  <li>
                    <a href={`/statistik/jag.${format}`} download>
                      {files[format]}
                    </a>
                  </li>
                ))}
                <li>
                  <a href={`/statistik/utskick/nytt?${OWN_WORK}`}>{files.schedule}</a>
                </li>
              </ul>
            </nav>
          </>
        )}
      </>,
    );
  });
}
