import { inTransaction, type Pool, type Scope, sql } from '../platform/database.server.ts';
import type { QueueState } from './queries.server.ts';
import {
  type DeskWithWork,
  type Expected,
  expectedCalls,
  type Range,
  rangeOf,
  USUAL_SPREAD,
  WALKING,
} from './rules/estimate.ts';
import { deskInLine, type Need } from './store.server.ts';
import type { Ticket } from './ticket.ts';
import { ticketOf } from './ticket-row.ts';

/** How far back the history goes, and how much of it there has to be. */
const WEEKS = 8;
const ENOUGH = 20;
/** How long what is expected of an office stands, in milliseconds: it changes by the week, not by the minute. */
const STANDS = 15 * 60_000;

const kept = new WeakMap<
  Pool,
  Map<string, { readonly until: number; readonly expected: Promise<Expected> }>
>();

/**
 * What is expected of an office on a weekday: the mean time at the desk of each need on that weekday in the last eight weeks,
 * else what the office has said is usual; and how far off estimates were on those days. Kept by the process for a quarter of an hour.
 */
export function expectedOf(
  pool: Pool,
  scope: Scope,
  {
    officeId,
    needs,
    now,
  }: { readonly officeId: number; readonly needs: readonly Need[]; readonly now: Temporal.Instant },
): Promise<Expected> {
  const weekday = now.toZonedDateTimeISO('Europe/Stockholm').dayOfWeek;
  const key = `${officeId} ${weekday} ${needs.map(({ id, usualMinutes }) => `${id}:${usualMinutes}`)}`;
  const held = kept.get(pool) ?? new Map();
  kept.set(pool, held);
  const there = held.get(key);
  const at = now.epochMilliseconds;
  if (there !== undefined && there.until > at && there.until <= at + STANDS) return there.expected;
  const expected = load(pool, scope, { officeId, needs, now });
  held.set(key, { until: at + STANDS, expected });
  expected.catch(() => held.delete(key));
  return expected;
}

async function load(
  pool: Pool,
  scope: Scope,
  {
    officeId,
    needs,
    now,
  }: {
    readonly officeId: number;
    readonly needs: readonly Need[];
    readonly now: Temporal.Instant;
  },
): Promise<Expected> {
  const today = now.toZonedDateTimeISO('Europe/Stockholm').toPlainDate();
  const days = Array.from({ length: WEEKS }, (_, week) => today.subtract({ weeks: week + 1 }).toString());
  // Not among the short reads, which would wait for it.
  const row = await inTransaction(pool, scope, (db) =>
    db.one<{
      times: { needId: number; tickets: number; seconds: number }[];
      spread: { tickets: number; low: number | null; high: number | null };
    }>(sql`
      with served as (
        select p.ticket_id, max(p.need_id) as need_id, sum(extract(epoch from p.ended_at - p.started_at)) as seconds
        from ticket t cross join lateral (
          -- With the offset PostgreSQL reads the phases of these tickets, and not of all to choose these among them.
          select * from ticket_phase p where p.ticket_id = t.id and p.phase in ('walking', 'serving') offset 0) p
        where t.office_id = ${officeId} and t.day = any (${days}::date[]) and p.ended_at is not null and p.is_real
        group by p.ticket_id
      ), waits as (
        select extract(epoch from min(e.at) - t.issued_at) / nullif((t.estimate_low + t.estimate_high) / 2.0, 0) as share
        from ticket t join queue_event e on e.ticket_id = t.id and e.kind = 'called'
        where t.office_id = ${officeId} and t.day = any (${days}::date[]) and t.estimate_high > 120
        group by t.id
      )
      select
        (select coalesce(jsonb_agg(x), '[]') from (select need_id as "needId", count(*) as tickets, avg(seconds) as seconds
          from served group by need_id) x) as times,
        (select jsonb_build_object('tickets', count(share),
            'low', percentile_cont(0.2) within group (order by share),
            'high', percentile_cont(0.8) within group (order by share)) from waits) as spread`),
  );
  const serving = new Map(needs.map(({ id, usualMinutes }) => [id, usualMinutes * 60 + WALKING]));
  for (const { needId, tickets, seconds } of row.times)
    if (tickets >= ENOUGH && serving.has(needId)) serving.set(needId, seconds);
  const { tickets, low, high } = row.spread;
  const known = tickets >= ENOUGH && low !== null && high !== null;
  return {
    serving,
    // Not without bounds: one strange day is no promise for the next.
    spread: known ? { low: clamp(low, 0.3, 1), high: clamp(high, 1.1, 3) } : USUAL_SPREAD,
  };
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** The desks of a queue with those whom they have. */
export function desksWithWork(
  { sessions, tickets }: Pick<QueueState, 'sessions' | 'tickets'>,
  now: Temporal.Instant,
): DeskWithWork[] {
  return sessions.map((session) => ({
    ...deskInLine(session),
    onFloor: session.onFloor,
    has: tickets
      .filter(
        ({ sessionId, state }) =>
          sessionId === session.sessionId && (state === 'called' || state === 'serving'),
      )
      .map(({ needId, stateAt }) => ({
        needId,
        seconds: now.since(Temporal.Instant.from(stateAt)).total('seconds'),
      })),
  }));
}

export interface Estimates {
  /** Of those who wait, by ticket; who cannot be called by any open desk is missing. */
  readonly tickets: ReadonlyMap<string, Range>;
  /** Of who would take a ticket now, by need; a need that nobody at a desk may serve is missing. */
  readonly needs: ReadonlyMap<number, Range>;
}

/** Estimates for everybody who waits, and for who comes now. */
export function estimatesOf(queue: QueueState, expected: Expected, now: Temporal.Instant): Estimates {
  const waiting = queue.tickets.filter(({ state }) => state === 'waiting').map(ticketOf);
  const calls = expectedCalls(waiting, desksWithWork(queue, now), expected);
  const newcomers = queue.needs.flatMap((need): [number, Range][] => {
    const range = estimateFor(queue, { needId: need.id }, expected, now);
    return range === null ? [] : [[need.id, range]];
  });
  return {
    tickets: new Map([...calls].map(([id, seconds]) => [id, rangeOf(seconds, expected)])),
    needs: new Map(newcomers),
  };
}

const NEWCOMER = 'newcomer';
/** How somebody who takes a ticket now needs to be met, and how far ahead they go. */
type Asking = Pick<Ticket, 'needId'> &
  Partial<Pick<Ticket, 'priority' | 'signLanguage' | 'stepFree' | 'calm'>> & {
    readonly language?: string | null | undefined;
  };
function newcomer(asking: Asking, now: Temporal.Instant): Ticket {
  return {
    ...{ state: 'waiting', stateAt: now, issuedAt: now, joinedAt: now, ordinal: Number.MAX_SAFE_INTEGER },
    ...{
      priority: 0,
      signLanguage: false,
      stepFree: false,
      calm: false,
      forDeskId: null,
      forOfficerId: null,
    },
    ...asking,
    language: asking.language ?? null,
    id: NEWCOMER,
  } as Ticket;
}

/** What somebody is told who takes a ticket now; null when no desk that is open may serve them. */
export function estimateFor(
  queue: Pick<QueueState, 'sessions' | 'tickets'>,
  asking: Asking,
  expected: Expected,
  now: Temporal.Instant,
): Range | null {
  const waiting = queue.tickets.filter(({ state }) => state === 'waiting').map(ticketOf);
  const calls = expectedCalls([...waiting, newcomer(asking, now)], desksWithWork(queue, now), expected);
  const seconds = calls.get(NEWCOMER);
  return seconds === undefined ? null : rangeOf(seconds, expected);
}
