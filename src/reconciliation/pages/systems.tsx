import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { type SystemRow, systems } from '../queries.server.ts';
import { reconciliationTexts } from '../texts.ts';
import { workTexts } from '../work-texts.ts';

/** GET /behorigheter: the systems of the authorities that the coordinator works for. */
export function showSystems(c: Http) {
  return systemsPage(c);
}

/** `asked`: an officer's code that nobody has. */
export async function systemsPage(c: Http, asked?: { readonly code: string; readonly error: string }) {
  const locale = c.get('locale');
  const t = reconciliationTexts[locale];
  const w = workTexts[locale].officer;
  const rows = await systems(contextOf(c));
  const count = (kind: 'surplus' | 'missing') => (row: SystemRow) =>
    row[kind] === 0 ? '0' : <Badge kind="wrong">{formatNumber(row[kind], locale)}</Badge>;
  return page(
    c,
    { title: t.title, status: asked === undefined ? 200 : 404 },
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
      <form method="get" action="/behorigheter/handlaggare" class="filters" aria-label={w.find}>
        <Input name="kod" type="search" label={w.code} value={asked?.code} error={asked?.error} required />
        <Button kind="quiet">{w.show}</Button>
      </form>
    </>,
  );
}
