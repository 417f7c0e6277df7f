import type { Context } from '../../access/context.server.ts';
import { addDays, contains, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { collisionsOfWeek } from '../rules/collisions.ts';
import { breachesOf, type DayHours } from '../rules/week.ts';
import type { SetWeek } from '../schemas.ts';
import { changing, officeForChange, recordChange, requireNotPassed, requireSeen } from '../store.server.ts';

/**
 * Sets the ordinary week of an office from a day on, today or later: a planned change is one from a later day. It holds until
 * the next planned one. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid` with `day-has-passed`,
 * `another-week-begins-then`, `after-last-day`, `breach-needs-reason`, or `needs-to-be-seen` with what it meets.
 */
export function setWeek(
  ctx: Context,
  officeId: number,
  { from, week, reason, seen }: SetWeek,
): Promise<number> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    requireNotPassed(from, swedishDay(ctx.clock()), 'from');
    if (office.open.to !== null && from > office.open.to)
      throw new Problem('invalid', {}, [{ field: 'from', code: 'after-last-day' }]);
    if (office.weeks.some(({ valid }) => valid.from === from))
      throw new Problem('invalid', {}, [{ field: 'from', code: 'another-week-begins-then' }]);
    const breaches = breachesOf(week, office.type);
    const collisions = collisionsOfWeek(office, office.languages, from, week);
    requireSeen(seen, collisions, breaches);
    if (breaches.length > 0 && reason === undefined)
      throw new Problem('invalid', { breaches, seen }, [{ field: 'reason', code: 'breach-needs-reason' }]);
    const before = office.weeks.find(({ valid }) => contains(valid, from));
    const next = office.weeks.find(({ valid }) => valid.from > from);
    if (before !== undefined)
      await db.run(sql`update office_week set valid = ${daterange({ from: before.valid.from, to: addDays(from, -1) })}
        where id = ${before.id}`);
    const to = next === undefined ? null : addDays(next.valid.from, -1);
    const { id } = await db.one<{ id: number }>(sql`
      insert into office_week (office_id, valid, closed_on_bridge_days, summer_from_week, summer_to_week, breaches, reason,
        recorded_at, recorded_by)
      values (${officeId}, ${daterange({ from, to })}, ${week.closedOnBridgeDays}, ${week.summerWeeks?.from ?? null},
        ${week.summerWeeks?.to ?? null}, ${breaches.map(({ code }) => code)}, ${reason ?? null}, ${ctx.clock()},
        ${ctx.actor.userId})
      returning id`);
    const days = Object.entries(week.days).flatMap(([weekday, day]: [string, DayHours | undefined]) =>
      day === undefined
        ? []
        : [
            {
              weekday,
              opens: day.opens,
              closes: day.closes,
              lunch_from: day.lunch?.from,
              lunch_to: day.lunch?.to,
            },
          ],
    );
    await db.run(sql`
      insert into office_week_day (week_id, weekday, opens, closes, lunch_from, lunch_to)
      select ${id}, weekday, opens, closes, lunch_from, lunch_to
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
        as x(weekday int, opens time, closes time, lunch_from time, lunch_to time)`);
    const details = { week: id, from, to, set: week, reason: reason ?? null, breaches, collisions };
    await recordChange(ctx, db, officeId, { kind: 'week-set', details });
    return id;
  });
}

/**
 * Withdraws a week whose first day is today or later; the one before it goes on in its place. Throws Problem `forbidden`,
 * `not-found`, `not-possible` for one that has begun: set a new week instead.
 */
export function withdrawWeek(ctx: Context, officeId: number, weekId: number): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const index = office.weeks.findIndex(({ id }) => id === weekId);
    const week = office.weeks[index];
    if (week === undefined) throw new Problem('not-found');
    const today: PlainDate = swedishDay(ctx.clock());
    if (week.valid.from < today) throw new Problem('not-possible', { reason: 'has-begun' });
    await db.run(sql`update office_week set withdrawn_at = ${ctx.clock()} where id = ${weekId}`);
    const before = office.weeks[index - 1];
    if (before !== undefined)
      await db.run(sql`update office_week set valid = ${daterange({ from: before.valid.from, to: week.valid.to })}
        where id = ${before.id}`);
    await recordChange(ctx, db, officeId, {
      kind: 'week-withdrawn',
      details: { week: weekId, from: week.valid.from },
    });
  });
}
