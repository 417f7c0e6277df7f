import type { Context } from '../../access/context.server.ts';
import { changing } from '../../hours/store.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { ChangeDesk, NeedGiven, QueueSettings } from '../schemas.ts';
import { configured, setTasks } from './configure.server.ts';

/** One change of the settings at a time, with the line locked. Throws Problem `forbidden`, `not-found` without a queue. */
function setting(ctx: Context, officeId: number, work: (db: Db) => Promise<void>): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const queue = await db.maybe(
      sql`select from queue_office where office_id = ${officeId} for no key update`,
    );
    if (queue === undefined) throw new Problem('not-found');
    await work(db);
  });
}
const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);

/** What holds for the whole queue. Throws Problem `forbidden`, `not-found`. */
export function setQueue(ctx: Context, officeId: number, given: QueueSettings): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    await db.run(sql`
      update queue_office set keep_overnight = ${given.keepOvernight}, return_within_minutes = ${given.returnWithinMinutes},
        tickets_a_minute = ${given.ticketsAMinute} where office_id = ${officeId}`);
    await configured(ctx, db, officeId, 'queue-set', given);
  });
}

interface NeedRow {
  readonly prefix: string;
  readonly rangeFrom: number;
  readonly rangeTo: number;
}

/**
 * Changes a need. Its letter and numbers only on a day on which none of them has been given. Throws Problem `forbidden`,
 * `not-found`, `invalid` with `range-overlaps`, `numbers-given-today`, `unknown-task`.
 */
export function changeNeed(ctx: Context, officeId: number, needId: number, given: NeedGiven): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    const need = await db.maybe<NeedRow>(sql`
      select prefix, range_from as "rangeFrom", range_to as "rangeTo" from queue_need
      where id = ${needId} and office_id = ${officeId} and ended_at is null`);
    if (need === undefined) throw new Problem('not-found');
    if (
      need.prefix !== given.prefix ||
      need.rangeFrom !== given.rangeFrom ||
      need.rangeTo !== given.rangeTo
    ) {
      await requireUnusedToday(ctx, db, officeId, [need.prefix, given.prefix]);
      const overlaps = await db.maybe(sql`
        select from queue_need where office_id = ${officeId} and id <> ${needId} and prefix = ${given.prefix}
          and ended_at is null and range_from <= ${given.rangeTo} and range_to >= ${given.rangeFrom}`);
      if (overlaps !== undefined) throw wrong('rangeFrom', 'range-overlaps');
    }
    await db.run(sql`
      update queue_need set names = ${JSON.stringify(given.names)}, sign = ${given.sign}, prefix = ${given.prefix},
        range_from = ${given.rangeFrom}, range_to = ${given.rangeTo}, usual_minutes = ${given.usualMinutes},
        wait_limit_minutes = ${given.waitLimitMinutes} where id = ${needId}`);
    await setTasks(db, needId, given.tasks);
    await configured(ctx, db, officeId, 'need-changed', { need: needId, was: need, ...given });
  });
}

/** Numbers that were given or put by today keep the runs as they are. */
async function requireUnusedToday(
  ctx: Context,
  db: Db,
  officeId: number,
  prefixes: readonly string[],
): Promise<void> {
  const used = await db.maybe(sql`
    select from queue_number where office_id = ${officeId} and day >= ${swedishDay(ctx.clock())}
      and prefix = any (${prefixes}) limit 1`);
  if (used !== undefined) throw wrong('rangeFrom', 'numbers-given-today');
}

/**
 * Ends a need: the kiosk shows it no more. Throws Problem `forbidden`, `not-found`, `not-possible` with `need-has-visitors`
 * while somebody with it is in the line.
 */
export function endNeed(ctx: Context, officeId: number, needId: number): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    const { visitors } = await db.one<{ visitors: number }>(sql`
      select count(*) as visitors from ticket where office_id = ${officeId} and need_id = ${needId}
        and state in ('waiting', 'called', 'serving', 'held', 'missed')`);
    if (visitors > 0) throw new Problem('not-possible', { reason: 'need-has-visitors', visitors });
    const ended = await db.run(sql`
      update queue_need set ended_at = ${ctx.clock()}
      where id = ${needId} and office_id = ${officeId} and ended_at is null`);
    if (ended === 0) throw new Problem('not-found');
    await configured(ctx, db, officeId, 'need-ended', { need: needId });
  });
}

/** The order of the needs at the kiosk: those named first, the others after them as they were. Throws Problem `forbidden`, `not-found`. */
export function orderNeeds(ctx: Context, officeId: number, needs: readonly number[]): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    await db.run(sql`
      update queue_need n set position = x.place from (
        select id, row_number() over (order by array_position(${needs}::int[], id) nulls last, position, id) as place
        from queue_need where office_id = ${officeId} and ended_at is null) x
      where n.id = x.id and n.position <> x.place`);
    await configured(ctx, db, officeId, 'needs-ordered', { needs });
  });
}

/** Moves a need one step towards the first or the last. Throws Problem `forbidden`, `not-found`. */
export async function moveNeed(ctx: Context, officeId: number, needId: number, by: -1 | 1): Promise<void> {
  const order = await changing(ctx, officeId, (db) =>
    db.many<{ id: number }>(sql`
      select id from queue_need where office_id = ${officeId} and ended_at is null order by position, id`),
  );
  const ids = order.map(({ id }) => id);
  const at = ids.indexOf(needId);
  if (at < 0) throw new Problem('not-found');
  ids.splice(at, 1);
  ids.splice(Math.max(0, at + by), 0, needId);
  return orderNeeds(ctx, officeId, ids);
}

/** Changes a desk; what kind it is stays. Throws Problem `forbidden`, `not-found`, `invalid` with `name-taken`, `link-without-remote`. */
export function changeDesk(ctx: Context, officeId: number, deskId: number, given: ChangeDesk): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    const taken = await db.maybe(sql`
      select from desk where office_id = ${officeId} and name = ${given.name} and id <> ${deskId} and ended_at is null`);
    if (taken !== undefined) throw wrong('name', 'name-taken');
    const remote = await db.maybe(sql`select from desk where id = ${deskId} and kind = 'remote'`);
    if (given.link !== null && remote === undefined) throw wrong('link', 'link-without-remote');
    const changed = await db.run(sql`
      update desk set name = ${given.name}, step_free = ${given.stepFree}, calm = ${given.calm}, link = ${given.link}
      where id = ${deskId} and office_id = ${officeId} and ended_at is null`);
    if (changed === 0) throw new Problem('not-found');
    await configured(ctx, db, officeId, 'desk-changed', { desk: deskId, ...given });
  });
}

/** Ends a desk. Throws Problem `forbidden`, `not-found`, `not-possible` with `desk-is-open` while an officer sits at it. */
export function endDesk(ctx: Context, officeId: number, deskId: number): Promise<void> {
  return setting(ctx, officeId, async (db) => {
    const open = await db.maybe(
      sql`select from desk_session where desk_id = ${deskId} and office_id = ${officeId} and closed_at is null`,
    );
    if (open !== undefined) throw new Problem('not-possible', { reason: 'desk-is-open' });
    const ended = await db.run(sql`
      update desk set ended_at = ${ctx.clock()}
      where id = ${deskId} and office_id = ${officeId} and ended_at is null`);
    if (ended === 0) throw new Problem('not-found');
    await configured(ctx, db, officeId, 'desk-ended', { desk: deskId });
  });
}
