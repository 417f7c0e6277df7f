import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { comeBack, leave } from '../../queue/commands/send-on.server.ts';
import { KeySchema } from '../../queue/schemas.ts';
import { queueStream } from '../../queue/stream.server.ts';
import { ticketLabel } from '../../queue/ticket.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { asVisitor } from '../devices.server.ts';
import { languageOf } from '../door.server.ts';
import { estimatesNow } from '../estimates-now.server.ts';
import { type MovedTo, movedTo, type Place, placeOf, surveyCodeOf } from '../place.server.ts';
import { isOver, type Where, whereItIs } from '../place.ts';
import { formatVisitorDay, needName, type VisitorLanguage } from '../visitor-language.ts';
import { refusalText, type VisitorTexts, visitorTexts } from '../visitor-texts/index.ts';
import { PlaceInLine } from './place-in-line.tsx';
import { LanguageLinks, ReadAloud, visitorPage } from './visitor-page.tsx';

/** GET /plats/:secret: my place in the line, on my telephone. Whoever has the secret has the ticket; it says nothing else. */
export async function showPlace(c: Http, told?: { readonly text: string }): Promise<Response> {
  const language = languageOf(c);
  const t = visitorTexts[language];
  const { database, clock } = c.get('services');
  const secret = c.req.param('secret') ?? '';
  const place = await placeOf(database.pool, secret);
  if (place === null)
    return visitorPage(
      c,
      { title: t.yourNumber, language, kind: 'phone', status: 404 },
      <main id="content">
        <h1>{t.yourNumber}</h1>
        <p class="lobby-note">{t.unknownTicket}</p>
      </main>,
    );
  const now = clock();
  const where = whereItIs(place, now);
  const label = ticketLabel(place);
  const address = `/plats/${secret}`;
  const title = where === 'called' ? t.comeNow(deskSaid(place.desk ?? '', t)) : `${label} – ${place.office}`;
  const over = isOver(where);
  const moved = await movedTo(database.pool, place);
  const surveyCode = where === 'finished' ? await surveyCodeOf(database.pool, secret, now) : null;
  const need = needName(place.needNames, language);
  const estimate =
    where === 'waiting'
      ? ((await estimatesNow(asVisitor(c, place.officeId), place.officeId, place.seq)).tickets.get(
          place.ticketId,
        ) ?? null)
      : null;
  return visitorPage(
    c,
    {
      title,
      language,
      kind: 'phone',
      status: told === undefined ? 200 : 409,
      ...(over ? {} : { again: 15 }),
    },
    <>
      <header class="lobby-top">
        <p class="lobby-office" lang="sv">
          {place.office}
        </p>
        <LanguageLinks language={language} href={(code) => `${address}?sprak=${code}`} />
      </header>
      <main id="content">
        <div {...(over ? {} : { 'data-live': `${address}/strom`, 'data-seq': String(place.seq) })}>
          <div data-live-part="place">
            <div class={`my-place my-place--${where}`} data-where={where} data-title={title}>
              <h1>
                {t.yourNumber} <strong class="lobby-number">{label}</strong>
              </h1>
              <p class="my-need" lang={need.lang}>
                {need.name}
              </p>
              {told === undefined ? null : (
                <p class="lobby-note lobby-note--wrong" role="alert">
                  {told.text}
                </p>
              )}
              <div role="status" class="my-state">
                {moved === null ? (
                  <StateText place={place} where={where} t={t} language={language} estimate={estimate} />
                ) : (
                  <Moved to={moved} t={t} language={language} />
                )}
              </div>
              {surveyCode === null ? null : (
                <p>
                  <a class="lobby-take" href={`/tyck/${surveyCode}?sprak=${language}`}>
                    {t.howWasIt}
                  </a>
                </p>
              )}
              <Steps address={`${address}?sprak=${language}`} where={where} t={t} path={address} />
            </div>
          </div>
          <p
            class="lobby-note lobby-note--wrong"
            role="status"
            data-live-lost
            data-text={t.connectionLost}
            hidden
          />
        </div>
      </main>
      <footer class="lobby-tools">
        <ReadAloud language={language} />
        {over ? null : (
          <a class="lobby-tool" href={`${address}?sprak=${language}`}>
            {t.reload}
          </a>
        )}
      </footer>
    </>,
  );
}

/** A desk that is only a number is said to be a desk. */
function deskSaid(name: string, t: VisitorTexts): string {
  return /^\d/.test(name) ? t.desk(name) : name;
}

/** Led on: the new number has its own address, and stands in the line of the other office. */
const Moved: FC<{ to: MovedTo; t: VisitorTexts; language: VisitorLanguage }> = ({ to, t, language }) => (
  <>
    <p class="lobby-place">{t.moved(to.office, to.label)}</p>
    <p>
      <a class="lobby-take" href={`/plats/${to.secret}?sprak=${language}`}>
        {t.toNewNumber}
      </a>
    </p>
  </>
);

const StateText: FC<{
  place: Place;
  where: Where;
  t: VisitorTexts;
  language: VisitorLanguage;
  estimate: { readonly low: number; readonly high: number } | null;
}> = ({ place, where, t, language, estimate }) => {
  switch (where) {
    case 'waiting':
      return (
        <>
          {place.ahead === null ? null : <PlaceInLine ahead={place.ahead} estimate={estimate} t={t} />}
          <p class="quiet">{t.keepOpen}</p>
        </>
      );
    case 'called':
      return (
        <>
          <p class="my-call">{t.comeNow(deskSaid(place.desk ?? '', t))}</p>
          {place.link === null ? null : (
            <p>
              <a href={place.link}>{place.link}</a>
            </p>
          )}
        </>
      );
    case 'serving':
    case 'held':
    case 'finished':
    case 'left':
      return <p class="lobby-place">{t[where]}</p>;
    case 'missed':
      return <p class="lobby-place">{t.missed(place.returnWithinMinutes)}</p>;
    case 'missed-too-late':
      return <p class="lobby-place">{t.missedTooLate}</p>;
    case 'yesterday':
      return <p class="lobby-place">{t.yesterday(formatVisitorDay(place.day, language))}</p>;
  }
};

const Steps: FC<{ address: string; path: string; where: Where; t: VisitorTexts }> = ({
  address,
  path,
  where,
  t,
}) => {
  const action = (step: string) => address.replace(path, `${path}/${step}`);
  const key = <input type="hidden" name="key" value={crypto.randomUUID()} />;
  return (
    <div class="my-steps">
      {where === 'missed' ? (
        <form method="post" action={action('tillbaka')} data-once>
          {key}
          <button type="submit" class="lobby-take">
            {t.comeBack}
          </button>
        </form>
      ) : null}
      {where === 'waiting' || where === 'called' || where === 'missed' ? (
        <details class="my-leave" id="leave">
          <summary>{t.leave}</summary>
          <form method="post" action={action('lamna')} data-once>
            {key}
            <button type="submit" class="lobby-tool">
              {t.leaveSure}
            </button>
          </form>
        </details>
      ) : null}
    </div>
  );
};

/** POST /plats/:secret/lamna and /tillbaka. */
function step(take: typeof leave | typeof comeBack) {
  return async (c: Http): Promise<Response> => {
    const language = languageOf(c);
    const secret = c.req.param('secret') ?? '';
    const { database, clock } = c.get('services');
    const place = await placeOf(database.pool, secret);
    if (place === null) return showPlace(c);
    const t = visitorTexts[language];
    const where = whereItIs(place, clock());
    if (where === 'yesterday')
      return showPlace(c, { text: t.yesterday(formatVisitorDay(place.day, language)) });
    const form = await readForm(c, KeySchema);
    if (!form.ok) return showPlace(c, { text: t.tryAgain });
    try {
      await take(asVisitor(c, place.officeId), place.officeId, place.ticketId, form.data);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
      return showPlace(c, { text: refusalText(error.facts.reason, t) });
    }
    return c.redirect(`/plats/${secret}?sprak=${language}`, 303);
  };
}
export const leaveAction = step(leave);
export const comeBackAction = step(comeBack);

/** GET /plats/:secret/strom: that something has happened at the office, until the ticket is over; never what. */
export async function placeStream(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  const secret = c.req.param('secret') ?? '';
  const mayStill = async () => {
    const now = await placeOf(database.pool, secret);
    return now !== null && !isOver(whereItIs(now, clock()));
  };
  const place = await placeOf(database.pool, secret);
  // 204 tells a browser not to ask again.
  if (place === null || isOver(whereItIs(place, clock()))) return c.body(null, 204);
  const { scope } = asVisitor(c, place.officeId);
  return queueStream(c, place.officeId, scope, mayStill, { who: `ticket ${place.ticketId}` });
}
