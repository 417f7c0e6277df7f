import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { type SystemRow, systems } from '../queries.server.ts';
import { reconciliationTexts } from '../texts.ts';

/** GET /behorigheter: the systems of the authorities that the coordinator works for. */
export async function showSystems(c: Http) {
  const locale = c.get('locale');
  const t = reconciliationTexts[locale];
  const rows = await systems(contextOf(c));
  const count = (kind: 'surplus' | 'missing') => (row: SystemRow) =>
    row[kind] === 0 ? '0' : <Badge kind="wrong">{formatNumber(row[kind], locale)}</Badge>;
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p class="quiet">{t.provision}</p>
      <Table<SystemRow>
        caption={t.title}
        hideCaption
        rows={rows}
        empty={t.noSystems}
        columns={[
          { head: t.columns.system, cell: (row) => <a href={`/behorigheter/${row.id}`}>{row.name}</a> },
          { head: t.columns.authority, cell: (row) => row.authority },
          { head: t.columns.list, cell: (row) => row.listTakenOn ?? t.never },
          { head: t.state.right, cell: (row) => formatNumber(row.right, locale), number: true },
          { head: t.state.surplus, cell: count('surplus'), number: true },
          { head: t.state.missing, cell: count('missing'), number: true },
        ]}
      />
    </>,
  );
}
