import type { FC } from 'hono/jsx';
import { Input, Select, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { questionField } from '../commands/report-fault.server.ts';
import { faultTexts } from '../public-texts.ts';
import type { Question } from '../rules/questions.ts';

/** A field that people do not see and programs fill in. */
export const Trap: FC<{ locale: Locale }> = ({ locale }) => (
  <div class="fault-trap" aria-hidden="true">
    <label for="webbplats">{faultTexts[locale].form.robot}</label>
    <input id="webbplats" name="webbplats" type="text" tabindex={-1} autocomplete="off" value="" />
  </div>
);

/** A question of a kind, as the field that its datatype needs. */
export const QuestionField: FC<{
  question: Question;
  locale: Locale;
  given: readonly string[];
  error: string | undefined;
}> = ({ question, locale, given, error }) => {
  const t = faultTexts[locale];
  const name = questionField(question.code);
  if (!question.variable) return <p class="notice notice--info">{question[locale]}</p>;
  const label = question.required ? question[locale] : `${question[locale]} (${t.form.optional})`;
  const common = {
    name,
    label,
    error,
    ...(question.help === undefined ? {} : { help: question.help[locale] }),
  };
  const value = given[0] ?? '';
  switch (question.datatype) {
    case 'text':
      return <TextArea {...common} rows={3} value={value} maxlength={2000} required={question.required} />;
    case 'singlevaluelist':
      return (
        <Select
          {...common}
          empty={t.form.choose}
          value={value}
          required={question.required}
          options={question.values.map((each) => ({ value: each.key, label: each[locale] }))}
        />
      );
    case 'multivaluelist':
      return (
        <fieldset
          class="fault-many"
          id={name}
          aria-describedby={error === undefined ? undefined : `${name}-error`}
        >
          <legend>{label}</legend>
          {error === undefined ? null : (
            <p class="error" id={`${name}-error`}>
              {error}
            </p>
          )}
          {question.values.map((each) => (
            <label>
              <input type="checkbox" name={name} value={each.key} checked={given.includes(each.key)} />
              <span>{each[locale]}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'datetime':
      return <Input {...common} type="datetime-local" value={value} required={question.required} />;
    default:
      return <Input {...common} value={value} required={question.required} />;
  }
};
