import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Button } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { dayText } from '../due-text.ts';
import type { Followed } from '../follow.server.ts';
import { lateness } from '../rules/deadlines.ts';
import { followTexts } from '../texts/follow-texts.ts';

/** Where the person's one matter is, once it was opened. */
export const HERE = '/folj/arende';

/** Whose turn it is, and until when. */
export const Now: FC<{ view: Followed; now: Temporal.Instant; locale: Locale }> = ({ view, now, locale }) => {
  const t = followTexts[locale];
  const today = swedishDay(now);
  const ended = view.state === 'closed' || view.state === 'rerouted';
  const late = lateness(view.dueOn, today).is === 'late';
  return (
    <section
      class={`hand-over-now hand-over-now--${ended ? 'ended' : late ? 'late' : 'ahead'}`}
      aria-label={t.now}
    >
      <p>
        <strong>{t.state[view.state](view.authority, view.office)}</strong>
      </p>
      {ended ? null : (
        <>
          <p>
            {t.responsible(view.responsible === 'receiver' ? view.authority : view.office)}{' '}
            {late ? t.late(dayText(view.dueOn, today, locale)) : t.stepBy(dayText(view.dueOn, today, locale))}
          </p>
          {view.state === 'answered' || view.finalAnswerDue < today ? null : (
            <p>{t.answerBy(dayText(view.finalAnswerDue, today, locale))}</p>
          )}
        </>
      )}
    </section>
  );
};

export const Answers: FC<{ view: Followed; locale: Locale }> = ({ view, locale }) => {
  const t = followTexts[locale];
  const answers = view.events.filter(({ message }) => message?.kind.endsWith('-answer'));
  return answers.length === 0 ? null : (
    <section aria-labelledby="svar">
      <h2 id="svar">{t.answers}</h2>
      {answers.toReversed().map((event) => (
        <article class="follow-answer">
          <p class="hand-over-text">{event.message?.text}</p>
          <p class="quiet">
            {event.authority},{' '}
            <time datetime={event.at}>{formatMoment(Temporal.Instant.from(event.at))}</time>
          </p>
        </article>
      ))}
    </section>
  );
};

export const Solved: FC<{
  /** The person has said so; who pressed the wrong button, or was wrong, opens it again. */
  solved: boolean;
  given: Readonly<Record<string, string>>;
  locale: Locale;
}> = ({ solved, given, locale }) => {
  const t = followTexts[locale];
  return (
    <section aria-labelledby="loste" class="follow-solved">
      <h2 id="loste">{t.solvedQuestion}</h2>
      {solved ? (
        <p>{t.thanks}</p>
      ) : (
        <form method="post" action={HERE}>
          <input type="hidden" name="do" value="solved" />
          <Button>{t.yes}</Button>
        </form>
      )}
      <details open={given.do === 'not-solved'}>
        <summary>{solved ? t.solvedNot : t.no}</summary>
        <form method="post" action={HERE} class="stack follow-form">
          <input type="hidden" name="do" value="not-solved" />
          <TextArea name="text" label={t.whatIsLeft} rows={4} required maxlength={4000} value={given.text} />
          <Button>{t.reopen}</Button>
        </form>
      </details>
    </section>
  );
};

export const MailForm: FC<{ view: Followed; given: Readonly<Record<string, string>>; locale: Locale }> = ({
  view,
  given,
  locale,
}) => {
  const t = followTexts[locale];
  return view.followsByMail ? (
    <form method="post" action={HERE}>
      <p>{t.mailOn}</p>
      <input type="hidden" name="do" value="no-mail" />
      <Button kind="quiet">{t.mailStop}</Button>
    </form>
  ) : (
    <details open={given.do === 'mail'}>
      <summary>{t.mail}</summary>
      <form method="post" action={HERE} class="stack follow-form">
        <input type="hidden" name="do" value="mail" />
        <Input
          name="address"
          label={t.address}
          help={t.mailHelp}
          type="email"
          required
          value={given.address}
        />
        <Button kind="quiet">{t.mailSave}</Button>
      </form>
    </details>
  );
};

/** The answer in plain Swedish or in English: one press, and what was asked for can be changed. */
export const AnswerIn: FC<{ view: Followed; locale: Locale }> = ({ view, locale }) => {
  const t = followTexts[locale].language;
  const others = (['plain', 'en', 'usual'] as const).filter((each) => each !== (view.answerIn ?? 'usual'));
  return (
    <section aria-labelledby="sprak" class="follow-language">
      {view.answerIn === null ? (
        <>
          <h2 id="sprak">{t.title}</h2>
          <p class="help">{t.help}</p>
        </>
      ) : (
        <h2 id="sprak">{t.asked[view.answerIn]}</h2>
      )}
      <form method="post" action={HERE} class="row">
        <input type="hidden" name="do" value="language" />
        {others.map((each) => (
          <button type="submit" class="button button--quiet" name="answerIn" value={each}>
            {t[each]}
          </button>
        ))}
      </form>
    </section>
  );
};
