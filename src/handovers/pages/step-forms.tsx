import type { FC } from 'hono/jsx';
import { RepresentationFields, WhoSpeaks } from '../../contacts/pages/representation-part.tsx';
import type { RepresentationView } from '../../contacts/representation.ts';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input, Select, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { StepName } from '../rules/steps.ts';
import { REFUSALS, WRONG_GUIDANCE } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';

/** What a form was told: shown again with what had been written. */
export interface StepTold {
  readonly step: string;
  readonly message: string;
  readonly status: 409 | 422;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

interface StepsProps {
  readonly id: string;
  readonly may: readonly StepName[];
  readonly representations: readonly RepresentationView[];
  readonly told: StepTold | null;
  readonly locale: Locale;
}

/** What is done in one press, or first of all. */
const FIRST: readonly StepName[] = ['accept', 'answer-back', 'answer-final', 'close'];
const SHOWN: readonly StepName[] = [
  ...FIRST,
  ...([
    'answer-first',
    'ask',
    'reopen',
    'return',
    'refuse',
    'take-over',
    'send-on',
    'note',
    'document',
  ] as const),
  ...(['number', 'oral', 'represent', 'escalate', 'conflict'] as const),
];

/** What the person says or is told, themself or by who represents them. */
const RESTS: readonly StepName[] = ['answer-back', 'answer-first', 'answer-final', 'reopen', 'oral'];

/** The steps that may be taken now: the likeliest open, the others folded. Each works without script. */
export const StepForms: FC<StepsProps> = ({ id, may, representations, told, locale }) => {
  const shown = SHOWN.filter((name) => may.includes(name));
  // What came back is first of all sent on, which has its own page.
  const first = may.includes('reroute') ? undefined : shown.find((name) => FIRST.includes(name));
  return (
    <div class="hand-over-steps">
      {shown.map((name) =>
        name === first ? (
          <StepForm {...{ id, name, told, representations, locale }} primary />
        ) : (
          <details open={told?.step === name}>
            <summary>
              {handOverTexts[locale].step[name as keyof (typeof handOverTexts)['sv']['step']]}
            </summary>
            <StepForm {...{ id, name, told, representations, locale }} />
          </details>
        ),
      )}
    </div>
  );
};

const StepForm: FC<{
  id: string;
  name: StepName;
  told: StepTold | null;
  representations: readonly RepresentationView[];
  locale: Locale;
  primary?: boolean;
}> = ({ id, name, told, representations, locale, primary = false }) => {
  const t = handOverTexts[locale];
  const mine = told?.step === name ? told : null;
  const title = t.step[name as keyof typeof t.step];
  const help = (t.help as Readonly<Record<string, string>>)[name];
  const file = name === 'document';
  return (
    <form
      method="post"
      action={file ? `/overlamningar/${id}/handlingar` : `/overlamningar/${id}`}
      enctype={file ? 'multipart/form-data' : undefined}
      class={primary ? 'hand-over-step hand-over-step--first' : 'hand-over-step'}
      id={`steg-${name}`}
    >
      {primary && name !== 'accept' ? <h3>{title}</h3> : null}
      {mine === null ? null : (
        <p class="error" role="alert" tabindex={-1} data-focus>
          {mine.message}
        </p>
      )}
      {help === undefined ? null : <p class="help">{help}</p>}
      <input type="hidden" name="step" value={name} />
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <Fields name={name} told={mine} locale={locale} />
      {RESTS.includes(name) ? (
        <WhoSpeaks
          id={`${name}-representationId`}
          representations={representations}
          value={mine?.given.representationId}
          locale={locale}
        />
      ) : null}
      <Button kind={primary ? 'primary' : name === 'conflict' || name === 'refuse' ? 'danger' : 'quiet'}>
        {title}
      </Button>
    </form>
  );
};

/** Names of fields differ between the forms of the page: an id must be one. */
const Fields: FC<{ name: StepName; told: StepTold | null; locale: Locale }> = ({ name, told, locale }) => {
  const t = handOverTexts[locale];
  const f = t.field;
  const value = (field: string) => told?.given[field];
  const error = (field: string) => told?.errors[field];
  const text = (optional = false, label: string = optional ? f.note : f.text) => (
    <TextArea
      name={`${name}-text`}
      label={label}
      rows={name === 'answer-final' ? 6 : 3}
      required={!optional}
      maxlength={4000}
      value={value('text')}
      error={error('text')}
    />
  );
  const input = (
    field: keyof typeof f,
    label: string,
    more: { type?: 'date' | 'datetime-local'; optional?: boolean } = {},
  ) => (
    <Input
      name={`${name}-${field}`}
      label={label}
      type={more.type ?? 'text'}
      required={more.optional !== true}
      value={value(field)}
      error={error(field)}
    />
  );
  const reasons = (kinds: readonly string[]) => (
    <Select
      name={`${name}-reasonKind`}
      label={f.reasonKind}
      required
      empty={f.choose}
      value={value('reasonKind')}
      error={error('reasonKind')}
      options={kinds.map((kind) => ({ value: kind, label: t.reason[kind as keyof typeof t.reason] }))}
    />
  );
  switch (name) {
    case 'refuse':
      return (
        <>
          {reasons(REFUSALS)}
          {text()}
        </>
      );
    case 'return':
      return (
        <>
          {reasons(WRONG_GUIDANCE)}
          {text()}
        </>
      );
    case 'send-on':
      return (
        <>
          {input('department', f.department)}
          {text(true)}
        </>
      );
    case 'oral':
      return (
        <>
          {input('toldBy', f.toldBy)}
          {input('toldAt', f.toldAt, { type: 'datetime-local' })}
          {text()}
        </>
      );
    case 'number':
      return input('number', f.number);
    case 'represent':
      return (
        <RepresentationFields
          prefix={name}
          given={told?.given ?? {}}
          errors={told?.errors ?? {}}
          locale={locale}
        />
      );
    case 'document':
      return (
        <>
          {input('what', f.what)}
          <Input
            name={`${name}-file`}
            label={f.file}
            type="file"
            accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.tif,.tiff"
            error={error('file')}
          />
        </>
      );
    case 'close':
    case 'conflict':
      return text(true);
    case 'accept':
    case 'take-over':
      return null;
    default:
      return text();
  }
};

/** A posted form without the step's name before its fields. */
export function unprefixed(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const step = typeof body.step === 'string' ? body.step : '';
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [
      field.startsWith(`${step}-`) ? field.slice(step.length + 1) : field,
      value,
    ]),
  );
}
