import type { FC } from 'hono/jsx';
import { mandateTexts } from '../../agreements/mandate-texts.ts';
import type { Issuable as Agreement } from '../../agreements/queries/issuable.server.ts';
import { sharedTexts } from '../../agreements/texts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, type Errors, Input, Select } from '../../ui/fields.tsx';
import { formatNumber, formatPeriod } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { OFFICERS_BY } from '../batch.ts';
import type { Choices } from '../queries/choices.server.ts';
import { bulkTexts } from '../texts.ts';
import type { Posted } from './form.ts';
import { Boxes } from './parts.tsx';

type Given = Posted['given'];

/** An agreement may be under several of the coordinator's authorities. */
export function keyOf({ agreementId, principalId }: { agreementId: number; principalId: number }): string {
  return `${agreementId}-${principalId}`;
}

/** First which agreements. */
export const ChooseAgreements: FC<{ agreements: readonly Agreement[]; locale: Locale }> = ({
  agreements,
  locale,
}) => {
  const t = bulkTexts[locale].form;
  return (
    <form method="get" action="/uppdrag/flera/nytt" class="stack">
      <Boxes
        name="avtal"
        legend={t.choose}
        help={t.chooseHelp}
        given={agreements.length === 1 ? agreements.map(keyOf) : []}
        options={agreements.map((each) => ({
          value: keyOf(each),
          label: `${each.principal}: ${each.name} (${each.diaryNumber})`,
        }))}
      />
      <Button>{t.go}</Button>
    </form>
  );
};

/** Then the terms under each, for whom, and the days. */
export const BatchForm: FC<{
  chosen: readonly Agreement[];
  choices: Choices;
  given: Given;
  errors: Errors;
  locale: Locale;
}> = ({ chosen, choices, given, errors, locale }) => {
  const t = bulkTexts[locale].form;
  const day = (name: string, label: string, help?: string) => (
    <Input
      name={name}
      type="date"
      label={label}
      value={given[name]?.[0]}
      error={errors[name]}
      required={name === 'from'}
      {...(help === undefined ? {} : { help })}
    />
  );
  return (
    <form method="post" action="/uppdrag/flera/nytt" enctype="multipart/form-data" class="stack">
      {chosen.map((agreement) => (
        <AgreementTerms agreement={agreement} given={given} errors={errors} locale={locale} />
      ))}
      <h2>{t.who}</h2>
      <Who choices={choices} given={given} errors={errors} locale={locale} />
      <h2>{t.days}</h2>
      {day('from', t.from)}
      {day('to', t.to, t.toHelp)}
      {day('signedByPrincipalOn', t.signedByPrincipal, t.signedHelp)}
      {day('signedByOfficerOn', t.signedByOfficer)}
      <p class="help">{t.nothingYet}</p>
      <Button>{t.preview}</Button>
    </form>
  );
};

const DECIDED = [
  ['delegationOrder', 'delegationHelp'],
  ['decidedBy', 'decidedByHelp'],
] as const;

const AgreementTerms: FC<{ agreement: Agreement; given: Given; errors: Errors; locale: Locale }> = ({
  agreement,
  given,
  errors,
  locale,
}) => {
  const t = bulkTexts[locale].form;
  const m = mandateTexts[locale];
  const key = keyOf(agreement);
  const kinds = agreement.kinds.map((value) => ({ value, label: sharedTexts[locale].mandateKind[value] }));
  return (
    <section class="batch-part stack" aria-labelledby={`head-${key}`}>
      <h2 id={`head-${key}`}>
        {agreement.principal}: {agreement.name}
      </h2>
      <p>
        {agreement.diaryNumber}. {t.period(formatPeriod(agreement.valid, locale))}
      </p>
      <input type="hidden" name="part" value={key} />
      <Select
        name={`kind-${key}`}
        label={t.kind}
        required
        value={given[`kind-${key}`]?.[0] ?? (kinds.length === 1 ? kinds[0]?.value : undefined)}
        error={errors[`kind-${key}`]}
        options={kinds}
      />
      {agreement.kinds.includes('delegation')
        ? DECIDED.map(([name, help]) => (
            <Input
              name={`${name}-${key}`}
              label={m[name]}
              help={m[help]}
              value={given[`${name}-${key}`]?.[0]}
              error={errors[`${name}-${key}`]}
            />
          ))
        : null}
      <Choice
        id={`scope-${key}`}
        name={`scope-${key}`}
        legend={t.scope}
        required
        value={given[`scope-${key}`]?.[0]}
        error={errors[`scope-${key}`]}
        options={[
          { value: 'all', label: t.scopeAll },
          { value: 'chosen', label: t.scopeChosen },
        ]}
      />
      <details open={given[`scope-${key}`]?.[0] === 'chosen'}>
        <summary>{t.scopeChosen}</summary>
        <Boxes
          name={`tasks-${key}`}
          legend={t.tasks}
          error={errors[`tasks-${key}`]}
          given={given[`tasks-${key}`] ?? []}
          options={taskOptions(agreement, locale)}
        />
        {agreement.systems.length === 0 ? null : (
          <Boxes
            name={`access-${key}`}
            legend={t.access}
            error={errors[`access-${key}`]}
            given={given[`access-${key}`] ?? []}
            options={agreement.systems.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
      </details>
    </section>
  );
};

const Who: FC<{ choices: Choices; given: Given; errors: Errors; locale: Locale }> = ({
  choices,
  given,
  errors,
  locale,
}) => {
  const t = bulkTexts[locale].form;
  const by = given.by?.[0];
  const places = (all: Choices['offices']) =>
    all.map(({ id, name, officers }) => ({
      value: String(id),
      label: `${name} (${formatNumber(officers, locale)})`,
    }));
  return (
    <>
      <Choice
        id="officers"
        name="by"
        legend={t.who}
        required
        value={by}
        error={errors.officers}
        options={OFFICERS_BY.filter((each) => each !== 'area' || choices.areas.length > 0).map((value) => ({
          value,
          label: t.by[value],
        }))}
      />
      <details open={by === 'office'}>
        <summary>{t.by.office}</summary>
        <Boxes
          name="offices"
          legend={t.offices}
          given={given.offices ?? []}
          options={places(choices.offices)}
        />
      </details>
      {choices.areas.length === 0 ? null : (
        <details open={by === 'area'}>
          <summary>{t.by.area}</summary>
          <Boxes name="areas" legend={t.areas} given={given.areas ?? []} options={places(choices.areas)} />
        </details>
      )}
      <Input
        name="file"
        type="file"
        label={t.file}
        help={t.fileHelp}
        error={errors.file}
        accept=".csv,text/csv"
      />
    </>
  );
};

/** Each task on each level that needs a mandate, once. */
export function taskOptions({ tasks }: Agreement, locale: Locale) {
  const levels = verdictTexts[locale].level;
  const options = new Map<string, string>();
  for (const task of tasks) {
    const name = locale === 'sv' ? task.nameSv : task.nameEn;
    if (task.requiresPersonalData)
      options.set(`${task.taskId}:personal-data`, `${name}: ${levels['personal-data']}`);
    if (task.exercisesAuthority) options.set(`${task.taskId}:authority`, `${name}: ${levels.authority}`);
  }
  return [...options]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}
