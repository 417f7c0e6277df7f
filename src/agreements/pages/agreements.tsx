import type { FC } from 'hono/jsx';
import { groundSentence } from '../../law/verdict-texts.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge } from '../../ui/components.tsx';
import { ErrorSummary } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import { type AgreementListed, filterChoices, listAgreements } from '../queries/list-agreements.server.ts';
import type { AgreementState } from '../rules/agreement-state.ts';
import { sharedTexts } from '../texts.ts';
import { FilterFields, filterAsked, filtersSet } from './agreement-filters.tsx';
import { DraftsLink } from './agreement-life.tsx';
import { asOfAsked, clocks, here, hrefTo, KnownNotice, pageAsked } from './asked.tsx';

/** GET /avtal */
export async function showAgreements(c: Http) {
  const locale = c.get('locale');
  const t = agreementTexts[locale];
  const s = sharedTexts[locale];
  const asked = asOfAsked(c);
  const filter = filterAsked(c);
  const found = await listAgreements(contextOf(c), { ...asked, ...filter, page: pageAsked(c) });
  const choices = await filterChoices(contextOf(c));
  const set = filtersSet(c);
  const wrong = Object.keys(asked.errors).length > 0;
  return page(
    c,
    { title: t.title, status: wrong ? 422 : 200 },
    <>
      <div class="section-head">
        <h1>{t.title}</h1>
        <DraftsLink c={c} />
      </div>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={asked.errors} />
      <form method="get" action="/avtal" class="filters">
        <FilterFields filter={filter} set={set} asked={asked} choices={choices} locale={locale} />
      </form>
      <KnownNotice known={asked.known} href={here(c, { dag: null, kand: null })} locale={locale} />
      <p class="quiet">{t.found(formatNumber(found.total, locale))}</p>
      <Table<AgreementListed>
        caption={t.list}
        hideCaption
        rows={found.rows}
        empty={<p>{set.any ? t.empty : t.none}</p>}
        columns={[
          {
            head: t.columns.agreement,
            cell: (row) => (
              <>
                <a href={hrefTo(`/avtal/${row.id}`, clocks(c))}>{row.name}</a>
                <div class="quiet">{row.diaryNumber}</div>
              </>
            ),
          },
          { head: t.columns.parties, cell: (row) => row.parties.map((party) => party.name).join(', ') },
          { head: t.columns.regime, cell: (row) => row.regime },
          { head: t.columns.version, cell: (row) => row.shown?.version ?? '–', number: true },
          {
            head: t.columns.valid,
            cell: (row) =>
              row.shown === null ? (
                '–'
              ) : (
                <>
                  <PeriodText period={row.shown.valid} locale={locale} />
                  {row.lastDay === null || row.lastDay === row.shown.valid.to ? null : (
                    <div class="quiet">{t.endsOn(row.lastDay)}</div>
                  )}
                </>
              ),
          },
          { head: t.columns.state, cell: (row) => <State state={row.state} locale={locale} /> },
          { head: t.columns.remarks, cell: (row) => <Remarks row={row} locale={locale} /> },
        ]}
      />
      <Pages
        label={s.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={s.previous}
        next={s.next}
      />
    </>,
  );
}

export const State: FC<{ state: AgreementState; locale: Locale }> = ({ state, locale }) => (
  <Badge kind={STATE_KIND[state]}>{agreementTexts[locale].state[state]}</Badge>
);

const STATE_KIND = {
  'in-force': 'good',
  coming: 'neutral',
  'not-approved': 'wrong',
  void: 'wrong',
  ended: 'quiet',
} as const satisfies Record<AgreementState, string>;

/** The first few things that are wrong; all stand on the agreement's own page. */
const Remarks: FC<{ row: AgreementListed; locale: Locale }> = ({ row, locale }) => {
  const t = agreementTexts[locale];
  const said = [
    ...(row.taskCount === 0 && row.state !== 'ended' ? [t.noTasks] : []),
    ...row.remarks.map(({ ground }) => groundSentence(ground, locale)),
  ];
  const different = [...new Set(said)];
  return (
    <>
      {different.slice(0, 2).map((sentence) => (
        <div>{sentence}</div>
      ))}
      {different.length > 2 ? <div class="quiet">{t.more(different.length - 2)}</div> : null}
      {row.copyWaits ? <div class="quiet">{t.copyOwed}</div> : null}
      {different.length === 0 && !row.copyWaits ? '–' : null}
    </>
  );
};
