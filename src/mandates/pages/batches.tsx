import { hrefTo, pageAsked } from '../../agreements/pages/asked.tsx';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, ButtonLink, Notice } from '../../ui/components.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { BatchState } from '../batch.ts';
import { operationTexts } from '../operation-texts.ts';
import { type BatchSummary, listBatches } from '../queries/batches.server.ts';
import { bulkTexts } from '../texts.ts';
import { MandateNav } from './parts.tsx';

const KIND = { draft: 'quiet', ordered: 'neutral', done: 'good', failed: 'wrong' } as const satisfies Record<
  BatchState,
  string
>;

/** GET /uppdrag/flera */
export async function showBatches(c: Http) {
  const locale = c.get('locale');
  const t = bulkTexts[locale].list;
  const found = await listBatches(contextOf(c), pageAsked(c));
  return page(
    c,
    { title: t.title },
    <>
      <MandateNav here="bulk" locale={locale} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {c.req.query('kastad') === undefined ? null : (
        <Notice kind="good" focus>
          {operationTexts[locale].discarded}
        </Notice>
      )}
      <p>
        <ButtonLink href="/uppdrag/flera/nytt" kind="primary">
          {t.start}
        </ButtonLink>
      </p>
      <h2>{t.history}</h2>
      <Table<BatchSummary>
        caption={t.history}
        hideCaption
        rows={found.rows}
        empty={<p>{t.none}</p>}
        columns={[
          {
            head: t.columns.when,
            cell: (row) => <a href={`/uppdrag/flera/${row.id}`}>{formatMoment(row.draftedAt)}</a>,
          },
          { head: t.columns.by, cell: (row) => row.by ?? '–' },
          { head: t.columns.what, cell: (row) => t.origin[row.origin] },
          { head: t.columns.rows, cell: (row) => formatNumber(row.rows, locale), number: true },
          { head: t.columns.issued, cell: (row) => formatNumber(row.issued, locale), number: true },
          {
            head: t.columns.state,
            cell: (row) => <Badge kind={KIND[row.state]}>{t.state[row.state]}</Badge>,
          },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => hrefTo('/uppdrag/flera', { sida: to })}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}
