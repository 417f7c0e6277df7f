import type { Context } from '../access/context.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { asStaff, type StaffBody } from './staff.server.ts';

/** How a body receives: what its coordinators see and change. */
export interface Settings extends StaffBody {
  /** Whom Open311's discovery names. */
  readonly contact: string;
  readonly kinds: readonly {
    readonly id: number;
    readonly code: string;
    readonly nameSv: string;
    readonly nameEn: string;
    readonly questions: number;
    readonly days: number | null;
    readonly ended: boolean;
  }[];
  readonly keys: readonly {
    readonly id: number;
    readonly name: string;
    readonly madeAt: Temporal.Instant;
    readonly ended: boolean;
  }[];
  readonly forwarding: {
    readonly url: string;
    readonly jurisdiction: string;
    readonly active: boolean;
  } | null;
}

/** Of the bodies that the actor leads. Throws Problem `forbidden` when there are none that they handle. */
export function settingsOf(ctx: Context): Promise<Settings[]> {
  const today = swedishDay(ctx.clock());
  return asStaff(ctx, async (db, bodies) => {
    const found: Settings[] = [];
    for (const body of bodies.filter(({ leads }) => leads))
      found.push({
        ...body,
        contact:
          (
            await db.maybe<{ contact: string }>(
              sql`select contact from fault_body where body_id = ${body.id}`,
            )
          )?.contact ?? '',
        kinds: await db.many<Settings['kinds'][number]>(sql`
          select c.id, c.service_code as code, c.name_sv as "nameSv", c.name_en as "nameEn", jsonb_array_length(c.questions) as questions,
            c.expected_days as days, coalesce(c.ended_on < ${today}, false) as ended
          from fault_category c join fault_category p on p.id = c.parent_id
          where c.body_id = ${body.id} order by p.position, c.position`),
        keys: await db.many<Settings['keys'][number]>(sql`
          select id, name, made_at as "madeAt", ended_at is not null as ended from open311_key where body_id = ${body.id} order by id`),
        forwarding:
          (await db.maybe<NonNullable<Settings['forwarding']>>(sql`
            select url, jurisdiction, active from fault_forwarding where body_id = ${body.id}`)) ?? null,
      });
    return found;
  });
}
