import type { FC } from 'hono/jsx';
import { TextArea } from '../../ui/fields.tsx';
import { draftTexts } from '../texts.ts';
import type { FieldsProps } from './draft-basics.tsx';
import { DraftInput } from './draft-input.tsx';

// When and where the version applies.

export const Days: FC<FieldsProps> = ({ draft, errors, typed, locale }) => {
  const t = draftTexts[locale];
  const { content, amends } = draft;
  const day = (name: 'from' | 'to' | 'decidedOn', label: string, help?: string) => (
    <DraftInput
      typed={typed}
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

export const Offices: FC<FieldsProps> = ({ draft, locale }) => {
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
