import { managedOfficesOf, officesOf } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { read } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Pool, type Scope, shortRead, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Need, type Session, STILL_ASKED_FOR } from './store.server.ts';
import type { DeskKind, Ticket } from './ticket.ts';
import type { TicketRow } from './ticket-row.ts';

/** The queue of an office as it stands: what desks, kiosks, boards and the manager's page are made of. */
export interface QueueState {
  readonly officeId: number;
  readonly office: string;
  readonly code: string;
  readonly day: PlainDate;
  /** The number of the last event that this shows. */
  readonly seq: number;
  readonly revision: number;
  readonly closedEarlyAt: string | null;
  readonly closedEarlyReason: string | null;
  readonly returnWithinMinutes: number;
  readonly needs: readonly (Need & { readonly sign: string })[];
  readonly sessions: readonly (Session & {
    readonly stateAt: string;
    readonly openedAt: string;
  } & DeskPlace)[];
  /** Everybody who is in the line or with somebody, and who missed a call. */
  readonly tickets: readonly TicketRow[];
  /** The last calls of the day, newest first, without those that were undone. */
  readonly calls: readonly {
    readonly ticketId: string;
    readonly prefix: string;
    readonly number: number;
    readonly desk: string;
    readonly deskKind: DeskPlace['deskKind'];
    readonly at: string;
    readonly seq: number;
    readonly state: Ticket['state'];
  }[];
}

/** How a desk is reached: in the room, or by video or telephone where an officer sits elsewhere. */
export interface DeskPlace {
  readonly deskKind: DeskKind;
  /** Where a visitor meets a remote officer; null: by the telephone at the desk. */
  readonly link: string | null;
}

/** More than a board shows: one who is announced many times must not push the others off it. */
const CALLS = 16;

/** In one statement, in one moment: what it shows is what stood after event `seq`. Throws Problem `not-found`. */
export async function queueState(pool: Pool, scope: Scope, officeId: number): Promise<QueueState> {
  const [row] = await shortRead<QueueState>(
    pool,
    scope,
    sql`
      select q.office_id as "officeId", f.name as office, f.code, q.day, q.seq, (select revision from register_revision) as revision,
        to_jsonb(q.closed_early_at) #>> '{}' as "closedEarlyAt", q.closed_early_reason as "closedEarlyReason",
        q.return_within_minutes as "returnWithinMinutes",
        (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'names', n.names, 'sign', n.sign, 'prefix', n.prefix,
            'rangeFrom', n.range_from, 'rangeTo', n.range_to, 'usualMinutes', n.usual_minutes,
            'waitLimitMinutes', n.wait_limit_minutes, 'paused', n.paused_at is not null or n.ended_at is not null,
            'tasks', (select coalesce(jsonb_agg(jsonb_build_object('taskId', x.task_id, 'principalId', x.principal_id,
                'level', x.level) order by x.task_id, x.principal_id), '[]')
              from queue_need_task x where x.need_id = n.id)) order by n.position, n.id), '[]')
          from queue_need n where n.office_id = q.office_id and (n.ended_at is null or ${STILL_ASKED_FOR})) as needs,
        (select coalesce(jsonb_agg(jsonb_build_object('sessionId', s.id, 'deskId', s.desk_id, 'desk', d.name,
            'officerId', s.officer_id, 'officer', o.name, 'state', s.state, 'stateAt', s.state_at, 'openedAt', s.opened_at,
            'onFloor', s.on_floor, 'needs', to_jsonb(s.needs), 'mayServe', to_jsonb(s.may_serve),
            'languages', to_jsonb(s.languages), 'stepFree', d.step_free, 'calm', d.calm, 'deskKind', d.kind, 'link', d.link,
            'share', to_jsonb(s.share), 'beatAt', s.beat_at) order by d.name), '[]')
          from desk_session s join desk d on d.id = s.desk_id join officer o on o.id = s.officer_id
          where s.office_id = q.office_id and s.closed_at is null) as sessions,
        (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'ordinal', t.ordinal, 'officeId', t.office_id, 'day', t.day, 'prefix', t.prefix,
            'number', t.number, 'needId', t.need_id, 'state', t.state, 'stateAt', t.state_at, 'issuedAt', t.issued_at,
            'joinedAt', t.joined_at, 'priority', t.priority, 'priorityReason', t.priority_reason, 'language', t.language,
            'languageRight', t.language_right, 'interpreter', t.interpreter, 'signLanguage', t.sign_language,
            'stepFree', t.step_free, 'calm', t.calm, 'protected', t.protected, 'sessionId', t.session_id, 'deskId', t.desk_id,
            'deskName', (select d.name from desk d where d.id = t.desk_id),
            'deskKind', (select d.kind from desk d where d.id = t.desk_id),
            'link', (select d.link from desk d where d.id = t.desk_id), 'officerId', t.officer_id,
            'forDeskId', t.for_desk_id, 'forOfficerId', t.for_officer_id, 'note', t.note, 'estimateLow', t.estimate_low,
            'estimateHigh', t.estimate_high)), '[]')
          from ticket t where t.office_id = q.office_id
            and t.state in ('waiting', 'called', 'serving', 'held', 'missed')) as tickets,
        (select coalesce(jsonb_agg(jsonb_build_object('ticketId', t.id, 'prefix', t.prefix, 'number', t.number, 'desk', d.name,
            'deskKind', d.kind, 'at', e.at, 'seq', e.seq, 'state', t.state) order by e.at desc, e.seq desc), '[]')
          from (select e.* from queue_event e
            where e.office_id = q.office_id and e.kind in ('called', 'announced') and e.at >= q.day::timestamp at time zone 'Europe/Stockholm'
              and not exists (select from queue_event u where u.ticket_id = e.ticket_id and u.seq > e.seq and u.about = e.seq
                and u.kind = 'undone' offset 0)
            order by e.at desc, e.seq desc limit ${CALLS}) e join ticket t on t.id = e.ticket_id join desk d on d.id = e.desk_id) as calls
      from queue_office q join office f on f.id = q.office_id where q.office_id = ${officeId}`,
  );
  if (row === undefined) throw new Problem('not-found');
  return row;
}

/** The queues of the offices where the actor works or that the actor manages, by name. Throws Problem `forbidden` without any. */
export async function myQueues(
  ctx: Context,
): Promise<{ readonly officeId: number; readonly office: string }[]> {
  const mine = [...new Set([...officesOf(ctx.actor), ...managedOfficesOf(ctx.actor)])];
  if (mine.length === 0) throw new Problem('forbidden');
  return read(
    ctx,
    sql`select q.office_id as "officeId", f.name as office from queue_office q join office f on f.id = q.office_id
      where q.office_id = any (${mine}) order by f.name`,
  );
}
