import type { Child, FC } from 'hono/jsx';
import { CAUSES } from '../../hours/schemas.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { formatNumber, formatTime } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { leadTexts } from '../lead-texts.ts';
import { type LeadView, leadView } from '../lead-view.server.ts';
import { ticketLabel } from '../ticket.ts';
import { Alarms } from './alarm.tsx';
import type { Told } from './desk.tsx';
import { QueueMenu } from './queue-menu.tsx';
import { toldOf } from './told.ts';

interface PartProps {
  readonly view: LeadView;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
}

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
const Warnings: FC<PartProps> = ({ view, locale }) => {
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
const Figures: FC<PartProps> = ({ view, locale }) => {
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

/** Longest wait by need, as a bar against the office's own limit; what is over is said in words too. */
const Needs: FC<PartProps> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { queue, needs } = view;
  if (needs.length === 0) return <p class="quiet">{t.noNeeds}</p>;
  return (
    <ul class="need-waits">
      {needs.map(({ needId, waiting, longest, limit, over }) => {
        const need = queue.needs.find(({ id }) => id === needId);
        if (need === undefined) return null;
        const name = need.names[locale] ?? '';
        // The limit stands at two thirds of the bar, whatever it is: rows are compared by how near they are.
        const share = Math.min(300, (longest / limit) * 200);
        return (
          <li class={over ? 'need-wait need-wait--over' : 'need-wait'}>
            <div class="need-wait-head">
              <strong>{name}</strong>
              {need.paused ? <Badge>{t.paused}</Badge> : null}
              <span class="quiet">{t.needWaits(waiting)}</span>
            </div>
            <svg class="need-wait-bar" viewBox="0 0 300 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="need-wait-room" width="300" height="10" />
              <rect class="need-wait-fill" width={share.toFixed(0)} height="10" />
              <rect class="need-wait-limit" x="199" width="2" height="10" />
            </svg>
            <div class="need-wait-foot">
              <span>
                {waiting === 0 ? t.none : t.minutes(longest)}{' '}
                <span class={over ? 'over' : 'quiet'}>{over ? t.over(longest - limit) : t.limit(limit)}</span>
              </span>
              <form method="post" action={`/ko/${queue.officeId}/ledning/behov/${needId}`}>
                <input type="hidden" name="paused" value={need.paused ? 'false' : 'true'} />
                <button
                  type="submit"
                  class="link"
                  aria-label={need.paused ? t.openNeed(name) : t.pauseNeed(name)}
                >
                  {need.paused ? t.open : t.pause}
                </button>
              </form>
            </div>
          </li>
        );
      })}
    </ul>
  );
};

const LONGEST = 6;

const Longest: FC<PartProps> = ({ view, locale }) => {
  const t = leadTexts[locale];
  const { queue, waiting } = view;
  if (waiting.length === 0) return <p class="quiet">{t.nobodyWaits}</p>;
  const longest = waiting.toSorted((a, b) => b.minutes - a.minutes).slice(0, LONGEST);
  return (
    <ol class="waiting-list">
      {longest.map(({ ticket, minutes, callable, away }) => {
        const need = queue.needs.find(({ id }) => id === ticket.needId);
        const over = minutes > (need?.waitLimitMinutes ?? minutes);
        return (
          <li class="waits">
            <strong class="waits-number">{ticketLabel(ticket)}</strong>
            <span>
              <a href={`/ko/${queue.officeId}/nummer/${ticket.id}`}>{need?.names[locale]}</a>
            </span>
            <span class={over ? 'waits-time waits-time--long' : 'waits-time'}>{t.minutes(minutes)}</span>
            <span class={callable.length === 0 ? 'waits-why over' : 'waits-why quiet'}>
              {callable.length > 0 ? t.mayServe(callable.length) : away.length > 0 ? t.awayDesk : t.noDesk}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

/** A service is unusually long from three times what is usual, and half an hour at least. */
const isLong = (minutes: number, usual: number) => minutes > Math.max(30, usual * 3);

const Desks: FC<PartProps> = ({ view, now, locale }) => {
  const t = leadTexts[locale];
  const { queue } = view;
  type Row = (typeof queue.sessions)[number];
  const since = (at: string) =>
    Math.max(0, Math.floor(now.since(Temporal.Instant.from(at)).total('minutes')));
  const theirs = ({ officerId }: Row) =>
    queue.tickets.filter(
      (ticket) => ticket.officerId === officerId && ['called', 'serving', 'held'].includes(ticket.state),
    );
  return (
    <Table<Row>
      caption={t.desks}
      hideCaption
      rows={queue.sessions}
      empty={<p>{t.noDesks}</p>}
      columns={[
        {
          head: t.columns.desk,
          cell: (row) => (
            <>
              {row.desk} {row.deskKind === 'remote' ? <Badge>{t.remote}</Badge> : null}
            </>
          ),
        },
        { head: t.columns.officer, cell: ({ officer }) => officer },
        {
          head: t.columns.state,
          cell: (row) => (
            <>
              {t.state[row.state]} <span class="quiet whole">{t.minutes(since(row.stateAt))}</span>
            </>
          ),
        },
        {
          head: t.columns.visitor,
          cell: (row) => {
            const tickets = theirs(row);
            if (tickets.length === 0) return <span class="quiet">{row.state === 'open' ? t.free : ''}</span>;
            return (
              <ul class="plain">
                {tickets.map((ticket) => {
                  const minutes = since(ticket.stateAt);
                  const usual = queue.needs.find(({ id }) => id === ticket.needId)?.usualMinutes ?? 10;
                  return (
                    <li>
                      <strong>{ticketLabel(ticket)}</strong> {t.ticketState[ticket.state as 'called']}{' '}
                      {isLong(minutes, usual) ? (
                        <span class="over">{t.longService(minutes)}</span>
                      ) : (
                        <span class="quiet whole">{t.minutes(minutes)}</span>
                      )}
                    </li>
                  );
                })}
              </ul>
            );
          },
        },
        {
          head: t.columns.action,
          cell: (row) => (
            <div class="lead-actions">
              {theirs(row).map((ticket) => (
                <ReasonForm
                  id={`end-${ticket.id}`}
                  action={`/ko/${queue.officeId}/ledning/nummer/${ticket.id}`}
                  title={t.endService(ticketLabel(ticket))}
                  help={t.endServiceHelp}
                  locale={locale}
                />
              ))}
              <ReasonForm
                id={`close-${row.sessionId}`}
                action={`/ko/${queue.officeId}/ledning/disk/${row.sessionId}`}
                title={t.closeDesk(row.desk)}
                help={
                  view.withoutLine.some(({ sessionId }) => sessionId === row.sessionId)
                    ? `${t.closeDeskHelp} ${t.releaseHelp(row.desk)}`
                    : t.closeDeskHelp
                }
                locale={locale}
              />
            </div>
          ),
        },
      ]}
    />
  );
};

/** A step that needs a reason: folded until it is wanted. */
const ReasonForm: FC<{ id: string; action: string; title: string; help: string; locale: Locale }> = ({
  id,
  action,
  title,
  help,
  locale,
}) => {
  const t = leadTexts[locale];
  return (
    <details id={id}>
      <summary>{title}</summary>
      <form method="post" action={action} class="reason-form">
        <p class="help">{help}</p>
        <label>
          {t.reason}
          <input
            type="text"
            name="reason"
            id={`${id}-reason`}
            minlength={3}
            maxlength={300}
            required
            autocomplete="off"
            placeholder={t.reasonHelp}
          />
        </label>
        <Button kind="danger">{title}</Button>
      </form>
    </details>
  );
};

const Close: FC<PartProps> = ({ view, locale }) => {
  const t = leadTexts[locale];
  return (
    <details class="lead-close" id="close-office">
      <summary>{t.close}</summary>
      <form method="post" action={`/ko/${view.queue.officeId}/ledning/stang`} class="stack">
        <p>{t.closeLead}</p>
        <label class="field">
          {t.reason}
          <input type="text" name="reason" minlength={3} maxlength={300} required autocomplete="off" />
        </label>
        <label class="field">
          {t.cause}
          <select name="cause" required>
            {CAUSES.map((cause) => (
              <option value={cause}>{t.causes[cause]}</option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend>{t.whoWaits}</legend>
          <ul class="plain">
            {(['serve', 'send-home'] as const).map((each) => (
              <li>
                <label>
                  <input type="radio" name="waiting" value={each} required checked={each === 'serve'} />{' '}
                  {each === 'serve' ? t.serve : t.sendHome}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Button kind="danger">{t.closeNow}</Button>
      </form>
    </details>
  );
};
