import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { viewHref } from '../asked.ts';
import { pageTexts } from '../page-texts.ts';
import { addressOf } from '../query.ts';
import { type ContactRow, rowsBehind } from '../rows.server.ts';
import { statisticsTexts } from '../texts.ts';
import { officesIn } from '../who-sees.ts';
import { framed, statisticsPage } from './frame.tsx';
import { periodName } from './names.server.ts';
import { readView } from './view.tsx';

/** GET /statistik/rader: the contacts that a figure counts, for the office's own people. */
export function showRows(c: Http) {
  return framed(c, async (frame) => {
    const { locale, asker, names } = frame;
    const t = pageTexts[locale].rows;
    const { query, faults } = readView(c);
    if (query === null)
      throw new Problem(
        'invalid',
        {},
        Object.entries(faults).map(([field, code]) => ({ field, code })),
      );
    if (asker.view(query) === 'none') throw new Problem('not-found');
    const own = asker.view(query) === 'inside';
    const found = own
      ? await rowsBehind(
          asker.db,
          query,
          officesIn(query.place, frame.offices).map(({ id }) => id),
          Number(c.req.query('sida')) || 1,
        )
      : null;
    return statisticsPage(
      c,
      frame,
      { here: 'overview', within: true, title: t.title },
      <>
        <p class="crumb">
          <a href={viewHref(query)}>{`${names.scope(query)}, ${periodName(query.period, locale)}`}</a>
        </p>
        <h1>{t.title}</h1>
        {found === null ? (
          <p class="empty">{t.onlyOwn}</p>
        ) : (
          <>
            <p class="lead">{t.lead(formatNumber(found.total, locale))}</p>
            <Table<ContactRow>
              caption={t.title}
              hideCaption
              rows={found.rows}
              empty={<p>{t.empty}</p>}
              columns={[
                { head: t.columns.at, cell: ({ openedAt }) => formatMoment(openedAt) },
                { head: t.columns.channel, cell: ({ channel }) => statisticsTexts[locale].channels[channel] },
                {
                  head: t.columns.matters,
                  wide: true,
                  cell: ({ matters }) =>
                    matters.length === 0
                      ? t.noMatter
                      : matters
                          .map(
                            (one) =>
                              `${locale === 'sv' ? one.sv : one.en} (${one.authority}): ${
                                one.outcome === null
                                  ? t.none
                                  : pageTexts[locale].own.outcome[one.outcome].toLowerCase()
                              }`,
                          )
                          .join('; '),
                },
                {
                  head: t.columns.open,
                  cell: ({ id }) => <a href={`/kontakter/${id}`}>{t.open}</a>,
                },
              ]}
            />
            <Pages
              {...pageTexts[locale].pager}
              page={found.page}
              pages={found.pages}
              href={(page) => `/statistik/rader?${addressOf(query)}&sida=${page}`}
            />
          </>
        )}
      </>,
    );
  });
}
