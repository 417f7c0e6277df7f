import type { FC } from 'hono/jsx';
import { authoritiesOf } from '../../access/actor.ts';
import { officerSigns } from '../../law/rules/mandate-covers.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, TextArea } from '../../ui/fields.tsx';
import { formatMoment, formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { withdrawMandate } from '../commands/withdraw-mandate.server.ts';
import { WithdrawMandateSchema } from '../mandate.ts';
import { mandateTexts } from '../mandate-texts.ts';
import { type MandateCompetence, type MandateView, mandateView } from '../queries/mandates.server.ts';
import { sharedTexts } from '../texts.ts';
import { asOfAsked, clocks, here, hrefTo, KnownNotice } from './asked.tsx';
import { State, TasksOf } from './mandates.tsx';

interface Told {
  readonly status: 409 | 422;
  readonly message: string | null;
  readonly errors: Errors;
  readonly reason: string;
}

/** GET /uppdrag/:id */
export function showMandate(c: Http) {
  return mandatePage(c, null);
}

/** POST /uppdrag/:id/aterkalla: takes effect at once. */
export async function withdrawAction(c: Http) {
  const id = idParam(c);
  const locale = c.get('locale');
  const form = await readForm(c, WithdrawMandateSchema);
  if (!form.ok) {
    const errors = errorTexts(form.errors, locale);
    return mandatePage(c, { status: 422, message: null, errors, reason: form.given.reason ?? '' });
  }
  try {
    await withdrawMandate(contextOf(c), id, form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    const t = mandateTexts[locale];
    const message = error.code === 'already-withdrawn' ? t.alreadyWithdrawn : t.hasEnded;
    return mandatePage(c, { status: 409, message, errors: {}, reason: form.data.reason });
  }
  return c.redirect(`/uppdrag/${id}?aterkallat=1`, 303);
}

async function mandatePage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mandateTexts[locale];
  const asked = asOfAsked(c);
  const view = await mandateView(ctx, idParam(c), asked);
  const mayWithdraw =
    authoritiesOf(ctx.actor, 'coordinator').includes(view.principalId) &&
    asked.known === null &&
    view.withdrawnOn === null &&
    view.state !== 'ended';
  return page(
    c,
    { title: t.heading(view.officer), status: told?.status ?? 200, width: 'text' },
    <>
      <p class="crumb">
        <a href={hrefTo('/uppdrag', clocks(c))}>{t.back}</a>
      </p>
      <h1>{t.heading(view.officer)}</h1>
      {told?.message ? (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      ) : null}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      {told === null && c.req.query('aterkallat') !== undefined ? (
        <Notice kind="good" focus>
          {t.withdrawn}
        </Notice>
      ) : null}
      {told === null && c.req.query('utfardat') !== undefined ? (
        <Notice kind="good" focus>
          {t.issuedNotice}
        </Notice>
      ) : null}
      <KnownNotice known={asked.known} href={here(c, { dag: null, kand: null })} locale={locale} />
      <Facts view={view} locale={locale} />
      <p>
        <a href={hrefTo('/fraga-lagen', { handlaggare: view.officerCode, ...clocks(c) })}>{t.ask}</a>
        {' · '}
        <a href={`/uppdrag/${view.id}/om-det-upphor`}>{t.ifItEnds}</a>
      </p>
      <Competence view={view} locale={locale} />
      <History view={view} locale={locale} />
      {mayWithdraw ? <Withdraw view={view} told={told} locale={locale} /> : null}
    </>,
  );
}

const Facts: FC<{ view: MandateView; locale: Locale }> = ({ view, locale }) => {
  const t = mandateTexts[locale];
  return (
    <dl class="facts">
      <dt>{t.columns.state}</dt>
      <dd>
        <State state={view.state} locale={locale} />
        {view.withdrawnOn === null ? null : ` ${t.withdrawnOn(view.withdrawnOn)}`}
      </dd>
      {view.withdrawnReason === null ? null : (
        <>
          <dt>{t.reason}</dt>
          <dd>{view.withdrawnReason}</dd>
        </>
      )}
      <dt>{t.columns.officer}</dt>
      <dd>
        {view.officer} <span class="quiet">{view.officerCode}</span>
      </dd>
      <dt>{t.columns.office}</dt>
      <dd>{view.office}</dd>
      <dt>{t.columns.principal}</dt>
      <dd>{view.principal}</dd>
      <dt>{t.agreement}</dt>
      <dd>
        <a href={`/avtal/${view.agreementId}`}>{view.diaryNumber}</a>
      </dd>
      <dt>{t.columns.kind}</dt>
      <dd>{sharedTexts[locale].mandateKind[view.kind]}</dd>
      <dt>{t.columns.period}</dt>
      <dd>{formatPeriod(view.valid, locale)}</dd>
      {view.kind !== 'delegation' ? null : (
        <>
          <dt>{t.delegationOrder}</dt>
          <dd>{view.delegation?.order ?? t.notStated}</dd>
          <dt>{t.decidedBy}</dt>
          <dd>{view.delegation?.decidedBy ?? t.notStated}</dd>
        </>
      )}
      <dt>{view.kind === 'delegation' ? t.decidedOn : t.signedByPrincipal}</dt>
      <dd>{view.signedByPrincipalOn ?? t.notSigned}</dd>
      <dt>{t.signedByOfficer}</dt>
      <dd>{view.signedByOfficerOn ?? (officerSigns(view.kind) ? t.notSigned : t.decidedAlone)}</dd>
      <dt>{t.columns.tasks}</dt>
      <dd>
        <TasksOf tasks={view.tasks} locale={locale} />
      </dd>
      <dt>{t.columns.access}</dt>
      <dd>{view.access.join(', ') || t.none1}</dd>
    </dl>
  );
};

const Competence: FC<{ view: MandateView; locale: Locale }> = ({ view, locale }) => {
  const t = mandateTexts[locale];
  return (
    <section>
      <h2>{t.competence}</h2>
      <Table<MandateCompetence>
        caption={t.competence}
        hideCaption
        rows={view.competences}
        empty={<p>{t.none1}</p>}
        columns={[
          { head: t.columns.tasks, cell: (row) => (locale === 'sv' ? row.nameSv : row.nameEn) },
          { head: t.competenceProof, cell: (row) => row.proof ?? t.competenceNone },
          {
            head: t.columns.period,
            cell: (row) => (row.valid === null ? '–' : <PeriodText period={row.valid} locale={locale} />),
          },
        ]}
      />
      <p>
        <a href={hrefTo('/kompetens', { sok: view.officerCode })}>{t.competenceOf}</a>
      </p>
    </section>
  );
};

const History: FC<{ view: MandateView; locale: Locale }> = ({ view, locale }) => {
  const t = mandateTexts[locale];
  return (
    <section>
      <h2>{t.history}</h2>
      <p class="help">{t.historyLead}</p>
      <ol class="timeline">
        {view.history.map((known, index) => (
          <li aria-current={index === 0 ? 'true' : undefined}>
            <a href={hrefTo(`/uppdrag/${view.id}`, { kand: known.knownAt.toString() })}>
              {t.since(formatMoment(known.knownAt))}
            </a>
            <div>
              {known.withdrawnOn === null
                ? `${known.operation === 'insert' ? t.recorded : t.changed}: ${formatPeriod(known.valid, locale)}`
                : `${t.withdrawnOn(known.withdrawnOn)}: ${known.withdrawnReason ?? ''}`}
              {known.by === null ? '' : ` (${t.by(known.by)})`}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Withdraw: FC<{ view: MandateView; told: Told | null; locale: Locale }> = ({ view, told, locale }) => {
  const t = mandateTexts[locale];
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">{t.withdrawTitle}</h2>
      <p>{t.consequences(view.officer, view.principal)}</p>
      <form method="post" action={`/uppdrag/${view.id}/aterkalla`} class="stack">
        <TextArea
          name="reason"
          label={t.withdrawReason}
          help={t.withdrawReasonHelp}
          rows={3}
          maxlength={500}
          required
          value={told?.reason}
          error={told?.errors.reason}
        />
        <Button kind="danger">{t.withdraw}</Button>
      </form>
    </section>
  );
};
