import { hasRole } from '../../access/actor.ts';
import { readReference } from '../../contacts/reference.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Mark } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
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
      <div class="hand-over-tools">
        <nav class="hand-over-filters" aria-label={t.list.filters}>
          <ul>
            {FILTERS.map((each) => (
              <li>
                <a
                  href={`/ansokningar?urval=${each}`}
                  aria-current={each === filter && reference === undefined ? 'page' : undefined}
                >
                  {t.list.filter[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form method="get" action="/ansokningar" class="hand-over-find">
          <label for="referens">{t.list.reference}</label>
          <input
            id="referens"
            name="referens"
            type="search"
            value={typed}
            size={12}
            maxlength={20}
            autocomplete="off"
          />
          <Button kind="quiet">{t.list.find}</Button>
        </form>
      </div>
      <Table
        caption={reference === undefined ? t.list.filter[filter] : t.list.reference}
        hideCaption
        rows={list.rows}
        empty={reference === undefined ? t.list.empty[filter] : t.list.noneFound(reference)}
        columns={[
          {
            head: t.list.columns.what,
            cell: (row) => (
              <a href={`/ansokningar/${row.id}`} class="hand-over-what">
                <Mark short={row.authorityShort} />
                <span>
                  {locale === 'sv' ? row.titleSv : row.titleEn} <span class="quiet">{row.reference}</span>
                </span>
              </a>
            ),
          },
          {
            head: t.list.columns.state,
            cell: (row) => (
              <Badge kind={row.state === 'waiting' ? 'neutral' : row.state === 'decided' ? 'good' : 'quiet'}>
                {t.state[row.state]}
              </Badge>
            ),
          },
          { head: t.list.columns.to, cell: (row) => row.authority },
          { head: t.list.columns.office, cell: (row) => row.office },
          {
            head: t.list.columns.came,
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
