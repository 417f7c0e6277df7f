import { swedishDay } from '../../kernel/plain-date.ts';
import { Choice, Input, Select } from '../../ui/fields.tsx';
import { addException } from '../commands/exceptions.server.ts';
import { addLanguageHours } from '../commands/language-hours.server.ts';
import { setWeek } from '../commands/set-week.server.ts';
import { LANGUAGE_CODES } from '../rules/languages.ts';
import { weekOn } from '../rules/open.ts';
import { WEEKDAYS } from '../rules/special-days.ts';
import { AddExceptionSchema, AddLanguageSchema, CAUSES, SetWeekSchema } from '../schemas.ts';
import { hoursTexts } from '../texts.ts';
import { changePage, type FieldsProps } from './change.tsx';
import { clockOf, dayOf, type Given } from './form.ts';

const number = (text: unknown) => (text === undefined ? undefined : Number(text));

/** GET and POST /kontorstider/:id/vecka */
export const weekPage = changePage({
  path: 'vecka',
  title: (locale) => hoursTexts[locale].form.weekTitle,
  schema: SetWeekSchema,
  shape: ({ week = {}, from, reason, seen }) => {
    const { days = {}, closedOnBridgeDays, summerWeeks } = week as Record<string, Record<string, unknown>>;
    return {
      ...{ from, reason, seen },
      week: {
        days: Object.fromEntries(Object.entries(days).map(([day, hours]) => [day, dayOf(hours)])),
        closedOnBridgeDays: closedOnBridgeDays !== undefined,
        summerWeeks:
          summerWeeks === undefined ? null : { from: number(summerWeeks.from), to: number(summerWeeks.to) },
      },
    };
  },
  save: setWeek,
  initial: (office, ctx): Given => {
    const today = swedishDay(ctx.clock());
    const { week } = weekOn(office, today);
    const given: Record<string, string> = { from: '' };
    for (const day of WEEKDAYS) {
      const hours = week.days[day];
      if (hours === undefined) continue;
      given[`week.days.${day}.opens`] = hours.opens;
      given[`week.days.${day}.closes`] = hours.closes;
      if (hours.lunch === null) continue;
      given[`week.days.${day}.lunch.from`] = hours.lunch.from;
      given[`week.days.${day}.lunch.to`] = hours.lunch.to;
    }
    if (week.closedOnBridgeDays) given['week.closedOnBridgeDays'] = 'yes';
    if (week.summerWeeks !== null) {
      given['week.summerWeeks.from'] = String(week.summerWeeks.from);
      given['week.summerWeeks.to'] = String(week.summerWeeks.to);
    }
    return given;
  },
  fields: ({ given, errors, locale, office }) => {
    const t = hoursTexts[locale];
    const columns = [
      ['opens', t.form.opens],
      ['closes', t.form.closes],
      ['lunch.from', t.form.lunchFrom],
      ['lunch.to', t.form.lunchTo],
    ] as const;
    return (
      <>
        <p class="help">
          {t.form.typeSays(locale === 'sv' ? office.type.nameSv : office.type.nameEn)}: {office.type.opens}–
          {office.type.closes}. <cite>{`${t.source}: ${office.type.source}`}</cite>
        </p>
        <Input
          name="from"
          type="date"
          label={t.form.from}
          help={t.form.fromHelp}
          value={given.from}
          error={errors.from}
          required
        />
        {errors['week.days'] === undefined ? null : <p class="error">{errors['week.days']}</p>}
        <section
          class="table-box table-box--many week-form"
          id="week.days"
          tabindex={0}
          aria-label={t.form.weekTitle}
        >
          <table>
            <caption>{t.form.weekHelp}</caption>
            <thead>
              <tr>
                <th scope="col">{t.day}</th>
                {columns.map(([, head]) => (
                  <th scope="col">{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {WEEKDAYS.map((day) => (
                <tr>
                  <th scope="row">{t.weekday[day]}</th>
                  {columns.map(([key, head]) => {
                    const name = `week.days.${day}.${key}`;
                    return (
                      <td class={errors[name] === undefined ? undefined : 'field--wrong'} data-head={head}>
                        {errors[name] === undefined ? null : (
                          <p class="error" id={`${name}-error`}>
                            {errors[name]}
                          </p>
                        )}
                        <input
                          type="text"
                          size={5}
                          placeholder="00:00"
                          autocomplete="off"
                          id={name}
                          name={name}
                          value={given[name] ?? ''}
                          aria-label={t.form.onDay(head, t.weekday[day])}
                          {...(errors[name] === undefined
                            ? {}
                            : { 'aria-invalid': 'true', 'aria-describedby': `${name}-error` })}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <label>
          <input
            type="checkbox"
            name="week.closedOnBridgeDays"
            value="yes"
            checked={given['week.closedOnBridgeDays'] !== undefined}
          />{' '}
          {t.form.bridge}
        </label>
        <div class="row">
          {(['from', 'to'] as const).map((end) => (
            <Input
              name={`week.summerWeeks.${end}`}
              type="number"
              label={end === 'from' ? t.form.summerFrom : t.form.summerTo}
              value={given[`week.summerWeeks.${end}`]}
              error={
                errors[`week.summerWeeks.${end}`] ?? (end === 'from' ? errors['week.summerWeeks'] : undefined)
              }
            />
          ))}
        </div>
        <Reason given={given} errors={errors} locale={locale} office={office} />
      </>
    );
  },
});

const Reason = ({ given, errors, locale }: FieldsProps) => {
  const t = hoursTexts[locale].form;
  return (
    <Input name="reason" label={t.reason} help={t.reasonHelp} value={given.reason} error={errors.reason} />
  );
};

/** GET and POST /kontorstider/:id/undantag */
export const exceptionPage = changePage({
  path: 'undantag',
  title: (locale) => hoursTexts[locale].form.exceptionTitle,
  schema: AddExceptionSchema,
  shape: ({ what, period = {}, hours, cause, reason, seen }) => {
    const { from, to = from } = period as Record<string, string>;
    return {
      period: { from, to },
      hours: what === 'closed' ? null : what === undefined ? undefined : dayOf(hours ?? {}),
      ...{ cause, reason, seen },
    };
  },
  save: addException,
  initial: () => ({ what: 'closed' }),
  fields: (props) => {
    const { given, errors, locale } = props;
    const t = hoursTexts[locale];
    const clock = (name: string, label: string) => (
      <Input name={name} label={label} value={given[name]} error={errors[name]} size={6} />
    );
    return (
      <>
        <div class="row">
          <Input
            name="period.from"
            type="date"
            label={t.form.firstDay}
            value={given['period.from']}
            error={errors['period.from']}
            required
          />
          <Input
            name="period.to"
            type="date"
            label={t.form.lastDay}
            value={given['period.to']}
            error={errors['period.to']}
          />
        </div>
        <Choice
          id="what"
          name="what"
          legend={t.form.what}
          value={given.what}
          error={errors.hours}
          options={[
            { value: 'closed', label: t.form.closed },
            { value: 'hours', label: t.form.otherHours },
          ]}
        />
        <p class="help">{t.form.otherHoursHelp}</p>
        <div class="row">
          {clock('hours.opens', t.form.opens)}
          {clock('hours.closes', t.form.closes)}
          {clock('hours.lunch.from', t.form.lunchFrom)}
          {clock('hours.lunch.to', t.form.lunchTo)}
        </div>
        <Select
          name="cause"
          label={t.form.cause}
          value={given.cause}
          error={errors.cause}
          options={CAUSES.map((cause) => ({ value: cause, label: t.cause[cause] }))}
        />
        <Reason {...props} />
      </>
    );
  },
});

/** GET and POST /kontorstider/:id/sprak */
export const languagePage = changePage({
  path: 'sprak',
  title: (locale) => hoursTexts[locale].form.languageTitle,
  schema: AddLanguageSchema,
  shape: ({ language, weekday, span, from }) => {
    const { from: begins, to } = (span ?? {}) as Record<string, string>;
    return { language, weekday: number(weekday), from, span: { from: clockOf(begins), to: clockOf(to) } };
  },
  save: addLanguageHours,
  initial: () => ({}),
  fields: ({ given, errors, locale }) => {
    const t = hoursTexts[locale];
    return (
      <>
        <Select
          name="language"
          label={t.form.language}
          value={given.language}
          error={errors.language}
          options={LANGUAGE_CODES.map((code) => ({ value: code, label: t.languages.name[code] }))}
        />
        <Select
          name="weekday"
          label={t.form.weekday}
          value={given.weekday}
          error={errors.weekday}
          options={WEEKDAYS.map((day) => ({ value: String(day), label: t.weekday[day] }))}
        />
        <div class="row">
          <Input
            name="span.from"
            label={t.form.spanFrom}
            value={given['span.from']}
            error={errors['span.from']}
            size={6}
          />
          <Input
            name="span.to"
            label={t.form.spanTo}
            value={given['span.to']}
            error={errors['span.to']}
            size={6}
          />
        </div>
        <Input name="from" type="date" label={t.form.from} value={given.from} error={errors.from} required />
      </>
    );
  },
});
