import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { parsePlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { NewRule, Rule } from '../rule.ts';
import { areaAsked } from '../store.server.ts';

const invalid = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);

/** A rule that is being written, as one that stands; `id` of the one that it would follow, 0 for a new one. */
export function ruleFrom(rule: NewRule, id: number): Rule {
  return {
    id,
    ...{ fromOffices: rule.fromOffices, toOffices: rule.toOffices, kinds: rule.kinds, level: rule.level },
    principalId: rule.principalId ?? null,
    taskId: rule.taskId ?? null,
    afterMinutes: rule.afterMinutes ?? null,
    promiseMinutes: rule.promiseMinutes ?? null,
    loadOver: rule.loadOver ?? null,
    mostAtOnce: rule.mostAtOnce,
  };
}

/** Whether a rule fits its area and what it is about is there. Throws Problem `forbidden`, `not-found`, `invalid`. */
export async function checkRule(ctx: Context, rule: NewRule): Promise<void> {
  const area = await areaAsked(ctx, rule.areaId);
  const ids = area.offices.map(({ id }) => id);
  for (const field of ['fromOffices', 'toOffices'] as const)
    if (rule[field].some((id) => !ids.includes(id))) throw invalid(field, 'not-of-the-area');
  await transaction(ctx, async (db) => {
    const { operators } = await db.one<{ operators: number }>(sql`
      select count(distinct operator_id) as operators from office where id = any (${[...rule.fromOffices, ...rule.toOffices]})`);
    if (operators > 1) throw invalid('toOffices', 'other-operator');
    if (rule.principalId !== undefined) {
      const authority = await db.maybe(
        sql`select from authority where id = ${rule.principalId} and ended_on is null`,
      );
      if (authority === undefined) throw invalid('principalId', 'invalid-value');
    }
    if (rule.taskId !== undefined) {
      const task = await db.maybe(sql`
        select from task t join authority a on a.id = ${rule.principalId ?? null} where t.id = ${rule.taskId}
          and (t.authority_id = a.id or t.sphere = 'municipal' and a.kind = 'municipality' or t.sphere = 'regional' and a.kind = 'region')`);
      if (task === undefined) throw invalid('taskId', 'unknown-task');
    }
  });
}

/** Makes a rule; it holds from its first day, at the next half minute. Returns its id. Throws as `checkRule`, and `invalid` for a day that has been. */
export async function makeRule(ctx: Context, rule: NewRule): Promise<number> {
  if (rule.firstDay < swedishDay(ctx.clock())) throw invalid('firstDay', 'day-has-been');
  await checkRule(ctx, rule);
  return transaction(ctx, (db) => store(ctx, db, rule, null));
}

/**
 * Changes a rule: it ends, and another follows it from today or its first day, whichever is later. What moved by it stays where it is.
 * Of two who change it at once one does; the other gets Problem `stale`. Throws as `makeRule`.
 */
export async function changeRule(ctx: Context, id: number, rule: NewRule): Promise<number> {
  await checkRule(ctx, rule);
  const today = swedishDay(ctx.clock());
  if (rule.lastDay !== undefined && rule.lastDay < today) throw invalid('lastDay', 'day-has-been');
  return transaction(ctx, async (db) => {
    await end(ctx, db, id);
    const firstDay = rule.firstDay < today ? today : rule.firstDay;
    return store(ctx, db, { ...rule, firstDay }, id);
  });
}

/** Ends a rule: from now nothing moves by it. Throws Problem `not-found`, `stale`. */
export async function endRule(ctx: Context, id: number): Promise<void> {
  await transaction(ctx, async (db) => {
    const areaId = await end(ctx, db, id);
    await told(ctx, db, 'overflow-rule-ended', id, { areaId });
  });
}

async function end(ctx: Context, db: Db, id: number): Promise<number> {
  const found = await db.maybe<{ areaId: number; ended: boolean }>(sql`
    select area_id as "areaId", ended_at is not null as ended from overflow_rule
    where id = ${id} and area_id = any (scope_managed_areas()) for update`);
  if (found === undefined) throw new Problem('not-found');
  if (found.ended) throw new Problem('stale');
  await db.run(sql`
    update overflow_rule set ended_at = ${ctx.clock()}, ended_by = ${ctx.actor.userId} where id = ${id}`);
  return found.areaId;
}

async function store(ctx: Context, db: Db, rule: NewRule, follows: number | null): Promise<number> {
  const from = parsePlainDate(rule.firstDay);
  const to = rule.lastDay === undefined ? null : parsePlainDate(rule.lastDay);
  const { id } = await db.one<{ id: number }>(sql`
    insert into overflow_rule (area_id, name, from_offices, to_offices, kinds, principal_id, task_id, level, after_minutes,
      promise_minutes, load_over, most_at_once, valid, follows, made_at, made_by)
    values (${rule.areaId}, ${rule.name}, ${rule.fromOffices}, ${rule.toOffices}, ${rule.kinds}, ${rule.principalId ?? null},
      ${rule.taskId ?? null}, ${rule.level}, ${rule.afterMinutes ?? null}, ${rule.promiseMinutes ?? null},
      ${rule.loadOver ?? null}, ${rule.mostAtOnce}, daterange(${from}::date, ${to}::date, '[]'), ${follows}, ${ctx.clock()},
      ${ctx.actor.userId}) returning id`);
  const kind = follows === null ? 'overflow-rule-made' : 'overflow-rule-changed';
  await told(ctx, db, kind, id, { ...rule, ...(follows === null ? {} : { follows }) });
  return id;
}

function told(ctx: Context, db: Db, kind: string, id: number, details: Readonly<Record<string, unknown>>) {
  const { userId } = ctx.actor;
  return recordEvent(db, {
    actor: userId,
    role: 'area-manager',
    kind,
    subject: 'overflow-rule',
    subjectId: id,
    details,
  });
}
