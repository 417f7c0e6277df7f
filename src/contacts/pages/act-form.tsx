import type { FC } from 'hono/jsx';
import type { Condition, Level } from '../../law/facts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { OUTCOMES, VISIT_HELP_FORMS } from '../act.ts';
import type { Channel } from '../contact.ts';
import { highestPermitted } from '../ladder.ts';
import type { MatterView } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';
import { WhoSpeaks } from './representation-part.tsx';

/** What a form on the visit's page was told, and what had been given: nothing that was chosen is lost. */
export interface FormState {
  readonly status: 409 | 422;
  readonly message: string;
  readonly matterId: string | null;
  readonly given: Readonly<Record<string, string>>;
  /** The form of the matter that it was told; absent: what was done. */
  readonly of?: 'representation';
}

/** What was done in a matter: the levels that the ladder lights, the form of help, the outcome, the law's conditions. */
export const ActForm: FC<{
  base: string;
  channel: Channel;
  matter: MatterView;
  told: FormState | null;
  locale: Locale;
}> = ({ base, channel, matter, told, locale }) => {
  const t = contactTexts[locale].act;
  const { helpForm, outcome } = contactTexts[locale];
  const levels = verdictTexts[locale].level;
  const given = told?.matterId === matter.id && told.of === undefined ? told.given : {};
  const permitted: Level[] = [
    'signpost',
    ...matter.steps.filter((s) => s.verdict.permitted).map((s) => s.level),
  ];
  const highest = highestPermitted(matter.steps);
  const conditions = conditionsOf(matter);
  const confirmed = (given.conditions ?? '').split(' ');
  return (
    <form method="post" action={`${base}/arenden/${matter.id}/atgarder`} class="act-form">
      {/* Pressed twice, it is one act. */}
      <input type="hidden" name="actId" value={given.actId ?? crypto.randomUUID()} />
      <Choice
        id={`${matter.id}-level`}
        name="level"
        legend={t.level}
        required
        value={
          given.level ?? (matter.acts.length === 0 ? (highest === null ? 'signpost' : 'guidance') : undefined)
        }
        options={permitted.map((level, index) => ({
          value: level,
          label: levels[level],
          key: String(index + 1),
        }))}
      />
      {channel === 'visit' ? (
        <Choice
          id={`${matter.id}-helpForm`}
          name="helpForm"
          legend={t.helpForm}
          required
          value={given.helpForm}
          options={VISIT_HELP_FORMS.map((form, index) => ({
            value: form,
            label: helpForm[form],
            key: String(index + 1),
          }))}
        />
      ) : (
        <input type="hidden" name="helpForm" value="remote" />
      )}
      <Choice
        id={`${matter.id}-outcome`}
        name="outcome"
        legend={t.outcome}
        required
        value={given.outcome}
        options={OUTCOMES.map((each, index) => ({
          value: each,
          label: outcome[each],
          key: String(index + 1),
        }))}
      />
      <WhoSpeaks
        id={`${matter.id}-representationId`}
        representations={matter.representations}
        value={given.representationId}
        locale={locale}
      />
      {conditions.length === 0 ? null : (
        <fieldset class="conditions">
          <legend>
            {t.conditions} – {levels.authority}
          </legend>
          {conditions.map((condition) => (
            <label>
              <input
                type="checkbox"
                name="conditions"
                value={condition}
                checked={confirmed.includes(condition)}
              />
              <span>{verdictTexts[locale].condition[condition]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <Button kind={matter.acts.length === 0 ? 'primary' : 'quiet'}>{t.save}</Button>
    </form>
  );
};

function conditionsOf(matter: MatterView): readonly Condition[] {
  const authority = matter.steps.find((step) => step.level === 'authority')?.verdict;
  return authority?.permitted === true ? authority.conditions : [];
}
