import type { Context } from '../access/context.server.ts';
import { factsOf, loadFacts } from '../agreements/facts.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import type { ServiceLevel } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { applicationWay, type Way } from './rules/way.ts';

/** What the officer who asks may do today with an application for a task of an authority, at an office. */
export async function wayOf(
  ctx: Context,
  db: Db,
  at: {
    readonly officerId: number;
    readonly officeId: number;
    readonly taskId: number;
    readonly authorityId: number;
  },
): Promise<Way> {
  const { officerId, officeId, taskId, authorityId } = at;
  const loaded = await loadFacts(db, { officerId, officeId, taskIds: [taskId] });
  const today = swedishDay(ctx.clock());
  const asked = (level: ServiceLevel) => decide(factsOf(loaded, taskId, authorityId, level), today);
  const authority = asked('authority');
  const item = authority.permitted ? (authority.basis?.item ?? null) : null;
  const action =
    item === null
      ? null
      : (
          await db.one<{ action: 'decide' | 'receive' | 'hand-out' | 'prepare' }>(sql`
            select action from catalogue_item where code = ${item.code} and version = ${item.version}`)
        ).action;
  return applicationWay({ authority, action, personalData: asked('personal-data') });
}
