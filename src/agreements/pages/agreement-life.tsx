import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Button, ButtonLink } from '../../ui/components.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { agreementLifeTexts } from '../life-texts.ts';
import type { AgreementLife as Life, LifeEvent } from '../queries/agreement-life.server.ts';

/** To the drafts, for who writes them. */
export const DraftsLink: FC<{ c: Http }> = ({ c }) =>
  hasRole(contextOf(c).actor, 'coordinator') ? (
    <p>
      <a href="/avtal/utkast">{agreementLifeTexts[c.get('locale')].drafts}</a>
    </p>
  ) : null;

/** Service and contacts of the version, what can be done with the agreement, and what has happened to it. */
export const AgreementLife: FC<{ life: Life; locale: Locale }> = ({ life, locale }) => {
  const t = agreementLifeTexts[locale];
  return (
    <>
      <Service life={life} locale={locale} />
      {life.writes ? (
        <section aria-labelledby="andra">
          <h3 id="andra">{life.endedOn === null ? t.manage : t.ended(formatDay(life.endedOn, locale))}</h3>
          {life.endedOn === null ? (
            <div class="row">
              <form method="post" action={`/avtal/${life.id}/utkast`}>
                <Button kind="quiet">{t.amend}</Button>
              </form>
              <ButtonLink href={`/avtal/${life.id}/plan`}>{t.plan}</ButtonLink>
              <ButtonLink href={`/avtal/${life.id}/checklista`}>{t.checklist}</ButtonLink>
              <ButtonLink href={`/avtal/${life.id}/avsluta`}>{t.end}</ButtonLink>
            </div>
          ) : (
            <>
              <p>{t.endedHelp}</p>
              <div class="row">
                <ButtonLink href={`/avtal/${life.id}/checklista?lista=leaving`}>{t.leaving}</ButtonLink>
                <ButtonLink href={`/avtal/${life.id}/plan`}>{t.planWas}</ButtonLink>
              </div>
            </>
          )}
        </section>
      ) : null}
      {life.writes || life.events.length > 0 ? (
        <section aria-labelledby="historik">
          <h3 id="historik">{t.history}</h3>
          {life.events.length === 0 ? <p class="quiet">{t.none}</p> : null}
          <ol class="timeline">
            {life.events.map((event) => (
              <li>
                <div>
                  {told(event, locale)}
                  {event.details.reason === undefined ? '' : `: ${event.details.reason}`}
                </div>
                <div class="quiet">
                  {[formatMoment(event.at), event.who, event.authority].filter(Boolean).join(' · ')}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
};

function told({ kind, details }: LifeEvent, locale: Locale): string {
  const t = agreementLifeTexts[locale];
  const names: Readonly<Record<string, string>> = t.kind;
  const parts = [
    details.version === undefined ? '' : t.version(details.version),
    details.from === undefined ? '' : t.from(details.from),
    details.lastDay === undefined ? '' : t.lastDay(details.lastDay),
    details.plannedOn === undefined ? '' : t.planned(details.plannedOn),
  ].filter(Boolean);
  return [names[kind] ?? kind, ...parts].join(', ');
}

const Service: FC<{ life: Life; locale: Locale }> = ({ life: { terms, contacts }, locale }) => {
  const t = agreementLifeTexts[locale];
  const rows = [
    [t.firstAnswer, terms?.firstAnswerDays ?? null, t.days],
    [t.finalAnswer, terms?.finalAnswerDays ?? null, t.days],
    [t.notice, terms?.noticeMonths ?? null, t.months],
  ] as const;
  if (contacts.length === 0 && rows.every(([, n]) => n === null)) return null;
  return (
    <section aria-labelledby="service">
      <h3 id="service">{t.service}</h3>
      <dl class="facts">
        {rows.map(([label, n, words]) =>
          n === null ? null : (
            <>
              <dt>{label}</dt>
              <dd>{words(n)}</dd>
            </>
          ),
        )}
        {contacts.map(({ authority, function: role, email, phone }) => (
          <>
            <dt>{authority}</dt>
            <dd>{[role, email, phone].filter(Boolean).join(', ')}</dd>
          </>
        ))}
      </dl>
    </section>
  );
};
