import type { FC } from 'hono/jsx';
import { Input, Select, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { KindToChange } from '../kind-queries.server.ts';
import { kindTexts } from '../kind-texts.ts';
import type { Question } from '../rules/questions.ts';
import { valuesText } from '../rules/read-kind.ts';

export type Given = Readonly<Record<string, string>>;

/** What a kind says and asks, as fields; the last question is empty, for a new one. */
export const KindFields: FC<{ given: Given; errors: Readonly<Record<string, string>>; locale: Locale }> = ({
  given,
  errors,
  locale,
}) => {
  const t = kindTexts[locale];
  const field = (name: string) => ({ name, value: given[name] ?? '', error: errors[name] });
  const count = Array.from({ length: 21 }).findIndex((_, n) => given[`fraga.${n}.sv`] === undefined);
  return (
    <>
      <div class="fault-pair">
        <Input {...field('namn')} label={t.nameSv} required />
        <Input {...field('namn-en')} label={t.nameEn} required />
        <TextArea {...field('om')} label={t.aboutSv} rows={2} maxlength={1000} />
        <TextArea {...field('om-en')} label={t.aboutEn} rows={2} maxlength={1000} />
      </div>
      <Input {...field('ord')} label={t.keywords} />
      <Input {...field('dagar')} type="number" min="1" max="365" label={t.days} help={t.daysHelp} />
      <label class="fault-check">
        <input type="checkbox" name="farligt" value="ja" checked={given.farligt === 'ja'} />
        <span>{t.danger}</span>
      </label>
      <h2>{t.questions}</h2>
      {Array.from({ length: count }, (_, n) => (
        <QuestionFields n={n} given={given} errors={errors} locale={locale} />
      ))}
    </>
  );
};

const DATATYPES = [
  'singlevaluelist',
  'multivaluelist',
  'string',
  'text',
  'number',
  'datetime',
  'told',
] as const;

const QuestionFields: FC<{
  n: number;
  given: Given;
  errors: Readonly<Record<string, string>>;
  locale: Locale;
}> = ({ n, given, errors, locale }) => {
  const t = kindTexts[locale];
  const field = (name: string) => {
    const whole = `fraga.${n}.${name}`;
    return { name: whole, value: given[whole] ?? '', error: errors[whole] };
  };
  const isNew = given[`fraga.${n}.kod`] === undefined || given[`fraga.${n}.ny`] === 'ja';
  const listed = /list$/.test(given[`fraga.${n}.slag`] ?? 'singlevaluelist');
  const checked = (name: string) => given[`fraga.${n}.${name}`] === 'ja';
  return (
    <fieldset class="fault-question">
      <legend>{isNew ? t.newQuestion : t.question(n + 1)}</legend>
      {isNew ? (
        <>
          <input type="hidden" name={`fraga.${n}.ny`} value="ja" />
          <p class="help">{t.newQuestionHelp}</p>
        </>
      ) : (
        <input type="hidden" name={`fraga.${n}.kod`} value={given[`fraga.${n}.kod`]} />
      )}
      <div class="fault-pair">
        <Input {...field('sv')} label={t.ask} />
        <Input {...field('en')} label={t.askEn} />
      </div>
      <Select
        {...field('slag')}
        label={t.datatype}
        value={given[`fraga.${n}.slag`] ?? 'singlevaluelist'}
        options={DATATYPES.map((type) => ({ value: type, label: t.datatypes[type] }))}
      />
      <details open={listed || errors[`fraga.${n}.val`] !== undefined}>
        <summary>{t.choices}</summary>
        <TextArea {...field('val')} label={t.values} rows={4} maxlength={4000} />
      </details>
      <details open={given[`fraga.${n}.hjalp`] ? true : undefined}>
        <summary>{t.helpTexts}</summary>
        <div class="fault-pair">
          <Input {...field('hjalp')} label={t.help} />
          <Input {...field('hjalp-en')} label={t.helpEn} />
        </div>
      </details>
      <Input
        {...field('ordning')}
        type="number"
        min="1"
        max="99"
        label={t.order}
        value={given[`fraga.${n}.ordning`] ?? String(n + 1)}
      />
      <label class="fault-check">
        <input type="checkbox" name={`fraga.${n}.kravs`} value="ja" checked={checked('kravs')} />
        <span>{t.required}</span>
      </label>
      {isNew ? null : (
        <label class="fault-check">
          <input type="checkbox" name={`fraga.${n}.bort`} value="ja" checked={checked('bort')} />
          <span>{t.remove}</span>
        </label>
      )}
    </fieldset>
  );
};

/** A kind as its form has it. */
export function givenOf(kind: KindToChange): Given {
  const given: Record<string, string> = {
    ...{ namn: kind.nameSv, 'namn-en': kind.nameEn, om: kind.aboutSv, 'om-en': kind.aboutEn },
    ...{ ord: kind.keywords, dagar: kind.expectedDays === null ? '' : String(kind.expectedDays) },
    farligt: kind.danger ? 'ja' : '',
  };
  for (const [n, question] of kind.questions.entries())
    for (const [name, value] of Object.entries(questionGiven(question))) given[`fraga.${n}.${name}`] = value;
  if (kind.questions.length < 20) given[`fraga.${kind.questions.length}.sv`] = '';
  return given;
}

const questionGiven = (question: Question): Readonly<Record<string, string>> => ({
  kod: question.code,
  sv: question.sv,
  en: question.en,
  slag: question.variable ? question.datatype : 'told',
  val: valuesText(question.values),
  hjalp: question.help?.sv ?? '',
  'hjalp-en': question.help?.en ?? '',
  ordning: String(question.order),
  kravs: question.required ? 'ja' : '',
});
