import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { changing } from '../../hours/store.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import type { ServiceLevel } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

/**
 * Gives an office a queue. Throws Problem `forbidden` for who neither manages it nor administers the installation, `not-found`
 * for an office that there is not.
 */
export function openQueue(ctx: Context, officeId: number): Promise<void> {
  return changing(ctx, officeId, async (db) => {
    const office = await db.maybe(sql`select from office where id = ${officeId}`);
    if (office === undefined) throw new Problem('not-found');
    const made = await db.run(sql`
      insert into queue_office (office_id, day) values (${officeId}, ${swedishDay(ctx.clock())}) on conflict do nothing`);
    if (made === 0) return;
    await configured(ctx, db, officeId, 'queue-opened', {});
  });
}

export interface NewNeed {
  /** By language; Swedish and English at least. */
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly sign?: string;
  /** Up to two capital letters before the number. */
  readonly prefix: string;
  readonly rangeFrom: number;
  readonly rangeTo: number;
  readonly usualMinutes: number;
  readonly waitLimitMinutes: number;
  /** What whoever calls must be allowed to do; none: showing the way. */
  readonly tasks: readonly {
    readonly taskId: number;
    readonly principalId: number;
    readonly level: ServiceLevel;
  }[];
}

/**
 * Adds a need at the end of the kiosk. Returns its id. Throws Problem `forbidden`, `not-found` without a queue, `invalid` with
 * `range-overlaps` or `range-used-today`.
 */
export function addNeed(ctx: Context, officeId: number, need: NewNeed): Promise<number> {
  return changing(ctx, officeId, async (db) => {
    const wrong = (code: string) => new Problem('invalid', {}, [{ field: 'rangeFrom', code }]);
    const queue = await db.maybe<{ day: string }>(
      sql`select day from queue_office where office_id = ${officeId} for no key update`,
    );
    if (queue === undefined) throw new Problem('not-found');
    const range = sql`int4range(${need.rangeFrom}, ${need.rangeTo}, '[]')`;
    const used = await db.one<{ overlaps: boolean; usedToday: boolean }>(sql`
      select exists (select from queue_need where office_id = ${officeId} and prefix = ${need.prefix} and ended_at is null
          and int4range(range_from, range_to, '[]') && ${range}) as overlaps,
        exists (select from ticket where office_id = ${officeId} and prefix = ${need.prefix} and number <@ ${range}
          and (day = ${queue.day} or state = 'waiting'))
        or exists (select from queue_block where office_id = ${officeId} and day = ${queue.day} and prefix = ${need.prefix}
          and numbers && ${range}) as "usedToday"`);
    if (used.overlaps) throw wrong('range-overlaps');
    if (used.usedToday) throw wrong('range-used-today');
    const { id } = await db.one<{ id: number }>(sql`
      insert into queue_need (office_id, names, sign, prefix, range_from, range_to, position, usual_minutes, wait_limit_minutes,
        recorded_at)
      values (${officeId}, ${JSON.stringify(need.names)}, ${need.sign ?? ''}, ${need.prefix}, ${need.rangeFrom}, ${need.rangeTo},
        (select count(*) + 1 from queue_need where office_id = ${officeId} and ended_at is null), ${need.usualMinutes},
        ${need.waitLimitMinutes}, ${ctx.clock()}) returning id`);
    await setTasks(db, id, need.tasks);
    await configured(ctx, db, officeId, 'need-added', { need: id, ...need });
    return id;
  });
}

/**
 * What whoever calls must be allowed to do, for a need. Throws Problem `invalid` with `unknown-task` at the row that names a
 * task or an authority that there is not, or names one twice.
 */
export async function setTasks(db: Db, needId: number, tasks: NewNeed['tasks']): Promise<void> {
  await db.run(sql`delete from queue_need_task where need_id = ${needId}`);
  for (const [row, { taskId, principalId, level }] of tasks.entries()) {
    const made = await db.run(sql`
      insert into queue_need_task (need_id, task_id, principal_id, level)
      select ${needId}, t.id, a.id, ${level} from task t, authority a where t.id = ${taskId} and a.id = ${principalId}
      on conflict do nothing`);
    if (made === 0)
      throw new Problem('invalid', {}, [{ field: `tasks.${row}.taskId`, code: 'unknown-task' }]);
  }
}

export interface NewDesk {
  readonly name: string;
  readonly kind: 'desk' | 'floor' | 'remote';
  readonly stepFree?: boolean;
  readonly calm?: boolean;
  /** Where a visitor meets a remote officer. */
  readonly link?: string | null;
}

/** Adds a desk. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid` with `name-taken`. */
export function addDesk(ctx: Context, officeId: number, desk: NewDesk): Promise<number> {
  return changing(ctx, officeId, async (db) => {
    const queue = await db.maybe(
      sql`select from queue_office where office_id = ${officeId} for no key update`,
    );
    if (queue === undefined) throw new Problem('not-found');
    const taken = await db.maybe(
      sql`select from desk where office_id = ${officeId} and name = ${desk.name} and ended_at is null`,
    );
    if (taken !== undefined) throw new Problem('invalid', {}, [{ field: 'name', code: 'name-taken' }]);
    const { id } = await db.one<{ id: number }>(sql`
      insert into desk (office_id, name, kind, step_free, calm, link, recorded_at) values (${officeId}, ${desk.name}, ${desk.kind},
        ${desk.stepFree ?? false}, ${desk.calm ?? false}, ${desk.link ?? null}, ${ctx.clock()}) returning id`);
    await configured(ctx, db, officeId, 'desk-added', { desk: id, ...desk });
    return id;
  });
}

/** Tells of a setting that has changed: in the audit, and to every page of the office that is live. */
export async function configured(
  ctx: Context,
  db: Db,
  officeId: number,
  kind: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { userId } = ctx.actor;
  await db.run(sql`
    select queue_tell(${officeId}, ${kind}, ${ctx.clock()}, ${userId}, 'office-manager', null, null, null, null,
      ${JSON.stringify(details)}::jsonb)`);
  await recordEvent(db, {
    ...{
      actor: userId,
      role: 'office-manager',
      kind,
      subject: 'queue',
      subjectId: officeId,
      officeId,
      details,
    },
  });
}
