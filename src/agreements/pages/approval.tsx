import type { FC } from 'hono/jsx';
import type { Http } from '../../shell/http.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { type Errors, Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { approvalTexts } from '../approval-texts.ts';
import type { AgreementView } from '../queries/agreement-view.server.ts';

interface Props {
  readonly c: Http;
  readonly view: AgreementView;
  /** Whether the reader coordinates a party and looks at what is known now. */
  readonly writes: boolean;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
  readonly locale: Locale;
}

/** R14: what is left to record of an agreement whose law asks for an approval; nothing for the others. */
export const Approval: FC<Props> = ({ c, view, writes, errors, given, locale }) => {
  const t = approvalTexts[locale];
  const rules = view.regime?.rules;
  if (!writes || rules === undefined || rules.approvalBy === null) return null;
  const told = c.req.query('registrerat');
  const approved = view.approvedOn !== null;
  const amendment = unapprovedAmendment(view);
  const revoked = view.approvalRevokedOn !== null;
  const wrong = Object.keys(errors).length > 0;
  if (approved && revoked && amendment === null && told === undefined && !wrong) return null;
  return (
    <section aria-labelledby="godkannande">
      <h3 id="godkannande">{t.title}</h3>
      {told === 'approved' || told === 'amendment' || told === 'revoked' ? (
        <Notice kind="good" focus>
          {t.done[told]}
        </Notice>
      ) : null}
      {approved ? null : <Approving view={view} errors={errors} given={given} locale={locale} />}
      {amendment === null ? null : (
        <ApprovingAmendment {...{ view, errors, given, locale }} version={amendment} />
      )}
      {approved && !revoked ? <Revoking view={view} errors={errors} given={given} locale={locale} /> : null}
    </section>
  );
};

/** The shown version, when it is an amendment that still lacks its approval (2 § lagen (1994:686)). */
function unapprovedAmendment({ approvedOn, regime, shown }: AgreementView): number | null {
  if (approvedOn === null || shown === null || regime?.rules.amendmentsApproved !== true) return null;
  return shown.version > 1 && shown.amendmentApprovedOn === null ? shown.version : null;
}

const ApprovingAmendment: FC<FormProps & { readonly version: number }> = ({
  view,
  version,
  errors,
  given,
  locale,
}) => {
  const t = approvalTexts[locale];
  return (
    <form method="post" action={`/avtal/${view.id}/godkannande/andring`} class="stack">
      <h4>{t.amendmentTitle(version)}</h4>
      <p>
        {t.amendmentNeeded} <cite>{view.regime?.rules.provisions.approval.ref}</cite>
      </p>
      <input type="hidden" name="version" value={version} />
      <Day name="approvedOn" label={t.approvedOn} errors={errors} given={given} />
      <Decision errors={errors} given={given} locale={locale} />
      <Button kind="quiet">{t.approve}</Button>
    </form>
  );
};

type FormProps = Pick<Props, 'view' | 'errors' | 'given' | 'locale'>;

const Approving: FC<FormProps> = ({ view, errors, given, locale }) => {
  const t = approvalTexts[locale];
  const rules = view.regime?.rules;
  return (
    <form method="post" action={`/avtal/${view.id}/godkannande`} class="stack">
      <p>
        {t.needed} {rules?.approvalBy ? t.by[rules.approvalBy] : ''}{' '}
        <cite>{rules?.provisions.approval.ref}</cite>
      </p>
      <Day name="approvedOn" label={t.approvedOn} errors={errors} given={given} />
      <Decision errors={errors} given={given} locale={locale} />
      <Button kind="quiet">{t.approve}</Button>
    </form>
  );
};

const Revoking: FC<FormProps> = ({ view, errors, given, locale }) => {
  const t = approvalTexts[locale];
  return (
    <details open={errors.revokedOn !== undefined}>
      <summary>{t.revokeTitle}</summary>
      <form method="post" action={`/avtal/${view.id}/godkannande/aterkalla`} class="stack">
        <Day name="revokedOn" label={t.revokedOn} help={t.revokedHelp} errors={errors} given={given} />
        <Decision errors={errors} given={given} locale={locale} />
        <Button kind="danger">{t.revoke}</Button>
      </form>
    </details>
  );
};

const Day: FC<{
  name: 'approvedOn' | 'revokedOn';
  label: string;
  help?: string;
  errors: Errors;
  given: Props['given'];
}> = ({ name, label, help, errors, given }) => (
  <Input
    name={name}
    type="date"
    label={label}
    value={given[name]}
    error={errors[name]}
    required
    {...(help === undefined ? {} : { help })}
  />
);

const Decision: FC<Pick<Props, 'errors' | 'given' | 'locale'>> = ({ errors, given, locale }) => {
  const t = approvalTexts[locale];
  return (
    <>
      <Input
        name="decision"
        label={t.decision}
        help={t.decisionHelp}
        value={given.decision}
        error={errors.decision}
        required
      />
      <p class="quiet">{t.stays}</p>
    </>
  );
};
