import type { Child, FC } from 'hono/jsx';
import {
  isLanguage,
  LANGUAGE_CODES,
  LANGUAGES,
  type Language,
  languageGround,
} from '../../hours/rules/languages.ts';
import { type Http, originOf } from '../../shell/http.ts';
import { screenOf, unsaidNeed } from '../arrival.ts';
import { keepSecret } from '../devices.server.ts';
import { addressAt, type Door } from '../door.server.ts';
import { type NeedAtDoor, type OfficeAtDoor, officeAtDoor } from '../office.server.ts';
import { phoneCode } from '../phone-code.server.ts';
import { formatWhen, needName, type VisitorLanguage } from '../visitor-language.ts';
import { type VisitorTexts, visitorTexts } from '../visitor-texts/index.ts';
import { LanguageLinks, QrCode, ReadAloud, visitorPage } from './visitor-page.tsx';

// What a visitor is asked before a ticket, at the kiosk and on a telephone: the need, and how they need to be met.

/** What is about the page itself, above and below what the visitor chooses. */
const Frame: FC<{ door: Door; office: OfficeAtDoor; path: string; children?: Child }> = ({
  door,
  office,
  path,
  children,
}) => {
  const t = visitorTexts[door.language];
  const other = (changes: Partial<Door>) => addressAt({ ...door, ...changes }, path);
  return (
    <>
      <header class="lobby-top">
        <p class="lobby-office" lang="sv">
          {office.hours.name}
        </p>
        <LanguageLinks language={door.language} href={(language) => other({ language })} />
      </header>
      <main id="content">{children}</main>
      <footer class="lobby-tools">
        {path === '' ? null : (
          <a class="lobby-tool" href={addressAt(door)}>
            {t.startOver}
          </a>
        )}
        <ReadAloud language={door.language} />
        {door.kind === 'phone' ? null : (
          <a class="lobby-tool" href={other({ low: !door.low })}>
            {door.low ? t.raise : t.lower}
          </a>
        )}
      </footer>
    </>
  );
};

/** GET /kiosk and /nummer/:code: what do you need help with? */
export async function showNeeds(
  c: Http,
  door: Door,
  told?: { readonly text: string; readonly status: 409 | 422 },
) {
  const office = await officeAtDoor(door.asker, door.officeId);
  const { language } = door;
  const t = visitorTexts[language];
  const isStart = language === 'sv' && !door.low && told === undefined;
  if (door.kind === 'kiosk') keepSecret(c);
  const now = door.asker.clock();
  const code =
    door.kind === 'kiosk' && office.arrival.open ? await phoneCode(door.asker.pool, door, now) : null;
  const screen = c.req.query('sida') === '2' ? 2 : 1;
  return visitorPage(
    c,
    {
      title: t.title,
      language,
      kind: door.kind,
      status: told?.status ?? 200,
      low: door.low,
      ...(door.kind === 'kiosk' ? { timeout: { seconds: isStart ? 50 : 40, to: '/kiosk' } } : {}),
    },
    <Frame door={door} office={office} path="">
      <div
        {...(door.kind === 'kiosk' && office.seq !== null
          ? { 'data-live': '/kiosk/strom', 'data-seq': String(office.seq) }
          : {})}
      >
        <div data-live-part="needs">
          {office.arrival.open ? (
            <>
              <h1>{t.title}</h1>
              {told === undefined ? null : (
                <p class="lobby-note lobby-note--wrong" role="alert">
                  {told.text}
                </p>
              )}
              <Needs door={door} office={office} screen={screen} />
            </>
          ) : (
            <Closed arrival={office.arrival} t={t} language={language} />
          )}
        </div>
        <p
          class="lobby-note lobby-note--wrong"
          role="status"
          data-live-lost
          data-text={t.connectionLost}
          hidden
        />
        {code === null ? null : (
          <section class="lobby-phone" data-live-part="phone" aria-labelledby="phone-title">
            <QrCode address={`${originOf(c)}/nummer/${code}`} label={t.phone} />
            <div>
              <h2 id="phone-title">{t.phone}</h2>
              <p>{t.phoneHelp}</p>
            </div>
          </section>
        )}
      </div>
    </Frame>,
  );
}

const Closed: FC<{
  arrival: Exclude<OfficeAtDoor['arrival'], { open: true }>;
  t: VisitorTexts;
  language: VisitorLanguage;
}> = ({ arrival, t, language }) => (
  <div class="lobby-closed">
    <h1>{t.closed}</h1>
    {arrival.why === 'closed-early' ? <p>{t.closedEarly}</p> : null}
    {arrival.opens === null ? null : <p>{t.opens(formatWhen(arrival.opens, language))}</p>}
  </div>
);

const Needs: FC<{ door: Door; office: OfficeAtDoor; screen: number }> = ({ door, office, screen }) => {
  const t = visitorTexts[door.language];
  const unsaid = unsaidNeed(office.needs);
  const listed = office.needs.filter(({ sign }) => sign !== 'unsaid');
  if (listed.length === 0) return <p class="lobby-note">{t.noNeeds}</p>;
  const { needs, more } = screenOf(listed, screen);
  return (
    <>
      <ul class="lobby-needs">
        {needs.map((need) => (
          <li>
            <NeedLink need={need} door={door} t={t} />
          </li>
        ))}
        {more ? (
          <li>
            <a class="lobby-need" href={addressAt(door, '', { sida: '2' })}>
              {t.more}
            </a>
          </li>
        ) : null}
      </ul>
      {unsaid === null || unsaid.paused ? null : (
        <a
          class="lobby-need lobby-need--unsaid"
          href={addressAt(door, `/behov/${unsaid.id}`, { osagt: '1' })}
        >
          <span>{t.unsaid}</span>
          <small>{t.unsaidHelp}</small>
        </a>
      )}
    </>
  );
};

const NeedLink: FC<{ need: NeedAtDoor; door: Door; t: VisitorTexts }> = ({ need, door, t }) => {
  const { name, lang } = needName(need.names, door.language);
  if (need.paused)
    return (
      <div class="lobby-need lobby-need--paused">
        <span lang={lang}>{name}</span>
        <small>{t.paused}</small>
      </div>
    );
  return (
    <a class="lobby-need" href={addressAt(door, `/behov/${need.id}`)}>
      <span lang={lang}>{name}</span>
    </a>
  );
};

/** GET …/behov/:need: the ticket, and before it, for who wants, how they need to be met. */
export async function showOptions(c: Http, door: Door) {
  const office = await officeAtDoor(door.asker, door.officeId);
  const need = office.needs.find(({ id }) => String(id) === c.req.param('need'));
  if (need === undefined || need.paused || !office.arrival.open) return c.redirect(addressAt(door), 303);
  const { language } = door;
  const t = visitorTexts[language];
  const unsaid = c.req.query('osagt') === '1';
  const { name, lang } = unsaid ? { name: t.unsaid, lang: language } : needName(need.names, language);
  const path = `/behov/${need.id}`;
  return visitorPage(
    c,
    {
      title: name,
      language,
      kind: door.kind,
      low: door.low,
      ...(door.kind === 'kiosk' ? { timeout: { seconds: 60, to: '/kiosk' } } : {}),
    },
    <Frame door={door} office={office} path={path}>
      <h1 lang={lang}>{name}</h1>
      {unsaid ? <p class="lobby-lead">{t.unsaidHelp}</p> : null}
      <form method="post" action={addressAt(door, '/ta')} class="lobby-form" data-once>
        <input type="hidden" name="needId" value={String(need.id)} />
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <button type="submit" class="lobby-take">
          {t.take}
        </button>
        <fieldset class="lobby-options">
          <legend>{t.options}</legend>
          <p>{t.optionsHelp}</p>
          <div class="lobby-chips">
            <Chip type="checkbox" name="interpreter" value="on" label={t.interpreter} />
            <Chip type="checkbox" name="signLanguage" value="on" label={t.signLanguage} />
            <Chip type="checkbox" name="stepFree" value="on" label={t.stepFree} />
            <Chip type="checkbox" name="calm" value="on" label={t.calm} />
            {isLanguage(language) && language !== 'en' ? (
              <Chip
                type="radio"
                name="language"
                value={language}
                label={LANGUAGES[language]}
                lang={language}
              />
            ) : null}
          </div>
        </fieldset>
        <Languages municipality={office.hours.municipality} language={language} t={t} />
      </form>
    </Frame>,
  );
}

const Chip: FC<{
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  label: string;
  lang?: string;
  checked?: boolean;
}> = ({ type, name, value, label, lang, checked = false }) => (
  <label class="lobby-chip">
    <input type={type} name={name} value={value} checked={checked} />
    <span lang={lang}>{label}</span>
  </label>
);

/** The languages that a visitor can ask for; what is a right is said to be one, with the law. */
const Languages: FC<{ municipality: string; language: VisitorLanguage; t: VisitorTexts }> = ({
  municipality,
  language,
  t,
}) => {
  const asked = LANGUAGE_CODES.filter((code) => code !== 'en' && code !== 'swl' && code !== language);
  const standing = (which: string): string =>
    LANGUAGE_CODES.filter((code: Language) => languageGround(code, municipality).standing === which)
      .map((code) => LANGUAGES[code])
      .join(', ');
  const right = standing('right-in-area');
  const whereStaff = standing('right-where-staff');
  return (
    <details class="lobby-more">
      <summary>{t.spoken}</summary>
      <fieldset>
        <legend class="sr-only">{t.spoken}</legend>
        <div class="lobby-chips">
          <Chip type="radio" name="language" value="" label={t.spokenAny} checked />
          {asked.map((code) => (
            <Chip type="radio" name="language" value={code} label={LANGUAGES[code]} lang={code} />
          ))}
        </div>
      </fieldset>
      {right === '' ? null : <p class="lobby-right">{t.right(right)}</p>}
      {whereStaff === '' ? null : <p class="lobby-right">{t.rightWhereStaff(whereStaff)}</p>}
    </details>
  );
};
