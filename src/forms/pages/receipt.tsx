import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { ButtonLink } from '../../ui/components.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Application, ApplicationOutcome } from '../applications.server.ts';
import { told } from '../definition.ts';
import { applyTexts } from '../public-texts.ts';
import { saidAnswers } from '../rules/said.ts';
import { SaidAnswers } from './said-answers.tsx';

/** What the person has in hand: reference, code, where it is, the decision when there is one, and what they answered. */
export const ReceiptOf: FC<{ application: Application; code: string; fresh: boolean; locale: Locale }> = ({
  application,
  code,
  fresh,
  locale,
}) => {
  const t = applyTexts[locale].receipt;
  const { form, office, authority, state, outcome } = application;
  return (
    <>
      <article class="receipt">
        <h1>{fresh ? t.sent : t.title}</h1>
        <p>{told(form.title, locale)}</p>
        <p class="receipt-reference">
          {t.reference}
          <strong>{application.reference}</strong>
        </p>
        <p class="receipt-reference">
          {t.code}
          <strong class="apply-code">{code}</strong>
        </p>
        <p>{t.keep}</p>
        <p>
          {t.came(formatMoment(application.sentAt))} {t.state[state](office, authority)}{' '}
          {outcome === null || outcome.number === null ? null : t.number(outcome.number)}{' '}
          {outcome === null || outcome.handOverId === null ? null : t.follow}
        </p>
      </article>
      {outcome === null || outcome.decision === null ? (
        <section aria-labelledby="nu">
          <h2 id="nu">{t.what}</h2>
          <p>{told(form.after, locale)}</p>
        </section>
      ) : (
        <DecisionOf outcome={outcome} authority={authority} pdf="/ansok/kvitto/beslut.pdf" locale={locale} />
      )}
      <p>
        <button type="button" class="button button--quiet" data-print hidden>
          {t.print}
        </button>
      </p>
      <section aria-labelledby="svar" class="apply-answers">
        <h2 id="svar">{t.answers}</h2>
        <SaidAnswers
          sections={saidAnswers(form, application.answers, application.files, locale)}
          level={3}
          locale={locale}
        />
      </section>
    </>
  );
};

/** A decision as it is told: what, when, by whom, why, and how to appeal (31–33 §§ förvaltningslagen (2017:900)). */
export const DecisionOf: FC<{
  outcome: ApplicationOutcome;
  authority: string;
  /** Where it is as a document. */
  pdf: string;
  locale: Locale;
}> = ({ outcome, authority, pdf, locale }) => {
  const t = applyTexts[locale].receipt;
  if (outcome.decision === null) return null;
  return (
    <section aria-labelledby="beslut" class="apply-decision">
      <h2 id="beslut">
        {t.decision}: {t.outcome[outcome.decision]}
      </h2>
      <p>{t.decidedBy(outcome.officer, authority, formatDay(swedishDay(outcome.at), locale))}</p>
      <h3>{t.reasons}</h3>
      <p class="apply-text">{outcome.reasons}</p>
      <h3>{t.appeal}</h3>
      <p class="apply-text">{outcome.appeal}</p>
      <p>
        <ButtonLink href={pdf} download>
          {t.decisionPdf}
        </ButtonLink>
      </p>
    </section>
  );
};
