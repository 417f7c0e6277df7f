import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { viewAround } from '../map.server.ts';
import { faultTexts } from '../public-texts.ts';
import { type FaultRow, faultList, LISTS, type ListKind } from '../staff-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { placeText } from './fault-parts.tsx';
import { FaultMap } from './map.tsx';

/** How reports are received is for the coordinators. */
export const StaffMenu: FC<{ c: Http; here: 'reports' | 'complaints' | 'settings' }> = ({ c, here }) => {
  const locale = c.get('locale');
  const leads = hasRole(contextOf(c).actor, 'coordinator');
  const t = staffTexts[locale];
  const hrefs = {
    reports: '/felanmalningar',
    complaints: '/felanmalningar/synpunkter',
    settings: '/felanmalningar/installningar',
  };
  return (
    <Submenu
      label={t.menu}
      links={(leads
        ? (['reports', 'complaints', 'settings'] as const)
        : (['reports', 'complaints'] as const)
      ).map((each) => ({
        href: hrefs[each],
        text: t[each],
        here: each === here,
      }))}
    />
  );
};

/** A whole number in the address; 1 for anything else. */
export function pageNumber(c: Http): number {
  const asked = Number(c.req.query('sida') ?? 1);
  return Number.isSafeInteger(asked) && asked > 0 && asked < 1_000_000 ? asked : 1;
}

/** GET /felanmalningar: the list, and the same on a map. */
export async function showFaultList(c: Http): Promise<Response> {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = staffTexts[locale];
  const asked = c.req.query('visa');
  const kind: ListKind = LISTS.find((each) => each === asked) ?? 'open';
  const word = (c.req.query('sok') ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
  const list = await faultList(ctx, { kind, word, page: pageNumber(c) });
  const href = (of: ListKind, sida = 1) => {
    const fields = new URLSearchParams({
      visa: of,
      ...(word === '' ? {} : { sok: word }),
      ...(sida === 1 ? {} : { sida: String(sida) }),
    });
    return `/felanmalningar?${fields}`;
  };
  const several = list.bodies.length > 1;
  return page(
    c,
    { title: t.title },
    <>
      <StaffMenu c={c} here="reports" />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {list.bodies.some(({ jurisdiction, leads }) => jurisdiction !== null || !leads) ? null : (
        <p class="empty">
          <a href="/felanmalningar/installningar">{t.notOpen}</a>
        </p>
      )}
      <Submenu
        label={t.reports}
        links={LISTS.map((each) => ({
          href: href(each),
          text: t.lists[each],
          count: list.counts[each],
          here: each === kind,
        }))}
      />
      <form method="get" action="/felanmalningar" class="fault-number">
        <input type="hidden" name="visa" value={kind} />
        <Input name="sok" type="search" label={t.search} value={word} />
        <Button kind="quiet">{t.find}</Button>
      </form>
      <div class="fault-list">
        <div>
          <Table
            caption={`${t.lists[kind]}: ${t.found(formatNumber(list.total, locale))}`}
            dense
            rows={list.rows}
            empty={<p>{kind === 'new' ? t.emptyNew : t.empty}</p>}
            columns={[
              {
                head: t.columns.fault,
                cell: (row) => (
                  <>
                    <a href={`/felanmalningar/${row.reference}`}>{row.name[locale]}</a>{' '}
                    <span class="quiet fault-ref">{row.reference}</span>
                  </>
                ),
              },
              { head: t.columns.place, bare: true, wide: true, cell: (row) => placeText(row, locale) || '–' },
              { head: t.columns.state, bare: true, cell: (row) => <RowState row={row} locale={locale} /> },
              { head: t.columns.received, cell: (row) => swedishDay(row.receivedAt) },
              { head: t.columns.expected, cell: (row) => row.expectedOn ?? '' },
              ...(several ? [{ head: t.columns.body, cell: (row: FaultRow) => row.body }] : []),
            ]}
          />
          <Pages
            label={t.pages}
            page={list.page}
            pages={list.pages}
            href={(n) => href(kind, n)}
            previous={t.previous}
            next={t.next}
          />
        </div>
        <ListMap rows={list.rows} locale={locale} />
      </div>
    </>,
  );
}

const RowState: FC<{ row: FaultRow; locale: Locale }> = ({ row, locale }) => {
  const t = staffTexts[locale];
  return (
    <>
      {faultTexts[locale].status.state[row.state]}
      {row.late ? (
        <>
          {' '}
          <Badge kind="wrong">{t.late}</Badge>
        </>
      ) : null}
      {row.state !== 'closed' && row.saidByReporter === 'denied' ? (
        <>
          {' '}
          <Badge kind="wrong">{t.denied}</Badge>
        </>
      ) : null}
    </>
  );
};

const ListMap: FC<{ rows: readonly FaultRow[]; locale: Locale }> = ({ rows, locale }) => {
  const marks = rows.flatMap((row) =>
    row.latitude === null || row.longitude === null
      ? []
      : [
          {
            latitude: row.latitude,
            longitude: row.longitude,
            kind:
              row.state === 'closed' ? ('closed' as const) : row.late ? ('late' as const) : ('open' as const),
            title: `${row.name[locale]} ${row.reference}`,
            href: `/felanmalningar/${row.reference}`,
          },
        ],
  );
  const view = viewAround(marks, 1.5);
  const municipality = rows.find((row) => row.municipality !== null)?.municipality ?? null;
  if (view === null || municipality === null) return null;
  return (
    <FaultMap
      view={view}
      municipality={municipality}
      marks={marks}
      credit={`${staffTexts[locale].mapSays} ${faultTexts[locale].where.credit}`}
    />
  );
};
