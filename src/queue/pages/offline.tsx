import { z } from 'zod';
import { officesOf } from '../../access/actor.ts';
import { Problem } from '../../platform/problem.ts';
import { barePage } from '../../shell/bare-page.tsx';
import { contextOf, type Http, idParam, readJson } from '../../shell/http.ts';
import type { Locale } from '../../ui/texts.ts';
import { atDesk } from '../api.server.ts';
import { beatDesk, leaveShare } from '../commands/desk-beat.server.ts';
import { mergeDesk } from '../commands/merge-desk.server.ts';
import { deskTexts } from '../desk-texts.ts';
import { lineTimes } from '../line-times.server.ts';
import { offlineTexts } from '../offline-texts.ts';
import { BeatSchema, DeskEventSchema, MOST_AT_ONCE } from '../schemas.ts';
import { queueErrorText } from '../texts.ts';
import { ticketLabel } from '../ticket.ts';
import type { TicketRow } from '../ticket-row.ts';

// What a desk needs to go on without line (docs/adr/0012).

/** GET /ko/:office/utan-kontakt: the page that the browser keeps. Whom the desk may call is in the browser, not in the page. */
export async function showDeskWithoutLine(c: Http) {
  const { actor } = contextOf(c);
  const officeId = idParam(c, 'office');
  if (!officesOf(actor).includes(officeId)) throw new Problem('forbidden');
  const t = offlineTexts[c.get('locale')];
  return barePage(
    c,
    { title: t.title, scripts: [c.get('services').assets.offlineDesk] },
    <div
      class="desk-offline"
      data-desk={officeId}
      data-officer={actor.officer?.id}
      data-desk-offline
      data-texts={JSON.stringify(t.script)}
    >
      <h1>{t.title}</h1>
      <p class="notice notice--wrong" role="status" data-status>
        {t.script.wait}
      </p>
      <p class="quiet">{t.help}</p>
      <ul class="desk-mine" data-mine aria-label={deskTexts[c.get('locale')].mine} />
      <h2>{t.share}</h2>
      <ol class="waiting-list" data-share />
      <p class="quiet" data-nobody hidden>
        {t.nobody}
      </p>
      <p class="quiet" data-pending hidden />
      <noscript>
        <p>{t.noScript}</p>
      </noscript>
    </div>,
  );
}

const Said = z.union([
  BeatSchema,
  BeatSchema.pick({ holder: true, beat: true }).extend({ leaves: z.literal(true) }),
]);

/** POST /ko/:office/disk/puls: the desk's page is there, and is told whom it may call if the line goes. */
export async function deskBeatAction(c: Http) {
  const officeId = idParam(c, 'office');
  const asker = atDesk(c, officeId);
  const said = await readJson(c, Said);
  if ('leaves' in said) {
    await leaveShare(asker, officeId, said);
    return c.body(null, 204);
  }
  const beaten = await beatDesk(asker, officeId, said);
  const { beat, begins, ends } = lineTimes();
  const about = { now: c.get('services').clock().epochMilliseconds, times: { beat, begins, ends } };
  if (beaten === null) return c.json({ ...about, sessionId: null });
  const { queue, session, share, elsewhere } = beaten;
  const locale = c.get('locale');
  const shown = (ticket: TicketRow) => ({
    id: ticket.id,
    label: ticketLabel(ticket),
    need: queue.needs.find(({ id }) => id === ticket.needId)?.names[locale] ?? '',
    state: ticket.state,
    since: Temporal.Instant.from(ticket.joinedAt).epochMilliseconds,
    note: [...marks(ticket, locale), ...(ticket.note === null ? [] : [ticket.note])].join(' · '),
  });
  const byId = new Map(queue.tickets.map((ticket) => [ticket.id, ticket]));
  return c.json({
    ...about,
    ...{ sessionId: session.sessionId, seq: queue.seq, desk: session.desk, elsewhere },
    several: session.onFloor,
    open: session.state === 'open',
    share: share.flatMap((id) => {
      const ticket = byId.get(id);
      // Who came after the state was read is named at the next beat; until then the desk does not call them.
      return ticket === undefined ? [] : [shown(ticket)];
    }),
    mine: queue.tickets
      .filter(
        ({ officerId, state }) => officerId === asker.officerId && ['called', 'serving'].includes(state),
      )
      .map(shown),
  });
}

function marks(ticket: TicketRow, locale: Locale): string[] {
  const t = deskTexts[locale];
  const flags = ['interpreter', 'languageRight', 'signLanguage', 'stepFree', 'calm', 'protected'] as const;
  return [
    ...(ticket.language === null ? [] : [t.language[ticket.language] ?? ticket.language]),
    ...flags.filter((flag) => ticket[flag]).map((flag) => t.needsMet[flag]),
  ];
}

/** POST /ko/:office/disk/handelser: what the desk did without line. Each is answered by itself. */
export async function mergeDeskAction(c: Http) {
  const officeId = idParam(c, 'office');
  const asker = atDesk(c, officeId);
  const { events } = await readJson(
    c,
    z.object({ events: z.array(DeskEventSchema).max(MOST_AT_ONCE, 'too-many') }),
  );
  const merged = await mergeDesk(asker, officeId, events);
  const locale = c.get('locale');
  return c.json({
    events: merged.map((each) => {
      const reason = each.done ? each.note : each.reason;
      const facts = each.done ? {} : each.facts;
      const text = reason === undefined ? null : (queueErrorText(reason, facts, locale) ?? reason);
      return { key: each.key, done: each.done, text };
    }),
  });
}
