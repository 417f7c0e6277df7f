import type { Actor } from '../../access/actor.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { readableMandates, readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import { addDays, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { Level, ServiceLevel } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import {
  loadPolicy,
  type PolicyOffice,
  type PolicyTask,
  type RegisterPolicy,
  seenWhole,
} from '../policy.server.ts';
import { type Ending, losses } from '../rules/falls-away.ts';
import { homesOf } from './coverage.server.ts';

export interface FallingAway {
  /** What would end, in words that people know it by. */
  readonly name: string;
  readonly lastDay: PlainDate;
  readonly rows: readonly FallingAwayRow[];
  /** The twelve months that acts are counted in. */
  readonly counted: { readonly from: PlainDate; readonly to: PlainDate };
}
export interface FallingAwayRow {
  readonly task: PolicyTask;
  readonly office: PolicyOffice;
  readonly level: ServiceLevel;
  /** Officers who may the day after, with and without what ends: wherever they work, and those who work there. */
  readonly before: number;
  readonly left: number;
  readonly beforeHere: number;
  readonly leftHere: number;
  /** Of that task at that office and level, in the twelve months before; only what the actor may see. */
  readonly acts: number;
  readonly visits: number;
}

/**
 * What nobody, or fewer, may do the day after `lastDay` if an agreement, a mandate, an officer's employment or an entry of a
 * closed list ends then: what ends anyway is not told. Throws Problem `forbidden`, `not-found` for what the actor may not see.
 */
export async function fallsAway(ctx: Context, ending: Ending, lastDay: PlainDate): Promise<FallingAway> {
  seenWhole(ctx.actor);
  const today = swedishDay(ctx.clock());
  const to = lastDay < today ? lastDay : today;
  const counted = { from: yearBefore(to), to };
  return transaction(ctx, async (db) => {
    const name = await nameOf(db, ctx.actor, ending);
    const day = addDays(lastDay, 1);
    const policy = await loadPolicy(db, ctx.actor, { day, known: null, ...(await narrowed(db, ending)) });
    const lost = losses(policy, homesOf(policy), ending, lastDay);
    const acts = lost.length === 0 ? [] : await actsOf(db, policy, counted);
    const counts = new Map(acts.map((a) => [`${a.officeId} ${a.taskId} ${a.principalId} ${a.level}`, a]));
    const rows = lost.map(({ task: t, office: f, ...rest }) => {
      const task = policy.tasks[t]!;
      const office = policy.offices[f]!;
      const count = counts.get(`${office.id} ${task.task.id} ${task.principalId} ${rest.level}`);
      return { task, office, ...rest, acts: count?.acts ?? 0, visits: count?.visits ?? 0 };
    });
    return { name, lastDay, rows, counted };
  });
}

function yearBefore(day: PlainDate): PlainDate {
  return addDays(Temporal.PlainDate.from(day).subtract({ years: 1 }).toString() as PlainDate, 1);
}

/** Only the authorities and tasks that can be touched are loaded. */
async function narrowed(db: Db, ending: Ending): Promise<{ taskIds?: number[]; principalIds?: number[] }> {
  const pairs =
    ending.what === 'agreement'
      ? sql`select distinct task_id as "taskId", principal_id as "principalId" from agreement_task
          where agreement_id = ${ending.id}`
      : ending.what === 'mandate'
        ? sql`select distinct x.task_id as "taskId", m.principal_id as "principalId"
            from mandate m join mandate_task x on x.mandate_id = m.id where m.id = ${ending.id}`
        : ending.what === 'item'
          ? sql`select distinct task_id as "taskId", principal_id as "principalId" from agreement_task
              where catalogue_code = ${ending.code}`
          : null;
  if (pairs === null) return {};
  const found = await db.many<{ taskId: number; principalId: number }>(pairs);
  return {
    taskIds: [...new Set(found.map(({ taskId }) => taskId))],
    principalIds: [...new Set(found.map(({ principalId }) => principalId))],
  };
}

/** Throws `not-found` for what the actor may not read of. */
async function nameOf(db: Db, actor: Actor, ending: Ending): Promise<string> {
  // What falls away with one officer is what that officer may do.
  if (ending.what === 'officer' && !readsOfOthers(actor) && actor.officer === null)
    throw new Problem('forbidden');
  const query =
    ending.what === 'agreement'
      ? sql`select diary_number || ' ' || name as name from agreement where id = ${ending.id}`
      : ending.what === 'mandate'
        ? sql`select o.name || ', ' || p.name as name from mandate m join officer o on o.id = m.officer_id
            join authority p on p.id = m.principal_id where m.id = ${ending.id} and ${readableMandates(actor)}`
        : ending.what === 'officer'
          ? sql`select name || ' (' || code || ')' as name from officer where id = ${ending.id}`
          : sql`select code || ', ' || provision as name from catalogue_item where code = ${ending.code}
              order by version desc limit 1`;
  const found = await db.maybe<{ name: string }>(query);
  if (found === undefined) throw new Problem('not-found');
  return found.name;
}

interface Count {
  readonly officeId: number;
  readonly taskId: number;
  readonly principalId: number;
  readonly level: Level;
  readonly acts: number;
  readonly visits: number;
}

function actsOf(
  db: Db,
  { tasks }: RegisterPolicy,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<Count[]> {
  return db.many<Count>(sql`
    select a.office_id as "officeId", a.task_id as "taskId", a.principal_id as "principalId", a.level,
      count(*)::int as acts, (count(distinct a.visit_id) filter (where a.channel = 'visit'))::int as visits
    from act a
    where a.acted_on between ${from}::date and ${to}::date
      and a.principal_id = any (${[...new Set(tasks.map((t) => t.principalId))]})
      and a.task_id = any (${[...new Set(tasks.map((t) => t.task.id))]})
    group by a.office_id, a.task_id, a.principal_id, a.level`);
}
