import { type Db, inTransaction, type Pool, type Scope, sql } from '../platform/database.server.ts';
import type { Asker, Line } from './line.server.ts';

/** Something that was done without line and could not be taken in. */
export interface Refusal {
  readonly key: string;
  readonly kind: 'issued' | 'called' | 'started' | 'finished' | 'missed';
  readonly label: string;
  readonly reason: string;
  readonly happenedAt: Temporal.Instant | null;
}

/** More of one day tell staff nothing new; a device that makes them up fills no table. */
const MOST_A_DAY = 500;

/** Notes for staff what was refused, once. */
export async function noteRefusal(db: Db, asker: Asker, line: Line, refusal: Refusal): Promise<void> {
  const { key, kind, label, reason, happenedAt } = refusal;
  await db.run(sql`
    insert into offline_refusal (office_id, key, kind, label, reason, happened_at, actor, recorded_at)
    select ${line.officeId}, ${key}, ${kind}, ${label.slice(0, 40)}, ${reason}, ${happenedAt}, ${asker.actor}, ${line.now}
    where (select count(*) from offline_refusal where office_id = ${line.officeId} and actor = ${asker.actor}
      and recorded_at > ${line.now.subtract({ hours: 24 })}) < ${MOST_A_DAY}
    on conflict (office_id, key) do nothing`);
}

/** What could not be taken in at an office since yesterday, newest first. */
export function refusalsOf(
  {
    pool,
    scope,
    clock,
  }: { readonly pool: Pool; readonly scope: Scope; readonly clock: () => Temporal.Instant },
  officeId: number,
): Promise<Refusal[]> {
  return inTransaction(pool, scope, (db) =>
    db.many(sql`
      select key, kind, label, reason, happened_at as "happenedAt" from offline_refusal
      where office_id = ${officeId} and recorded_at > ${clock().subtract({ hours: 24 })} order by id desc limit 20`),
  );
}
