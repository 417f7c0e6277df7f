import type { Context } from '../../access/context.server.ts';
import { addDays, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { breachesOfException, collisionsOfException } from '../rules/collisions.ts';
import type { AddException } from '../schemas.ts';
import { changing, officeForChange, recordChange, requireNotPassed, requireSeen } from '../store.server.ts';

/** The longest exception, in days: what lasts longer is another week. */
const LONGEST = 92;

/**
 * Closes an office, or gives it other hours, on dated days, today or later. Returns its id. Throws Problem `forbidden`,
 * `not-found`, `invalid` with `day-has-passed`, `too-many-days-at-once`, `another-exception-then`, `after-last-day`,
 * `cause-needs-reason`, `breach-needs-reason`, or `needs-to-be-seen` with what it meets.
 */
export function addException(ctx: Context, officeId: number, given: AddException): Promise<number> {
  const { period, hours, cause, reason, seen } = given;
  const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    requireNotPassed(period.from, swedishDay(ctx.clock()), 'period.from');
    if (period.to >= addDays(period.from, LONGEST)) throw wrong('period.to', 'too-many-days-at-once');
    if (office.open.to !== null && period.to > office.open.to) throw wrong('period.to', 'after-last-day');
    if (office.exceptions.some((other) => other.period.from <= period.to && other.period.to >= period.from))
      throw wrong('period.from', 'another-exception-then');
    if (cause === 'other' && reason === undefined) throw wrong('reason', 'cause-needs-reason');
    const breaches = breachesOfException(office, { period, hours });
    const collisions = collisionsOfException(office, office.languages, { period, hours });
    requireSeen(seen, collisions, breaches);
    if (breaches.length > 0 && reason === undefined) throw wrong('reason', 'breach-needs-reason');
    const { id } = await db.one<{ id: number }>(sql`
      insert into office_hours_exception (office_id, period, opens, closes, lunch_from, lunch_to, cause, breaches, reason,
        recorded_at, recorded_by)
      values (${officeId}, ${daterange(period)}, ${hours?.opens ?? null}, ${hours?.closes ?? null},
        ${hours?.lunch?.from ?? null}, ${hours?.lunch?.to ?? null}, ${cause}, ${breaches}, ${reason ?? null},
        ${ctx.clock()}, ${ctx.actor.userId})
      returning id`);
    await recordChange(ctx, db, officeId, {
      kind: 'exception-added',
      details: { exception: id, period, hours, cause, reason: reason ?? null, breaches, collisions },
    });
    return id;
  });
}

/**
 * Withdraws an exception that has not ended. From then on the week holds; that it was announced stays in the history. Throws
 * Problem `forbidden`, `not-found`, `not-possible` for one that is over.
 */
export function withdrawException(ctx: Context, officeId: number, exceptionId: number): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const exception = office.exceptions.find(({ id }) => id === exceptionId);
    if (exception === undefined) throw new Problem('not-found');
    if (exception.period.to < swedishDay(ctx.clock()))
      throw new Problem('not-possible', { reason: 'is-over' });
    await db.run(
      sql`update office_hours_exception set withdrawn_at = ${ctx.clock()} where id = ${exceptionId}`,
    );
    const { period, hours, cause } = exception;
    await recordChange(ctx, db, officeId, {
      kind: 'exception-withdrawn',
      details: { exception: exceptionId, period, hours, cause },
    });
  });
}
