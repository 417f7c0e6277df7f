import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';

/**
 * Ends the day before in a locked queue: desks are closed, visitors who still stand in the line have left, unless the office
 * keeps them overnight; a service that nobody ended is ended with a time that is not real. Numbers begin anew, after those
 * that were kept: no two visitors in the line have the same.
 */
export async function endDay(
  db: Db,
  {
    officeId,
    day,
    now,
    keepOvernight,
  }: {
    readonly officeId: number;
    readonly day: PlainDate;
    readonly now: Temporal.Instant;
    readonly keepOvernight: boolean;
  },
): Promise<void> {
  const by = sql`step_at = ${now}, step_actor = 'system', step_role = 'system', step_key = null`;
  await db.run(sql`
    update ticket t set step_kind = 'time-not-real', ${by}, step_details = '{"reason": "day-ended"}',
      step_about = (select max(p.seq) from ticket_phase p where p.ticket_id = t.id and p.phase in ('serving', 'held'))
    where office_id = ${officeId} and day < ${day} and state in ('serving', 'held')`);
  await db.run(sql`
    update ticket set state = case when state in ('serving', 'held') then 'finished' else 'left' end, step_kind = 'day-ended',
      ${by}, step_about = null, step_details = '{}'
    where office_id = ${officeId} and day < ${day}
      and state = any (${keepOvernight ? ['called', 'serving', 'held', 'missed'] : ['waiting', 'called', 'serving', 'held', 'missed']})`);
  await db.run(sql`
    update desk_session set closed_at = greatest(${now}, opened_at) where office_id = ${officeId} and closed_at is null`);
  await db.run(sql`
    update queue_office set day = ${day}, closed_early_at = null, closed_early_reason = null,
      closed_early_exception = null where office_id = ${officeId}`);
  if (keepOvernight) await beginAfterKept(db, officeId, day);
  await db.run(sql`
    select queue_tell(${officeId}, 'day-begun', ${now}, 'system', 'system', null, null, null, null,
      ${JSON.stringify({ day })}::jsonb)`);
}

async function beginAfterKept(db: Db, officeId: number, day: PlainDate): Promise<void> {
  // A number whose range has been moved lies in none: what comes after all ranges still begins after them.
  await db.run(sql`
    insert into queue_number (office_id, day, prefix, run_from, next)
    select ${officeId}, ${day}::date, prefix, run_from, greatest(run_from, max(number) + 1) from (
      select t.prefix, t.number, coalesce(
        (select n.range_from from queue_need n where n.office_id = t.office_id and n.prefix = t.prefix and n.ended_at is null
          and t.number between n.range_from and n.range_to),
        (select max(n.range_to) + 1 from queue_need n where n.office_id = t.office_id and n.prefix = t.prefix),
        t.number + 1) as run_from
      from ticket t where t.office_id = ${officeId} and t.day < ${day} and t.state = 'waiting') kept group by prefix, run_from`);
}
