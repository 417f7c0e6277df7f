import { type Context, read } from '../access/context.server.ts';
import { shortRead, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Asker } from './line.server.ts';
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
  /** The officer who came; null for a manager who is none, a reception, or nobody. */
  readonly comingId: number | null;
  readonly endedAt: Temporal.Instant;
  readonly incident: string | null;
  readonly incidentBy: string | null;
}

const COLUMNS = sql`a.id, a.office_id as "officeId", d.name as desk, o.name as by, a.raised_by as "byId", a.raised_at as at,
  coalesce(c.name, cu.name, cd.name) as coming, a.acknowledged_by as "comingId", a.ended_at as "endedAt", a.incident,
  coalesce(w.name, wu.name) as "incidentBy"`;
const TABLES = sql`desk_alarm a join officer o on o.id = a.raised_by left join desk d on d.id = a.desk_id
  left join officer c on c.id = a.acknowledged_by left join account_user cu on cu.id = a.acknowledged_user
  left join device cd on cd.id = a.acknowledged_device
  left join officer w on w.id = a.incident_by left join account_user wu on wu.id = a.incident_user`;

/** The calls for help at an office that go on, oldest first. What the actor does not see is not there. */
export function openAlarms(ctx: Context, officeId: number): Promise<OpenAlarm[]> {
  return read(ctx, open(officeId));
}

/** The same for a reception, which may be a device. */
export function openAlarmsAt({ pool, scope }: Asker, officeId: number): Promise<OpenAlarm[]> {
  return shortRead(pool, scope, open(officeId));
}

const open = (officeId: number) =>
  sql`select ${COLUMNS} from ${TABLES} where a.office_id = ${officeId} and a.ended_at is null order by a.id`;

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
