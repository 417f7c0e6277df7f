import type { FC } from 'hono/jsx';
import { Mark } from '../../ui/components.tsx';
import { formatNumber, formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import type { AgreementView } from '../queries/agreement-view.server.ts';

/** What is true of the agreement and of the shown version, beside its tasks. */
export const AgreementFacts: FC<{ view: AgreementView; mandatesHref: string; locale: Locale }> = ({
  view,
  mandatesHref,
  locale,
}) => {
  const t = agreementTexts[locale];
  const { shown, regime } = view;
  const rules = regime?.rules;
  return (
    <dl class="facts">
      <dt>{t.parties}</dt>
      <dd>
        {view.parties.map((party) => (
          <div>
            <Mark short={party.shortName} /> {party.name} <span class="quiet">{party.orgNumber ?? ''}</span>
          </div>
        ))}
      </dd>
      {shown === null ? null : (
        <>
          <dt>{t.columns.valid}</dt>
          <dd>{formatPeriod(shown.valid, locale)}</dd>
        </>
      )}
      <dt>{t.law}</dt>
      <dd>
        {regime === null ? (
          view.regimeId
        ) : (
          <>
            {t.why(view.signedOn, regime.rules.provisions.regime.ref)}
            <div class="quiet">{t.verified(regime.source, regime.verifiedOn)}</div>
          </>
        )}
      </dd>
      <dt>{t.basis}</dt>
      <dd>{view.governmentDirected ? t.directed : t.chosen[regime?.basis ?? 'service-agreement']}</dd>
      {rules === undefined || rules.approvalBy === null ? null : (
        <>
          <dt>{t.approval}</dt>
          <dd>
            {view.approvedOn === null ? t.approvalMissing : t.approvedOn(view.approvedOn)}
            {view.approvalRevokedOn === null ? '' : `. ${t.approvalRevoked(view.approvalRevokedOn)}`}{' '}
            <cite>{rules.provisions.approval.ref}</cite>
          </dd>
        </>
      )}
      {rules?.termRequired || view.termEndsOn !== null ? (
        <>
          <dt>{t.term}</dt>
          <dd>
            {view.termEndsOn === null ? t.termMissing : t.termUntil(view.termEndsOn)}{' '}
            {rules === undefined ? null : <cite>{rules.provisions.term.ref}</cite>}
          </dd>
        </>
      ) : null}
      {shown === null ? null : (
        <>
          <dt>{t.offices}</dt>
          <dd>
            {shown.officeScope === 'all' ? (
              t.allOffices
            ) : (
              <details>
                <summary>{t.officeCount(shown.offices.length)}</summary>
                {shown.offices.map((office) => office.name).join(', ')}
              </details>
            )}
          </dd>
        </>
      )}
      {shown === null ? null : (
        <>
          <dt>{t.competence}</dt>
          <dd>{t.competenceAsked[shown.competence]}</dd>
        </>
      )}
      {view.officers === null ? null : (
        <>
          <dt>{t.officers}</dt>
          <dd>
            <a href={mandatesHref}>{t.officerCount(formatNumber(view.officers, locale))}</a>
          </dd>
        </>
      )}
      <dt>{t.source}</dt>
      <dd>{view.source}</dd>
      {view.note === '' ? null : (
        <>
          <dt>{t.note}</dt>
          <dd>{view.note}</dd>
        </>
      )}
      {shown === null || shown.summary === '' ? null : (
        <>
          <dt>{t.summary}</dt>
          <dd>{shown.summary}</dd>
        </>
      )}
    </dl>
  );
};
