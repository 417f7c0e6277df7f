import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type OfficerRow, officers } from '../queries.server.ts';
import { officeTexts } from '../texts.ts';
import {
  emptyList,
  Filter,
  Found,
  PageLinks,
  pageNumber,
  RegisterMenu,
  searchWord,
  Wrong,
} from './parts.tsx';

/** GET /register/handlaggare?sok=&kontor=&sida= */
export async function showOfficers(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const { columns, lead, atOffice, allOffices, noAccount } = t.officers;
  const word = searchWord(c);
  const asked = Number(c.req.query('kontor'));
  const officeId = Number.isSafeInteger(asked) && asked > 0 && asked < 2 ** 31 ? asked : undefined;
  const number = pageNumber(c);
  const { rows, total } = await officers(ctx, { word, officeId }, number);
  const today = swedishDay(ctx.clock());
  return page(
    c,
    { title: t.officers.title },
    <>
      <RegisterMenu here="officers" locale={locale} />
      <h1>{t.officers.title}</h1>
      <p class="lead">{lead}</p>
      <Filter action="/register/handlaggare" word={word} locale={locale}>
        {officeId === undefined ? null : <input type="hidden" name="kontor" value={officeId} />}
      </Filter>
      {officeId === undefined || rows[0] === undefined ? null : (
        <p>
          {atOffice(rows[0].homeOffice)} · <a href="/register/handlaggare">{allOffices}</a>
        </p>
      )}
      <Found total={total} page={number} locale={locale} />
      <Table<OfficerRow>
        caption={t.officers.title}
        hideCaption
        rows={rows}
        empty={emptyList(word !== undefined || officeId !== undefined, locale)}
        columns={[
          { head: columns.name, cell: (row) => <a href={`/register/handlaggare/${row.id}`}>{row.name}</a> },
          { head: columns.code, cell: (row) => <span class="whole">{row.code}</span> },
          { head: columns.employer, cell: (row) => row.employer },
          {
            head: columns.office,
            cell: (row) => <a href={`/register/kontor/${row.homeOfficeId}`}>{row.homeOffice}</a>,
          },
          { head: columns.share, cell: (row) => formatNumber(row.fullTimeShare, locale), number: true },
          {
            head: columns.employed,
            cell: (row) => <PeriodText period={row.employed} locale={locale} />,
          },
          { head: columns.account, cell: (row) => (row.hasAccount ? t.yes : noAccount) },
          { head: t.wrong, cell: (row) => <Wrong says={wrongWith(row, today, locale)} /> },
        ]}
      />
      <PageLinks c={c} total={total} page={number} locale={locale} />
    </>,
  );
}

function wrongWith(
  { employed, homeOfficeOpen }: OfficerRow,
  today: PlainDate,
  locale: Locale,
): (string | null)[] {
  const t = officeTexts[locale].officers;
  if (employed.to !== null && employed.to < today) return [t.left(employed.to)];
  if (employed.from > today) return [t.notYet(employed.from)];
  return [homeOfficeOpen.to !== null && homeOfficeOpen.to < today ? t.officeClosed : null];
}
