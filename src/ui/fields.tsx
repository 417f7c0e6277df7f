import type { FC, PropsWithChildren } from 'hono/jsx';

// What a form is made of: each control with its label, help and error, and the summary of what is wrong.

/** What is wrong with a field, as a sentence. */
export type Errors = Readonly<Record<string, string>>;

interface FieldProps {
  readonly name: string;
  /** Where a page has several fields of that name; otherwise the name. */
  readonly id?: string;
  readonly label: string;
  readonly help?: string;
  readonly error?: string | undefined;
}

/** Label, help and error around a control, tied together for assistive technology without script. */
const Field: FC<PropsWithChildren<FieldProps>> = ({ name, id = name, label, help, error, children }) => (
  <div class={error === undefined ? 'field' : 'field field--wrong'}>
    <label for={id}>{label}</label>
    {help === undefined ? null : (
      <p class="help" id={`${id}-help`}>
        {help}
      </p>
    )}
    {error === undefined ? null : (
      <p class="error" id={`${id}-error`}>
        {error}
      </p>
    )}
    {children}
  </div>
);

function described({ name, id = name, help, error }: FieldProps): Record<string, string> {
  const ids = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`].filter(
    Boolean,
  );
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
  };
}

interface InputProps extends FieldProps {
  readonly type?:
    | 'text'
    | 'email'
    | 'password'
    | 'date'
    | 'number'
    | 'search'
    | 'file'
    | 'time'
    | 'datetime-local';
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly min?: string;
  readonly max?: string;
  readonly step?: string;
  readonly accept?: string;
  readonly list?: string;
  readonly size?: number;
  readonly autofocus?: boolean;
}

export const Input: FC<InputProps> = (props) => (
  <Field {...props}>
    <input
      id={props.id ?? props.name}
      name={props.name}
      type={props.type ?? 'text'}
      value={props.type === 'password' ? '' : (props.value ?? '')}
      required={props.required ?? false}
      autocomplete={props.autocomplete ?? 'off'}
      min={props.min}
      max={props.max}
      step={props.step}
      accept={props.accept}
      list={props.list}
      size={props.size}
      autofocus={props.autofocus ?? false}
      {...described(props)}
    />
  </Field>
);

interface TextAreaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number;
  readonly required?: boolean;
  readonly maxlength?: number;
}

export const TextArea: FC<TextAreaProps> = (props) => (
  <Field {...props}>
    <textarea
      id={props.id ?? props.name}
      name={props.name}
      rows={props.rows ?? 4}
      maxlength={props.maxlength}
      required={props.required ?? false}
      {...described(props)}
    >
      {props.value ?? ''}
    </textarea>
  </Field>
);

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  readonly value?: string | undefined;
  readonly required?: boolean;
  /** What the empty choice is called; without it there is none. */
  readonly empty?: string;
}

export const Select: FC<SelectProps> = (props) => (
  <Field {...props}>
    <select
      id={props.id ?? props.name}
      name={props.name}
      required={props.required ?? false}
      {...described(props)}
    >
      {props.empty === undefined ? null : <option value="">{props.empty}</option>}
      {props.options.map((option) => (
        <option
          value={option.value}
          selected={option.value === props.value}
          disabled={option.disabled ?? false}
        >
          {option.label}
        </option>
      ))}
    </select>
  </Field>
);

interface ChoiceProps {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly (Option & { readonly help?: string; readonly key?: string })[];
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** Makes the ids of several groups on one page differ. */
  readonly id: string;
}

/** One of a few, side by side; the number keys choose where a key is given (client.ts). */
export const Choice: FC<ChoiceProps> = ({ name, legend, options, value, error, required, id }) => (
  <fieldset class="choice" aria-describedby={error === undefined ? undefined : `${id}-error`}>
    <legend>{legend}</legend>
    {error === undefined ? null : (
      <p class="error" id={`${id}-error`}>
        {error}
      </p>
    )}
    <div class="choice-options">
      {options.map((option) => (
        <label class="choice-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            required={required ?? false}
            data-key={option.key}
          />
          <span data-key={option.key}>{option.label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);

/** What is wrong with a form, first on the page, with a link to each field; `labels` names those that do not name themselves. */
export const ErrorSummary: FC<{
  title: string;
  errors: Errors;
  labels?: Readonly<Record<string, string>>;
}> = ({ title, errors, labels = {} }) => {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <section class="error-summary" role="alert" tabindex={-1} data-focus>
      <h2>{title}</h2>
      <ul>
        {entries.map(([field, text]) => (
          <li>
            <a href={`#${field}`}>{named(labels[field], text)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

function named(label: string | undefined, text: string): string {
  if (label === undefined) return text;
  return /[.?:]$/.test(label) ? `${label} ${text}` : `${label}: ${text}`;
}
