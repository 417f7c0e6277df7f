import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, type Pool, type Scope, shortRead, sql } from '../platform/database.server.ts';
import type { Range } from './rules/estimate.ts';
import { type HourWaits, wellKnown } from './rules/usual-waits.ts';
import { sharedLine } from './shared-line.server.ts';

// What anybody may know of a line, before coming: numbers of many, never a ticket. Read once by the process for all who ask.

/** How long what is told stands, in milliseconds: a visitor on the way has no use of seconds. */
const STANDS = 15_000;
/** How far back the usual goes. */
const WEEKS = 8;

/** A line as anybody may know it. */
export interface PublicWaiting {
  readonly waiting: number;
  /** By need that takes visitors now, in the kiosk's order: its names, and what who comes now is told; null: nobody knows. */
  readonly needs: readonly {
    readonly names: Readonly<Record<string, string>>;
    readonly range: Range | null;
  }[];
}

interface Kept<T> {
  readonly at: number;
  readonly value: Promise<T>;
}
interface Told {
  counts: Kept<ReadonlyMap<number, number>> | null;
  readonly lines: Map<number, Kept<PublicWaiting>>;
  readonly usual: Map<number, { readonly day: PlainDate; readonly value: Promise<readonly HourWaits[]> }>;
}
const told = new WeakMap<Pool, Told>();

function toldBy(pool: Pool): Told {
  const there = told.get(pool) ?? { counts: null, lines: new Map(), usual: new Map() };
  told.set(pool, there);
  return there;
}
const stands = (kept: Kept<unknown> | null | undefined, now: Temporal.Instant) =>
  kept !== null && kept !== undefined && Math.abs(now.epochMilliseconds - kept.at) < STANDS;

const everybody = (queueOffices: readonly number[]): Scope => ({ actor: 'visitor', queueOffices });

/** How many wait, of those offices that have a queue. One statement for all of them. */
export function waitingCounts(
  pool: Pool,
  officeIds: readonly number[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<number, number>> {
  const there = toldBy(pool);
  if (stands(there.counts, now)) return (there.counts as Kept<ReadonlyMap<number, number>>).value;
  const value = shortRead<{ id: number; waiting: number }>(
    pool,
    everybody(officeIds),
    sql`select q.office_id as id, (select count(*) from ticket t where t.office_id = q.office_id and t.state = 'waiting')
        as waiting from queue_office q`,
  ).then((rows) => new Map(rows.map(({ id, waiting }) => [id, waiting])));
  const counts = { at: now.epochMilliseconds, value };
  there.counts = counts;
  value.catch(() => {
    if (there.counts === counts) there.counts = null;
  });
  return value;
}

/** How many wait at an office and how long who comes now will. Throws Problem `not-found` for an office without a queue. */
export function publicWaiting(pool: Pool, officeId: number, now: Temporal.Instant): Promise<PublicWaiting> {
  const { lines } = toldBy(pool);
  const there = lines.get(officeId);
  if (there !== undefined && stands(there, now)) return there.value;
  const value = sharedLine(pool, officeId, now).then(
    ({ queue, estimates }): PublicWaiting => ({
      waiting: queue.tickets.filter(({ state }) => state === 'waiting').length,
      needs: queue.needs
        .filter(({ paused }) => !paused)
        .map(({ id, names }) => ({ names, range: estimates.needs.get(id) ?? null })),
    }),
  );
  const line = { at: now.epochMilliseconds, value };
  lines.set(officeId, line);
  value.catch(() => {
    if (lines.get(officeId) === line) lines.delete(officeId);
  });
  return value;
}

/** How long one has waited at an office, by weekday and hour of coming, in the last eight weeks. Worked out once a day. */
export function usualWaits(
  pool: Pool,
  officeId: number,
  now: Temporal.Instant,
): Promise<readonly HourWaits[]> {
  const { usual } = toldBy(pool);
  const day = swedishDay(now);
  const there = usual.get(officeId);
  if (there?.day === day) return there.value;
  const since = now
    .toZonedDateTimeISO('Europe/Stockholm')
    .toPlainDate()
    .subtract({ weeks: WEEKS })
    .toString();
  // Not among the short reads, which would wait for it.
  const value = inTransaction(pool, everybody([officeId]), (db) =>
    db.many<HourWaits>(sql`
      with first_calls as (
        select t.day, t.issued_at at time zone 'Europe/Stockholm' as came,
          extract(epoch from (select min(e.at) from queue_event e where e.ticket_id = t.id and e.kind = 'called') - t.issued_at) as wait
        from ticket t where t.office_id = ${officeId} and t.day >= ${since}::date and t.day < ${day}::date
      )
      select extract(isodow from came)::int as weekday, extract(hour from came)::int as hour, count(distinct day) as days,
        count(*) as tickets, percentile_cont(0.5) within group (order by wait) as median
      from first_calls where wait is not null group by 1, 2`),
  ).then(wellKnown);
  const kept = { day, value };
  usual.set(officeId, kept);
  value.catch(() => {
    if (usual.get(officeId) === kept) usual.delete(officeId);
  });
  return value;
}
