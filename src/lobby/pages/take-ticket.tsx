import { z } from 'zod';
import { isLanguage } from '../../hours/rules/languages.ts';
import { Problem } from '../../platform/problem.ts';
import { issueTicket } from '../../queue/commands/issue-ticket.server.ts';
import { IssueSchema } from '../../queue/schemas.ts';
import { queueStream } from '../../queue/stream.server.ts';
import { ticketLabel } from '../../queue/ticket.ts';
import { blankIsAbsent, type Http, readForm } from '../../shell/http.ts';
import { isStillADevice } from '../devices.server.ts';
import { addressAt, type Door } from '../door.server.ts';
import { paperOf } from '../paper.ts';
import { type Place, placeOf } from '../place.server.ts';
import { whereItIs } from '../place.ts';
import { printState, printTicket } from '../printing/print.server.ts';
import { refusalText, type VisitorTexts, visitorTexts } from '../visitor-texts/index.ts';
import { showNeeds } from './door-pages.tsx';
import { PaperTicket } from './paper-ticket.tsx';
import { PlaceInLine } from './place-in-line.tsx';
import { QrCode, ReadAloud, visitorPage } from './visitor-page.tsx';

/** What a visitor says at a door: how they need to be met. Priority and protected identity are said to the staff. */
const TakeSchema = blankIsAbsent(
  z.object({
    ...IssueSchema.omit({ priority: true, priorityReason: true, protected: true }).shape,
    language: z.string().refine(isLanguage, 'invalid-value').optional(),
  }),
);

/** POST …/ta: the ticket. Sent twice it is one ticket. */
export async function takeAction(c: Http, door: Door): Promise<Response> {
  const t = visitorTexts[door.language];
  const form = await readForm(c, TakeSchema);
  if (!form.ok) return showNeeds(c, door, { text: t.tryAgain, status: 422 });
  try {
    const from = { source: door.source, deviceId: door.deviceId };
    const given = { ...form.data, protected: false, priority: 0 };
    const { ticket, secret } = await issueTicket(door.asker, door.officeId, given, from);
    if (door.kind === 'phone') return c.redirect(`/plats/${secret}?sprak=${door.language}`, 303);
    await printAtKiosk(c, door, ticket.id, secret);
    return c.redirect(addressAt(door, `/nummer/${secret}`), 303);
  } catch (error) {
    if (!(error instanceof Problem) || !['not-possible', 'invalid'].includes(error.code)) throw error;
    const reason = error.facts.reason ?? error.errors[0]?.code;
    return showNeeds(c, door, { text: refusalText(reason, t), status: 409 });
  }
}

/** A ticket that cannot be printed is a ticket all the same. */
async function printAtKiosk(c: Http, door: Door, ticketId: string, secret: string): Promise<void> {
  const printer = door.device?.settings.printer ?? null;
  if (printer === null) return;
  try {
    // A form that was sent twice is one ticket on one paper.
    if ((await printState(door.asker, ticketId)) !== 'none') return;
    const place = await placeOf(door.asker.pool, secret);
    if (place === null) return;
    const on = { deviceId: door.deviceId, printer };
    await printTicket(door.asker, door.officeId, ticketId, on, paperOf(c, place, secret), door.language);
  } catch (error) {
    console.error(`a ticket was not printed: ${(error as Error).message}`);
  }
}

const saidAtIssue = ({ estimateLow, estimateHigh }: Place) =>
  estimateLow === null || estimateHigh === null ? null : { low: estimateLow, high: estimateHigh };

/** GET /kiosk/nummer/:secret: the number, large; the place; the square to follow it by. */
export async function showTicket(c: Http, door: Door): Promise<Response> {
  const secret = c.req.param('secret') ?? '';
  const place = await placeOf(door.asker.pool, secret);
  // A kiosk shows what it has just given, and no other day's or office's.
  if (
    place === null ||
    place.officeId !== door.officeId ||
    whereItIs(place, door.asker.clock()) === 'yesterday'
  )
    return c.redirect('/kiosk', 303);
  const { language } = door;
  const t = visitorTexts[language];
  const printing = await printState(door.asker, place.ticketId);
  const label = ticketLabel(place);
  const paper = paperOf(c, place, secret);
  const browserPrint = door.device?.settings.browserPrint === true && door.device.settings.printer === null;
  return visitorPage(
    c,
    {
      title: `${t.yourNumber} ${label}`,
      language,
      kind: 'kiosk',
      low: door.low,
      timeout: { seconds: 30, to: '/kiosk' },
    },
    <>
      <header class="lobby-top">
        <p class="lobby-office" lang="sv">
          {place.office}
        </p>
      </header>
      <main id="content" class="lobby-ticket">
        <div>
          <h1>
            {t.yourNumber} <strong class="lobby-number">{label}</strong>
          </h1>
          {place.ahead === null ? null : (
            <PlaceInLine ahead={place.ahead} estimate={saidAtIssue(place)} t={t} />
          )}
          <PrintNote state={printing} t={t} />
        </div>
        <div class="lobby-follow">
          <QrCode address={`${paper.address}?sprak=${language}`} label={t.follow} />
          <p>{t.follow}</p>
        </div>
      </main>
      <footer class="lobby-tools">
        <ReadAloud language={language} />
        {browserPrint ? (
          <button type="button" class="lobby-tool" data-print data-print-now hidden>
            {t.print}
          </button>
        ) : null}
        <a class="lobby-tool lobby-tool--done" href="/kiosk">
          {t.home}
        </a>
      </footer>
      {browserPrint ? <PaperTicket paper={paper} language={language} /> : null}
    </>,
  );
}

function PrintNote({ state, t }: { state: Awaited<ReturnType<typeof printState>>; t: VisitorTexts }) {
  if (state === 'none') return null;
  if (state === 'failed') return <p class="lobby-note lobby-note--wrong">{t.printFailed}</p>;
  return (
    <div role="status" {...(state === 'printing' ? { 'data-again': true } : {})}>
      <p class="lobby-note">{state === 'printing' ? t.printing : t.printed}</p>
    </div>
  );
}

/** GET /kiosk/strom: news of the queue, for as long as the device is one. */
export async function kioskStream(c: Http, door: Door): Promise<Response> {
  const { device, asker } = door;
  return queueStream(
    c,
    door.officeId,
    asker.scope,
    async () => device !== null && (await isStillADevice(asker.pool, device)),
  );
}
