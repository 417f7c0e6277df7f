import type { FC } from 'hono/jsx';
import { WhoSpeaks } from '../../contacts/pages/representation-part.tsx';
import { groundSentence, verdictTexts } from '../../law/verdict-texts.ts';
import { Button } from '../../ui/components.tsx';
import { Choice, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { Application } from '../applications.server.ts';
import { told } from '../definition.ts';
import { applyTexts } from '../public-texts.ts';
import type { Way } from '../rules/way.ts';
import { applicationTexts } from '../texts.ts';
import type { ApplicationTold } from './application.tsx';

interface Props {
  readonly application: Application;
  readonly way: Way;
  readonly said: ApplicationTold | null;
  readonly locale: Locale;
}

/** What the law lets this officer do with the application, on what it rests, and the form that does it. */
export const WayPart: FC<Props> = (props) => {
  const { application, way, locale } = props;
  const t = applicationTexts[locale].view;
  const { authority } = application;
  return (
    <section class={`application-way application-way--${way.way}`} aria-labelledby="far">
      <h2 id="far">{t.way[way.way]}</h2>
      <p>{t.wayMeans[way.way](authority)}</p>
      <Grounds way={way} locale={locale} />
      {way.reading ? <p class="quiet">{t.reading}</p> : null}
      {application.matterId === null ? (
        <form method="post" action={`/ansokningar/${application.id}/ta`}>
          {application.takenBy === null ? null : <p class="quiet">{t.takenBy(application.takenBy)}</p>}
          <Button>{t.take}</Button>
        </form>
      ) : way.way === 'decide' ? (
        <>
          <DecideForm {...props} />
          <details open={props.said !== null && props.said.given.done !== undefined}>
            <summary>{t.handInstead}</summary>
            <HandOverForm {...props} />
          </details>
        </>
      ) : (
        <HandOverForm {...props} />
      )}
    </section>
  );
};

/** What it rests on; where no more may be done, why not. */
const Grounds: FC<{ way: Way; locale: Locale }> = ({ way, locale }) => {
  const t = applicationTexts[locale].view;
  const { grounds, permitted } = way.verdict;
  const shown = permitted
    ? grounds.filter(({ code }) => ['agreement', 'catalogue', 'mandate'].includes(code))
    : grounds.filter(({ holds }) => !holds);
  return (
    <>
      {permitted ? null : <h3>{t.why}</h3>}
      <ul class="rests-on">
        {shown.map((ground) => (
          <li>
            {groundSentence(ground, locale)} <cite>{ground.provision.ref}</cite>
          </li>
        ))}
      </ul>
    </>
  );
};

const DecideForm: FC<Props> = ({ application, way, said, locale }) => {
  const t = applicationTexts[locale].view;
  const given = said?.given ?? {};
  const errors = said?.errors ?? {};
  return (
    <form method="post" action={`/ansokningar/${application.id}/beslut`} class="stack">
      {way.decisions.length > 1 ? null : <p class="quiet">{t.favourableOnly}</p>}
      <Choice
        id="decision"
        name="decision"
        legend={t.decision}
        required
        value={given.decision ?? (way.decisions.length === 1 ? way.decisions[0] : undefined)}
        error={errors.decision}
        options={way.decisions.map((value) => ({ value, label: applyTexts[locale].receipt.outcome[value] }))}
      />
      <TextArea
        name="reasons"
        label={t.reasons}
        help={t.reasonsHelp}
        rows={5}
        required
        maxlength={8000}
        value={given.reasons}
        error={errors.reasons}
      />
      <Speaks application={application} said={said} id="beslut-foretradare" locale={locale} />
      <Conditions way={way} said={said} locale={locale} />
      <details>
        <summary>{t.appealIs}</summary>
        <p class="apply-text">{told(application.form.appeal, application.language)}</p>
      </details>
      <Button>{t.saveDecision}</Button>
    </form>
  );
};

/** Who applied: the person, or who is noted in the matter as speaking for them; where that is noted. */
const Speaks: FC<Pick<Props, 'application' | 'said' | 'locale'> & { id: string }> = ({
  application: { representations, channel, visitId, matterId },
  said,
  id,
  locale,
}) =>
  representations.length > 0 ? (
    <WhoSpeaks
      id={id}
      representations={representations}
      value={said?.given.representationId}
      locale={locale}
    />
  ) : (
    <p class="quiet">
      {applicationTexts[locale].view.forAnother}{' '}
      <a href={`/${channel === 'visit' ? 'besok' : 'kontakter'}/${visitId}#arende-${matterId}`}>
        {applicationTexts[locale].view.noteWho}
      </a>
    </p>
  );

const Conditions: FC<Pick<Props, 'way' | 'said' | 'locale'>> = ({ way, said, locale }) => {
  if (way.conditions.length === 0) return null;
  const error = said?.errors.conditions;
  const confirmed = (said?.given.conditions ?? '').split(' ');
  return (
    <fieldset class="conditions" id="conditions" tabindex={-1}>
      <legend>{applicationTexts[locale].view.conditions}</legend>
      {error === undefined ? null : <p class="error">{error}</p>}
      {way.conditions.map((condition) => (
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
  );
};

const HandOverForm: FC<Props> = ({ application, way, said, locale }) => {
  const t = applicationTexts[locale].view;
  return (
    <form method="post" action={`/ansokningar/${application.id}/lamna-over`} class="stack">
      <p>{t.whatGoes(application.files.length)}</p>
      {way.way === 'hand-over' ? null : <p class="quiet">{t.diary}</p>}
      <TextArea
        name="done"
        label={t.note}
        rows={3}
        maxlength={4000}
        value={said?.given.done}
        error={said?.errors.done}
      />
      <Speaks application={application} said={said} id="lamna-over-foretradare" locale={locale} />
      {way.way === 'receive' ? <Conditions way={way} said={said} locale={locale} /> : null}
      <Button kind={way.way === 'decide' ? 'quiet' : 'primary'}>
        {way.way === 'hand-over' ? t.handOver : t.receive}
      </Button>
    </form>
  );
};
