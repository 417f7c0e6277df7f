import type { FC } from 'hono/jsx';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { mandateTexts } from '../mandate-texts.ts';
import type { Issuable } from '../queries/issuable.server.ts';
import { sharedTexts } from '../texts.ts';

/** What was given, by the names of the form's fields; lists for what can be chosen several times. */
export type Given = Readonly<Record<string, readonly string[]>>;

export const IssueForm: FC<{
  agreement: Issuable;
  only: boolean;
  given: Given;
  errors: Errors;
  locale: Locale;
}> = ({ agreement, only, given, errors, locale }) => {
  const t = mandateTexts[locale];
  const first = (name: string) => given[name]?.[0];
  const day = (
    name: 'from' | 'to' | 'signedByPrincipalOn' | 'signedByOfficerOn',
    label: string,
    help?: string,
  ) => (
    <Input
      name={name}
      type="date"
      label={label}
      value={first(name)}
      error={errors[name]}
      required={name !== 'to' && name !== 'signedByOfficerOn'}
      {...(help === undefined ? {} : { help })}
    />
  );
  const stated = (name: 'delegationOrder' | 'decidedBy', label: string, help: string) => (
    <Input name={name} label={label} help={help} value={first(name)} error={errors[name]} />
  );
  return (
    <form method="post" action="/uppdrag/nytt" class="stack">
      <input type="hidden" name="avtal" value={keyOf(agreement)} />
      <p>
        <strong>{agreement.name}</strong> ({agreement.diaryNumber}), {agreement.principal}.{' '}
        {t.agreementPeriod(formatPeriod(agreement.valid, locale))}{' '}
        {only ? null : <a href="/uppdrag/nytt">{t.otherAgreement}</a>}
      </p>
      <Input
        name="officerId"
        label={t.officer}
        help={t.officerHelp}
        value={first('officerId')}
        error={errors.officerId}
        required
      />
      <Select
        name="kind"
        label={t.kind}
        value={first('kind')}
        error={errors.kind}
        required
        options={agreement.kinds.map((value) => ({ value, label: sharedTexts[locale].mandateKind[value] }))}
      />
      {agreement.kinds.includes('delegation') ? (
        <>
          {stated('delegationOrder', t.delegationOrder, t.delegationHelp)}
          {stated('decidedBy', t.decidedBy, t.decidedByHelp)}
        </>
      ) : null}
      {day('from', t.from)}
      {day('to', t.to, t.toHelp)}
      <Boxes
        name="tasks"
        legend={t.tasksLegend}
        error={errors.tasks}
        given={given.tasks ?? []}
        options={taskOptions(agreement, locale)}
      />
      {agreement.systems.length === 0 ? null : (
        <Boxes
          name="access"
          legend={t.accessLegend}
          help={t.accessHelp}
          error={errors.access}
          given={given.access ?? []}
          options={agreement.systems.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      {day('signedByPrincipalOn', t.signedByPrincipal)}
      {day('signedByOfficerOn', t.signedByOfficer, t.signedByOfficerHelp)}
      <Button>{t.submit}</Button>
    </form>
  );
};

const Boxes: FC<{
  name: string;
  legend: string;
  help?: string;
  error: string | undefined;
  given: readonly string[];
  options: readonly { readonly value: string; readonly label: string }[];
}> = ({ name, legend, help, error, given, options }) => (
  <fieldset class="conditions" id={name} aria-describedby={error === undefined ? undefined : `${name}-error`}>
    <legend>{legend}</legend>
    {help === undefined ? null : <p class="help">{help}</p>}
    {error === undefined ? null : (
      <p class="error" id={`${name}-error`}>
        {error}
      </p>
    )}
    {options.map(({ value, label }) => (
      <label>
        <input type="checkbox" name={name} value={value} checked={given.includes(value)} />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

function taskOptions({ tasks }: Issuable, locale: Locale) {
  const levels = verdictTexts[locale].level;
  const options = tasks.flatMap((task) => {
    const name = locale === 'sv' ? task.nameSv : task.nameEn;
    return [
      ...(task.requiresPersonalData
        ? [{ value: `${task.taskId}:personal-data`, label: `${name}: ${levels['personal-data']}` }]
        : []),
      ...(task.exercisesAuthority
        ? [{ value: `${task.taskId}:authority`, label: `${name}: ${levels.authority}` }]
        : []),
    ];
  });
  return options
    .filter(({ value }, index) => options.findIndex((other) => other.value === value) === index)
    .toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}

/** An agreement may be under several of the coordinator's authorities. */
export function keyOf({ agreementId, principalId }: Issuable): string {
  return `${agreementId}-${principalId}`;
}
