import type { Context } from '../../access/context.server.ts';
import { addDays, contains, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { closesTooLongInSummer, collisionsOfWeek } from '../rules/collisions.ts';
import { breachesOf, type DayHours } from '../rules/week.ts';
import type { SetWeek } from '../schemas.ts';
import {
  type Changer,
  changerOf,
  changing,
  type HoursFault,
  type HoursOfOffice,
  officeForChange,
  recordChange,
  requireSeen,
} from '../store.server.ts';

/**
 * Sets the ordinary week of an office from a day on, today or later: a planned change is one from a later day. It holds until
 * the next planned one. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid` with `day-has-passed`,
 * `another-week-begins-then`, `after-last-day`, `breach-needs-reason`, or `needs-to-be-seen` with what it meets.
 */
export function setWeek(ctx: Context, officeId: number, given: SetWeek): Promise<number> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const fault = weekFault(office, given, swedishDay(ctx.clock()));
    if (fault !== null) throw new Problem('invalid', {}, [fault]);
    const meets = weekMeets(office, given);
    requireSeen(given.seen, meets.collisions, meets.breaches);
    if (meets.breaches.length > 0 && given.reason === undefined)
      throw new Problem('invalid', { breaches: meets.breaches, seen: given.seen }, [
        { field: 'reason', code: 'breach-needs-reason' },
      ]);
    return writeWeek(db, changerOf(ctx, officeId), office, given);
  });
}

/** Why a week cannot begin on its day, or null. */
export function weekFault(
  { open, weeks }: HoursOfOffice,
  { from }: Pick<SetWeek, 'from'>,
  today: PlainDate,
): HoursFault | null {
  if (from < today) return { field: 'from', code: 'day-has-passed' };
  if (open.to !== null && from > open.to) return { field: 'from', code: 'after-last-day' };
  return weeks.some(({ valid }) => valid.from === from)
    ? { field: 'from', code: 'another-week-begins-then' }
    : null;
}

/** What a week meets, and where it departs from the type. */
export function weekMeets(office: HoursOfOffice, { from, week }: Pick<SetWeek, 'from' | 'week'>) {
  const alone = breachesOf(week, office.type);
  const tooLong =
    !alone.some(({ code }) => code === 'summer-closing') && closesTooLongInSummer(office, from, week);
  const breaches = [...alone, ...(tooLong ? [{ code: 'summer-closing' as const, days: [] }] : [])];
  return { breaches, collisions: collisionsOfWeek(office, office.languages, from, week) };
}

/** Writes a week that `weekFault` lets be: the one before it is cut, and it ends where the next begins. Returns its id. */
export async function writeWeek(
  db: Db,
  who: Changer,
  office: HoursOfOffice,
  { from, week, reason }: Omit<SetWeek, 'seen'>,
): Promise<number> {
  const { breaches, collisions } = weekMeets(office, { from, week });
  const before = office.weeks.find(({ valid }) => contains(valid, from));
  const next = office.weeks.find(({ valid }) => valid.from > from);
  if (before !== undefined)
    await db.run(sql`update office_week set valid = ${daterange({ from: before.valid.from, to: addDays(from, -1) })}
      where id = ${before.id}`);
  const to = next === undefined ? null : addDays(next.valid.from, -1);
  const { id } = await db.one<{ id: number }>(sql`
    insert into office_week (office_id, valid, closed_on_bridge_days, summer_from_week, summer_to_week, breaches, reason,
      recorded_at, recorded_by)
    values (${office.id}, ${daterange({ from, to })}, ${week.closedOnBridgeDays}, ${week.summerWeeks?.from ?? null},
      ${week.summerWeeks?.to ?? null}, ${breaches.map(({ code }) => code)}, ${reason ?? null}, ${who.at}, ${who.userId})
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
  await recordChange(db, who, office.id, { kind: 'week-set', details });
  return id;
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
    await recordChange(db, changerOf(ctx, officeId), officeId, {
      kind: 'week-withdrawn',
      details: { week: weekId, from: week.valid.from },
    });
  });
}
