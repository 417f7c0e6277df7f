import type { Child, FC } from 'hono/jsx';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatNumber, formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { leadTexts } from '../lead-texts.ts';
import { type LeadView, leadView } from '../lead-view.server.ts';
import { ticketLabel } from '../ticket.ts';
import { Alarms } from './alarm.tsx';
import type { Told } from './desk.tsx';
import { Close } from './lead-close.tsx';
import { Desks } from './lead-desks.tsx';
import { type LeadPart, ReasonForm } from './lead-part.tsx';
import { Longest, Needs } from './lead-waiting.tsx';
import { QueueMenu } from './queue-menu.tsx';
import { toldOf } from './told.ts';

/** GET /ko/:office/ledning: the queue as its manager sees it, live. */
export const showLead = (c: Http) => leadPage(c, null);

/** The page, with what a step was told. */
export async function leadPage(c: Http, told: Told | null, status: 200 | 409 | 422 = 200) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = leadTexts[locale];
  const officeId = idParam(c, 'office');
  const view = await leadView(ctx, officeId);
  const { queue } = view;
  const props = { view, now: ctx.clock(), locale };
  const shown = told ?? toldOf(c, locale);
  return page(
    c,
    { title: t.title(queue.office), status },
    <>
      <QueueMenu actor={ctx.actor} officeId={officeId} here={`/ko/${officeId}/ledning`} locale={locale} />
      <h1>{t.title(queue.office)}</h1>
      {shown === null ? null : (
        <Notice kind={shown.kind} focus={shown.kind === 'wrong'}>
          {shown.text}
        </Notice>
      )}
      <div class="lead-page" data-live={`/ko/${officeId}/strom`} data-seq={queue.seq}>
        <p class="notice notice--wrong" role="status" data-live-lost data-text={t.area.lost} hidden />
        <div data-live-part="alarms">
          <Alarms alarms={view.alarms} officerId={ctx.actor.officer?.id ?? null} locale={locale} />
        </div>
        <div data-live-part="now">
          <Warnings {...props} />
          <Figures {...props} />
        </div>
        <div class="lead-columns">
          <section aria-labelledby="needs">
            <h2 id="needs">{t.needs}</h2>
            <div data-live-part="needs">
              <Needs {...props} />
            </div>
          </section>
          <section aria-labelledby="longest">
            <h2 id="longest">{t.waitLongest}</h2>
            <div data-live-part="longest">
              <Longest {...props} />
            </div>
          </section>
        </div>
        <h2 id="desks">{t.desks}</h2>
        <div data-live-part="desks">
          <Desks {...props} />
        </div>
        <section aria-labelledby="quality">
          <h2 id="quality">{t.quality}</h2>
          <p class="lead-text">{qualityText(view, locale)}</p>
        </section>
        {queue.closedEarlyAt === null ? <Close {...props} /> : null}
      </div>
    </>,
  );
}

function qualityText({ quality }: LeadView, locale: Locale): string {
  const t = leadTexts[locale];
  const { tickets, medianError, within } = quality;
  if (tickets === 0 || medianError === null || within === null) return t.noQuality;
  return t.qualityText(
    formatNumber(tickets, locale),
    t.minutes(Math.round(medianError / 60)),
    `${Math.round(within * 100)} %`,
  );
}

/** What needs the manager's eye: closed, nobody who may serve somebody, numbers that run out. */
const Warnings: FC<LeadPart> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { queue, waiting, needs } = view;
  const office = `/ko/${queue.officeId}/ledning`;
  const stuck = waiting.filter(({ callable }) => callable.length === 0);
  const officer = (id: number) => queue.sessions.find(({ sessionId }) => sessionId === id)?.officer ?? '';
  // Those whom the same colleagues could take are told together.
  const groups = new Map<string, string[]>();
  for (const { ticket, away } of stuck) {
    const who = away.map(officer).join(', ');
    groups.set(who, [...(groups.get(who) ?? []), ticketLabel(ticket)]);
  }
  return (
    <>
      {queue.closedEarlyAt === null ? null : (
        <div class="notice lead-closed">
          <p>
            {t.closedSince(
              formatTime(Temporal.Instant.from(queue.closedEarlyAt), locale),
              queue.closedEarlyReason ?? '',
            )}
          </p>
          <form method="post" action={`${office}/oppna`}>
            <Button kind="quiet">{t.openAgain}</Button>
          </form>
        </div>
      )}
      {view.withoutLine.map(({ sessionId, desk, since, tickets }) => (
        <div class="notice">
          <p>{t.withoutLine(desk, formatTime(since, locale), tickets)}</p>
          <ReasonForm
            id={`release-${sessionId}`}
            action={`${office}/disk/${sessionId}/slapp`}
            title={t.release}
            help={t.releaseHelp(desk)}
            locale={locale}
          />
        </div>
      ))}
      {[...groups].map(([who, tickets]) => {
        const some = `${tickets.slice(0, 6).join(', ')}${tickets.length > 6 ? ` +${tickets.length - 6}` : ''}`;
        return (
          <p class="notice notice--wrong">{who === '' ? t.nobodyMay(some) : t.nobodyMayAway(some, who)}</p>
        );
      })}
      {needs
        .filter((need) => need.nearlyUsedUp)
        .map(({ needId, given }) => {
          const need = queue.needs.find(({ id }) => id === needId);
          if (need === undefined) return null;
          const of = need.rangeTo - need.rangeFrom + 1;
          return <p class="notice">{t.numbersSoon(need.names[locale] ?? '', given, of)}</p>;
        })}
    </>
  );
};

/** The moment and the day, each figure with its word. */
const Figures: FC<LeadPart> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { numbers, waiting, queue } = view;
  const longest = Math.max(0, ...waiting.map(({ minutes }) => minutes));
  const open = queue.sessions.filter(({ state }) => state === 'open').length;
  const group = (name: string, figures: readonly (readonly [Child, string])[]) => (
    <section class="figures" aria-label={name}>
      <h2>{name}</h2>
      <dl>
        {figures.map(([value, word]) => (
          <div>
            <dd>{value}</dd>
            <dt>{word}</dt>
          </div>
        ))}
      </dl>
    </section>
  );
  return (
    <div class="figures-row">
      {group(t.now, [
        [waiting.length, t.waitingNow],
        [waiting.length === 0 ? t.none : t.minutes(longest), t.longest],
        [open, t.openDesks],
      ])}
      {group(t.today, [
        [numbers.issued, t.issued],
        [numbers.served, t.served],
        [numbers.missed, t.missed],
        [numbers.left, t.left],
        [numbers.medianWait === null ? t.none : t.minutes(Math.round(numbers.medianWait / 60)), t.median],
      ])}
    </div>
  );
};
