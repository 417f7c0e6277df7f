import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { publicTexts } from '../../contacts/public-texts.ts';
import { officeDay } from '../../hours/rules/open.ts';
import { toOpeningHours } from '../../hours/rules/opening-hours-text.ts';
import { mayChange } from '../../hours/store.server.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Notice } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import {
  firstVisitDay,
  type KnownOffices,
  knownOffices,
  nextVisitDay,
  stateAt,
  type VisitorOffice,
} from '../known-offices.server.ts';
import { distance } from '../rules/distance.ts';
import { asScript, governmentOffice } from '../rules/json-ld.ts';
import { readNeed } from '../rules/needs.ts';
import { findingTexts } from '../texts.ts';
import { UsualWaits, WaitingNow, waitingAt } from '../waiting.tsx';
import { CanDo, NeedHere } from './office-can.tsx';
import { ComingDays, FindHere, LanguagesHere, Week } from './office-parts.tsx';
import { dayText, Head, kmText, StateLine } from './parts.tsx';
import { address } from './question.server.ts';

/** GET /kontor/:code?uppgift= : an office for its visitors, without signing in. */
export async function showPublicOffice(c: Http) {
  const { database, clock, auth } = c.get('services');
  const locale = c.get('locale');
  const t = findingTexts[locale];
  const known = await knownOffices(database.pool);
  const office = known.byCode.get(c.req.param('code') ?? '');
  if (office === undefined) throw new Problem('not-found');
  const at = clock();
  const today = swedishDay(at);
  const day = nextVisitDay(stateAt(office, at), at) ?? firstVisitDay([office], at);
  const given = await known.given(day);
  const needText = (c.req.query('uppgift') ?? '').slice(0, 200);
  const need = readNeed(needText, new Set(given.tasks.map(({ code }) => code)));
  const href = (other: VisitorOffice) =>
    address(c, `/kontor/${other.code}`, { uppgift: need === null ? null : needText });
  const origin = new URL(auth.options.baseURL ?? c.req.url).origin;
  const path = `/kontor/${encodeURIComponent(office.code)}`;
  const { osm, linked } = machineReadable(office, origin, today);
  const waiting = await waitingAt(database.pool, { known, office, at });
  return page(
    c,
    {
      title: office.name,
      head: (
        <>
          <Head origin={origin} path={path} description={`${office.name}. ${t.description}`} />
          <link rel="canonical" href={`${origin}${path}`} />
          <script type="application/ld+json">{raw(linked)}</script>
        </>
      ),
    },
    <>
      <p class="crumb">
        <a href={address(c, '/hitta')}>{t.office.back}</a>
      </p>
      <h1>{office.name}</h1>
      <p class="visit-now">
        <StateLine office={office} at={at} locale={locale} />
      </p>
      <WaitingNow waiting={waiting} locale={locale} />
      <Elsewhere office={office} known={known} at={at} href={href} locale={locale} />
      <p>
        <a href={`/kontakta/${encodeURIComponent(office.code)}`}>{publicTexts[locale].form.link}</a>
      </p>
      {needText !== '' && need === null ? <Notice kind="wrong">{t.place.unknownNeed}</Notice> : null}
      <div class="visit-office">
        <div>
          {need === null ? null : (
            <NeedHere
              {...{ office, known, given, need, href, at, locale }}
              day={dayText(day, today, locale)}
              today={today}
            />
          )}
          <Week
            office={office}
            days={[0, 1, 2, 3, 4, 5, 6].map((ahead) => officeDay(office, addDays(today, ahead)))}
            today={today}
            locale={locale}
          />
          <ComingDays office={office} today={today} locale={locale} />
          <UsualWaits waiting={waiting} locale={locale} />
          <FindHere office={office} locale={locale} />
          <LanguagesHere office={office} at={at} locale={locale} />
        </div>
        <CanDo office={office} given={given} day={dayText(day, today, locale)} locale={locale} />
      </div>
      <details class="quiet">
        <summary>{t.office.osm}</summary>
        <p>{t.office.osmHelp}</p>
        <p>
          <code>{osm}</code>
        </p>
      </details>
      <Staff c={c} office={office} locale={locale} />
    </>,
  );
}

interface MachineReadable {
  readonly today: PlainDate;
  readonly origin: string;
  readonly osm: string;
  readonly linked: string;
}
const written = new WeakMap<VisitorOffice, MachineReadable>();

/** What machines read of an office: written once a day. */
function machineReadable(office: VisitorOffice, origin: string, today: PlainDate): MachineReadable {
  const before = written.get(office);
  if (before?.today === today && before.origin === origin) return before;
  const osm = toOpeningHours(office, { from: today, to: addDays(today, 365) });
  const linked = asScript(governmentOffice(office, origin, today, osm));
  const made = { today, origin, osm, linked };
  written.set(office, made);
  return made;
}

/** When it is closed: the nearest that is open, else the nearest that opens sooner. */
const Elsewhere: FC<{
  office: VisitorOffice;
  known: KnownOffices;
  at: Temporal.Instant;
  href: (office: VisitorOffice) => string;
  locale: Locale;
}> = ({ office, known, at, href, locale }) => {
  const t = findingTexts[locale].office;
  const mine = stateAt(office, at);
  if (mine.now !== null) return null;
  const others = known.offices
    .filter((other) => other.id !== office.id)
    .map((other) => ({ other, km: distance(office, other), state: stateAt(other, at) }))
    .toSorted((a, b) => a.km - b.km);
  const open = others.find(({ state }) => state.now !== null);
  const found =
    open ??
    others.find(
      ({ state }) =>
        state.next !== null &&
        (mine.next === null || Temporal.Instant.compare(state.next.from, mine.next.from) < 0),
    );
  if (found === undefined) return null;
  const km = kmText(found.km, locale);
  return (
    <p class="visit-tip">
      {open === undefined ? t.opensElsewhere(km) : t.openElsewhere(km)}{' '}
      <a href={href(found.other)}>{found.other.name}</a>,{' '}
      <StateLine office={found.other} at={at} locale={locale} />
    </p>
  );
};

/** The ways in for who keeps the office's facts. */
const Staff: FC<{ c: Http; office: VisitorOffice; locale: Locale }> = ({ c, office, locale }) => {
  const actor = c.get('actor');
  if (actor === null || actor.assignments.length === 0) return null;
  const t = findingTexts[locale].office;
  const may = mayChange(contextOf(c), office.id);
  return (
    <nav class="visit-staff" aria-label={t.staff}>
      <h2>{t.staff}</h2>
      <ul>
        <li>
          <a href={`/kontorstider/${office.id}`}>{t.toHours}</a>
        </li>
        {may ? (
          <li>
            <a href={`/kontorstider/${office.id}/hitta-hit`}>{t.toFacts}</a>
          </li>
        ) : null}
        {actor.assignments.some(({ role }) => READS_REGISTERS.includes(role)) ? (
          <li>
            <a href={`/register/kontor/${office.id}`}>{t.toRegister}</a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
};

const READS_REGISTERS: readonly string[] = ['coordinator', 'report-author', 'law-editor', 'administrator'];
