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
  if (approved && view.approvalRevokedOn !== null && told === undefined && Object.keys(errors).length === 0)
    return null;
  return (
    <section aria-labelledby="godkannande">
      <h3 id="godkannande">{t.title}</h3>
      {told === 'approved' || told === 'revoked' ? (
        <Notice kind="good" focus>
          {t.done[told]}
        </Notice>
      ) : null}
      {approved ? null : <Approving view={view} errors={errors} given={given} locale={locale} />}
      {approved && view.approvalRevokedOn === null ? (
        <Revoking view={view} errors={errors} given={given} locale={locale} />
      ) : null}
    </section>
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
    <details open={Object.keys(errors).length > 0}>
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
