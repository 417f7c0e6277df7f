import type { HoursOfOffice } from '../hours/store.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { shortRead, sql } from '../platform/database.server.ts';
import type { Asker } from '../queue/line.server.ts';
import { type Arrival, arrivalAt } from './arrival.ts';
import { hoursNow } from './hours-now.server.ts';

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

/** Its hours are read once for all who ask. Throws Problem `not-found` for an office that is not there. */
export async function officeAtDoor(
  { pool, scope, clock }: Pick<Asker, 'pool' | 'scope' | 'clock'>,
  officeId: number,
): Promise<OfficeAtDoor> {
  const [found] = await shortRead<Row>(
    pool,
    scope,
    sql`
      select r.revision, q.seq, q.day, to_jsonb(q.closed_early_at) #>> '{}' as "closedEarlyAt",
        (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'names', n.names, 'sign', n.sign, 'prefix', n.prefix,
            'paused', n.paused_at is not null,
            'tasks', (select coalesce(jsonb_agg(x.task_id), '[]') from queue_need_task x where x.need_id = n.id))
            order by n.position, n.id), '[]')
          from queue_need n where n.office_id = q.office_id and n.ended_at is null) as needs
      from register_revision r left join queue_office q on q.office_id = ${officeId}`,
  );
  const { revision, seq, day, closedEarlyAt, needs } = found as Row;
  const hours = await hoursNow(pool, officeId, revision);
  const now = clock();
  const closedEarly = { at: closedEarlyAt, day: day ?? swedishDay(now) };
  return { hours, arrival: arrivalAt(hours, closedEarly, now), seq, needs };
}

/** Without a queue nothing but the revision. */
interface Row {
  readonly revision: number;
  readonly seq: number | null;
  readonly day: PlainDate | null;
  readonly closedEarlyAt: string | null;
  readonly needs: NeedAtDoor[];
}
