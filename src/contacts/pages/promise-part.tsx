import type { FC } from 'hono/jsx';
import { isWorkingDay } from '../../hours/rules/working-days.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { Choice, Input } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { WAYS } from '../contact.ts';
import { contactPageTexts } from '../contact-texts.ts';
import type { ContactView, PromiseView } from '../contact-view.server.ts';
import { USUAL_DAYS } from '../promise.ts';
import { promiseTexts } from '../promise-texts.ts';
import { promiseState, workingDayFrom } from '../rules/promise.ts';
import type { Told } from './contact.tsx';

interface Props {
  readonly base: string;
  readonly view: ContactView;
  readonly told: Told | null;
  readonly now: Temporal.Instant;
  readonly me: number;
  readonly locale: Locale;
}

/** What was promised, what came of it, and promising. */
export const PromisePart: FC<Props> = (props) => {
  const { base, view, told, locale, now, me } = props;
  const t = promiseTexts[locale];
  const open = view.visit.closedAt === null && view.awayTo === null;
  const wrong = told?.form === 'promise';
  return (
    <section class="side-part" aria-labelledby="lofte">
      <h2 id="lofte">{t.one.title}</h2>
      {view.promises.length === 0 ? <p class="quiet">{t.one.none}</p> : null}
      {view.promises.map((promise) => (
        <OnePromise {...props} promise={promise} />
      ))}
      {open ? (
        <details open={wrong}>
          <summary data-hotkey="l">{t.one.make}</summary>
          <form method="post" action={`${base}/loften`}>
            {/* Pressed twice, it is one promise. */}
            <input
              type="hidden"
              name="promiseId"
              value={(wrong ? told.given.promiseId : '') || crypto.randomUUID()}
            />
            <WhenFields
              id="lova"
              given={wrong ? told.given : {}}
              errors={wrong ? told.errors : {}}
              now={now}
              locale={locale}
            />
            <Input
              name="what"
              label={t.one.what}
              value={wrong ? told.given.what : t.one.usual}
              error={wrong ? told.errors.what : undefined}
            />
            <WhoField view={view} me={me} id="lova" locale={locale} />
            <Button kind="quiet">{t.one.save}</Button>
          </form>
        </details>
      ) : null}
      <p class="receipt-link">
        <a href={`${base}/kvitto`}>{t.receipt.link}</a>
      </p>
    </section>
  );
};

const OnePromise: FC<Props & { promise: PromiseView }> = ({ base, view, told, now, locale, promise }) => {
  const t = promiseTexts[locale];
  const state = promiseState(promise, now);
  const open = promise.keptAt === null && promise.movedAt === null;
  const address = `${base}/loften/${promise.id}`;
  const wrong = (form: 'keep' | 'move') => told?.form === form && told.given.promiseId === promise.id;
  return (
    <div class={open ? 'promise' : 'promise promise--ended'}>
      <p>
        <Badge kind={state === 'late' ? 'wrong' : state === 'kept' ? 'good' : 'neutral'}>
          {t.state[state]}
        </Badge>{' '}
        <strong>{t.one.due(formatMoment(promise.dueAt))}</strong>
        <br />
        {promise.what} <span class="quiet">· {promise.officer}</span>
        {promise.movedWhy === null ? null : <span class="quiet"> · {promise.movedWhy}</span>}
      </p>
      {!open ? null : (
        <>
          <details open={wrong('keep')}>
            <summary>{t.one.keep}</summary>
            <form method="post" action={`${address}/hall`}>
              <Choice
                id={`how-${promise.id}`}
                name="how"
                legend={t.one.how}
                value={view.person?.preferred ?? 'phone'}
                options={WAYS.map((each, index) => ({
                  value: each,
                  label: contactPageTexts[locale].person.ways[each],
                  key: String(index + 1),
                }))}
              />
              <div class="field">
                <label for={`said-${promise.id}`}>{t.one.said}</label>
                <textarea id={`said-${promise.id}`} name="body" rows={3}>
                  {wrong('keep') ? (told?.given.body ?? '') : ''}
                </textarea>
              </div>
              {view.visit.closedAt !== null ? null : (
                <label class="check">
                  <input type="checkbox" name="as" value="answered" />
                  <span>{t.one.andClose}</span>
                </label>
              )}
              <Button>{t.one.keep}</Button>
            </form>
          </details>
          <details open={wrong('move')}>
            <summary>{t.one.move}</summary>
            <form method="post" action={`${address}/flytta`}>
              <WhenFields
                id={`flytta-${promise.id}`}
                given={wrong('move') ? (told?.given ?? {}) : {}}
                errors={wrong('move') ? (told?.errors ?? {}) : {}}
                now={now}
                locale={locale}
              />
              <div class="field">
                <label for={`why-${promise.id}`}>{t.one.why}</label>
                <input id={`why-${promise.id}`} name="why" required maxlength={500} autocomplete="off" />
              </div>
              <WhoField view={view} me={promise.officerId} id={`flytta-${promise.id}`} locale={locale} />
              <Button kind="quiet">{t.one.move}</Button>
            </form>
          </details>
        </>
      )}
    </div>
  );
};

/** So many working days from now, or a day; and the time. */
const WhenFields: FC<{
  id: string;
  given: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  now: Temporal.Instant;
  locale: Locale;
}> = ({ id, given, errors, now, locale }) => {
  const t = promiseTexts[locale].one;
  const today = isWorkingDay(swedishDay(now));
  return (
    <>
      <Choice
        id={`${id}-when`}
        name="workingDays"
        legend={t.when}
        value={given.workingDays ?? '1'}
        options={USUAL_DAYS.filter((days) => days > 0 || today).map((days, index) => ({
          value: String(days),
          label:
            days === 0
              ? t.today
              : days === 1
                ? t.nextWorking
                : t.workingDays(days, formatDay(workingDayFrom(now, days), locale).replace(/ \d{4}$/, '')),
          key: String(index + 1),
        }))}
      />
      <div class="when-row">
        <Input id={`${id}-day`} name="day" type="date" label={t.day} value={given.day} error={errors.day} />
        <Input
          id={`${id}-time`}
          name="time"
          type="time"
          label={t.time}
          value={given.time ?? '16:00'}
          error={errors.time}
          required
        />
      </div>
    </>
  );
};

const WhoField: FC<{ view: ContactView; me: number; id: string; locale: Locale }> = ({
  view,
  me,
  id,
  locale,
}) => {
  const t = promiseTexts[locale].one;
  if (view.colleagues.length < 2) return null;
  return (
    <div class="field">
      <label for={`${id}-who`}>{t.who}</label>
      <select id={`${id}-who`} name="officerId">
        {view.colleagues.map((officer) => (
          <option value={officer.id} selected={officer.id === me}>
            {officer.name}
          </option>
        ))}
      </select>
    </div>
  );
};
