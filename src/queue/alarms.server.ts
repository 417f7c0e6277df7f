import { type Context, read } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { mayWatch } from './who-may-watch.ts';

/** A call for help that goes on. */
export interface OpenAlarm {
  readonly id: number;
  readonly officeId: number;
  /** null: from an officer without an open desk. */
  readonly desk: string | null;
  readonly by: string;
  readonly byId: number;
  readonly at: Temporal.Instant;
  readonly coming: string | null;
}

/** One that is over, with what was noted. */
export interface PastAlarm extends OpenAlarm {
  readonly comingId: number | null;
  readonly endedAt: Temporal.Instant;
  readonly incident: string | null;
  readonly incidentBy: string | null;
}

const COLUMNS = sql`a.id, a.office_id as "officeId", d.name as desk, o.name as by, a.raised_by as "byId", a.raised_at as at,
  c.name as coming, a.acknowledged_by as "comingId", a.ended_at as "endedAt", a.incident, w.name as "incidentBy"`;
const TABLES = sql`desk_alarm a join officer o on o.id = a.raised_by left join desk d on d.id = a.desk_id
  left join officer c on c.id = a.acknowledged_by left join officer w on w.id = a.incident_by`;

/** The calls for help at an office that go on, oldest first. What the actor does not see is not there. */
export function openAlarms(ctx: Context, officeId: number): Promise<OpenAlarm[]> {
  return read(
    ctx,
    sql`select ${COLUMNS} from ${TABLES} where a.office_id = ${officeId} and a.ended_at is null order by a.id`,
  );
}

/** Those that are over, newest first. Throws Problem `forbidden` for who neither works at the office nor manages it. */
export function pastAlarms(
  ctx: Context,
  officeId: number,
  { before, count }: { readonly before: number | null; readonly count: number },
): Promise<PastAlarm[]> {
  if (!mayWatch(ctx.actor, officeId)) return Promise.reject(new Problem('forbidden'));
  return read(
    ctx,
    sql`select ${COLUMNS} from ${TABLES}
      where a.office_id = ${officeId} and a.ended_at is not null and a.id < ${before ?? 2_147_483_647}
      order by a.id desc limit ${count}`,
  );
}
