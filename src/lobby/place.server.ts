import type { PlainDate } from '../kernel/plain-date.ts';
import { type Pool, shortRead, shortUnscopedRead, sql } from '../platform/database.server.ts';
import { PRIORITY_MINUTES } from '../queue/rules/order.ts';
import { secretHash, ticketSecret } from '../queue/secret.server.ts';
import type { TicketState } from '../queue/ticket.ts';

/** A ticket as its holder sees it: where it is, how many come before, and nothing of anybody else. */
export interface Place {
  readonly ticketId: string;
  readonly officeId: number;
  readonly office: string;
  readonly code: string;
  readonly seq: number;
  /** The day that the queue is on. */
  readonly queueDay: PlainDate;
  readonly day: PlainDate;
  readonly prefix: string;
  readonly number: number;
  readonly needNames: Readonly<Record<string, string>>;
  readonly state: TicketState;
  readonly stateAt: Temporal.Instant;
  readonly desk: string | null;
  readonly link: string | null;
  /** Those who wait with the same need and come before; null when this one does not wait. */
  readonly ahead: number | null;
  /** What was said at issue, seconds. */
  readonly estimateLow: number | null;
  readonly estimateHigh: number | null;
  readonly issuedAt: Temporal.Instant;
  readonly returnWithinMinutes: number;
  readonly keepOvernight: boolean;
}

/** The ticket of a secret; null when there is none. */
export async function placeOf(pool: Pool, secret: string): Promise<Place | null> {
  if (!/^[\w-]{24}$/.test(secret)) return null;
  const [found] = await shortUnscopedRead<{ id: string; officeId: number }>(
    pool,
    sql`select id, office_id as "officeId" from ticket_of_secret(${secretHash(secret)})`,
  );
  if (found === undefined) return null;
  const place = sql`(joined_at - make_interval(mins => (${[...PRIORITY_MINUTES]}::int[])[priority + 1]))`;
  const [row] = await shortRead<Place>(
    pool,
    { actor: 'visitor', queueOffices: [found.officeId] },
    sql`
      select t.id as "ticketId", t.office_id as "officeId", f.name as office, f.code, q.seq, q.day as "queueDay", t.day, t.prefix,
        t.number, n.names as "needNames", t.state, t.state_at as "stateAt", d.name as desk, d.link,
        t.estimate_low as "estimateLow", t.estimate_high as "estimateHigh", t.issued_at as "issuedAt",
        q.return_within_minutes as "returnWithinMinutes", q.keep_overnight as "keepOvernight",
        case when t.state = 'waiting' then (
          select count(*) from (select ordinal, ${place} as at from ticket
            where office_id = t.office_id and state = 'waiting' and need_id = t.need_id) other,
            (select ${place} as at from ticket where id = t.id) own
          where (other.at, other.ordinal) < (own.at, t.ordinal)) end as ahead
      from ticket t join queue_office q on q.office_id = t.office_id join office f on f.id = t.office_id
        join queue_need n on n.id = t.need_id left join desk d on d.id = t.desk_id
      where t.id = ${found.id}`,
  );
  return row ?? null;
}

/** What lets the holder of a ticket answer one question about the visit that it led to; null before it is over. */
export async function surveyCodeOf(
  pool: Pool,
  secret: string,
  now: Temporal.Instant,
): Promise<string | null> {
  const [asked] = await shortUnscopedRead<{ code: string | null }>(
    pool,
    sql`select survey_code_of_ticket(${secretHash(secret)}, ${now}) as code`,
  );
  return asked?.code ?? null;
}

/** Where a visitor goes on whose ticket was moved to another office. */
export interface MovedTo {
  readonly office: string;
  readonly label: string;
  readonly secret: string;
}

/** Of a ticket that was left: the one at another office that it was moved to; null for a visitor who left the line. */
export async function movedTo(pool: Pool, { ticketId, state }: Place): Promise<MovedTo | null> {
  if (state !== 'left') return null;
  const [to] = await shortUnscopedRead<{ id: string; office: string; label: string }>(
    pool,
    sql`select id, office, label from ticket_moved_to(${ticketId})`,
  );
  return to === undefined
    ? null
    : { office: to.office, label: to.label, secret: await ticketSecret(pool, to.id) };
}
