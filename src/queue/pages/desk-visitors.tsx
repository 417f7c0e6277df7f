import { randomUUID } from 'node:crypto';
import type { FC } from 'hono/jsx';
import { deskTexts } from '../desk-texts.ts';
import type { DeskView } from '../desk-view.server.ts';
import { leadTexts } from '../lead-texts.ts';
import { ticketLabel } from '../ticket.ts';
import type { TicketRow } from '../ticket-row.ts';
import { type DeskPart, Marks, minutesSince, needName, stepAddress } from './desk-part.tsx';
import { StepButton } from './step-button.tsx';

/** The visitors that this desk has: what can be done with each. */
export const Mine: FC<DeskPart> = (props) => {
  const { view, locale } = props;
  const t = deskTexts[locale];
  if (view.mine.length === 0) return null;
  return (
    <ul class="desk-mine" aria-label={t.mine}>
      {view.mine.map((ticket) => (
        <li class={`visitor visitor--${ticket.state}`}>
          <div class="visitor-head">
            <strong class="visitor-number">{ticketLabel(ticket)}</strong>
            <span>{needName(view, ticket, locale)}</span>
            <span class="quiet">
              {t.state[ticket.state as 'called']} · {minutesSince(ticket.stateAt, props.now, locale)}
            </span>
          </div>
          <Marks ticket={ticket} locale={locale} />
          {ticket.note === null ? null : <p class="visitor-note">{t.forYouNote(ticket.note)}</p>}
          <div class="visitor-steps">
            <Steps {...props} ticket={ticket} />
          </div>
          <SendOn {...props} ticket={ticket} />
          <ChangeLink {...props} ticket={ticket} />
        </li>
      ))}
    </ul>
  );
};

const Steps: FC<DeskPart & { ticket: DeskView['mine'][number] }> = ({ view, ticket, locale }) => {
  const t = deskTexts[locale];
  const to = (name: string) => stepAddress(view, ticket.id, name);
  if (ticket.state === 'called')
    return (
      <>
        <StepButton action={to('start')} kind="primary" hotkey="s">
          {t.start}
        </StepButton>
        <StepButton action={to('announce')} hotkey="r">
          {t.again}
        </StepButton>
        <StepButton action={to('no-show')} hotkey="k">
          {t.noShow}
        </StepButton>
        <StepButton action={to('put-back')}>{t.putBack}</StepButton>
      </>
    );
  const visit =
    ticket.visitId === null ? null : (
      <a class="button button--quiet" href={`/besok/${ticket.visitId}`}>
        {t.openVisit}
      </a>
    );
  if (ticket.state === 'held')
    return (
      <>
        <StepButton action={to('resume')} kind="primary">
          {t.resume}
        </StepButton>
        <StepButton action={to('finish')}>{t.finish}</StepButton>
        <StepButton action={to('put-back')}>{t.putBack}</StepButton>
      </>
    );
  return (
    <>
      {visit}
      <StepButton action={to('finish')} kind="primary" hotkey="a">
        {t.finish}
      </StepButton>
      <StepButton action={to('hold')} hotkey="p">
        {t.hold}
      </StepButton>
      <StepButton action={to('leave')}>{t.leave}</StepButton>
    </>
  );
};

const SendOn: FC<DeskPart & { ticket: TicketRow }> = ({ view, ticket, locale }) => {
  const t = deskTexts[locale];
  const { queue } = view;
  const others = queue.sessions.filter(({ sessionId }) => sessionId !== view.session?.sessionId);
  return (
    <details class="send-on" id={`send-on-${ticket.id}`}>
      <summary>{t.sendOn}</summary>
      <form method="post" action={stepAddress(view, ticket.id, 'skicka-vidare')}>
        <input type="hidden" name="key" value={randomUUID()} />
        <label>
          {t.sendOnTo}
          <select name="deskId">
            <option value="">{t.anyDesk}</option>
            {others.map((other) => (
              <option value={other.deskId}>{t.toDesk(other.desk, other.officer)}</option>
            ))}
          </select>
        </label>
        <label>
          {t.need}
          <select name="needId">
            <option value="">{t.sameNeed}</option>
            {queue.needs
              .filter(({ id }) => id !== ticket.needId)
              .map((need) => (
                <option value={need.id}>{need.names[locale]}</option>
              ))}
          </select>
        </label>
        <label>
          {t.note}
          <input type="text" name="note" maxlength={300} placeholder={t.noteHelp} autocomplete="off" />
        </label>
        <button type="submit" class="button button--quiet">
          {t.sendOn}
        </button>
      </form>
      {ticket.state === 'called' ? null : (
        <form method="post" action={stepAddress(view, ticket.id, 'tid')}>
          <input type="hidden" name="key" value={randomUUID()} />
          <label>
            {t.timeNotReal}: {t.timeReason}
            <input type="text" name="reason" minlength={2} maxlength={200} required autocomplete="off" />
          </label>
          <button type="submit" class="button button--quiet">
            {t.mark}
          </button>
        </form>
      )}
    </details>
  );
};

/** To the ticket's own page, where it is changed or moved to another office. */
const ChangeLink: FC<DeskPart & { ticket: TicketRow }> = ({ view, ticket, locale }) => {
  const t = leadTexts[locale].ticket;
  return (
    <a
      class="change-ticket"
      href={`/ko/${view.queue.officeId}/nummer/${ticket.id}`}
      aria-label={`${t.changeLink} ${ticketLabel(ticket)}`}
    >
      {t.changeLink}
    </a>
  );
};
