import type { FC } from 'hono/jsx';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { LANGUAGES, WAYS } from '../contact.ts';
import { contactPageTexts } from '../contact-texts.ts';

/** Who a contact is with: nothing of it is required. */
export const PersonFields: FC<{
  given: Readonly<Record<string, string | undefined>>;
  errors: Errors;
  locale: Locale;
}> = ({ given, errors, locale }) => {
  const t = contactPageTexts[locale].person;
  return (
    <div class="person-fields">
      <Input name="name" label={t.name} value={given.name} error={errors.name} />
      <Input name="phone" label={t.phone} value={given.phone} error={errors.phone} />
      <Input name="email" label={t.email} value={given.email} error={errors.email} />
      <Select
        name="language"
        label={t.language}
        empty={t.anyLanguage}
        value={given.language}
        options={LANGUAGES.map((each) => ({ value: each, label: t.languages[each] }))}
      />
      <Select
        name="preferred"
        label={t.preferred}
        empty={t.anyWay}
        value={given.preferred}
        options={WAYS.map((each) => ({ value: each, label: t.ways[each] }))}
      />
      <label class="check">
        <input type="checkbox" name="mayMail" value="1" checked={given.mayMail === '1'} />
        <span>{t.mayMail}</span>
      </label>
      <label class="check">
        <input type="checkbox" name="protected" value="1" checked={given.protected === '1'} />
        <span>{t.protectedLabel}</span>
      </label>
    </div>
  );
};
