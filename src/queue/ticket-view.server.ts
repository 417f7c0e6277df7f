import { managedOfficesOf, officesOf } from '../access/actor.ts';
import { type Context, read } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { TICKET } from './store.server.ts';
import type { Ticket } from './ticket.ts';
import { mayWatch } from './who-may-watch.ts';

type Names = Readonly<Record<string, string>>;

/** A ticket with what it can be changed to, and where it can be moved. */
export interface TicketView {
  readonly ticket: Ticket;
  readonly office: string;
  readonly needs: readonly { readonly id: number; readonly names: Names }[];
  /** The actor's other offices that have a queue and take tickets. */
  readonly elsewhere: readonly {
    readonly officeId: number;
    readonly office: string;
    readonly needs: readonly { readonly id: number; readonly names: Names }[];
  }[];
}

/** Throws Problem `forbidden` for who neither works at the office nor manages it, `not-found`. */
export async function ticketView(ctx: Context, officeId: number, ticketId: string): Promise<TicketView> {
  if (!mayWatch(ctx.actor, officeId)) throw new Problem('forbidden');
  const mine = [...officesOf(ctx.actor), ...managedOfficesOf(ctx.actor)].filter((id) => id !== officeId);
  const [[ticket], offices] = await Promise.all([
    read<Ticket>(
      ctx,
      sql`select ${TICKET} from ticket t where t.id = ${ticketId} and t.office_id = ${officeId}`,
    ),
    read<TicketView['elsewhere'][number]>(
      ctx,
      sql`
        select q.office_id as "officeId", f.name as office,
          (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'names', n.names) order by n.position, n.id), '[]')
            from queue_need n where n.office_id = q.office_id and n.ended_at is null
              and (n.paused_at is null or q.office_id = ${officeId})) as needs
        from queue_office q join office f on f.id = q.office_id
        where q.office_id = any (${[officeId, ...mine]}) and (q.closed_early_at is null or q.office_id = ${officeId})
        order by f.name`,
    ),
  ]);
  const here = offices.find((each) => each.officeId === officeId);
  if (ticket === undefined || here === undefined) throw new Problem('not-found');
  const elsewhere = offices.filter((each) => each !== here && each.needs.length > 0);
  return { ticket, office: here.office, needs: here.needs, elsewhere };
}
