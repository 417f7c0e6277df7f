import type { FC } from 'hono/jsx';
import { authoritiesOf } from '../../access/actor.ts';
import { WithdrawMandateSchema } from '../../agreements/mandate.ts';
import { here, oneOf, pageAsked } from '../../agreements/pages/asked.tsx';
import { isOnlyOfficer } from '../../agreements/queries/who-sees.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Pages, PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { withdrawCompetence } from '../commands/record-competences.server.ts';
import { competenceTexts } from '../competence-texts.ts';
import {
  COMPETENCE_STATES,
  type CompetenceRow,
  type CompetenceState,
  listCompetences,
} from '../queries/competences.server.ts';
import { bulkTexts } from '../texts.ts';

const KIND = {
  valid: 'good',
  expiring: 'neutral',
  coming: 'neutral',
  ended: 'quiet',
  withdrawn: 'wrong',
} as const satisfies Record<CompetenceState, string>;

/** GET /kompetens?sok=&lage= */
export async function showCompetences(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = competenceTexts[locale];
  const l = bulkTexts[locale].list;
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  const records = mine.length > 0;
  const search = c.req.query('sok');
  const state = oneOf(COMPETENCE_STATES, c.req.query('lage'));
  const found = await listCompetences(ctx, {
    today: swedishDay(ctx.clock()),
    search,
    state,
    page: pageAsked(c),
  });
  const saved = c.req.query('sparat');
  const chosen = (search ?? '') !== '' || state !== undefined;
  return page(
    c,
    { title: t.title },
    <>
      <div class="section-head">
        <h1>{t.title}</h1>
        {records ? (
          <p class="row">
            <ButtonLink href="/kompetens/fil">{t.recordFile}</ButtonLink>{' '}
            <ButtonLink href="/kompetens/ny" kind="primary">
              {t.recordOne}
            </ButtonLink>
          </p>
        ) : null}
      </div>
      <p class="lead">{records ? t.lead : isOnlyOfficer(ctx.actor) ? t.leadMine : t.leadStaff}</p>
      {saved !== undefined && /^\d{1,6}$/.test(saved) ? (
        <Notice kind="good" focus>
          {t.done(formatNumber(Number(saved), locale))}
        </Notice>
      ) : null}
      <form method="get" action="/kompetens" class="filters">
        <Input name="sok" type="search" label={t.find} value={search} />
        <Select
          name="lage"
          label={t.state}
          value={state}
          empty={t.all}
          options={COMPETENCE_STATES.map((value) => ({ value, label: t.states[value] }))}
        />
        <Button kind="quiet">{t.show}</Button>
      </form>
      <p class="quiet">{t.found(formatNumber(found.total, locale))}</p>
      <Table<CompetenceRow>
        caption={t.title}
        hideCaption
        rows={found.rows}
        empty={<p>{chosen ? t.empty : t.none}</p>}
        columns={columns(locale, mine)}
      />
      <Pages
        label={l.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={l.previous}
        next={l.next}
      />
    </>,
  );
}

/** POST /kompetens/:id/aterkalla: what was recorded in error counts for nothing from its first day. */
export async function withdrawCompetenceAction(c: Http) {
  const form = await readForm(c, WithdrawMandateSchema);
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  await withdrawCompetence(contextOf(c), idParam(c), form.data.reason);
  return c.redirect('/kompetens', 303);
}

function columns(locale: Locale, mine: readonly number[]) {
  const t = competenceTexts[locale];
  return [
    {
      head: t.columns.officer,
      cell: (row: CompetenceRow) => (
        <>
          {row.officer}
          <div class="quiet whole">{row.officerCode}</div>
        </>
      ),
    },
    {
      head: t.columns.task,
      cell: (row: CompetenceRow) => (
        <>
          {locale === 'sv' ? row.taskSv : row.taskEn}
          <div class="quiet">{row.principal}</div>
        </>
      ),
    },
    {
      head: t.columns.proof,
      cell: (row: CompetenceRow) => (
        <>
          {row.proof}
          <div class="quiet">{t.obtained(row.obtainedOn)}</div>
        </>
      ),
    },
    {
      head: t.columns.period,
      cell: (row: CompetenceRow) => <PeriodText period={row.valid} locale={locale} />,
    },
    {
      head: t.columns.state,
      cell: (row: CompetenceRow) => (
        <>
          <Badge kind={KIND[row.state]}>{t.states[row.state]}</Badge>
          {row.withdrawnReason === null ? null : <div class="quiet">{row.withdrawnReason}</div>}
          {mine.includes(row.principalId) && row.state !== 'withdrawn' ? (
            <Withdraw row={row} locale={locale} />
          ) : null}
        </>
      ),
    },
  ];
}

const Withdraw: FC<{ row: CompetenceRow; locale: Locale }> = ({ row, locale }) => {
  const t = competenceTexts[locale];
  const id = `reason-${row.id}`;
  return (
    <details>
      <summary>{t.withdraw}</summary>
      <form method="post" action={`/kompetens/${row.id}/aterkalla`} class="stack">
        <label for={id}>{t.withdrawReason}</label>
        <input id={id} name="reason" required maxlength={500} autocomplete="off" />
        <Button kind="danger">{t.withdraw}</Button>
      </form>
    </details>
  );
};
