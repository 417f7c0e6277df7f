import type { Child, FC } from 'hono/jsx';
import { type Errors, Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { KINDS, LEVELS } from '../rule.ts';
import { ruleTexts } from '../rule-texts.ts';
import type { Area, aboutChoices } from '../store.server.ts';

/** What stands in the form: as it was typed. */
export interface Given {
  readonly areaId?: string | undefined;
  readonly name?: string | undefined;
  readonly fromOffices?: readonly string[];
  readonly toOffices?: readonly string[];
  readonly kinds?: readonly string[];
  readonly principalId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly level?: string | undefined;
  readonly afterMinutes?: string | undefined;
  readonly promiseMinutes?: string | undefined;
  readonly loadOver?: string | undefined;
  readonly mostAtOnce?: string | undefined;
  readonly firstDay?: string | undefined;
  readonly lastDay?: string | undefined;
}

export const RuleFields: FC<{
  given: Given;
  errors: Errors;
  offices: Area['offices'];
  about: Awaited<ReturnType<typeof aboutChoices>>;
  locale: Locale;
}> = ({ given, errors, offices, about, locale }) => {
  const t = ruleTexts[locale];
  const officeOptions = offices.map(({ id, name }) => ({ value: String(id), label: name }));
  const minutes = { type: 'number', min: '5', max: '4800' } as const;
  const of = (
    name: 'afterMinutes' | 'promiseMinutes' | 'loadOver' | 'mostAtOnce' | 'firstDay' | 'lastDay',
  ) => ({
    ...{ name, label: t[name], value: given[name], error: errors[name] },
  });
  return (
    <>
      <Input name="name" label={t.name} value={given.name} error={errors.name} required />
      <Part title={t.offices}>
        <div class="help-sides">
          <Checks
            name="fromOffices"
            legend={t.from}
            options={officeOptions}
            chosen={given.fromOffices}
            error={errors.fromOffices}
          />
          <Checks
            name="toOffices"
            legend={t.to}
            help={t.toHelp}
            options={officeOptions}
            chosen={given.toOffices}
            error={errors.toOffices}
          />
        </div>
      </Part>
      <Part title={t.what}>
        <Checks
          name="kinds"
          legend={t.kinds}
          options={KINDS.map((kind) => ({ value: kind, label: t.kind[kind] }))}
          chosen={given.kinds}
          error={errors.kinds}
        />
        <Select
          name="principalId"
          label={t.principal}
          help={t.aboutHelp}
          empty={t.anyPrincipal}
          value={given.principalId}
          error={errors.principalId}
          options={about.map(({ principalId, principal }) => ({
            value: String(principalId),
            label: principal,
          }))}
        />
        <TaskField given={given} about={about} error={errors.taskId} locale={locale} />
        <Select
          name="level"
          label={t.level}
          help={t.levelHelp}
          value={given.level}
          error={errors.level}
          options={LEVELS.map((level) => ({ value: level, label: t.levels[level] }))}
        />
      </Part>
      <Part title={t.when}>
        <Input {...of('afterMinutes')} help={t.afterHelp} {...minutes} />
        <Input {...of('promiseMinutes')} help={t.promiseHelp} {...minutes} />
        <Input {...of('loadOver')} help={t.loadHelp} type="number" min="0" max="500" />
        <Input {...of('mostAtOnce')} type="number" min="1" max="200" />
        <Input {...of('firstDay')} type="date" required />
        <Input {...of('lastDay')} help={t.lastDayHelp} type="date" />
      </Part>
    </>
  );
};

const Part: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <section class="help-part">
    <h2>{title}</h2>
    {children}
  </section>
);

/** Every authority's tasks, in its name: which belong together is checked when it is sent. */
const TaskField: FC<{
  given: Given;
  about: Awaited<ReturnType<typeof aboutChoices>>;
  error: string | undefined;
  locale: Locale;
}> = ({ given, about, error, locale }) => {
  const t = ruleTexts[locale];
  return (
    <div class={error === undefined ? 'field' : 'field field--wrong'}>
      <label for="taskId">{t.task}</label>
      {error === undefined ? null : (
        <p class="error" id="taskId-error">
          {error}
        </p>
      )}
      <select id="taskId" name="taskId" aria-describedby={error === undefined ? undefined : 'taskId-error'}>
        <option value="">{t.anyTask}</option>
        {about.map(({ principal, tasks }) => (
          <optgroup label={principal}>
            {tasks.map((task) => (
              <option value={String(task.id)} selected={String(task.id) === given.taskId}>
                {task[locale]}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
};

const Checks: FC<{
  name: string;
  legend: string;
  help?: string;
  options: readonly { readonly value: string; readonly label: string }[];
  chosen: readonly string[] | undefined;
  error: string | undefined;
}> = ({ name, legend, help, options, chosen = [], error }) => (
  <fieldset
    id={name}
    class="help-checks"
    tabindex={-1}
    aria-describedby={error === undefined ? undefined : `${name}-error`}
  >
    <legend>{legend}</legend>
    {help === undefined ? null : <p class="help">{help}</p>}
    {error === undefined ? null : (
      <p class="error" id={`${name}-error`}>
        {error}
      </p>
    )}
    {options.map(({ value, label }) => (
      <label class="check">
        <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />{' '}
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);
