import type { FC } from 'hono/jsx';
import type { GivenOnDay } from '../../coverage/queries/given-to-visitors.server.ts';
import { LANGUAGE_CODES, LANGUAGES } from '../../hours/rules/languages.ts';
import { hoursTexts } from '../../hours/texts.ts';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { LIFE_EVENT_CODES } from '../rules/needs.ts';
import { findingTexts } from '../texts.ts';
import type { Question } from './question.server.ts';

/** Tasks by their authority, each once: a municipal one stands under its first. */
function tasksByAuthority(given: GivenOnDay, locale: Locale) {
  const seen = new Set<string>();
  const once = given.tasks.filter(({ code }) => !seen.has(code) && seen.add(code));
  const name = locale === 'sv' ? 'sv' : 'en';
  return [...Map.groupBy(once, (task) => task.principal)].map(([principal, tasks]) => ({
    principal,
    tasks: tasks
      .map(({ code, nameSv, nameEn }) => ({ code, name: locale === 'sv' ? nameSv : nameEn }))
      .toSorted((a, b) => a.name.localeCompare(b.name, name)),
  }));
}

/** What the visitor asks. The button "near me" is shown by the script, to who has one. */
export const FinderForm: FC<{
  q: Question;
  given: GivenOnDay;
  error: string | null;
  language: string | null;
  locale: Locale;
}> = ({ q, given, error, language, locale }) => {
  const t = findingTexts[locale];
  return (
    <search>
      <form method="get" action="/hitta" class="visit-form">
        {language === null ? null : <input type="hidden" name="sprak" value={language} />}
        {q.position === null ? null : <input type="hidden" name="nara" value={q.position} />}
        <div class={error === null ? 'field' : 'field field--wrong'}>
          <label for="plats">{t.form.place}</label>
          {error === null ? null : (
            <p class="error" id="plats-error">
              {error}
            </p>
          )}
          <div class="visit-place">
            <input
              id="plats"
              name="plats"
              type="text"
              maxlength={100}
              value={q.text}
              autocomplete="address-level2"
              autocapitalize="words"
              enterkeyhint="search"
              {...(error === null ? {} : { 'aria-invalid': 'true', 'aria-describedby': 'plats-error' })}
            />
            <button
              type="button"
              class="button button--quiet"
              data-near={t.form.nearRefused}
              aria-describedby="near-help"
              hidden
            >
              {t.form.near}
            </button>
          </div>
          <p class="help" id="near-help" hidden role="status">
            {t.form.nearHelp}
          </p>
        </div>
        <div class="field">
          <label for="uppgift">{t.form.need}</label>
          <select id="uppgift" name="uppgift">
            <option value="">{t.form.any}</option>
            <optgroup label={t.form.events}>
              {LIFE_EVENT_CODES.map((code) => (
                <option value={code} selected={q.need?.event === code}>
                  {t.event[code]}
                </option>
              ))}
            </optgroup>
            {tasksByAuthority(given, locale).map(({ principal, tasks }) => (
              <optgroup label={principal}>
                {tasks.map(({ code, name }) => (
                  <option value={code} selected={q.need?.event === null && q.need.codes[0] === code}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        <Select
          name="talar"
          label={t.form.language}
          empty={t.form.anyLanguage}
          value={q.language ?? ''}
          options={LANGUAGE_CODES.map((code) => ({
            value: code,
            label:
              LANGUAGES[code] === hoursTexts[locale].languages.name[code]
                ? LANGUAGES[code]
                : `${LANGUAGES[code]} – ${hoursTexts[locale].languages.name[code]}`,
          }))}
        />
        <fieldset class="visit-checks">
          <legend class="sr-only">{t.list.all}</legend>
          <label>
            <input type="checkbox" name="oppet" value="1" checked={q.openNow} /> {t.form.openNow}
          </label>
          <label>
            <input type="checkbox" name="trappfritt" value="1" checked={q.stepFree} /> {t.form.stepFree}
          </label>
        </fieldset>
        <Button>{t.form.submit}</Button>
      </form>
    </search>
  );
};
