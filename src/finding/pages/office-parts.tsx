import type { FC } from 'hono/jsx';
import { dayNote, spansText } from '../../hours/pages/parts.tsx';
import { LANGUAGES, languageGround } from '../../hours/rules/languages.ts';
import { type OfficeDay, weekOn } from '../../hours/rules/open.ts';
import { hoursTexts } from '../../hours/texts.ts';
import { addDays, contains, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { Locale } from '../../ui/texts.ts';
import type { VisitorOffice } from '../known-offices.server.ts';
import { languageTimes, otherDays } from '../rules/coming-days.ts';
import { findingTexts } from '../texts.ts';
import { dayText } from './parts.tsx';

interface PartProps {
  readonly office: VisitorOffice;
  readonly locale: Locale;
}

/** The seven days, today marked. */
export const Week: FC<PartProps & { days: readonly OfficeDay[]; today: PlainDate }> = ({
  office,
  days,
  today,
  locale,
}) => {
  const t = findingTexts[locale];
  return (
    <>
      <table class="visit-week">
        <caption>
          <h2>{t.office.week}</h2>
        </caption>
        <tbody>
          {days.map((day) => (
            <tr class={day.day === today ? 'visit-today' : undefined}>
              <th scope="row">{day.day === today ? t.today : dayText(day.day, today, locale)}</th>
              <td>
                {day.spans.length === 0 ? t.office.closed : spansText(day.spans, locale)}
                <span class="quiet"> {dayNote(day, locale)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {weekOn(office, today).own ? null : <p class="quiet">{t.office.byType}</p>}
    </>
  );
};

/** How far ahead other hours are told, in days. */
const AHEAD = 60;

/** Days to come that are not as the week says. */
export const ComingDays: FC<PartProps & { today: PlainDate }> = ({ office, today, locale }) => {
  const t = findingTexts[locale];
  const last = addDays(today, AHEAD);
  const rows = otherDays(office, { from: today, to: last });
  return (
    <>
      <h2>{t.office.coming}</h2>
      {rows.length === 0 ? <p class="quiet">{t.office.noneComing(dayText(last, today, locale))}</p> : null}
      <ul class="visit-days">
        {rows.map(({ from, to, day }) => {
          const exception = office.exceptions.find(({ period }) => contains(period, from));
          const cause =
            day.reason === 'exception' && exception !== undefined
              ? hoursTexts[locale].cause[exception.cause]
              : dayNote(day, locale);
          return (
            <li>
              <strong>
                {dayText(from, today, locale)}
                {to === from ? '' : ` – ${dayText(to, today, locale)}`}
              </strong>
              : {day.spans.length === 0 ? t.office.closed : spansText(day.spans, locale)}
              <span class="quiet"> {cause}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
};

/** Where the door is, how to get in, and the way there. */
export const FindHere: FC<PartProps> = ({ office, locale }) => {
  const t = findingTexts[locale].office;
  const { address, directionsSv, directionsEn, stepFree } = office.facts;
  const directions = locale === 'en' && directionsEn !== null ? directionsEn : directionsSv;
  const inSwedish = locale === 'en' && directionsEn === null;
  const steps = stepFree === null ? t.stepsUnknown : stepFree ? t.stepFree : t.steps;
  return (
    <>
      <h2>{t.find}</h2>
      {address === null ? (
        <p>{t.noAddress(office.locality)}</p>
      ) : (
        <address class="visit-address">
          {address.street}
          <br />
          {address.postcode} {address.town}
        </address>
      )}
      {directions === null ? null : (
        <p class="lines" lang={inSwedish ? 'sv' : undefined}>
          {directions}
        </p>
      )}
      <p>{steps}</p>
      <p>
        <a
          href={`https://www.openstreetmap.org/?mlat=${office.latitude}&mlon=${office.longitude}#map=16/${office.latitude}/${office.longitude}`}
          rel="noreferrer"
        >
          {t.route}
        </a>
      </p>
    </>
  );
};

/** In which languages one is met, always and at certain times; a right is told as a right. */
export const LanguagesHere: FC<PartProps & { at: Temporal.Instant }> = ({ office, at, locale }) => {
  const t = findingTexts[locale].office;
  const today = swedishDay(at);
  const always = office.facts.languages;
  const times = languageTimes(office, office.languages, at);
  const names = hoursTexts[locale].languages.name;
  const Name: FC<{ code: keyof typeof LANGUAGES }> = ({ code }) => (
    <>
      <bdi lang={code}>{LANGUAGES[code]}</bdi>
      {LANGUAGES[code] === names[code] ? '' : ` (${names[code]})`}
    </>
  );
  const isRight = (code: keyof typeof LANGUAGES) =>
    languageGround(code, office.municipality).standing === 'right-in-area';
  return (
    <>
      <h2>{t.languages}</h2>
      {always.length === 0 ? null : (
        <ul class="visit-days">
          {always.map((code) => (
            <li>
              <Name code={code} />
              {isRight(code) ? <span class="quiet"> {t.right}</span> : null}
            </li>
          ))}
        </ul>
      )}
      {times.length === 0 ? null : (
        <>
          <p>{t.special}</p>
          <ul class="visit-days">
            {times.map(({ language, day, span }) => (
              <li>
                <Name code={language} />: {dayText(day, today, locale)} {span.from}–{span.to}
                {isRight(language) ? <span class="quiet"> {t.right}</span> : null}
              </li>
            ))}
          </ul>
        </>
      )}
      {always.length + times.length > 0 ? null : <p class="quiet">{t.languagesUnknown}</p>}
    </>
  );
};
