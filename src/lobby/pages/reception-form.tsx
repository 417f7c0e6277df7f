import type { FC } from 'hono/jsx';
import { LANGUAGE_CODES, LANGUAGES, languageGround } from '../../hours/rules/languages.ts';
import { PRIORITY_MINUTES } from '../../queue/rules/order.ts';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { OfficeAtDoor } from '../office.server.ts';
import { keysOf } from '../reception.server.ts';
import type { AtReception } from '../reception-door.server.ts';
import { lobbyTexts } from '../texts.ts';
import { needName } from '../visitor-language.ts';

/** The ticket by two key presses, and how the visitor needs to be met. */
export const GiveForm: FC<{
  office: OfficeAtDoor;
  at: AtReception;
  given: Readonly<Record<string, string>>;
  errors: Errors;
  locale: Locale;
}> = ({ office, at, given, errors, locale }) => {
  const t = lobbyTexts[locale].reception;
  const keys = keysOf(office.needs);
  return (
    <form method="post" action={`/ko/${at.officeId}/reception`} class="reception-form">
      <input type="hidden" name="key" value={crypto.randomUUID()} />
      <div class="reception-code">
        <Input
          name="behov"
          label={t.need}
          help={t.needHelp}
          value={given.behov}
          error={errors.behov ?? errors.needId}
          size={4}
          autofocus
        />
        <Button>{t.give}</Button>
      </div>
      <fieldset class="reception-needs">
        <legend>{t.or}</legend>
        {office.needs.map(({ id, names, paused }) => (
          <button
            type="submit"
            name="needId"
            value={String(id)}
            class="button button--quiet"
            disabled={paused}
          >
            <kbd>{keys.get(id)}</kbd> {needName(names, locale).name}
            {paused ? ` (${t.paused})` : ''}
          </button>
        ))}
      </fieldset>
      <HowMet office={office} given={given} errors={errors} locale={locale} />
    </form>
  );
};

const CHECKS = ['interpreter', 'signLanguage', 'stepFree', 'calm', 'protected'] as const;

/** How the visitor needs to be met: also on the page that goes on without line. */
export const HowMet: FC<{
  office: OfficeAtDoor;
  given: Readonly<Record<string, string>>;
  errors: Errors;
  locale: Locale;
}> = ({ office, given, errors, locale }) => {
  const t = lobbyTexts[locale].reception;
  const { municipality } = office.hours;
  return (
    <fieldset class="reception-more">
      <legend>{t.more}</legend>
      <Select
        name="language"
        label={t.language}
        empty={t.swedish}
        value={given.language}
        error={errors.language}
        options={LANGUAGE_CODES.filter((code) => code !== 'en' && code !== 'swl').map((code) => {
          const { standing } = languageGround(code, municipality);
          const right =
            standing === 'right-in-area'
              ? ` – ${t.right}`
              : standing === 'right-where-staff'
                ? ` – ${t.rightWhereStaff}`
                : '';
          return { value: code, label: `${LANGUAGES[code]}${right}` };
        })}
      />
      <div class="reception-checks">
        {CHECKS.map((name) => (
          <label class="check">
            <input type="checkbox" name={name} value="on" checked={given[name] === 'on'} />
            <span>{t[name]}</span>
          </label>
        ))}
      </div>
      {errors.protected === undefined ? null : (
        <p class="error" id="protected">
          {errors.protected}
        </p>
      )}
      <Select
        name="priority"
        label={t.priority}
        value={given.priority ?? '0'}
        error={errors.priority}
        options={PRIORITY_MINUTES.map((minutes, level) => ({
          value: String(level),
          label: minutes === 0 ? t.priorityNone : t.priorityMinutes(minutes),
        }))}
      />
      <Input
        name="priorityReason"
        label={t.priorityReason}
        value={given.priorityReason}
        error={errors.priorityReason}
        list="priority-reasons"
      />
      <datalist id="priority-reasons">
        {Object.values(t.reasons).map((reason) => (
          <option value={reason} />
        ))}
      </datalist>
    </fieldset>
  );
};
