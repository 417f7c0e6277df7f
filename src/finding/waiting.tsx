import type { FC } from 'hono/jsx';
import { weekdayOf } from '../hours/rules/special-days.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { Pool } from '../platform/database.server.ts';
import {
  type PublicWaiting,
  publicWaiting,
  usualWaits,
  waitingCounts,
} from '../queue/public-waiting.server.ts';
import type { Range } from '../queue/rules/estimate.ts';
import { calmest, type HourWaits } from '../queue/rules/usual-waits.ts';
import type { Locale } from '../ui/texts.ts';
import { type KnownOffices, nextVisitDay, stateAt, type VisitorOffice } from './known-offices.server.ts';
import { waitingTexts } from './waiting-texts.ts';

/** What is told of an office's line before one comes. */
export interface Waiting {
  /** Null while it is closed. */
  readonly now: PublicWaiting | null;
  readonly usual: readonly HourWaits[];
  /** The day of which the usual is shown: that of the next visit. */
  readonly day: PlainDate;
}

/** Null for an office without a queue: nobody knows, and nothing is said. */
export async function waitingAt(
  pool: Pool,
  {
    known,
    office,
    at,
  }: { readonly known: KnownOffices; readonly office: VisitorOffice; readonly at: Temporal.Instant },
): Promise<Waiting | null> {
  if (!(await countsOf(pool, known, at)).has(office.id)) return null;
  const state = stateAt(office, at);
  const [now, usual] = await Promise.all([
    state.now === null ? null : publicWaiting(pool, office.id, at),
    usualWaits(pool, office.id, at),
  ]);
  return { now, usual, day: nextVisitDay(state, at) ?? swedishDay(at) };
}

/** How many wait at each office that has a queue. */
export const countsOf = (pool: Pool, known: KnownOffices, at: Temporal.Instant) =>
  waitingCounts(
    pool,
    known.offices.map(({ id }) => id),
    at,
  );

/** Of some offices that are shown as cards: those that are open and have a queue. */
export async function waitingAtEach(
  pool: Pool,
  {
    known,
    offices,
    at,
  }: {
    readonly known: KnownOffices;
    readonly offices: readonly VisitorOffice[];
    readonly at: Temporal.Instant;
  },
): Promise<ReadonlyMap<number, PublicWaiting>> {
  const counts = await countsOf(pool, known, at);
  const lines = offices
    .filter((office) => counts.has(office.id) && stateAt(office, at).now !== null)
    .map(async ({ id }) => [id, await publicWaiting(pool, id, at)] as const);
  return new Map(await Promise.all(lines));
}

/** From the shortest to the longest that any need is told. */
function rangeOfAll({ needs }: PublicWaiting): Range | null {
  const ranges = needs.flatMap(({ range }) => range ?? []);
  if (ranges.length === 0) return null;
  return {
    low: Math.min(...ranges.map(({ low }) => low)),
    high: Math.max(...ranges.map(({ high }) => high)),
  };
}

/** A range of seconds in words, never shorter than it is. */
function rangeText({ low, high }: Range, locale: Locale): string {
  const most = Math.max(1, Math.ceil(high / 60));
  return waitingTexts[locale].range(Math.min(most, Math.floor(low / 60)), most);
}

/** How many wait now, in one line of a list. */
export const WaitingLine: FC<{ line: PublicWaiting | undefined; locale: Locale }> = ({ line, locale }) => {
  if (line === undefined) return null;
  const t = waitingTexts[locale];
  const range = rangeOfAll(line);
  return (
    <p>
      {t.waiting(line.waiting)} {range === null ? null : t.comesNow(rangeText(range, locale))}
    </p>
  );
};

/** How many wait now, and how long who comes now will: by need where needs differ. */
export const WaitingNow: FC<{ waiting: Waiting | null; locale: Locale }> = ({ waiting, locale }) => {
  if (waiting === null || waiting.now === null) return null;
  const t = waitingTexts[locale];
  const { now } = waiting;
  const said = now.needs.map(({ names, range }) => ({
    name: names[locale] ?? names.sv,
    range: range === null ? null : rangeText(range, locale),
  }));
  const differ = new Set(said.map(({ range }) => range)).size > 1;
  return (
    <section class="visit-waiting" aria-label={t.title}>
      <WaitingLine line={differ ? { ...now, needs: [] } : now} locale={locale} />
      {differ ? (
        <>
          <h2>{t.byNeed}</h2>
          <dl>
            {said.map(({ name, range }) => (
              <div>
                <dt>{name}</dt>
                <dd>{range ?? t.nobody}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {said.some(({ range }) => range !== null) ? <p class="quiet">{t.honest}</p> : null}
    </section>
  );
};

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** The usual wait by hour on the day of the next visit, and when in the week it is calmest. */
export const UsualWaits: FC<{ waiting: Waiting | null; locale: Locale }> = ({ waiting, locale }) => {
  if (waiting === null || waiting.usual.length === 0) return null;
  const t = waitingTexts[locale];
  const weekday = weekdayOf(waiting.day);
  const hours = waiting.usual.filter((hour) => hour.weekday === weekday);
  const most = Math.max(60, ...hours.map(({ median }) => median));
  const best = calmest(waiting.usual);
  const bestToday = calmest(hours);
  return (
    <>
      {hours.length === 0 ? null : (
        <table class="visit-week">
          <caption>
            <h2>{t.usualTitle(weekday)}</h2>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t.usualHour}</th>
              <th scope="col">{t.usualWait}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, median }) => (
              <tr>
                <th scope="row">
                  {clock(hour)}–{clock(hour + 1)}
                </th>
                <td>
                  <svg class="visit-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={Math.max(1, Math.round((median / most) * 100))} height="10" />
                  </svg>
                  {t.minutes(Math.max(1, Math.ceil(median / 60)))}
                  {bestToday?.hour === hour ? <strong> {t.calmestHere}</strong> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">
        {best === null ? null : (
          <>{t.calm(best.weekday as typeof weekday, clock(best.hour), clock(best.hour + 1))} </>
        )}
        {t.source}
      </p>
    </>
  );
};
