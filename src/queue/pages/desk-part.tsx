import type { Child, FC } from 'hono/jsx';
import { Badge } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { deskTexts } from '../desk-texts.ts';
import type { DeskView } from '../desk-view.server.ts';
import type { TicketRow } from '../ticket-row.ts';

/** What every part of the desk's panel is given. */
export interface DeskPart {
  readonly view: DeskView;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  /** What goes on when the line is down. */
  readonly offlineScript?: string;
}

/** Where a step of a ticket is posted to. */
export const stepAddress = ({ queue }: DeskView, ticketId: string, name: string) =>
  `/ko/${queue.officeId}/nummer/${ticketId}/${name}`;

/** How the visitor needs to be met. */
export const Marks: FC<{ ticket: TicketRow; locale: Locale }> = ({ ticket, locale }) => {
  const t = deskTexts[locale];
  const flags = ['interpreter', 'languageRight', 'signLanguage', 'stepFree', 'calm', 'protected'] as const;
  const marks: Child[] = [
    ...(ticket.language === null ? [] : [<Badge>{t.language[ticket.language] ?? ticket.language}</Badge>]),
    ...flags.filter((flag) => ticket[flag]).map((flag) => <Badge>{t.needsMet[flag]}</Badge>),
    ...(ticket.priorityReason === null
      ? []
      : [<Badge kind="good">{t.priority(ticket.priorityReason)}</Badge>]),
  ];
  return marks.length === 0 ? null : <span class="marks">{marks}</span>;
};

export function needName({ queue }: Pick<DeskView, 'queue'>, ticket: TicketRow, locale: Locale): string {
  return queue.needs.find(({ id }) => id === ticket.needId)?.names[locale] ?? '';
}

/** Whole minutes since an instant; none before it. */
export const minutes = (since: string, now: Temporal.Instant) =>
  Math.max(0, Math.floor(now.since(Temporal.Instant.from(since)).total('minutes')));

export function minutesSince(since: string, now: Temporal.Instant, locale: Locale): string {
  return deskTexts[locale].minutes(minutes(since, now));
}
