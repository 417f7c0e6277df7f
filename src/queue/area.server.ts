import { type Actor, areaOfficesOf, hasRole, managedOfficesOf } from '../access/actor.ts';
import { type Context, read } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

/** An office's queue as one row of its area. */
export interface AreaRow {
  readonly officeId: number;
  readonly office: string;
  readonly seq: number;
  readonly waiting: number;
  /** The longest wait and what the office has said is too long for that need, minutes; null when nobody waits. */
  readonly longest: number | null;
  readonly limit: number | null;
  /** How many have waited longer than the limit of their need. */
  readonly over: number;
  readonly openDesks: number;
  readonly awayDesks: number;
  readonly serving: number;
  readonly paused: number;
  readonly alarms: number;
  readonly closedEarlyAt: Temporal.Instant | null;
}

/** The offices whose queues the actor sees from above: those that they manage, and those of their areas. */
export function overseenOfficesOf(actor: Actor): number[] {
  return [...new Set([...managedOfficesOf(actor), ...areaOfficesOf(actor)])];
}

/** The queues of all offices that the actor oversees, in one statement, by name. Throws Problem `forbidden` without any office. */
export function areaView(ctx: Context): Promise<AreaRow[]> {
  const mine = overseenOfficesOf(ctx.actor);
  if (mine.length === 0 && !hasRole(ctx.actor, 'area-manager'))
    return Promise.reject(new Problem('forbidden'));
  return read(
    ctx,
    sql`
      select q.office_id as "officeId", f.name as office, q.seq, q.closed_early_at as "closedEarlyAt",
        coalesce(t.waiting, 0) as waiting, coalesce(t.serving, 0) as serving, coalesce(t.over, 0) as over,
        l.minutes as longest, l.wait_limit as "limit", coalesce(s.open, 0) as "openDesks", coalesce(s.away, 0) as "awayDesks",
        (select count(*) from queue_need n where n.office_id = q.office_id and n.ended_at is null and n.paused_at is not null)
          as paused,
        (select count(*) from desk_alarm a where a.office_id = q.office_id and a.ended_at is null) as alarms
      from queue_office q join office f on f.id = q.office_id
      left join lateral (
        select count(*) filter (where x.state = 'waiting') as waiting,
          count(*) filter (where x.state in ('called', 'serving', 'held')) as serving,
          count(*) filter (where x.state = 'waiting'
            and ${ctx.clock()}::timestamptz - x.joined_at > make_interval(mins => n.wait_limit_minutes)) as over
        from ticket x join queue_need n on n.id = x.need_id
        where x.office_id = q.office_id and x.state in ('waiting', 'called', 'serving', 'held')
      ) t on true
      left join lateral (
        select greatest(0, floor(extract(epoch from ${ctx.clock()}::timestamptz - x.joined_at) / 60)) as minutes,
          n.wait_limit_minutes as wait_limit
        from ticket x join queue_need n on n.id = x.need_id
        where x.office_id = q.office_id and x.state = 'waiting' order by x.joined_at limit 1
      ) l on true
      left join lateral (
        select count(*) filter (where state = 'open') as open, count(*) filter (where state <> 'open') as away
        from desk_session where office_id = q.office_id and closed_at is null
      ) s on true
      where q.office_id = any (${mine}) order by f.name`,
  );
}
