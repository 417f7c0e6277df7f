import { areasOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import { type Period, swedishDay } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, type Sql, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Rule } from './rule.ts';

export interface RuleView extends Rule {
  readonly areaId: number;
  readonly name: string;
  readonly valid: Period;
  readonly principal: string | null;
  readonly taskSv: string | null;
  readonly taskEn: string | null;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
  readonly endedAt: Temporal.Instant | null;
  readonly follows: number | null;
  /** How many are elsewhere by it now. */
  readonly there: number;
}

const rules = (where: Sql) => sql`
  select r.id, r.area_id as "areaId", r.name, r.from_offices as "fromOffices", r.to_offices as "toOffices", r.kinds,
    r.principal_id as "principalId", r.task_id as "taskId", r.level, r.after_minutes as "afterMinutes",
    r.promise_minutes as "promiseMinutes", r.load_over as "loadOver", r.most_at_once as "mostAtOnce", ${periodOf(sql`r.valid`)} as valid,
    a.short_name as principal, t.name_sv as "taskSv", t.name_en as "taskEn", r.made_at as "madeAt",
    coalesce((select u.name from account_user u where u.id = r.made_by), r.made_by) as "madeBy", r.ended_at as "endedAt", r.follows,
    (select count(*) from overflow_move m where m.rule_id = r.id and m.ended_at is null) as there
  from overflow_rule r left join authority a on a.id = r.principal_id left join task t on t.id = r.task_id
  where ${where} order by r.id`;

/** The rules of an area that stand, with those that have not begun or are over; ended ones apart. Of who manages it. */
export function rulesOf(ctx: Context, areaId: number): Promise<RuleView[]> {
  return transaction(ctx, (db) =>
    db.many<RuleView>(rules(sql`r.area_id = ${areaId} and r.ended_at is null`)),
  );
}

/** What an area's rules have been, the newest change first; at most 100. */
export function pastRulesOf(ctx: Context, areaId: number): Promise<RuleView[]> {
  return transaction(ctx, async (db) =>
    (await db.many<RuleView>(rules(sql`r.area_id = ${areaId} and r.ended_at is not null`)))
      .reverse()
      .slice(0, 100),
  );
}

/** One rule as it stands. Throws Problem `not-found`, also for another area's. */
export async function ruleOf(ctx: Context, id: number): Promise<RuleView> {
  const [rule] = await transaction(ctx, (db) => db.many<RuleView>(rules(sql`r.id = ${id}`)));
  if (rule === undefined || !areasOf(ctx.actor).includes(rule.areaId)) throw new Problem('not-found');
  return rule;
}

/** The rules by which something may move on a day, by area; for the job. */
export async function rulesInForce(pool: Pool, at: Temporal.Instant): Promise<Map<number, RuleView[]>> {
  const found = await inTransaction(pool, { registers: true }, (db) =>
    db.many<RuleView>(rules(sql`r.ended_at is null and r.valid @> ${swedishDay(at)}::date`)),
  );
  return Map.groupBy(found, ({ areaId }) => areaId);
}

export interface Area {
  readonly id: number;
  readonly name: string;
  readonly offices: readonly { readonly id: number; readonly name: string }[];
}

/** The areas that the actor manages, with their offices by name. Throws Problem `forbidden` for who manages none. */
export async function areasManaged(ctx: Context): Promise<Area[]> {
  const mine = areasOf(ctx.actor);
  if (mine.length === 0) throw new Problem('forbidden');
  return transaction(ctx, (db) => db.many<Area>(areas(mine)));
}

const areas = (ids: readonly number[]) => sql`
  select a.id, a.name, (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.name), '[]')
    from office f where f.area_id = a.id) as offices
  from office_area a where a.id = any (${ids}) order by a.name`;

/** The area that is asked for, or the actor's first. Throws Problem `forbidden`, `not-found` for another's. */
export async function areaAsked(ctx: Context, asked: number | null): Promise<Area> {
  const mine = await areasManaged(ctx);
  const area = asked === null ? mine[0] : mine.find(({ id }) => id === asked);
  if (area === undefined) throw new Problem('not-found');
  return area;
}

/** The authorities and tasks that a rule can be about: those that an agreement is of. */
export function aboutChoices(
  db: Db,
): Promise<{ principalId: number; principal: string; tasks: { id: number; sv: string; en: string }[] }[]> {
  return db.many(sql`
    select a.id as "principalId", a.name as principal, (
      select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'sv', t.name_sv, 'en', t.name_en) order by t.name_sv), '[]')
      from task t where t.authority_id = a.id) as tasks
    from authority a where a.ended_on is null and exists (select from task t where t.authority_id = a.id) order by a.name`);
}
