import type { FC } from 'hono/jsx';
import { weekdayOf } from '../../hours/rules/special-days.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { SERVICE_LEVELS, type ServiceLevel } from '../../law/facts.ts';
import { formatDay, formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { type State, stateAt, type VisitorOffice } from '../known-offices.server.ts';
import { highest } from '../rules/how-far.ts';
import { findingTexts } from '../texts.ts';

/** `onsdag 18 november`: on these pages the year is told only when it is another. */
export function dayText(day: PlainDate, today: PlainDate, locale: Locale): string {
  const name = findingTexts[locale].weekday[weekdayOf(day)];
  const written = formatDay(day, locale);
  const year = ` ${today.slice(0, 4)}`;
  return `${name} ${written.endsWith(year) ? written.slice(0, -year.length) : written}`;
}

/** Kilometres as people say them. */
export function kmText(km: number, locale: Locale): string {
  const digits = km < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', { maximumFractionDigits: digits }).format(
    km,
  );
}

/** What comes next, in words: "till 16:00", "öppnar i morgon 10:00". */
function whatNext(office: VisitorOffice, { now, next }: State, at: Temporal.Instant, locale: Locale): string {
  const t = findingTexts[locale].state;
  if (now !== null) return t.until(formatTime(now.to, locale));
  const today = swedishDay(at);
  if (office.open.to !== null && office.open.to < today) return t.ended;
  if (next === null) return t.undecided;
  const day = swedishDay(next.from);
  const clock = formatTime(next.from, locale);
  if (day === today) return t.opensToday(clock);
  if (day === addDays(today, 1)) return t.opensTomorrow(clock);
  return t.opens(dayText(day, today, locale), clock);
}

/** Open or closed: a mark whose shape says it, the word, and what comes next. */
export const StateLine: FC<{ office: VisitorOffice; at: Temporal.Instant; locale: Locale }> = ({
  office,
  at,
  locale,
}) => {
  const t = findingTexts[locale].state;
  const state = stateAt(office, at);
  const open = state.now !== null;
  return (
    <span class={open ? 'open-state open-state--open' : 'open-state'}>
      <strong>{open ? t.open : t.closed}</strong>, <span>{whatNext(office, state, at, locale)}</span>
    </span>
  );
};

/** The ladder in one line: four steps, lit as far as it goes, and the name of the last. */
export const HowFar: FC<{ levels: readonly ServiceLevel[]; locale: Locale }> = ({ levels, locale }) => {
  const t = findingTexts[locale].can;
  return (
    <span class="how-far">
      <span class="how-far-steps" aria-hidden="true">
        {SERVICE_LEVELS.map((level) => (
          <i class={levels.includes(level) ? 'lit' : ''} />
        ))}
      </span>{' '}
      {t.level[highest(levels) ?? 'none']}
    </span>
  );
};

/** The ladder of one task, step by step, each with what it means. */
export const Ladder: FC<{ levels: readonly ServiceLevel[]; locale: Locale }> = ({ levels, locale }) => {
  const t = findingTexts[locale].can;
  return (
    <ul class="visitor-ladder">
      {SERVICE_LEVELS.map((level) => {
        const lit = levels.includes(level);
        return (
          <li class={lit ? 'lit' : ''}>
            <strong>{t.level[level]}</strong>: {lit ? t.yes : t.no}.
            {lit ? <span class="quiet"> {t.help[level]}</span> : null}
          </li>
        );
      })}
    </ul>
  );
};

/** What search engines read of a page: its language versions, and in a few words what it is. */
export const Head: FC<{ origin: string; path: string; description: string }> = ({
  origin,
  path,
  description,
}) => (
  <>
    <meta name="description" content={description} />
    <link rel="alternate" hreflang="sv" href={`${origin}${path}?sprak=sv`} />
    <link rel="alternate" hreflang="en" href={`${origin}${path}?sprak=en`} />
    <link rel="alternate" hreflang="x-default" href={`${origin}${path}`} />
  </>
);
