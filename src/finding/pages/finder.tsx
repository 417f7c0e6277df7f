import type { FC } from 'hono/jsx';
import type { GivenOnDay } from '../../coverage/queries/given-to-visitors.server.ts';
import { LANGUAGES } from '../../hours/rules/languages.ts';
import { contains, swedishDay } from '../../kernel/plain-date.ts';
import type { PublicWaiting } from '../../queue/public-waiting.server.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Notice } from '../../ui/components.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import {
  firstVisitDay,
  knownOffices,
  levelsOf,
  stateAt,
  type VisitorOffice,
} from '../known-offices.server.ts';
import { distance } from '../rules/distance.ts';
import { rank } from '../rules/how-far.ts';
import { findingTexts } from '../texts.ts';
import { countsOf, WaitingLine, waitingAtEach } from '../waiting.tsx';
import { waitingTexts } from '../waiting-texts.ts';
import { FinderForm } from './finder-form.tsx';
import { OfficesMap } from './map.tsx';
import { dayText, Head, HowFar, kmText, StateLine } from './parts.tsx';
import { address, asked, placeName, type Question, readQuestion, SHOWN } from './question.server.ts';

interface Hit {
  readonly office: VisitorOffice;
  readonly km: number | null;
  readonly open: boolean;
  /** Of what was asked for, what is given there. */
  readonly given: ReturnType<typeof levelsOf>;
}

/** GET /hitta?plats=&nara=&uppgift=&talar=&oppet=&trappfritt=&antal= : offices for visitors, without signing in. */
export async function showFinder(c: Http) {
  const { database, clock, auth } = c.get('services');
  const locale = c.get('locale');
  const t = findingTexts[locale];
  const at = clock();
  const today = swedishDay(at);
  const known = await knownOffices(database.pool);
  const visited = known.offices.filter(({ open }) => open.to === null || open.to >= today);
  const day = firstVisitDay(visited, at);
  const given = await known.given(day);
  const codes = new Set(given.tasks.map(({ code }) => code));
  const q = readQuestion(c, codes);
  const { hits, unknownSteps } = search(visited, q, given, at);
  const shown = q.here === null ? hits : hits.slice(0, q.count);
  const lines =
    q.here === null
      ? NONE
      : await waitingAtEach(database.pool, { known, offices: shown.map(({ office }) => office), at });
  const counts = await countsOf(database.pool, known, at);
  const href = (office: VisitorOffice) =>
    address(c, `/kontor/${office.code}`, { uppgift: q.need === null ? null : q.needText });
  const wrong = q.wrong === null ? null : t.place[q.wrong];
  const error = typeof wrong === 'function' ? wrong(q.text) : wrong;
  const full = fullest(hits);
  const place = q.here === null ? null : (q.here.name ?? (q.text === '' ? t.place.mine : q.text));
  return page(
    c,
    {
      title: place === null ? t.title : t.list.near(place),
      head: (
        <Head
          origin={new URL(auth.options.baseURL ?? c.req.url).origin}
          path="/hitta"
          description={t.description}
        />
      ),
    },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <FinderForm
        q={q}
        given={given}
        error={error}
        language={c.req.query('sprak') === locale ? locale : null}
        locale={locale}
      />
      {q.unknownNeed ? <Notice kind="wrong">{t.place.unknownNeed}</Notice> : null}
      <div class="visit-result">
        <div>
          <h2 id="kontor">{place === null ? t.list.all : t.list.near(place)}</h2>
          {q.others.length === 0 ? null : (
            <p>
              {t.place.others}{' '}
              {q.others.map((other, index) => (
                <>
                  {index === 0 ? '' : ', '}
                  <a href={address(c, '/hitta', asked(q, { plats: placeName(other) }))}>{placeName(other)}</a>
                </>
              ))}
              ?
            </p>
          )}
          {full === null || q.here === null || full === shown[0] ? null : (
            <p class="visit-tip">
              {t.list.full(kmText(full.km ?? 0, locale))} <a href={href(full.office)}>{full.office.name}</a>
            </p>
          )}
          {hits.length === 0 ? <p class="empty">{t.list.none}</p> : null}
          {q.here === null ? (
            <ByCounty hits={shown} counts={counts} href={href} at={at} q={q} locale={locale} />
          ) : (
            <ul class="visit-list">
              {shown.map((hit) => (
                <Card
                  hit={hit}
                  line={lines.get(hit.office.id)}
                  href={href(hit.office)}
                  at={at}
                  q={q}
                  locale={locale}
                />
              ))}
            </ul>
          )}
          {shown.length < hits.length ? (
            <p>
              <a
                class="button button--quiet"
                href={`${address(c, '/hitta', asked(q, { antal: String(q.count + 2 * SHOWN) }))}#kontor`}
              >
                {t.list.more}
              </a>
            </p>
          ) : null}
          {q.stepFree && unknownSteps > 0 ? (
            <p class="quiet">{t.list.unknownSteps(formatNumber(unknownSteps, locale))}</p>
          ) : null}
          <p class="quiet">
            {q.here === null ? '' : t.list.crow}{' '}
            {q.need === null ? '' : t.list.onDay(dayText(day, today, locale))}
          </p>
        </div>
        {shown.length === 0 ? null : (
          <OfficesMap
            offices={shown.map((hit) => ({ office: hit.office, open: hit.open, href: href(hit.office) }))}
            here={q.here}
            locale={locale}
          />
        )}
      </div>
      <p>
        <a href={address(c, '/ansok')}>{t.apply}</a> · <a href={address(c, '/felanmalan')}>{t.fault}</a> ·{' '}
        <a href={address(c, '/synpunkter')}>{t.complaint}</a> · <a href={address(c, '/folj')}>{t.follow}</a>
      </p>
    </>,
  );
}

/** The offices that fit, nearest first where a place is given; and how many were left out because nobody knows of steps. */
function search(offices: readonly VisitorOffice[], q: Question, given: GivenOnDay, at: Temporal.Instant) {
  const { here, need, language } = q;
  let unknownSteps = 0;
  const hits = offices.flatMap((office): Hit[] => {
    const open = stateAt(office, at).now !== null;
    if (q.openNow && !open) return [];
    if (language !== null && !speaks(office, language, swedishDay(at))) return [];
    const levels = need === null ? [] : levelsOf(given, office.id, need.codes);
    if (need !== null && !levels.some((task) => task.levels.length > 0)) return [];
    if (q.stepFree && office.facts.stepFree !== true) {
      if (office.facts.stepFree === null) unknownSteps++;
      return [];
    }
    return [{ office, open, given: levels, km: here === null ? null : distance(here, office) }];
  });
  return { hits: here === null ? hits : hits.toSorted((a, b) => a.km! - b.km!), unknownSteps };
}

function speaks({ facts, languages }: VisitorOffice, language: string, today: string): boolean {
  return (
    facts.languages.some((code) => code === language) ||
    languages.some(
      (hours) => hours.language === language && (hours.valid.to === null || hours.valid.to >= today),
    )
  );
}

/** The first of the hits where one comes farthest with what was asked for; null when nothing was. */
function fullest(hits: readonly Hit[]): Hit | null {
  const far = ({ given }: Hit) => given.reduce((sum, task) => sum + rank(task.levels), 0);
  const most = Math.max(0, ...hits.map(far));
  return most === 0 ? null : (hits.find((hit) => far(hit) === most) ?? null);
}

const NONE: ReadonlyMap<number, PublicWaiting> = new Map();

interface ShownProps {
  readonly at: Temporal.Instant;
  readonly q: Question;
  readonly locale: Locale;
}

type CardProps = { hit: Hit; line: PublicWaiting | undefined; href: string } & ShownProps;
const Card: FC<CardProps> = ({ hit, line, href, at, q, locale }) => {
  const { office, km, given } = hit;
  const t = findingTexts[locale];
  const today = swedishDay(at);
  const spoken = [
    ...new Set([
      ...office.facts.languages,
      ...office.languages.filter(({ valid }) => contains(valid, today)).map(({ language }) => language),
    ]),
  ];
  return (
    <li class="visit-card">
      <h3>
        <a href={href}>{office.name}</a>
      </h3>
      {km === null ? null : <p class="visit-km">{t.list.km(kmText(km, locale))}</p>}
      <p>
        <StateLine office={office} at={at} locale={locale} />
      </p>
      <WaitingLine line={line} locale={locale} />
      {q.need === null ? null : (
        <ul class="visit-given">
          {given
            .filter((task) => q.need?.event === null || task.levels.length > 0)
            .map((task) => (
              <li>
                {q.need?.event === null ? null : `${locale === 'sv' ? task.nameSv : task.nameEn}: `}
                <HowFar levels={task.levels} locale={locale} />
              </li>
            ))}
        </ul>
      )}
      {spoken.length === 0 && office.facts.stepFree !== true ? null : (
        <p class="quiet">
          {spoken.map((code, index) => (
            <>
              {index === 0 ? null : ' · '}
              <bdi lang={code}>{LANGUAGES[code]}</bdi>
            </>
          ))}
          {office.facts.stepFree !== true ? null : `${spoken.length === 0 ? '' : ' · '}${t.form.stepFree}`}
        </p>
      )}
    </li>
  );
};

/** All offices, by län. */
type CountyProps = {
  hits: readonly Hit[];
  counts: ReadonlyMap<number, number>;
  href: (office: VisitorOffice) => string;
} & ShownProps;
const ByCounty: FC<CountyProps> = ({ hits, counts, href, at, q, locale }) => {
  const counties = [...Map.groupBy(hits, ({ office }) => office.county)].toSorted(([a], [b]) =>
    a.localeCompare(b, 'sv'),
  );
  return (
    <div class="visit-counties">
      {counties.map(([county, of]) => (
        <section class="visit-county">
          <h3>{county}</h3>
          <ul>
            {of.map(({ office, open, given }) => (
              <li>
                <a href={href(office)}>{office.name}</a>{' '}
                {q.need?.event === null && given[0] !== undefined ? (
                  <HowFar levels={given[0].levels} locale={locale} />
                ) : (
                  <span>
                    <StateLine office={office} at={at} locale={locale} />
                    {open && counts.has(office.id)
                      ? ` · ${waitingTexts[locale].short(counts.get(office.id) ?? 0)}`
                      : ''}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
