import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { Input, Select } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { ENDINGS, SOURCES } from '../contact.ts';
import { contactPageTexts } from '../contact-texts.ts';
import type { ContactView } from '../contact-view.server.ts';
import { representationTexts } from '../representation-texts.ts';
import { workTexts } from '../work-texts.ts';
import type { Told } from './contact.tsx';
import { PersonFields } from './person-fields.tsx';

interface Props {
  readonly base: string;
  readonly view: ContactView;
  readonly told: Told | null;
  readonly locale: Locale;
}

/** Who it is: anonymous is normal; protected data is shown when asked for. The number that rang is for whom it rang. */
export const PersonPart: FC<Props & { number: string | null; shown: boolean }> = ({
  base,
  view,
  told,
  number,
  shown,
  locale,
}) => {
  const t = contactPageTexts[locale].person;
  const r = representationTexts[locale];
  const { person } = view;
  const hidden = person?.protected === true && !shown;
  const wrong = told?.form === 'person';
  const given = wrong
    ? told.given
    : {
        ...{ name: person?.name ?? '', phone: person?.phone ?? '', email: person?.email ?? '' },
        ...{ language: person?.language ?? '', preferred: person?.preferred ?? '' },
        ...{ mayMail: person?.mayMail ? '1' : '', protected: person?.protected ? '1' : '' },
      };
  return (
    <section class="side-part" aria-labelledby="person">
      <h2 id="person">{t.title}</h2>
      {number === null ? null : <p class="quiet">{t.number(number)}</p>}
      {person === null ? <p class="quiet">{t.anonymous}</p> : null}
      {hidden ? (
        <form method="post" action={`${base}/visa-person`}>
          <p>
            <strong>{t.protected}</strong> <span class="quiet">{t.showHelp}</span>
          </p>
          <Button kind="quiet">{t.show}</Button>
        </form>
      ) : (
        <>
          {person === null ? null : <PersonFacts person={person} locale={locale} />}
          {view.asksFor === null ? null : (
            <p>
              <strong>{r.said(view.asksFor.whom, r.saidAs[view.asksFor.asWhat])}</strong>{' '}
              <span class="quiet">{r.notLookedUp}</span>
            </p>
          )}
          <details open={wrong}>
            <summary data-hotkey="p">{person === null ? t.edit : t.change}</summary>
            <form method="post" action={`${base}/person`}>
              <PersonFields given={given} errors={wrong ? told.errors : {}} locale={locale} />
              <Button kind="quiet">{t.save}</Button>
            </form>
          </details>
        </>
      )}
    </section>
  );
};

const PersonFacts: FC<{ person: NonNullable<ContactView['person']>; locale: Locale }> = ({
  person,
  locale,
}) => {
  const t = contactPageTexts[locale].person;
  const language =
    person.language === null ? null : (t.languages as Readonly<Record<string, string>>)[person.language];
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t.name, person.name],
    [t.phone, person.phone],
    [t.email, person.email],
    [t.language, person.language === null ? null : (language ?? person.language)],
    [t.preferred, person.preferred === null ? null : t.ways[person.preferred]],
  ];
  return (
    <>
      {person.protected ? (
        <p>
          <strong>{t.protected}</strong>
        </p>
      ) : null}
      <dl class="person-facts">
        {facts.map(([label, value]) =>
          value == null ? null : (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
};

export const SourcesPart: FC<Props> = ({ base, view, told, locale }) => {
  const t = contactPageTexts[locale].sources;
  const wrong = told?.form === 'source';
  if (view.visit.closedAt !== null && view.sources.length === 0) return null;
  return (
    <section class="side-part" aria-labelledby="kallor">
      <h2 id="kallor">{t.title}</h2>
      {view.sources.length === 0 ? (
        <p class="quiet">{t.empty}</p>
      ) : (
        <ul class="sources">
          {view.sources.map(({ kind, detail }) => (
            <li>
              {/^https?:\/\/\S+$/.test(detail) ? <a href={detail}>{detail}</a> : detail}{' '}
              <span class="quiet">({t.kinds[kind]})</span>
            </li>
          ))}
        </ul>
      )}
      {view.visit.closedAt !== null || view.awayTo !== null ? null : (
        <details open={wrong}>
          <summary data-hotkey="k">{t.add}</summary>
          <form method="post" action={`${base}/kallor`}>
            <Select
              name="kind"
              label={t.kind}
              value="web"
              options={SOURCES.map((each) => ({ value: each, label: t.kinds[each] }))}
            />
            <Input
              name="detail"
              label={t.detail}
              value={wrong ? told.given.detail : ''}
              error={wrong ? told.errors.detail : undefined}
            />
            <Button kind="quiet">{t.save}</Button>
          </form>
        </details>
      )}
    </section>
  );
};

export const ClosePart: FC<Props> = ({ base, view, locale }) => {
  const t = contactPageTexts[locale].close;
  if (view.visit.closedAt !== null || view.awayTo !== null) return null;
  if (view.visit.channel === 'visit')
    return (
      <section class="side-part" aria-labelledby="avsluta">
        <h2 id="avsluta">{t.title}</h2>
        <p>
          {t.visit} <a href={`/besok/${view.visit.id}`}>{t.toVisit}</a>
        </p>
      </section>
    );
  return (
    <section class="side-part" aria-labelledby="avsluta">
      <h2 id="avsluta">{t.title}</h2>
      <form method="post" action={`${base}/avsluta`}>
        <div class="field">
          <label for="as">{t.as}</label>
          <select id="as" name="as" data-hotkey="x">
            {ENDINGS.map((each) => (
              <option value={each}>{workTexts[locale].closedAs[each]}</option>
            ))}
          </select>
        </div>
        <Button kind="quiet">{t.save}</Button>
      </form>
    </section>
  );
};
