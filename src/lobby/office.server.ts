import { type HoursOfOffice, hoursOf } from '../hours/store.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import type { Asker } from '../queue/line.server.ts';
import { type Arrival, arrivalAt } from './arrival.ts';

export interface NeedAtDoor {
  readonly id: number;
  readonly names: Readonly<Record<string, string>>;
  readonly sign: string;
  readonly prefix: string;
  readonly paused: boolean;
  readonly tasks: readonly number[];
}

/** An office as who comes to it meets it: whether it takes visitors, and what they choose among. */
export interface OfficeAtDoor {
  readonly hours: HoursOfOffice;
  readonly arrival: Arrival;
  /** The number of the queue's last event; null for an office without a queue. */
  readonly seq: number | null;
  readonly needs: readonly NeedAtDoor[];
}

/** Throws Problem `not-found` for an office that is not there. */
export function officeAtDoor(
  asker: Pick<Asker, 'pool' | 'scope' | 'clock'>,
  officeId: number,
): Promise<OfficeAtDoor> {
  return inTransaction(asker.pool, asker.scope, async (db) => {
    const queue = await db.maybe<{
      seq: number;
      day: PlainDate;
      closedEarlyAt: string | null;
      needs: NeedAtDoor[];
    }>(sql`
      select q.seq, q.day, to_jsonb(q.closed_early_at) #>> '{}' as "closedEarlyAt",
        (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'names', n.names, 'sign', n.sign, 'prefix', n.prefix,
            'paused', n.paused_at is not null,
            'tasks', (select coalesce(jsonb_agg(x.task_id), '[]') from queue_need_task x where x.need_id = n.id))
            order by n.position, n.id), '[]')
          from queue_need n where n.office_id = q.office_id and n.ended_at is null) as needs
      from queue_office q where q.office_id = ${officeId}`);
    const hours = await hoursOf(db, { id: officeId });
    const now = asker.clock();
    const closedEarly = { at: queue?.closedEarlyAt ?? null, day: queue?.day ?? swedishDay(now) };
    return {
      hours,
      arrival: arrivalAt(hours, closedEarly, now),
      seq: queue?.seq ?? null,
      needs: queue?.needs ?? [],
    };
  });
}
