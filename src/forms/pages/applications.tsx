import { hasRole } from '../../access/actor.ts';
import { readReference } from '../../contacts/reference.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import { ListTools, RowAbout } from '../../ui/work-list.tsx';
import { FILTERS, type Filter, listApplications } from '../applications.server.ts';
import { applicationTexts } from '../texts.ts';

/** GET /ansokningar: what has come; `?referens=` finds one. */
export async function showApplications(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = applicationTexts[locale];
  const chosen = c.req.query('urval');
  const filter: Filter = FILTERS.find((each) => each === chosen) ?? 'waiting';
  const typed = (c.req.query('referens') ?? '').replaceAll('\0', '').trim().slice(0, 40);
  const reference = typed === '' ? undefined : (readReference(typed) ?? typed);
  const asked = Number(c.req.query('sida') ?? 1);
  const list = await listApplications(ctx, {
    filter,
    page: Number.isSafeInteger(asked) ? asked : 1,
    reference,
  });
  const [only] = list.rows;
  if (reference !== undefined && only !== undefined && list.total === 1)
    return c.redirect(`/ansokningar/${only.id}`, 303);
  return page(
    c,
    { title: t.list.title },
    <>
      <h1>{t.list.title}</h1>
      <p class="lead">{hasRole(ctx.actor, 'officer') ? t.list.lead : t.list.leadReceiver}</p>
      <ListTools
        path="/ansokningar"
        label={t.list.filters}
        parts={FILTERS.map((part) => ({ part, text: t.list.filter[part] }))}
        chosen={reference === undefined ? filter : null}
        reference={t.list.reference}
        typed={typed}
        find={t.list.find}
      />
      <Table
        caption={reference === undefined ? t.list.filter[filter] : t.list.reference}
        hideCaption
        dense
        rows={list.rows}
        empty={reference === undefined ? t.list.empty[filter] : t.list.noneFound(reference)}
        columns={[
          {
            head: t.list.columns.what,
            cell: (row) => (
              <RowAbout
                href={`/ansokningar/${row.id}`}
                short={row.authorityShort}
                text={locale === 'sv' ? row.titleSv : row.titleEn}
                reference={row.reference}
              />
            ),
          },
          {
            head: t.list.columns.state,
            bare: true,
            cell: (row) => (
              <Badge kind={row.state === 'waiting' ? 'neutral' : row.state === 'decided' ? 'good' : 'quiet'}>
                {t.state[row.state]}
              </Badge>
            ),
          },
          { head: t.list.columns.to, bare: true, cell: (row) => row.authority },
          { head: t.list.columns.office, bare: true, cell: (row) => row.office },
          {
            head: t.list.columns.came,
            bare: true,
            cell: (row) => `${formatMoment(row.sentAt)}, ${t.cameBy[row.cameBy]}`,
          },
        ]}
      />
      <Pages
        label={t.list.pages}
        page={list.page}
        pages={list.pages}
        href={(n) => `/ansokningar?urval=${filter}&sida=${n}`}
        previous={t.list.previous}
        next={t.list.next}
      />
    </>,
  );
}
