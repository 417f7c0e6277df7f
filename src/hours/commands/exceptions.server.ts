import type { Context } from '../../access/context.server.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { breachesOfException, collisionsOfException } from '../rules/collisions.ts';
import type { AddException } from '../schemas.ts';
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

/** The longest exception, in days: what lasts longer is another week. */
const LONGEST = 92;

/**
 * Closes an office, or gives it other hours, on dated days, today or later. Returns its id. Throws Problem `forbidden`,
 * `not-found`, `invalid` with `day-has-passed`, `too-many-days-at-once`, `another-exception-then`, `after-last-day`,
 * `cause-needs-reason`, `breach-needs-reason`, or `needs-to-be-seen` with what it meets.
 */
export function addException(ctx: Context, officeId: number, given: AddException): Promise<number> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const fault = exceptionFault(office, given, swedishDay(ctx.clock()));
    if (fault !== null) throw new Problem('invalid', {}, [fault]);
    const { breaches, collisions } = exceptionMeets(office, given);
    requireSeen(given.seen, collisions, breaches);
    if (breaches.length > 0 && given.reason === undefined)
      throw new Problem('invalid', {}, [{ field: 'reason', code: 'breach-needs-reason' }]);
    return writeException(db, changerOf(ctx, officeId), office, given);
  });
}

/** Why an exception cannot be, whatever it meets, or null. */
export function exceptionFault(
  office: HoursOfOffice,
  { period, cause, reason }: Pick<AddException, 'period' | 'cause' | 'reason'>,
  today: PlainDate,
): HoursFault | null {
  if (period.from < today) return { field: 'period.from', code: 'day-has-passed' };
  if (period.to >= addDays(period.from, LONGEST))
    return { field: 'period.to', code: 'too-many-days-at-once' };
  if (office.open.to !== null && period.to > office.open.to)
    return { field: 'period.to', code: 'after-last-day' };
  if (office.exceptions.some((other) => other.period.from <= period.to && other.period.to >= period.from))
    return { field: 'period.from', code: 'another-exception-then' };
  return cause === 'other' && reason === undefined ? { field: 'reason', code: 'cause-needs-reason' } : null;
}

/** What an exception meets, and where it departs from the type. */
export function exceptionMeets(office: HoursOfOffice, exception: Pick<AddException, 'period' | 'hours'>) {
  return {
    breaches: breachesOfException(office, exception),
    collisions: collisionsOfException(office, office.languages, exception),
  };
}

/** Writes an exception that `exceptionFault` lets be. Returns its id. */
export async function writeException(
  db: Db,
  who: Changer,
  office: HoursOfOffice,
  { period, hours, cause, reason }: Omit<AddException, 'seen'>,
): Promise<number> {
  const { breaches, collisions } = exceptionMeets(office, { period, hours });
  const { id } = await db.one<{ id: number }>(sql`
    insert into office_hours_exception (office_id, period, opens, closes, lunch_from, lunch_to, cause, breaches, reason,
      recorded_at, recorded_by)
    values (${office.id}, ${daterange(period)}, ${hours?.opens ?? null}, ${hours?.closes ?? null},
      ${hours?.lunch?.from ?? null}, ${hours?.lunch?.to ?? null}, ${cause}, ${breaches}, ${reason ?? null},
      ${who.at}, ${who.userId})
    returning id`);
  await recordChange(db, who, office.id, {
    kind: 'exception-added',
    details: { exception: id, period, hours, cause, reason: reason ?? null, breaches, collisions },
  });
  return id;
}

/**
 * Withdraws an exception that has not ended. From today the week holds; of one that has begun the days that have been stay.
 * That it was announced stays in the history. Throws Problem `forbidden`, `not-found`, `not-possible` for one that is over.
 */
export function withdrawException(ctx: Context, officeId: number, exceptionId: number): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const office = await officeForChange(db, officeId);
    const exception = office.exceptions.find(({ id }) => id === exceptionId);
    if (exception === undefined) throw new Problem('not-found');
    const { period, hours, cause } = exception;
    const today = swedishDay(ctx.clock());
    if (period.to < today) throw new Problem('not-possible', { reason: 'is-over' });
    const begun = period.from < today;
    const kept = { from: period.from, to: addDays(today, -1) };
    await db.run(
      begun
        ? sql`update office_hours_exception set period = ${daterange(kept)} where id = ${exceptionId}`
        : sql`update office_hours_exception set withdrawn_at = ${ctx.clock()} where id = ${exceptionId}`,
    );
    await recordChange(db, changerOf(ctx, officeId), officeId, {
      kind: begun ? 'exception-cut' : 'exception-withdrawn',
      details: { exception: exceptionId, period, hours, cause, ...(begun ? { kept } : {}) },
    });
  });
}
