import type { FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import { Table } from '../../ui/table.tsx';
import { leadTexts } from '../lead-texts.ts';
import { ticketLabel } from '../ticket.ts';
import { type LeadPart, ReasonForm } from './lead-part.tsx';

/** A service is unusually long from three times what is usual, and half an hour at least. */
const isLong = (minutes: number, usual: number) => minutes > Math.max(30, usual * 3);

/** Who sits where, whom they serve, and what the manager can end. */
export const Desks: FC<LeadPart> = ({ view, now, locale }) => {
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
