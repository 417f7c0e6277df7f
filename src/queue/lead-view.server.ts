import { managedOfficesOf } from '../access/actor.ts';
import { type Context, read, scopeOf } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type OpenAlarm, openAlarms } from './alarms.server.ts';
import { type EstimateQuality, estimateQuality } from './estimate-quality.server.ts';
import { lineTimes } from './line-times.server.ts';
import type { QueueState } from './queries.server.ts';
import { type NeedWaits, nearlyUsedUp, type Waits, waitsByNeed, whoWaits } from './rules/leading.ts';
import { isAway, keptFor } from './rules/shares.ts';
import { lineNow } from './shared-line.server.ts';
import { deskInLine } from './store.server.ts';
import { ticketOf } from './ticket-row.ts';

/** What has happened at an office since its day began. */
export interface TodaysNumbers {
  readonly issued: number;
  readonly served: number;
  readonly missed: number;
  readonly left: number;
  /** Seconds from the ticket to the first call; null while nobody has been called. */
  readonly medianWait: number | null;
}

/** What the manager sees of a queue. */
export interface LeadView {
  readonly queue: QueueState;
  readonly needs: readonly (NeedWaits & { readonly nearlyUsedUp: boolean; readonly given: number })[];
  readonly waiting: readonly Waits[];
  readonly numbers: TodaysNumbers;
  readonly quality: EstimateQuality;
  readonly alarms: readonly OpenAlarm[];
  readonly withoutLine: readonly WithoutLine[];
}

/** A desk that has lost its line, and how many wait whom nobody else calls meanwhile (docs/adr/0012). */
export interface WithoutLine {
  readonly sessionId: number;
  readonly desk: string;
  readonly since: Temporal.Instant;
  readonly tickets: number;
}

/** Throws Problem `forbidden` for who does not manage the office, `not-found` where there is no queue. */
export async function leadView(ctx: Context, officeId: number): Promise<LeadView> {
  if (!managedOfficesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const now = ctx.clock();
  const [queue, [today], quality, alarms] = await Promise.all([
    lineNow(ctx.pool, scopeOf(ctx.actor), officeId),
    read<Today>(ctx, numbersToday(officeId)),
    estimateQuality(ctx.pool, scopeOf(ctx.actor), officeId, now),
    openAlarms(ctx, officeId),
  ]);
  const { given = [], ...numbers } = today ?? NONE;
  const waiting = queue.tickets.filter(({ state }) => state === 'waiting').map(ticketOf);
  const desks = queue.sessions.map((session) => deskInLine(session));
  const needs = waitsByNeed(queue.needs, waiting, now).map((waits) => {
    const need = queue.needs.find(({ id }) => id === waits.needId) as QueueState['needs'][number];
    const next = given.find(({ prefix, from }) => prefix === need.prefix && from === need.rangeFrom)?.next;
    const used = (next ?? need.rangeFrom) - need.rangeFrom;
    return { ...waits, given: used, nearlyUsedUp: nearlyUsedUp(used, need) };
  });
  const withoutLine = queue.sessions.flatMap((session) => {
    const { sessionId, desk, beatAt } = session;
    const kept = keptFor(session, now, lineTimes()).filter((id) =>
      waiting.some((ticket) => ticket.id === id),
    );
    if (beatAt === null || kept.length === 0 || !isAway(session, now, lineTimes())) return [];
    return { sessionId, desk, since: Temporal.Instant.from(beatAt), tickets: kept.length };
  });
  return { queue, needs, waiting: whoWaits(waiting, desks, now), numbers, quality, alarms, withoutLine };
}

interface Today extends TodaysNumbers {
  readonly given: readonly { readonly prefix: string; readonly from: number; readonly next: number }[];
}
const NONE: Today = { issued: 0, served: 0, missed: 0, left: 0, medianWait: null, given: [] };

const numbersToday = (officeId: number) => sql`
  with today as (
    select t.id, t.state, t.issued_at from ticket t join queue_office q on q.office_id = t.office_id and q.day = t.day
    where t.office_id = ${officeId}
  ), called as (
    select extract(epoch from c.at - t.issued_at) as wait
    from today t cross join lateral (
      select min(e.at) as at from queue_event e where e.ticket_id = t.id and e.kind = 'called') c
    where c.at is not null
  )
  select count(*) as issued, count(*) filter (where state = 'finished') as served,
    count(*) filter (where exists (select from queue_event e where e.ticket_id = today.id and e.kind = 'missed'
      and not exists (select from queue_event u where u.ticket_id = today.id and u.about = e.seq and u.kind = 'undone' offset 0)
      offset 0)) as missed,
    count(*) filter (where state = 'left') as left,
    (select percentile_cont(0.5) within group (order by wait) from called) as "medianWait",
    (select coalesce(jsonb_agg(jsonb_build_object('prefix', n.prefix, 'from', n.run_from, 'next', n.next)), '[]')
      from queue_number n join queue_office q on q.office_id = n.office_id and q.day = n.day
      where n.office_id = ${officeId}) as given
  from today`;
