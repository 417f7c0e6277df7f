import type { FC } from 'hono/jsx';
import { ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { type Definition, told } from '../definition.ts';
import { definitionTexts } from '../definition-texts.ts';
import { sentences } from './field-sentences.ts';
import { LawList } from './law-list.tsx';
import type { Given, Told } from './posted-definition.ts';
import { FormSections } from './question-fields.tsx';

export const Wrong: FC<{ said: Told | null; locale: Locale }> = ({ said, locale }) =>
  said === null ? null : (
    <ErrorSummary
      title={definitionTexts[locale].publish.wrong}
      errors={sentences(said.errors, locale)}
      labels={Object.fromEntries(said.errors.map(({ field }) => [field, field]))}
    />
  );

export const Preview: FC<{ form: Definition; heading: string; today: string; locale: Locale }> = ({
  form,
  heading,
  today,
  locale,
}) => (
  <section aria-labelledby="utseende" class="apply-preview">
    <h2 id="utseende">{heading}</h2>
    <p>{told(form.lead, locale)}</p>
    <form class="apply-form" aria-labelledby="utseende">
      <fieldset disabled class="apply-disabled">
        <legend class="sr-only">{told(form.title, locale)}</legend>
        <FormSections form={form} given={{}} errors={{}} files={[]} today={today} locale={locale} />
      </fieldset>
    </form>
  </section>
);

export const LawOf: FC<{ form: Definition; locale: Locale }> = ({ form, locale }) => {
  const t = definitionTexts[locale].view;
  return (
    <section aria-labelledby="vilar">
      <h2 id="vilar">{t.law}</h2>
      <LawList law={form.law} locale={locale} />
      <h3>{t.appeal}</h3>
      <p class="apply-text">{told(form.appeal, locale)}</p>
      <p class="quiet">
        {t.source}: {form.source} {t.verified(formatDay(form.verifiedOn, locale))}
      </p>
    </section>
  );
};

export const ContentFields: FC<{ given: Given; locale: Locale }> = ({ given, locale }) => {
  const t = definitionTexts[locale].publish;
  return (
    <>
      <Input name="file" type="file" label={t.file} accept=".json,application/json" />
      <TextArea
        name="content"
        label={t.content}
        help={t.contentHelp}
        rows={8}
        value={given.content}
        maxlength={400_000}
      />
    </>
  );
};
