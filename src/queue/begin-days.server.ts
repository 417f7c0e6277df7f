import { swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { inLine } from './line.server.ts';

/** Begins the day at every office where nobody has taken a step yet: the first who looks in the morning sees no yesterday. */
export async function beginDays(pool: Pool, clock: () => Temporal.Instant): Promise<void> {
  const asker = {
    pool,
    clock,
    scope: { registers: true },
    actor: 'system',
    role: 'system',
    officerId: null,
  } as const;
  const offices = await inTransaction(pool, asker.scope, (db) =>
    db.many<{ id: number }>(sql`
      select office_id as id from queue_office where day < ${swedishDay(clock())}::date order by 1`),
  );
  for (const { id } of offices) await inLine(asker, id, async () => {});
}
