import type { Context } from '../../access/context.server.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { daterange } from '../../platform/daterange.server.ts';
import { breachesOfException, collisionsOfException } from '../rules/collisions.ts';
import { endedAt, officeDay } from '../rules/open.ts';
import type { DayHours } from '../rules/week.ts';
import type { Cause } from '../schemas.ts';
import { changerOf, officeForChange, recordChange, type StoredException } from '../store.server.ts';

type Row = Pick<StoredException, 'hours' | 'cause' | 'breaches' | 'reason'> & {
  readonly period: { readonly from: PlainDate; readonly to: PlainDate };
};

/**
 * Ends today's hours now, in a transaction of who may change them: an exception of one day. One that holds today already is
 * kept for its other days. Returns the exception's id, or null when the office has no more hours today anyway.
 */
export async function closeToday(
  ctx: Context,
  db: Db,
  officeId: number,
  { cause, reason }: { readonly cause: Cause; readonly reason: string },
): Promise<number | null> {
  const office = await officeForChange(db, officeId);
  const now = ctx.clock();
  const day = swedishDay(now);
  const clock = now.toZonedDateTimeISO('Europe/Stockholm').toPlainTime().toString().slice(0, 5);
  const { spans } = officeDay(office, day);
  if (!spans.some(({ to }) => to > clock)) return null;
  const hours = endedAt(spans, clock);
  const there = office.exceptions.find(({ period }) => period.from <= day && day <= period.to);
  if (there !== undefined) await split(ctx, db, officeId, there, day);
  const period = { from: day, to: day };
  const breaches = breachesOfException(office, { period, hours });
  const collisions = collisionsOfException(office, office.languages, { period, hours });
  const id = await insert(ctx, db, officeId, { period, hours, cause, breaches, reason });
  await recordChange(db, changerOf(ctx, officeId), officeId, {
    kind: 'exception-added',
    details: {
      exception: id,
      period,
      hours,
      cause,
      reason,
      breaches,
      collisions,
      replaced: there?.id ?? null,
    },
  });
  return id;
}

/** Takes back what `closeToday` did: today's hours are again what they were before it. */
export async function reopenToday(
  ctx: Context,
  db: Db,
  officeId: number,
  exceptionId: number,
): Promise<void> {
  const office = await officeForChange(db, officeId);
  const ours = office.exceptions.find(({ id }) => id === exceptionId);
  const day = swedishDay(ctx.clock());
  // Withdrawn by hand in the meantime, or of another day: the hours are as somebody has set them.
  if (ours === undefined || ours.period.from !== day) return;
  await db.run(
    sql`update office_hours_exception set withdrawn_at = ${ctx.clock()} where id = ${exceptionId}`,
  );
  const { period, hours, cause } = ours;
  await recordChange(db, changerOf(ctx, officeId), officeId, {
    kind: 'exception-withdrawn',
    details: { exception: exceptionId, period, hours, cause },
  });
  const before = await db.maybe<{ id: number } & Omit<Row, 'period'>>(sql`
    select x.id, x.cause, to_jsonb(x.breaches) as breaches, x.reason,
      case when x.opens is null then null else jsonb_build_object('opens', left(x.opens::text, 5),
        'closes', left(x.closes::text, 5), 'lunch', case when x.lunch_from is null then null else
        jsonb_build_object('from', left(x.lunch_from::text, 5), 'to', left(x.lunch_to::text, 5)) end) end as hours
    from office_hours_exception x join office_hours_exception ours on ours.id = ${exceptionId}
    where x.office_id = ${officeId} and x.period @> ${day}::date and x.id <> ours.id and x.withdrawn_at = ours.recorded_at`);
  if (before === undefined) return;
  const id = await insert(ctx, db, officeId, { ...before, period });
  await recordChange(db, changerOf(ctx, officeId), officeId, {
    kind: 'exception-added',
    details: {
      ...{ exception: id, period, hours: before.hours, cause: before.cause, reason: before.reason },
      ...{ breaches: before.breaches, collisions: [], restored: before.id },
    },
  });
}

/** An exception of several days as two: those before the day, and those after it. */
async function split(
  ctx: Context,
  db: Db,
  officeId: number,
  there: StoredException,
  day: PlainDate,
): Promise<void> {
  await db.run(sql`update office_hours_exception set withdrawn_at = ${ctx.clock()} where id = ${there.id}`);
  const { from, to } = there.period;
  if (from < day) await insert(ctx, db, officeId, { ...there, period: { from, to: addDays(day, -1) } });
  if (to > day) await insert(ctx, db, officeId, { ...there, period: { from: addDays(day, 1), to } });
}

async function insert(ctx: Context, db: Db, officeId: number, row: Row): Promise<number> {
  const hours: DayHours | null = row.hours;
  const { id } = await db.one<{ id: number }>(sql`
    insert into office_hours_exception (office_id, period, opens, closes, lunch_from, lunch_to, cause, breaches, reason,
      recorded_at, recorded_by)
    values (${officeId}, ${daterange(row.period)}, ${hours?.opens ?? null}, ${hours?.closes ?? null},
      ${hours?.lunch?.from ?? null}, ${hours?.lunch?.to ?? null}, ${row.cause}, ${row.breaches}, ${row.reason},
      ${ctx.clock()}, ${ctx.actor.userId})
    returning id`);
  return id;
}
