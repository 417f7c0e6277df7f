import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { MOST_AT_ONCE } from '../../queue/schemas.ts';
import { barePage } from '../../shell/bare-page.tsx';
import { type Http, readJson } from '../../shell/http.ts';
import { reserveBlocks } from '../blocks.server.ts';
import { type MergedTicket, mergeTickets, OfflineTicketSchema } from '../commands/merge-tickets.server.ts';
import { asDevice, type Device, deviceOf, noteClock } from '../devices.server.ts';
import type { Door } from '../door.server.ts';
import { officeAtDoor } from '../office.server.ts';
import { keysOf } from '../reception.server.ts';
import { atReception } from '../reception-door.server.ts';
import { lobbyTexts } from '../texts.ts';
import { directionOf, needName, VISITOR_LANGUAGE_CODES, VISITOR_LANGUAGES } from '../visitor-language.ts';
import { visitorTexts } from '../visitor-texts/index.ts';
import { HowMet } from './reception-form.tsx';
import { visitorPage } from './visitor-page.tsx';

// What a kiosk and a reception page need to go on without line (docs/adr/0012): pages that they keep, which hold nothing about
// anybody, numbers that are set aside for them, and a place to hand in what they gave.

/** GET /kiosk/utan-kontakt: the needs in all languages, and the number of whoever presses one. */
export async function showKioskWithoutLine(c: Http, door: Door) {
  const office = await officeAtDoor(door.asker, door.officeId);
  const needs = office.needs.filter(({ sign, paused }) => sign !== 'unsaid' && !paused);
  return visitorPage(
    c,
    { title: visitorTexts.sv.title, language: 'sv', kind: 'kiosk' },
    <div
      data-offline="kiosk"
      data-home="/kiosk"
      {...(door.device?.settings.browserPrint === true ? { 'data-print': '' } : {})}
    >
      {VISITOR_LANGUAGE_CODES.map((language) => {
        const t = visitorTexts[language];
        return (
          <div
            data-language={language}
            lang={language}
            dir={directionOf(language)}
            hidden={language !== 'sv'}
            class="lobby-offline"
          >
            <header class="lobby-top">
              <p class="lobby-office" lang="sv">
                {office.hours.name}
              </p>
              <nav class="lobby-languages" aria-label={t.languages}>
                <ul>
                  {VISITOR_LANGUAGE_CODES.filter((other) => other !== language).map((other) => (
                    <li>
                      <button type="button" class="link" data-choose={other} lang={other}>
                        {VISITOR_LANGUAGES[other]}
                      </button>
                    </li>
                  ))}
                </ul>
              </nav>
            </header>
            <main id={`content-${language}`}>
              <div data-part="needs">
                <h1 tabindex={-1}>{t.title}</h1>
                <p class="lobby-note lobby-note--wrong">{t.offline}</p>
                <ul class="lobby-needs">
                  {needs.map((need) => {
                    const { name, lang } = needName(need.names, language);
                    return (
                      <li>
                        <button type="button" class="lobby-need" data-need={need.id}>
                          <span lang={lang}>{name}</span>
                        </button>
                      </li>
                    );
                  })}
                </ul>
              </div>
              <div data-part="given" hidden role="status">
                <h1 tabindex={-1}>
                  {t.yourNumber} <strong class="lobby-number" data-number />
                </h1>
                <p class="lobby-note lobby-note--wrong">{t.offline}</p>
                <button type="button" class="lobby-tool" data-done>
                  {t.home}
                </button>
              </div>
              <div data-part="none" hidden role="status">
                <h1 tabindex={-1}>{t.offlineNone}</h1>
                <button type="button" class="lobby-tool" data-done>
                  {t.back}
                </button>
              </div>
            </main>
          </div>
        );
      })}
    </div>,
  );
}

/** GET /ko/:office/reception/utan-kontakt: the same for who stands at the reception. */
export const showReceptionWithoutLine = atReception(async (c, { asker, officeId }) => {
  const locale = c.get('locale');
  const t = lobbyTexts[locale].offline;
  const r = lobbyTexts[locale].reception;
  const office = await officeAtDoor(asker, officeId);
  const keys = keysOf(office.needs);
  const say = (name: string, text: string): Child => (
    <p class="late" data-say={name} data-text={text} hidden />
  );
  return barePage(
    c,
    { title: r.of(office.hours.name), scripts: [c.get('services').assets.offlineDoor] },
    <div
      data-offline="reception"
      data-home={`/ko/${officeId}/reception`}
      data-language={locale}
      lang={locale}
      dir="ltr"
      class="reception-offline"
    >
      <h1>{r.of(office.hours.name)}</h1>
      <p class="notice notice--wrong">
        <strong>{t.title}</strong> {t.help}
      </p>
      {say('since', t.since)}
      <div data-part="given" class="reception-given" role="status" hidden>
        <h2>
          <strong class="reception-number" data-number /> {r.given('')}
        </h2>
      </div>
      <div data-part="none" role="status" hidden>
        <p class="notice notice--wrong">{t.none}</p>
      </div>
      <div data-part="needs" data-stays>
        <h2>{r.give}</h2>
        <div class="reception-needs">
          {office.needs.map(({ id, names, paused }) =>
            paused ? null : (
              <button type="button" class="button button--quiet" data-need={id} data-key={keys.get(id)}>
                <kbd>{keys.get(id)}</kbd> {needName(names, locale).name}
              </button>
            ),
          )}
        </div>
        <form data-met class="reception-form">
          <HowMet office={office} given={{}} errors={{}} locale={locale} />
        </form>
      </div>
      {say('given', t.given)}
      {say('refused', t.refused)}
    </div>,
  );
});

async function theDevice(c: Http): Promise<Device> {
  const device = await deviceOf(c);
  if (device === null || device.kind === 'board') throw new Problem('forbidden');
  return device;
}

/** POST /enhet/puls: a device says that it is there, and gets the numbers that it may give without line. */
export async function deviceBeatAction(c: Http) {
  const device = await theDevice(c);
  const { now } = await readJson(c, z.object({ now: z.number().int().min(0).max(8_640_000_000_000_000) }));
  await noteClock(c, device, now);
  const blocks = await reserveBlocks(asDevice(c, device), device.officeId, device.id);
  return c.json({ ...blocks, now: c.get('services').clock().epochMilliseconds });
}

/** POST /enhet/nummer: tickets that the device gave without line. Each is answered by itself. */
export async function mergeTicketsAction(c: Http) {
  const device = await theDevice(c);
  const { tickets } = await readJson(
    c,
    z.object({ tickets: z.array(z.unknown()).max(MOST_AT_ONCE, 'too-many') }),
  );
  const read = tickets.map((ticket) => OfflineTicketSchema.safeParse(ticket));
  const whole = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const merged: { id: unknown; refused: MergedTicket['refused'] | 'not-a-ticket' }[] = [
    ...(await mergeTickets(asDevice(c, device), device, whole)),
  ];
  for (const [index, { success }] of read.entries())
    if (!success)
      merged.push({ id: (tickets[index] as { id?: unknown } | null)?.id ?? null, refused: 'not-a-ticket' });
  return c.json({ tickets: merged });
}
