import type { Child, FC } from 'hono/jsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { DraftFile } from '../commands/draft.server.ts';
import { type Definition, type Question, questionsOf, told } from '../definition.ts';
import { applyTexts } from '../public-texts.ts';
import { ADDRESS_PARTS, fieldOf, type Given } from '../rules/answers.ts';

interface Filled {
  readonly form: Definition;
  readonly given: Given;
  readonly errors: Readonly<Record<string, string>>;
  readonly files: readonly DraftFile[];
  readonly today: string;
  readonly locale: Locale;
}
type Of<T extends Question['type']> = Extract<Question, { type: T }>;

/** The whole of a form, section by section. What is asked only after certain answers says so, for who has no script. */
export const FormSections: FC<Filled> = (props) => (
  <>
    {props.form.sections.map((section) => (
      <section
        class="apply-section"
        aria-labelledby={`del-${section.id}`}
        data-shown-when={shownWhenJson(section.shownWhen)}
      >
        <h2 id={`del-${section.id}`}>{told(section.title, props.locale)}</h2>
        <When {...props} when={section.shownWhen} whole />
        {section.lead === undefined ? null : <p>{told(section.lead, props.locale)}</p>}
        {section.questions.map((question) => (
          <div class="apply-question" data-shown-when={shownWhenJson(question.shownWhen)}>
            <When {...props} when={question.shownWhen} />
            <QuestionField {...props} question={question} />
          </div>
        ))}
      </section>
    ))}
  </>
);

type Conditions = Question['shownWhen'];

function shownWhenJson(when: Conditions): string | undefined {
  return when === undefined
    ? undefined
    : JSON.stringify(when.map(({ question, is }) => ({ field: fieldOf(question), is })));
}

const When: FC<Filled & { when: Conditions; whole?: boolean }> = ({ form, when, whole, locale }) => {
  const t = applyTexts[locale].fill;
  const questions = questionsOf(form);
  return (
    <>
      {(when ?? []).map(({ question: id, is }) => {
        const asked = questions.find((question) => question.id === id);
        if (asked?.type !== 'choice' && asked?.type !== 'multiple') return null;
        const answers = is
          .map((value) => {
            const option = asked.options.find((each) => each.value === value);
            return locale === 'sv' ? `”${said(option?.label, locale)}”` : `“${said(option?.label, locale)}”`;
          })
          .join(` ${t.or} `);
        const question = told(asked.label, locale);
        return (
          <p class="help" data-shown-note>
            {whole ? t.sectionOnlyIf(question, answers) : t.onlyIf(question, answers)}
          </p>
        );
      })}
    </>
  );
};

const said = (words: Readonly<Record<string, string>> | undefined, locale: Locale) =>
  words === undefined ? '' : told(words, locale);

/** A question's label, with its unit, and what is optional marked as such: most of a form is not. */
export function labelOf(question: Question, locale: Locale): string {
  const label = told(question.label, locale);
  const unit = question.type === 'number' && question.unit !== undefined ? [told(question.unit, locale)] : [];
  const also = question.required ? unit : [...unit, applyTexts[locale].fill.optional];
  return also.length === 0 ? label : `${label} (${also.join(', ')})`;
}

const QuestionField: FC<Filled & { question: Question }> = (props) => {
  const { question, given, errors, locale, today } = props;
  const name = fieldOf(question.id);
  const value = given[name]?.[0] ?? '';
  const help = question.help === undefined ? {} : { help: told(question.help, locale) };
  const common = { name, label: labelOf(question, locale), error: errors[name], ...help };
  switch (question.type) {
    case 'text':
      return (
        <Input
          {...common}
          type={question.purpose === 'email' ? 'email' : 'text'}
          value={value}
          autocomplete={AUTOCOMPLETE[question.purpose ?? 'none']}
        />
      );
    case 'long-text':
      return <TextArea {...common} value={value} rows={4} maxlength={question.longest} />;
    case 'number':
      return <Input {...common} value={value} size={8} />;
    case 'date': {
      const limit = (of: string | undefined) => (of === 'today' ? today : of);
      const [min, max] = [limit(question.min), limit(question.max)];
      return (
        <Input
          {...common}
          type="date"
          value={value}
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
        />
      );
    }
    case 'identity-number':
      return <Input {...common} value={value} size={14} />;
    case 'choice':
    case 'multiple':
      return <Options {...props} question={question} />;
    case 'statement':
      return (
        <Grouped {...props} name={name} bare>
          <label class="check">
            <input
              id={`${name}-box`}
              type="checkbox"
              name={name}
              value="on"
              checked={value !== ''}
              aria-invalid={errors[name] === undefined ? undefined : 'true'}
            />
            <span>{told(question.label, locale)}</span>
          </label>
        </Grouped>
      );
    case 'address':
      return <AddressFields {...props} question={question} />;
    case 'attachment':
      return <Attachments {...props} question={question} />;
  }
};

const AUTOCOMPLETE = { name: 'name', email: 'email', phone: 'tel', none: 'off' } as const;

/** Several controls under one question: its legend, help and error, and the place that the summary of errors leads to. */
const Grouped: FC<Filled & { question: Question; name: string; bare?: boolean; children?: Child }> = ({
  question,
  name,
  errors,
  locale,
  bare,
  children,
}) => {
  const error = errors[name];
  const described = [
    question.help === undefined ? '' : `${name}-help`,
    error === undefined ? '' : `${name}-error`,
  ].filter(Boolean);
  return (
    <fieldset
      id={name}
      tabindex={-1}
      class={error === undefined ? 'apply-group' : 'apply-group field--wrong'}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
    >
      <legend class={bare ? 'sr-only' : undefined}>{labelOf(question, locale)}</legend>
      {question.help === undefined ? null : (
        <p class="help" id={`${name}-help`}>
          {told(question.help, locale)}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
};

const Options: FC<Filled & { question: Of<'choice'> | Of<'multiple'> }> = (props) => {
  const { question, given, locale } = props;
  const name = fieldOf(question.id);
  return (
    <Grouped {...props} name={name}>
      {question.options.map((option) => (
        <label class="check">
          <input
            type={question.type === 'choice' ? 'radio' : 'checkbox'}
            name={name}
            value={option.value}
            checked={given[name]?.includes(option.value) ?? false}
          />
          <span>{told(option.label, locale)}</span>
        </label>
      ))}
    </Grouped>
  );
};

const AddressFields: FC<Filled & { question: Of<'address'> }> = (props) => {
  const { question, given, errors, locale } = props;
  const t = applyTexts[locale].fill;
  const complete = { street: 'street-address', postcode: 'postal-code', place: 'address-level2' } as const;
  return (
    <Grouped {...props} name={fieldOf(question.id)}>
      {ADDRESS_PARTS.map((part) => {
        const name = fieldOf(question.id, part);
        return (
          <Input
            name={name}
            label={t[part]}
            value={given[name]?.[0] ?? ''}
            error={errors[name]}
            autocomplete={complete[part]}
            {...(part === 'postcode' ? { size: 8 } : {})}
          />
        );
      })}
    </Grouped>
  );
};

const Attachments: FC<Filled & { question: Of<'attachment'> }> = ({ question, files, errors, locale }) => {
  const t = applyTexts[locale].fill;
  const name = fieldOf(question.id);
  const error = errors[name];
  const mine = files.filter((file) => file.question === question.id);
  const help = [
    question.help === undefined ? '' : told(question.help, locale),
    question.most > 1 ? t.files(question.most) : t.file,
  ].join(' ');
  return (
    <div class={error === undefined ? 'field' : 'field field--wrong'}>
      <label for={name}>{labelOf(question, locale)}</label>
      <p class="help" id={`${name}-help`}>
        {help.trim()}
      </p>
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {mine.length === 0 ? null : (
        <ul class="apply-files" aria-label={t.kept}>
          {mine.map((file) => (
            <li>
              <span>{file.fileName}</span>{' '}
              <button
                class="link"
                type="submit"
                name="do"
                value={`ta-bort ${file.id}`}
                aria-label={t.removeOf(file.fileName)}
              >
                {t.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      {mine.length >= question.most ? (
        // The summary of errors leads here when there is nothing more to choose.
        <span id={name} />
      ) : (
        <input
          id={name}
          name={name}
          type="file"
          accept=".pdf,image/jpeg,image/png,image/webp"
          multiple={question.most > 1}
          aria-describedby={error === undefined ? `${name}-help` : `${name}-help ${name}-error`}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
      )}
    </div>
  );
};
