import { hasRole } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { contains, swedishDay } from '../kernel/plain-date.ts';
import { alone } from '../platform/background.server.ts';
import type { Pool } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { moveContact } from './commands/move.server.ts';
import { type AreaNow, areaNow } from './now.server.ts';
import type { Rule } from './rule.ts';
import { type Plan, planOf } from './rules/plan.ts';
import { areaAsked, rulesInForce, rulesOf } from './store.server.ts';

/** Moves what is due by the rules in force, of all areas. One process does it at a time; each move is a transaction of its own. */
export function moveWhatIsDue(pool: Pool, clock: () => Temporal.Instant): Promise<void> {
  return alone(pool, 20190068, async () => {
    for (const [areaId, rules] of await rulesInForce(pool, clock()))
      await moveIn(pool, clock, areaId, rules, 'system');
  });
}

/** The same now, in one area, for its manager. Returns how many moved. Throws Problem `forbidden`, `not-found`. */
export async function moveNow(ctx: Context, areaId: number): Promise<number> {
  if (!hasRole(ctx.actor, 'area-manager')) throw new Problem('forbidden');
  await areaAsked(ctx, areaId);
  return moveIn(ctx.pool, ctx.clock, areaId, await rulesOfToday(ctx, areaId), ctx.actor.userId);
}

async function moveIn(
  pool: Pool,
  clock: () => Temporal.Instant,
  areaId: number,
  rules: readonly Rule[],
  actor: string,
): Promise<number> {
  const { moving } = planOf(rules, await areaNow(pool, clock, areaId, rules));
  let moved = 0;
  for (const { ruleId, waiting, toOffice, officerId } of moving) {
    const done = await moveContact(pool, clock, actor, {
      ...{
        ruleId,
        toOffice,
        officerId,
        kind: waiting.kind,
        visitId: waiting.id,
        fromOffice: waiting.officeId,
      },
      waitedMinutes: waiting.waitedMinutes,
      mostAtOnce: rules.find(({ id }) => id === ruleId)?.mostAtOnce ?? 0,
    });
    if (done !== null) moved += 1;
  }
  return moved;
}

async function rulesOfToday(ctx: Context, areaId: number): Promise<Rule[]> {
  const today = swedishDay(ctx.clock());
  return (await rulesOf(ctx, areaId)).filter(({ valid }) => contains(valid, today));
}

export interface Preview extends Plan {
  readonly now: AreaNow;
}

/**
 * What would move now: by the rules in force, or with `instead` (a rule that is being written; it stands for the one with its id, or
 * after the others). Changes nothing. Throws Problem `forbidden`, `not-found`.
 */
export async function preview(ctx: Context, areaId: number, instead: Rule | null = null): Promise<Preview> {
  await areaAsked(ctx, areaId);
  const standing = (await rulesOfToday(ctx, areaId)).filter(({ id }) => id !== instead?.id);
  const rules = instead === null ? standing : [...standing, instead];
  const now = await areaNow(ctx.pool, ctx.clock, areaId, rules);
  return { ...planOf(rules, now), now };
}
