import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button, ButtonLink } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { MANDATE_STATES, type MandateState } from '../mandate.ts';
import { mandateTexts } from '../mandate-texts.ts';
import { listMandates, type MandateRow, type MandateTaskView } from '../queries/mandates.server.ts';
import { isOnlyOfficer } from '../queries/who-sees.server.ts';
import { sharedTexts } from '../texts.ts';
import {
  AsOfFields,
  asOfAsked,
  clocks,
  here,
  hrefTo,
  idAsked,
  KnownNotice,
  oneOf,
  pageAsked,
} from './asked.tsx';

/** GET /uppdrag: who holds the authority's mandates, and what its own staff hold; an officer's own. */
export async function showMandates(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mandateTexts[locale];
  const s = sharedTexts[locale];
  const mine = isOnlyOfficer(ctx.actor);
  const asked = asOfAsked(c);
  const state = oneOf(MANDATE_STATES, c.req.query('lage'));
  const search = c.req.query('sok');
  const agreementId = idAsked(c, 'avtal') ?? undefined;
  const found = await listMandates(ctx, { ...asked, state, search, agreementId, page: pageAsked(c) });
  const chosen = ['sok', 'lage', 'avtal', 'dag', 'kand'].some((name) => (c.req.query(name) ?? '') !== '');
  const title = mine ? t.titleMine : t.title;
  const diary = agreementId === undefined ? undefined : found.rows[0]?.diaryNumber;
  return page(
    c,
    { title, status: Object.keys(asked.errors).length > 0 ? 422 : 200 },
    <>
      <div class="section-head">
        <h1>{title}</h1>
        {hasRole(ctx.actor, 'coordinator') ? (
          <span class="row">
            <ButtonLink href="/uppdrag/flera">{t.issueMany}</ButtonLink>{' '}
            <ButtonLink href="/uppdrag/nytt" kind="primary">
              {t.issue}
            </ButtonLink>
          </span>
        ) : null}
      </div>
      {mine ? <p class="lead">{t.leadMine}</p> : null}
      <p class="row">
        {hasRole(ctx.actor, 'coordinator') ? (
          <>
            <a href="/uppdrag/fornya">{t.renew}</a> <a href="/uppdrag/vantar">{t.waiting}</a>{' '}
          </>
        ) : null}
        <a href="/kompetens">{t.competence}</a>
      </p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={asked.errors} />
      <form method="get" action="/uppdrag" class="filters">
        {agreementId === undefined ? null : <input type="hidden" name="avtal" value={agreementId} />}
        {mine ? null : <Input name="sok" type="search" label={t.find} value={search} />}
        <Select
          name="lage"
          label={s.state}
          value={state}
          empty={s.all}
          options={MANDATE_STATES.map((value) => ({ value, label: t.state[value] }))}
        />
        <AsOfFields asked={asked} locale={locale} />
        <Button kind="quiet">{s.show}</Button>
        {chosen ? <a href="/uppdrag">{s.clear}</a> : null}
      </form>
      <KnownNotice known={asked.known} href={here(c, { dag: null, kand: null })} locale={locale} />
      <p class="quiet">
        {t.found(formatNumber(found.total, locale))}
        {diary === undefined ? '' : `. ${t.underAgreement(diary)}`}
      </p>
      <Table<MandateRow>
        caption={t.list}
        hideCaption
        rows={found.rows}
        empty={<p>{chosen ? t.empty : mine ? t.noneMine : t.none}</p>}
        columns={columns(locale, (row) => hrefTo(`/uppdrag/${row.id}`, clocks(c)))}
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

function columns(locale: Locale, href: (row: MandateRow) => string) {
  const t = mandateTexts[locale];
  return [
    {
      head: t.columns.officer,
      cell: (row: MandateRow) => (
        <>
          <a href={href(row)}>{row.officer}</a>
          <div class="quiet whole">{row.officerCode}</div>
        </>
      ),
    },
    { head: t.columns.office, cell: (row: MandateRow) => row.office },
    {
      head: t.columns.principal,
      cell: (row: MandateRow) => (
        <>
          {row.principal}
          <div class="quiet whole">{row.diaryNumber}</div>
        </>
      ),
    },
    { head: t.columns.kind, cell: (row: MandateRow) => sharedTexts[locale].mandateKind[row.kind] },
    {
      head: t.columns.tasks,
      cell: (row: MandateRow) => <TasksOf tasks={row.tasks} folded locale={locale} />,
    },
    {
      head: t.columns.access,
      cell: (row: MandateRow) => <Names names={row.access} folded counted={t.systemCount} />,
    },
    { head: t.columns.period, cell: (row: MandateRow) => <PeriodText period={row.valid} locale={locale} /> },
    { head: t.columns.state, cell: (row: MandateRow) => <State state={row.state} locale={locale} /> },
  ];
}

/** Level by level, the tasks. A long list is folded, so that a row stays a row. */
export const TasksOf: FC<{ tasks: readonly MandateTaskView[]; folded?: boolean; locale: Locale }> = ({
  tasks,
  folded = false,
  locale,
}) => (
  <>
    {[...Map.groupBy(tasks, (task) => task.level)].map(([level, ofLevel]) => (
      <div>
        {verdictTexts[locale].level[level]}:{' '}
        <Names
          names={ofLevel.map((task) => (locale === 'sv' ? task.nameSv : task.nameEn))}
          folded={folded}
          counted={mandateTexts[locale].taskCount}
        />
      </div>
    ))}
  </>
);

const Names: FC<{ names: readonly string[]; folded: boolean; counted: (count: number) => string }> = ({
  names,
  folded,
  counted,
}) => {
  if (names.length === 0) return <>–</>;
  const all = names.join(', ');
  if (!folded || names.length === 1 || all.length <= 40) return <>{all}</>;
  return (
    <details class="folded">
      <summary>{counted(names.length)}</summary>
      {all}
    </details>
  );
};

export const State: FC<{ state: MandateState; locale: Locale }> = ({ state, locale }) => (
  <Badge kind={STATE_KIND[state]}>{mandateTexts[locale].state[state]}</Badge>
);

const STATE_KIND = {
  active: 'good',
  coming: 'neutral',
  ended: 'quiet',
  unsigned: 'wrong',
  withdrawn: 'wrong',
} as const satisfies Record<MandateState, string>;
