import type { FC } from 'hono/jsx';
import { COMPETENCE_DEMANDS } from '../../law/facts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, Select } from '../../ui/fields.tsx';
import { draftTexts } from '../texts.ts';
import type { FieldsProps } from './draft-basics.tsx';
import { DraftInput } from './draft-input.tsx';

// What the parties promise each other, and whom to turn to.

export const Terms: FC<FieldsProps> = ({ draft: { content }, errors, typed, locale }) => {
  const t = draftTexts[locale];
  const number = (name: 'firstAnswerDays' | 'finalAnswerDays' | 'noticeMonths', label: string) => (
    <DraftInput
      typed={typed}
      name={name}
      type="number"
      min="0"
      max={name === 'noticeMonths' ? '60' : '365'}
      label={label}
      value={String(content[name] ?? '')}
      error={errors[name]}
    />
  );
  return (
    <section aria-labelledby="service">
      <h2 id="service">{t.terms}</h2>
      <div class="draft-pair">
        {number('firstAnswerDays', t.firstAnswer)}
        {number('finalAnswerDays', t.finalAnswer)}
        {number('noticeMonths', t.notice)}
      </div>
      <Choice
        id="competence"
        name="competence"
        legend={t.competence}
        value={content.competence}
        options={COMPETENCE_DEMANDS.map((value) => ({ value, label: t.competenceOf[value] }))}
      />
    </section>
  );
};

export const Contacts: FC<FieldsProps> = ({ draft, errors, typed, locale }) => {
  const t = draftTexts[locale];
  const { content, registers } = draft;
  const parties = content.parties.map((id) => ({
    value: String(id),
    label: registers.parties.get(id)?.name ?? String(id),
  }));
  return (
    <section aria-labelledby="kontakter">
      <h2 id="kontakter">{t.contacts}</h2>
      <p class="help">{t.contactsHelp}</p>
      <input type="hidden" name="contactRows" value={content.contacts.length} />
      {content.contacts.map((contact, i) => {
        const at = (name: string) => `contacts.${i}.${name}`;
        return (
          <fieldset class="draft-contact">
            <legend class="sr-only">
              {t.contacts} {i + 1}
            </legend>
            <Select
              name={at('authorityId')}
              label={t.contactOf}
              value={String(contact.authorityId)}
              options={parties}
            />
            <DraftInput
              typed={typed}
              name={at('function')}
              label={t.function}
              value={contact.function}
              error={errors[at('function')]}
            />
            <DraftInput
              typed={typed}
              name={at('email')}
              label={t.email}
              value={contact.email}
              error={errors[at('email')]}
            />
            <DraftInput
              typed={typed}
              name={at('phone')}
              label={t.phone}
              value={contact.phone}
              error={errors[at('phone')]}
            />
            <button
              class="link"
              type="submit"
              name="do"
              value={`remove contact ${i}`}
              aria-label={t.removeNamed(`${t.contacts} ${i + 1}`)}
            >
              {t.remove}
            </button>
          </fieldset>
        );
      })}
      <Button kind="quiet" name="do" value="add contact">
        {t.addContact}
      </Button>
    </section>
  );
};
