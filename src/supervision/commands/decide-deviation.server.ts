import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { requireDesk } from '../desk.server.ts';
import type { Decide } from '../deviation.ts';

/**
 * A person decides what a rule suggested, or thinks again. The event is added, nothing is overwritten; of two at once the
 * database lets one through. Throws Problem `forbidden`, `not-found`, `stale` when the state is another than was seen.
 */
export async function decideDeviation(ctx: Context, id: number, decision: Decide): Promise<void> {
  requireDesk(ctx);
  await transaction(ctx, (db) => decide(ctx, db, id, decision));
}

/** The same within a transaction of the desk's. */
export async function decide(
  ctx: Context,
  db: Db,
  id: number,
  { was, state, reason }: Decide,
): Promise<void> {
  const there = await db.maybe<{ state: string }>(
    sql`select state from supervision_deviation where id = ${id}`,
  );
  if (there === undefined) throw new Problem('not-found');
  if (there.state !== was || was === state) throw new Problem('stale');
  try {
    await db.run(sql`
      insert into supervision_deviation_event (deviation_id, was, state, reason, at, actor)
      values (${id}, ${was}, ${state}, ${reason}, ${ctx.clock()}, ${ctx.actor.userId})`);
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'a_deviation_follows_its_events')
      throw new Problem('stale');
    throw error;
  }
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'supervisor',
    kind: `deviation-${state}`,
    subject: 'supervision-deviation',
    subjectId: id,
  });
}
