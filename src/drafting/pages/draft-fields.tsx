import type { FC } from 'hono/jsx';
import { COMPETENCE_DEMANDS } from '../../law/facts.ts';
import { Button, Choice, type Errors, Input, Select, TextArea } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { DraftView } from '../queries/drafts.server.ts';
import { draftTexts } from '../texts.ts';
import { TaskRows } from './draft-tasks.tsx';

interface Props {
  readonly draft: DraftView;
  readonly errors: Errors;
  readonly locale: Locale;
}

/** The whole form but its buttons. An amendment shows the agreement and asks for the new version alone. */
export const DraftFields: FC<Props> = (props) => (
  <>
    {props.draft.amends === null ? <Basics {...props} /> : <Amended {...props} />}
    {props.draft.amends === null ? <Parties {...props} /> : null}
    <Days {...props} />
    <Offices {...props} />
    <TaskRows {...props} />
    <Terms {...props} />
    <Contacts {...props} />
  </>
);

const Basics: FC<Props> = ({ draft, errors, locale }) => {
  const t = draftTexts[locale];
  const { content, otherRegimes } = draft;
  const asksApproval = draft.requirements.some(({ code }) => code === 'approval');
  const asksTerm = draft.requirements.some(({ code }) => code === 'term');
  return (
    <section aria-labelledby="avtalet" class="stack">
      <h2 id="avtalet">{t.basics}</h2>
      <Input name="name" label={t.name} value={content.name} error={errors.name} />
      <div class="draft-pair">
        <Input
          name="diaryNumber"
          label={t.diaryNumber}
          value={content.diaryNumber}
          error={errors.diaryNumber}
        />
        <Input
          name="signedOn"
          type="date"
          label={t.signedOn}
          help={t.signedHelp}
          value={content.signedOn ?? ''}
          error={errors.signedOn}
        />
      </div>
      {otherRegimes.length === 0 ? null : (
        <Select
          name="regimeId"
          label={t.regimeId}
          empty={t.byDay}
          value={content.regimeId ?? undefined}
          options={otherRegimes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {asksApproval || content.approvedOn !== null ? (
        <Input
          name="approvedOn"
          type="date"
          label={t.approvedOn}
          help={t.approvedHelp}
          value={content.approvedOn ?? ''}
          error={errors.approvedOn}
        />
      ) : null}
      {asksTerm || content.termEndsOn !== null ? (
        <Input
          name="termEndsOn"
          type="date"
          label={t.termEndsOn}
          value={content.termEndsOn ?? ''}
          error={errors.termEndsOn}
        />
      ) : null}
      <label class="draft-check">
        <input type="checkbox" name="governmentDirected" checked={content.governmentDirected} />
        <span>{t.governmentDirected}</span>
      </label>
    </section>
  );
};

const Amended: FC<Props> = ({ draft: { content, registers }, locale }) => {
  const t = draftTexts[locale];
  return (
    <section aria-labelledby="avtalet">
      <h2 id="avtalet">{t.basics}</h2>
      <dl class="facts">
        <dt>{t.name}</dt>
        <dd>{content.name}</dd>
        <dt>{t.diaryNumber}</dt>
        <dd>{content.diaryNumber}</dd>
        <dt>{t.signedOn}</dt>
        <dd>{content.signedOn === null ? '–' : formatDay(content.signedOn, locale)}</dd>
        <dt>{t.parties}</dt>
        <dd>{content.parties.map((id) => registers.parties.get(id)?.name ?? id).join(', ')}</dd>
      </dl>
    </section>
  );
};

const Parties: FC<Props> = ({ draft, locale }) => {
  const t = draftTexts[locale];
  const { content, registers } = draft;
  const free = [...registers.parties.values()].filter(
    ({ id, endedOn }) => endedOn === null && !content.parties.includes(id),
  );
  return (
    <section aria-labelledby="parter">
      <h2 id="parter">{t.parties}</h2>
      <p class="help">{t.partiesHelp}</p>
      <ul class="draft-list">
        {content.parties.map((id) => {
          const name = registers.parties.get(id)?.name ?? String(id);
          return (
            <li>
              <input type="hidden" name="parties" value={id} />
              <span>{name}</span>
              {id === draft.authorId ? null : (
                <button
                  class="link"
                  type="submit"
                  name="do"
                  value={`remove party ${id}`}
                  aria-label={t.removeNamed(name)}
                >
                  {t.remove}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <div class="row">
        <Select
          name="newParty"
          label={t.chooseParty}
          empty={t.choose}
          options={free.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Button kind="quiet" name="do" value="add party">
          {t.addParty}
        </Button>
      </div>
    </section>
  );
};

const Days: FC<Props> = ({ draft, errors, locale }) => {
  const t = draftTexts[locale];
  const { content, amends } = draft;
  const day = (name: 'from' | 'to' | 'decidedOn', label: string, help?: string) => (
    <Input
      name={name}
      type="date"
      label={label}
      value={content[name] ?? ''}
      error={errors[name]}
      {...(help === undefined ? {} : { help })}
    />
  );
  return (
    <section class="stack" aria-labelledby="dagar">
      <h2 id="dagar">{t.daysHead}</h2>
      {amends === null ? null : day('decidedOn', t.decidedOn)}
      <div class="draft-pair">
        {day('from', t.from)}
        {day('to', t.to, t.toHelp)}
      </div>
      <TextArea
        name="summary"
        label={t.summary}
        help={t.summaryHelp}
        rows={2}
        maxlength={2000}
        value={content.summary}
        error={errors.summary}
      />
    </section>
  );
};

const Offices: FC<Props> = ({ draft, locale }) => {
  const t = draftTexts[locale];
  const { content, registers } = draft;
  const chosen = content.offices === 'all' ? [] : content.offices;
  const shown = [...registers.offices.values()].filter(
    ({ id, operatorId }) => content.parties.includes(operatorId) || chosen.includes(id),
  );
  return (
    <section aria-labelledby="kontor">
      <h2 id="kontor">{t.offices}</h2>
      <fieldset class="conditions draft-scope">
        <legend class="sr-only">{t.offices}</legend>
        <label>
          <input type="radio" name="scope" value="all" checked={content.offices === 'all'} />
          <span>{t.officesAll}</span>
        </label>
        <label>
          <input type="radio" name="scope" value="listed" checked={content.offices !== 'all'} />
          <span>{t.officesListed}</span>
        </label>
      </fieldset>
      {shown.length === 0 ? null : (
        <details open={content.offices !== 'all' && shown.length <= 12}>
          <summary>{t.officesChosen(chosen.length)}</summary>
          <fieldset class="conditions draft-offices">
            <legend class="sr-only">{t.officesListed}</legend>
            {shown.map(({ id, name }) => (
              <label>
                <input type="checkbox" name="officeIds" value={id} checked={chosen.includes(id)} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
        </details>
      )}
    </section>
  );
};

const Terms: FC<Props> = ({ draft: { content }, errors, locale }) => {
  const t = draftTexts[locale];
  const number = (name: 'firstAnswerDays' | 'finalAnswerDays' | 'noticeMonths', label: string) => (
    <Input
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

const Contacts: FC<Props> = ({ draft, errors, locale }) => {
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
            <Input
              name={at('function')}
              label={t.function}
              value={contact.function}
              error={errors[at('function')]}
            />
            <Input name={at('email')} label={t.email} value={contact.email} error={errors[at('email')]} />
            <Input name={at('phone')} label={t.phone} value={contact.phone} error={errors[at('phone')]} />
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
