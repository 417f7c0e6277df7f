import { Problem } from '../../platform/problem.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type PublicEntry, publicRegister } from '../diary/read.server.ts';
import { diaryTexts } from '../diary/texts.ts';

/** GET /diarium/:authority: what anybody may read, by the authority's number. */
export async function showPublicDiary(c: Http) {
  const orgNumber = c.req.param('authority') ?? '';
  if (!/^\d{6}-\d{4}$/.test(orgNumber)) throw new Problem('not-found');
  const locale = c.get('locale');
  const t = diaryTexts[locale];
  const before = c.req.query('fore') ?? null;
  const from = before !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before) ? before : null;
  const { authority, entries } = await publicRegister(c.get('services').database.pool, orgNumber, from);
  const last = entries.length === 100 ? entries.at(-1) : undefined;
  return page(
    c,
    { title: t.publicTitle(authority) },
    <>
      <h1>{t.publicTitle(authority)}</h1>
      <p class="lead">{t.publicLead}</p>
      <Entries entries={entries} locale={locale} />
      {last === undefined ? null : (
        <p>
          <a href={`/diarium/${orgNumber}?fore=${last.id}`}>{t.older}</a>
        </p>
      )}
    </>,
  );
}

function Entries({ entries, locale }: { entries: readonly PublicEntry[]; locale: Locale }) {
  const t = diaryTexts[locale];
  return (
    <Table
      caption={t.title}
      hideCaption
      dense
      rows={entries}
      empty={t.empty}
      columns={[
        { head: t.columns.number, cell: (row) => <span class="whole">{row.number}</span> },
        { head: t.columns.day, bare: true, cell: (row) => formatDay(row.datedOn, locale) },
        { head: t.columns.direction, bare: true, cell: (row) => t.direction[row.direction] },
        {
          head: t.columns.counterpart,
          wide: true,
          cell: (row) => row.counterpart ?? <span class="quiet">{t.withheld}</span>,
        },
        {
          head: t.columns.subject,
          wide: true,
          cell: (row) => row.subject ?? <span class="quiet">{t.withheld}</span>,
        },
      ]}
    />
  );
}
