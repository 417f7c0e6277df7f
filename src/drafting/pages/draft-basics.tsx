import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { type Errors, Select } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Typed } from '../form.ts';
import type { DraftView } from '../queries/drafts.server.ts';
import { draftTexts } from '../texts.ts';
import { DraftInput } from './draft-input.tsx';

// What the agreement is: its name, numbers and days of signing, and who makes it.

/** What every part of the form is given. */
export interface FieldsProps {
  readonly draft: DraftView;
  readonly errors: Errors;
  readonly typed: Typed;
  readonly locale: Locale;
}

export const Basics: FC<FieldsProps> = ({ draft, errors, typed, locale }) => {
  const t = draftTexts[locale];
  const { content, otherRegimes } = draft;
  const asksApproval = draft.requirements.some(({ code }) => code === 'approval');
  const asksTerm = draft.requirements.some(({ code }) => code === 'term');
  return (
    <section aria-labelledby="avtalet" class="stack">
      <h2 id="avtalet">{t.basics}</h2>
      <DraftInput typed={typed} name="name" label={t.name} value={content.name} error={errors.name} />
      <div class="draft-pair">
        <DraftInput
          typed={typed}
          name="diaryNumber"
          label={t.diaryNumber}
          value={content.diaryNumber}
          error={errors.diaryNumber}
        />
        <DraftInput
          typed={typed}
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
      <div data-when="approval" hidden={!asksApproval && (content.approvedOn ?? typed.approvedOn) == null}>
        <DraftInput
          typed={typed}
          name="approvedOn"
          type="date"
          label={t.approvedOn}
          help={t.approvedHelp}
          value={content.approvedOn ?? ''}
          error={errors.approvedOn}
        />
      </div>
      <div data-when="term" hidden={!asksTerm && (content.termEndsOn ?? typed.termEndsOn) == null}>
        <DraftInput
          typed={typed}
          name="termEndsOn"
          type="date"
          label={t.termEndsOn}
          value={content.termEndsOn ?? ''}
          error={errors.termEndsOn}
        />
      </div>
      <label class="draft-check">
        <input type="checkbox" name="governmentDirected" checked={content.governmentDirected} />
        <span>{t.governmentDirected}</span>
      </label>
    </section>
  );
};

export const Amended: FC<FieldsProps> = ({ draft: { content, registers }, locale }) => {
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

export const Parties: FC<FieldsProps> = ({ draft, locale }) => {
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
