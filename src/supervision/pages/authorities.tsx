import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { ReceivedCopy } from '../queries/copies.server.ts';
import { type AuthorityRow, authorityList, authorityView } from '../queries/inbox.server.ts';
import type { ReceivedRow } from '../queries/reports.server.ts';
import { deskTexts } from '../texts.ts';
import { Deviations } from './deviation-parts.tsx';
import { deskPage, here, pageAsked } from './frame.tsx';
import { addressOf, nameOf } from './inbox.tsx';

/** GET /kammarkollegiet/myndigheter */
export async function showSupervised(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const search = (c.req.query('sok') ?? '').slice(0, 100);
  const found = await authorityList(contextOf(c), { search, page: pageAsked(c) });
  return deskPage(
    c,
    { section: 'authorities', title: t.authorities.title, lead: t.authorities.lead },
    <>
      <form method="get" action="/kammarkollegiet/myndigheter" class="filters">
        <Input name="sok" type="search" label={t.authorities.search} value={search} />
        <Button kind="quiet">{t.show}</Button>
        {search === '' ? null : <a href="/kammarkollegiet/myndigheter">{t.clear}</a>}
      </form>
      <Table<AuthorityRow>
        caption={t.authorities.caption}
        hideCaption
        rows={found.rows}
        empty={<p>{t.authorities.empty}</p>}
        columns={[
          {
            head: t.authorities.columns.name,
            cell: (row) => (
              <>
                <a href={`/kammarkollegiet/myndigheter/${row.id}`}>{row.name}</a>
                <div class="quiet">{t.authorities.kind[row.kind]}</div>
              </>
            ),
          },
          {
            head: t.authorities.columns.copies,
            cell: (row) => formatNumber(row.copies, locale),
            number: true,
          },
          {
            head: t.authorities.columns.reports,
            cell: (row) => formatNumber(row.reports, locale),
            number: true,
          },
          {
            head: t.authorities.columns.deviations,
            cell: (row) => formatNumber(row.deviations, locale),
            number: true,
          },
          { head: t.authorities.columns.last, cell: (row) => row.last ?? '–' },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={t.previous}
        next={t.next}
      />
    </>,
  );
}

/** GET /kammarkollegiet/myndigheter/:id: what one authority has sent over the years. */
export async function showSupervisedAuthority(c: Http) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const view = await authorityView(contextOf(c), idParam(c), pageAsked(c));
  const registered = (diary: string | null, day: string | null) =>
    diary === null ? t.register.not : t.register.registered(diary, day ?? '');
  return deskPage(
    c,
    {
      section: 'authorities',
      title: view.name,
      lead: t.authorities.kind[view.kind],
      crumb: ['/kammarkollegiet/myndigheter', t.authorities.back],
    },
    <>
      <section>
        <h2>{t.authorities.reports}</h2>
        <Table<ReceivedRow>
          caption={t.authorities.reports}
          hideCaption
          rows={view.reports}
          empty={<p>{t.authorities.reportsEmpty}</p>}
          columns={[
            {
              head: t.inbox.columns.what,
              cell: (report) => (
                <a href={addressOf({ kind: 'report', report })}>
                  {nameOf({ kind: 'report', report }, locale)}
                </a>
              ),
            },
            { head: t.inbox.columns.sent, cell: (report) => report.sentOn },
            { head: t.copy.ourDiary, cell: (report) => registered(report.diaryNumber, report.registeredOn) },
          ]}
        />
      </section>
      <section>
        <h2>{t.authorities.copies}</h2>
        <Table<ReceivedCopy>
          caption={t.authorities.copies}
          hideCaption
          rows={view.copies.rows}
          empty={<p>{t.authorities.copiesEmpty}</p>}
          columns={[
            {
              head: t.inbox.columns.what,
              cell: (copy) => (
                <>
                  <a href={addressOf({ kind: 'copy', copy })}>{nameOf({ kind: 'copy', copy }, locale)}</a>
                  <div class="quiet">{copy.agreement?.name ?? ''}</div>
                </>
              ),
            },
            { head: t.inbox.columns.sent, cell: (copy) => copy.sentOn },
            { head: t.copy.ourDiary, cell: (copy) => registered(copy.diaryNumber, copy.registeredOn) },
          ]}
        />
        <Pages
          label={t.pages}
          page={view.copies.page}
          pages={view.copies.pages}
          href={(to) => here(c, { sida: to })}
          previous={t.previous}
          next={t.next}
        />
      </section>
      <section>
        <h2>{t.authorities.deviations}</h2>
        <Deviations rows={view.deviations} locale={locale} empty={t.deviation.hereEmpty} />
      </section>
    </>,
  );
}
