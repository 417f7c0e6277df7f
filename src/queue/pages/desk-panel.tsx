import { randomUUID } from 'node:crypto';
import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { deskTexts } from '../desk-texts.ts';
import type { DeskView } from '../desk-view.server.ts';
import { leadTexts } from '../lead-texts.ts';
import { offlineTexts } from '../offline-texts.ts';

import { ticketLabel } from '../ticket.ts';
import type { TicketRow } from '../ticket-row.ts';
import { AlarmButton, Alarms } from './alarm.tsx';
import { type DeskPart, Marks, minutes, minutesSince, needName, stepAddress } from './desk-part.tsx';
import { Mine } from './desk-visitors.tsx';
import { StepButton } from './step-button.tsx';

/** The queue from the desk: what one has, whom to call, who waits. Beside a visit, and on a page of its own. */
export const DeskPanel: FC<DeskPart> = (props) => {
  const { view, locale, offlineScript } = props;
  const t = deskTexts[locale];
  const { queue, session } = view;
  return (
    <section
      class="desk"
      aria-label={t.at(queue.office)}
      data-live={`/ko/${queue.officeId}/strom`}
      data-seq={queue.seq}
      {...(session === null ? {} : { 'data-desk': queue.officeId, 'data-officer': session.officerId })}
    >
      {session === null ? null : <script type="module" src={offlineScript} />}
      <a class="button button--primary" href={`/ko/${queue.officeId}/utan-kontakt`} data-go-on hidden>
        {offlineTexts[locale].script.go}
      </a>
      <p class="notice notice--wrong" role="status" data-live-lost data-text={t.lost} hidden />
      <div data-live-part="alarms">
        <Alarms alarms={view.alarms} officerId={view.officerId} locale={locale} />
      </div>
      <div data-live-part="desk">
        {queue.closedEarlyAt === null ? null : (
          <p class="notice">{t.closedEarly(queue.closedEarlyReason ?? '')}</p>
        )}
        <DeskHead {...props} />
        <Mine {...props} />
        {session === null || session.state !== 'open' ? null : <CallNext {...props} />}
        {view.undoable === null ? null : (
          <div class="desk-undo">
            <StepButton action={stepAddress(view, view.undoable.ticketId, 'undo')} hotkey="u" id="undo">
              {t.undo(t.did[view.undoable.kind] ?? '', ticketLabel(view.undoable))}
            </StepButton>
          </div>
        )}
        <Waiting {...props} />
        <Missed {...props} />
        {view.officerId === null || view.alarms.some(({ byId }) => byId === view.officerId) ? null : (
          <AlarmButton officeId={queue.officeId} locale={locale} />
        )}
      </div>
    </section>
  );
};

const DeskHead: FC<DeskPart> = ({ view, locale }) => {
  const t = deskTexts[locale];
  const { session, queue } = view;
  if (session === null) return null;
  const to = `/ko/${queue.officeId}/disk/lage`;
  return (
    <header class="desk-head">
      <h2>
        {t.myDesk(session.desk)}{' '}
        {session.state === 'open' ? null : <Badge>{t.deskState[session.state]}</Badge>}
      </h2>
      <div class="desk-head-steps">
        {session.state === 'open' ? (
          <>
            <StepButton action={to} fields={{ state: 'break' }}>
              {t.pause}
            </StepButton>
            <StepButton action={to} fields={{ state: 'back-office' }}>
              {t.backOffice}
            </StepButton>
          </>
        ) : (
          <StepButton action={to} fields={{ state: 'open' }} kind="primary" hotkey="o">
            {t.back}
          </StepButton>
        )}
        <StepButton action={to} fields={{ state: 'closed' }}>
          {t.close}
        </StepButton>
      </div>
    </header>
  );
};

const CallNext: FC<DeskPart> = ({ view, locale }) => {
  const t = deskTexts[locale];
  const { queue, session, mine, waiting } = view;
  const busy = mine.some(({ state }) => state === 'called' || state === 'serving');
  const callable = waiting.filter(({ refusal }) => refusal === null).length;
  const serving = mine.find(({ state }) => state === 'serving');
  if (busy && session?.onFloor !== true) {
    if (serving === undefined || callable === 0) return null;
    return (
      <StepButton
        action={`/ko/${queue.officeId}/kalla`}
        fields={{ finish: serving.id }}
        hotkey="n"
        id="call-next"
      >
        {t.finishAndNext}
      </StepButton>
    );
  }
  return (
    <div class="desk-next">
      <StepButton action={`/ko/${queue.officeId}/kalla`} kind="primary" hotkey="n" id="call-next">
        {t.next}
      </StepButton>
      <p class="quiet">
        {waiting.length === 0 ? t.nobody : `${t.waits(waiting.length)}, ${t.forYou(callable)}`}
      </p>
    </div>
  );
};

/** More than this at once is not read at a desk: the count says the rest. */
const SHOWN = 60;

const Waiting: FC<DeskPart> = ({ view, now, locale }) => {
  const t = deskTexts[locale];
  const { waiting, session, queue } = view;
  const first = waiting.find(({ refusal }) => refusal === null)?.id;
  return (
    <section class="desk-waiting">
      <h2>
        {t.waiting} <span class="count">{waiting.length}</span>
      </h2>
      {waiting.length === 0 ? <p class="quiet">{t.nobody}</p> : null}
      <ol class="waiting-list">
        {waiting.slice(0, SHOWN).map((ticket) => (
          <li class={ticket.refusal === null ? 'waits' : 'waits waits--not-for-me'}>
            <a
              class="waits-number"
              href={`/ko/${queue.officeId}/nummer/${ticket.id}`}
              title={leadTexts[locale].ticket.changeLink}
            >
              <strong>{ticketLabel(ticket)}</strong>
            </a>
            <span class="waits-need">
              {needName(view, ticket, locale)}
              {ticket.day === queue.day ? null : <span class="quiet"> {t.yesterday(ticket.day)}</span>}
            </span>
            <span class={waitedTooLong(view, ticket, now) ? 'waits-time waits-time--long' : 'waits-time'}>
              {minutesSince(ticket.joinedAt, now, locale)}
            </span>
            <Marks ticket={ticket} locale={locale} />
            {ticket.refusal === null ? null : <span class="quiet waits-why">{t.why[ticket.refusal]}</span>}
            {session?.state !== 'open' || ticket.refusal === 'not-within-mandate' ? null : ticket.id ===
              first ? null : (
              <details class="out-of-turn" id={`ahead-${ticket.id}`}>
                <summary aria-label={`${t.outOfTurn} ${ticketLabel(ticket)}`}>{t.outOfTurn}</summary>
                <form method="post" action={stepAddress(view, ticket.id, 'kalla')}>
                  <input type="hidden" name="key" value={randomUUID()} />
                  <label>
                    {t.outOfTurnReason}
                    <input
                      type="text"
                      name="reason"
                      minlength={2}
                      maxlength={200}
                      required
                      autocomplete="off"
                    />
                  </label>
                  <button type="submit" class="button button--quiet">
                    {t.take}
                  </button>
                </form>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Missed: FC<DeskPart> = ({ view, now, locale }) => {
  const t = deskTexts[locale];
  if (view.missed.length === 0) return null;
  return (
    <details class="desk-missed" id="missed">
      <summary>
        {t.missedList} <span class="count">{view.missed.length}</span>
      </summary>
      <ul>
        {view.missed.map((ticket) => (
          <li>
            <strong>{ticketLabel(ticket)}</strong> {needName(view, ticket, locale)}{' '}
            <span class="quiet">{minutesSince(ticket.stateAt, now, locale)}</span>
            <StepButton action={stepAddress(view, ticket.id, 'return')}>{t.isBack}</StepButton>
          </li>
        ))}
      </ul>
    </details>
  );
};

function waitedTooLong({ queue }: DeskView, ticket: TicketRow, now: Temporal.Instant): boolean {
  const limit = queue.needs.find(({ id }) => id === ticket.needId)?.waitLimitMinutes ?? 0;
  return minutes(ticket.joinedAt, now) > limit;
}
