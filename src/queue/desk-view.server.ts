import { officesOf } from '../access/actor.ts';
import { type Context, read, scopeOf } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { type OpenAlarm, openAlarms } from './alarms.server.ts';
import { lineTimes } from './line-times.server.ts';

import type { QueueState } from './queries.server.ts';
import { inOrder } from './rules/order.ts';
import { isAway, keptFor } from './rules/shares.ts';
import { canUndo, UNDO_MINUTES } from './rules/steps.ts';
import { type MayNotCall, mayNotCall } from './rules/who-may-call.ts';
import { lineNow } from './shared-line.server.ts';
import { deskInLine } from './store.server.ts';
import type { StepKind } from './ticket.ts';
import { type TicketRow, ticketOf } from './ticket-row.ts';

/** What an officer sees of the queue from the own desk. */
export interface DeskView {
  readonly queue: QueueState;
  readonly session: QueueState['sessions'][number] | null;
  /** With this officer: called, being served, or held. The oldest first. */
  readonly mine: readonly (TicketRow & { readonly visitId: string | null })[];
  /** In the order in which they are called; `refusal`: why this desk may not call them. */
  readonly waiting: readonly (TicketRow & { readonly refusal: MayNotCall | null })[];
  readonly missed: readonly TicketRow[];
  /** The officer's last step, if it can be undone. */
  readonly undoable: Undoable | null;
  /** Calls for help at the office that go on. */
  readonly alarms: readonly OpenAlarm[];
  /** Who looks; null for a manager who is no officer here. */
  readonly officerId: number | null;
  readonly desks: readonly { readonly id: number; readonly name: string; readonly kind: string }[];
}
export interface Undoable {
  readonly ticketId: string;
  readonly prefix: string;
  readonly number: number;
  readonly kind: StepKind;
  readonly at: string;
}

interface Own {
  readonly visits: readonly { readonly ticketId: string; readonly visitId: string }[];
  readonly last: Undoable | null;
  readonly desks: DeskView['desks'];
}

/** Throws Problem `not-found` where there is no queue that the actor sees. */
export async function deskView(ctx: Context, officeId: number): Promise<DeskView> {
  const { userId, officer } = ctx.actor;
  const since = ctx.clock().subtract({ minutes: UNDO_MINUTES });
  const [queue, alarms, [own]] = await Promise.all([
    lineNow(ctx.pool, scopeOf(ctx.actor), officeId),
    openAlarms(ctx, officeId),
    read<Own>(
      ctx,
      sql`
        select
          (select coalesce(jsonb_agg(jsonb_build_object('ticketId', x.ticket_id, 'visitId', x.visit_id)), '[]')
            from ticket t join ticket_visit x on x.ticket_id = t.id join visit v on v.id = x.visit_id
            where t.office_id = ${officeId} and t.officer_id = ${officer?.id ?? null} and t.state in ('serving', 'held')
              and v.closed_at is null) as visits,
          (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'kind', d.kind) order by d.name), '[]')
            from desk d where d.office_id = ${officeId} and d.ended_at is null) as desks,
          -- With the offsets PostgreSQL looks at the later events of each ticket by its index, newest first until one is found. A
          -- join would go through all events, and a plan made while the table was small goes on doing so when it is large.
          (select jsonb_build_object('ticketId', t.id, 'prefix', t.prefix, 'number', t.number, 'kind', e.kind, 'at', e.at)
            from (select e.* from (
                select ticket_id, seq, kind, at from queue_event
                where office_id = ${officeId} and at > ${since} and actor = ${userId}
                  and kind not in ('undone', 'time-not-real') order by seq desc offset 0) e
              where not exists (select from queue_event later where later.ticket_id = e.ticket_id and later.seq > e.seq
                and (later.about = e.seq and later.kind = 'undone'
                  or later.kind not in ('undone', 'time-not-real') and not exists (
                    select from queue_event u where u.ticket_id = e.ticket_id and u.about = later.seq and u.kind = 'undone'
                    offset 0)) offset 0)
              order by e.seq desc limit 1) e join ticket t on t.id = e.ticket_id) as last`,
    ),
  ]);
  const session = queue.sessions.find(({ officerId }) => officerId === officer?.id) ?? null;
  const now = ctx.clock();
  const desks = queue.sessions.map((each) =>
    deskInLine(each, each.mayServe, isAway(each, now, lineTimes()) ? keptFor(each, now, lineTimes()) : []),
  );
  const here = desks.find(({ sessionId }) => sessionId === session?.sessionId);
  const visits = new Map(own?.visits.map(({ ticketId, visitId }) => [ticketId, visitId]));
  const rows = queue.tickets.map((row) => ({ row, ticket: ticketOf(row) }));
  const inState = (...states: readonly string[]) => rows.filter(({ row }) => states.includes(row.state));
  return {
    queue,
    session,
    mine: inState('called', 'serving', 'held')
      .filter(({ row }) => officer !== null && row.officerId === officer.id)
      .sort((a, b) => (a.row.stateAt < b.row.stateAt ? -1 : 1))
      .map(({ row }) => ({ ...row, visitId: visits.get(row.id) ?? null })),
    waiting: inState('waiting')
      .sort((a, b) => inOrder(a.ticket, b.ticket))
      .map(({ row, ticket }) => ({
        ...row,
        refusal: here === undefined ? null : mayNotCall(ticket, here, desks),
      })),
    missed: inState('missed').map(({ row }) => row),
    undoable: own?.last != null && canUndo(own.last.kind) ? own.last : null,
    alarms,
    officerId: officesOf(ctx.actor).includes(officeId) ? (officer?.id ?? null) : null,
    desks: own?.desks ?? [],
  };
}
