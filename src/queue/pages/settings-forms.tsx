import type { FC } from 'hono/jsx';
import { SERVICE_LEVELS } from '../../law/facts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { KIOSK_LANGUAGES } from '../schemas.ts';
import { type Settings, settingsOf, type TaskChoice, taskChoices } from '../settings.server.ts';
import { settingsTexts } from '../settings-texts.ts';
import type { Shown } from './settings.tsx';

/** How many tasks a need can ask for in the form: what it has, and some more. */
const ROWS = 4;
const RTL = new Set(['ar']);

type Given = Readonly<Record<string, string>>;

interface FormProps extends Omit<Shown, 'told'> {
  readonly settings: Settings;
  readonly locale: Locale;
}

/** GET and, refused, POST /ko/:office/installningar/behov/:need (nytt: a new one). */
export async function needPage(c: Http, needId: number | null, shown: Shown, status: 200 | 409 | 422 = 200) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = settingsTexts[locale];
  const officeId = idParam(c, 'office');
  const settings = await settingsOf(ctx, officeId);
  if (settings.queue === null) throw new Problem('not-found');
  const need = settings.needs.find(({ id }) => id === needId);
  if (needId !== null && need === undefined) throw new Problem('not-found');
  const choices = await taskChoices(ctx, officeId);
  const kept = Object.keys(shown.given).length > 0;
  const given: Given = kept
    ? shown.given
    : need === undefined
      ? { rangeFrom: '1', rangeTo: '199', usualMinutes: '10', waitLimitMinutes: '20' }
      : {
          ...Object.fromEntries(Object.entries(need.names).map(([code, name]) => [`names.${code}`, name])),
          ...{ sign: need.sign, prefix: need.prefix, rangeFrom: String(need.rangeFrom) },
          ...{ rangeTo: String(need.rangeTo), usualMinutes: String(need.usualMinutes) },
          waitLimitMinutes: String(need.waitLimitMinutes),
          ...Object.fromEntries(
            need.tasks.flatMap(({ taskId, principalId, level }, row) => [
              [`task.${row}`, `${taskId}:${principalId}`],
              [`level.${row}`, level],
            ]),
          ),
        };
  const name = need?.names[locale] ?? '';
  const action = `/ko/${officeId}/installningar/behov/${needId ?? 'nytt'}`;
  return page(
    c,
    { title: need === undefined ? t.newNeed : t.changeNeed(name), status, width: 'text' },
    <>
      <Head
        settings={settings}
        shown={shown}
        locale={locale}
        title={need === undefined ? t.newNeed : t.changeNeed(name)}
      />
      {need?.mayServe === 0 ? <Notice kind="wrong">{t.nobodyMay(name)}</Notice> : null}
      <form method="post" action={action} class="stack">
        <Names given={given} errors={shown.errors} locale={locale} />
        <div class="row">
          {(['prefix', 'rangeFrom', 'rangeTo'] as const).map((field) => (
            <Input
              name={field}
              type={field === 'prefix' ? 'text' : 'number'}
              {...(field === 'prefix' ? { size: 4 } : { min: '1', max: '9999' })}
              label={t[field]}
              value={given[field]}
              error={shown.errors[field]}
            />
          ))}
        </div>
        <p class="help">{t.prefixHelp}</p>
        <Input
          name="usualMinutes"
          type="number"
          min="1"
          max="240"
          label={t.usualMinutes}
          help={t.usualHelp}
          value={given.usualMinutes}
          error={shown.errors.usualMinutes}
        />
        <Input
          name="waitLimitMinutes"
          type="number"
          min="1"
          max="240"
          label={t.waitLimit}
          value={given.waitLimitMinutes}
          error={shown.errors.waitLimitMinutes}
        />
        <Select
          name="sign"
          label={t.sign}
          value={given.sign ?? ''}
          error={shown.errors.sign}
          options={Object.entries(t.signs).map(([value, label]) => ({ value, label }))}
        />
        <Tasks choices={choices} given={given} errors={shown.errors} locale={locale} />
        <Button>{t.save}</Button>
      </form>
      {need === undefined ? null : (
        <Ending action={`${action}/avsluta`} title={t.endNeed} help={t.endNeedHelp} />
      )}
    </>,
  );
}

const Head: FC<{ settings: Settings; shown: Shown; title: string; locale: Locale }> = ({
  settings,
  shown,
  title,
  locale,
}) => (
  <>
    <p class="crumb">
      <a href={`/ko/${settings.officeId}/installningar`}>{settingsTexts[locale].back}</a>
    </p>
    <h1>{title}</h1>
    {shown.told === null ? null : (
      <Notice kind={shown.told.kind} focus>
        {shown.told.text}
      </Notice>
    )}
    <ErrorSummary title={fieldErrorText('other', locale)} errors={shown.errors} />
  </>
);

const Names: FC<Omit<FormProps, 'settings'>> = ({ given, errors, locale }) => {
  const t = settingsTexts[locale];
  const field = (code: 'sv' | 'en' | (typeof KIOSK_LANGUAGES)[number]) => {
    const name = `names.${code}`;
    const error = errors[name];
    return (
      <div class={error === undefined ? 'field' : 'field field--wrong'}>
        <label for={name}>{t.language[code]}</label>
        {error === undefined ? null : (
          <p class="error" id={`${name}-error`}>
            {error}
          </p>
        )}
        <input
          type="text"
          id={name}
          name={name}
          value={given[name] ?? ''}
          maxlength={60}
          autocomplete="off"
          lang={code}
          dir={RTL.has(code) ? 'rtl' : undefined}
          required={code === 'sv' || code === 'en'}
          {...(error === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
        />
      </div>
    );
  };
  return (
    <fieldset>
      <legend>{t.names}</legend>
      <p class="help">{t.namesHelp}</p>
      <div class="names">{(['sv', 'en', ...KIOSK_LANGUAGES] as const).map(field)}</div>
    </fieldset>
  );
};

const Tasks: FC<Omit<FormProps, 'settings'> & { choices: readonly TaskChoice[] }> = ({
  choices,
  given,
  errors,
  locale,
}) => {
  const t = settingsTexts[locale];
  const used = Object.keys(given).filter((name) => name.startsWith('task.') && given[name] !== '').length;
  const rows = Array.from({ length: Math.min(12, Math.max(ROWS, used + 2)) }, (_, row) => row);
  return (
    <fieldset class="need-tasks">
      <legend>{t.tasks}</legend>
      <p class="help">{t.tasksHelp}</p>
      {rows.map((row) => {
        const error = errors[`tasks.${row}.taskId`];
        return (
          <div class={error === undefined ? 'need-task' : 'need-task field--wrong'}>
            {error === undefined ? null : <p class="error">{error}</p>}
            <select name={`task.${row}`} id={`tasks.${row}.taskId`} aria-label={t.task(row + 1)}>
              <option value="">{t.noTask}</option>
              {choices.map((choice) => {
                const value = `${choice.taskId}:${choice.principalId}`;
                return (
                  <option value={value} selected={given[`task.${row}`] === value}>
                    {choice.authority}: {locale === 'sv' ? choice.task : choice.taskEn}
                  </option>
                );
              })}
            </select>
            <select name={`level.${row}`} aria-label={t.level(row + 1)}>
              {SERVICE_LEVELS.map((level) => (
                <option value={level} selected={(given[`level.${row}`] ?? 'personal-data') === level}>
                  {verdictTexts[locale].level[level]}
                </option>
              ))}
            </select>
          </div>
        );
      })}
    </fieldset>
  );
};

const Ending: FC<{ action: string; title: string; help: string | null }> = ({ action, title, help }) => (
  <form method="post" action={action} class="ending">
    {help === null ? null : <p class="help">{help}</p>}
    <Button kind="danger">{title}</Button>
  </form>
);

/** GET and, refused, POST /ko/:office/installningar/disk/:desk (ny: a new one). */
export async function deskSettingsPage(
  c: Http,
  deskId: number | null,
  shown: Shown,
  status: 200 | 409 | 422 = 200,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = settingsTexts[locale];
  const officeId = idParam(c, 'office');
  const settings = await settingsOf(ctx, officeId);
  if (settings.queue === null) throw new Problem('not-found');
  const desk = settings.desks.find(({ id }) => id === deskId);
  if (deskId !== null && desk === undefined) throw new Problem('not-found');
  const kept = Object.keys(shown.given).length > 0;
  const given: Given = kept
    ? shown.given
    : {
        ...{ name: desk?.name ?? '', kind: desk?.kind ?? 'desk', link: desk?.link ?? '' },
        ...(desk?.stepFree ? { stepFree: 'on' } : {}),
        ...(desk?.calm ? { calm: 'on' } : {}),
      };
  const title = desk === undefined ? t.newDesk : t.changeDesk(desk.name);
  const action = `/ko/${officeId}/installningar/disk/${deskId ?? 'ny'}`;
  return page(
    c,
    { title, status, width: 'text' },
    <>
      <Head settings={settings} shown={shown} locale={locale} title={title} />
      <form method="post" action={action} class="stack">
        <Input name="name" label={t.name} value={given.name} error={shown.errors.name} required size={12} />
        {desk === undefined ? (
          <Select
            name="kind"
            label={t.kind}
            value={given.kind}
            error={shown.errors.kind}
            options={(['desk', 'floor', 'remote'] as const).map((value) => ({
              value,
              label: t.kinds[value],
            }))}
          />
        ) : (
          <p>
            {t.kind}: {t.kinds[desk.kind]}
          </p>
        )}
        {desk === undefined || desk.kind === 'remote' ? (
          <Input name="link" label={t.link} help={t.linkHelp} value={given.link} error={shown.errors.link} />
        ) : null}
        <div class="conditions">
          {(['stepFree', 'calm'] as const).map((flag) => (
            <label>
              <input type="checkbox" name={flag} checked={given[flag] !== undefined} /> {t[flag]}
            </label>
          ))}
        </div>
        <Button>{t.save}</Button>
      </form>
      {desk === undefined ? null : <Ending action={`${action}/avsluta`} title={t.endDesk} help={null} />}
    </>,
  );
}
