import type { ServiceLevel } from '../law/facts.ts';
import { type Db, empty, join, type Sql, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Asker, Line } from './line.server.ts';
import { canStep } from './rules/steps.ts';
import type { DeskInLine } from './rules/who-may-call.ts';
import { type StepKind, type Ticket, type TicketState, ticketLabel } from './ticket.ts';

/** The columns of a ticket `t`, as `Ticket`. */
export const TICKET = sql`t.id, t.ordinal, t.office_id as "officeId", t.day, t.prefix, t.number, t.need_id as "needId", t.state,
  t.state_at as "stateAt", t.issued_at as "issuedAt", t.joined_at as "joinedAt", t.priority,
  t.priority_reason as "priorityReason", t.language, t.language_right as "languageRight", t.interpreter,
  t.sign_language as "signLanguage", t.step_free as "stepFree", t.calm, t.protected, t.session_id as "sessionId",
  t.desk_id as "deskId", t.officer_id as "officerId", t.for_desk_id as "forDeskId", t.for_officer_id as "forOfficerId",
  t.note`;

/** A kind of need of an office, and what whoever calls must be allowed to do. */
export interface Need {
  readonly id: number;
  readonly names: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly rangeFrom: number;
  readonly rangeTo: number;
  readonly usualMinutes: number;
  readonly waitLimitMinutes: number;
  readonly paused: boolean;
  readonly tasks: readonly {
    readonly taskId: number;
    readonly principalId: number;
    readonly level: ServiceLevel;
  }[];
}

/** A need `n` that was ended while somebody has it: who is in the line is served (an undo, a ticket given without line). */
export const STILL_ASKED_FOR = sql`n.id in (select t.need_id from ticket t where t.office_id = n.office_id
  and t.state in ('waiting', 'called', 'serving', 'held', 'missed'))`;

/** The needs of an office, in the order of its kiosk. `served`: also those that were ended while somebody in the line has them. */
export function needsOf(db: Db, officeId: number, { served = false } = {}): Promise<Need[]> {
  return db.many(sql`
    select n.id, n.names, n.prefix, n.range_from as "rangeFrom", n.range_to as "rangeTo", n.usual_minutes as "usualMinutes",
      n.wait_limit_minutes as "waitLimitMinutes", n.paused_at is not null as paused,
      (select coalesce(jsonb_agg(jsonb_build_object('taskId', x.task_id, 'principalId', x.principal_id, 'level', x.level)
          order by x.task_id, x.principal_id), '[]')
        from queue_need_task x where x.need_id = n.id) as tasks
    from queue_need n where n.office_id = ${officeId} and (n.ended_at is null${served ? sql` or ${STILL_ASKED_FOR}` : empty})
    order by n.position, n.id`);
}

/** An open desk as the queue has it. */
export interface Session extends Omit<DeskInLine, 'mayServe' | 'open' | 'keeps'> {
  readonly desk: string;
  readonly officer: string;
  readonly state: 'open' | 'break' | 'back-office';
  readonly onFloor: boolean;
  /** Only these; none: all that the officer may serve. */
  readonly needs: readonly number[];
  /** What the officer may serve, as this desk last asked the law. */
  readonly mayServe: readonly number[];
  /** What this desk may call by itself when its line is down (docs/adr/0012). */
  readonly share: readonly string[];
  readonly beatAt: string | null;
}

/** The desks that are open now, breaks and back office among them. */
export function sessionsOf(db: Db, officeId: number): Promise<Session[]> {
  return db.many(sql`
    select s.id as "sessionId", s.desk_id as "deskId", d.name as desk, s.officer_id as "officerId", o.name as officer, s.state,
      s.on_floor as "onFloor", s.needs, s.may_serve as "mayServe", s.languages, d.step_free as "stepFree", d.calm,
      s.share, to_jsonb(s.beat_at) #>> '{}' as "beatAt"
    from desk_session s join desk d on d.id = s.desk_id join officer o on o.id = s.officer_id
    where s.office_id = ${officeId} and s.closed_at is null order by d.name`);
}

export function deskInLine(
  session: Session,
  mayServe: readonly number[] = session.mayServe,
  keeps: readonly string[] = [],
): DeskInLine {
  const { needs } = session;
  return {
    ...session,
    open: session.state === 'open',
    keeps: new Set(keeps),
    mayServe: new Set(needs.length === 0 ? mayServe : mayServe.filter((id) => needs.includes(id))),
  };
}

/** Tickets of an office in some states, in no order. */
export function ticketsIn(db: Db, officeId: number, states: readonly TicketState[]): Promise<Ticket[]> {
  return db.many(
    sql`select ${TICKET} from ticket t where t.office_id = ${officeId} and t.state = any (${states})`,
  );
}

/** A ticket in the locked line. Throws Problem `not-found`. */
export async function ticketInLine(db: Db, line: Line, ticketId: string): Promise<Ticket> {
  const ticket = await db.maybe<Ticket>(
    sql`select ${TICKET} from ticket t where t.id = ${ticketId} and t.office_id = ${line.officeId}`,
  );
  if (ticket === undefined) throw new Problem('not-found');
  return ticket;
}

/** What a step changes besides the state; what is left out stays. */
export interface Changes {
  readonly state?: TicketState;
  readonly needId?: number;
  readonly joinedAt?: Temporal.Instant;
  readonly priority?: number;
  readonly priorityReason?: string | null;
  readonly language?: string | null;
  readonly languageRight?: boolean;
  readonly interpreter?: boolean;
  readonly signLanguage?: boolean;
  readonly stepFree?: boolean;
  readonly calm?: boolean;
  readonly sessionId?: number | null;
  readonly deskId?: number | null;
  readonly officerId?: number | null;
  readonly oneAtATime?: boolean;
  readonly forDeskId?: number | null;
  readonly forOfficerId?: number | null;
  readonly note?: string | null;
}
const COLUMNS: Readonly<Record<keyof Changes, Sql>> = {
  state: sql`state`,
  needId: sql`need_id`,
  joinedAt: sql`joined_at`,
  priority: sql`priority`,
  priorityReason: sql`priority_reason`,
  language: sql`language`,
  languageRight: sql`language_right`,
  interpreter: sql`interpreter`,
  signLanguage: sql`sign_language`,
  stepFree: sql`step_free`,
  calm: sql`calm`,
  sessionId: sql`session_id`,
  deskId: sql`desk_id`,
  officerId: sql`officer_id`,
  oneAtATime: sql`one_at_a_time`,
  forDeskId: sql`for_desk_id`,
  forOfficerId: sql`for_officer_id`,
  note: sql`note`,
};

export interface Step {
  readonly kind: StepKind;
  readonly key?: string | undefined;
  readonly changes?: Changes;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly about?: number;
  /** When it happened, if it was not now (a device whose line was down). Never before the ticket's last step. */
  readonly at?: Temporal.Instant;
}

/**
 * Takes one step with a ticket in a locked line: the only writer of tickets that are there. The database makes it an event.
 * Throws Problem `not-possible` with `ticket-is-…` when the step cannot be taken from where the ticket is.
 */
export async function takeStep(
  db: Db,
  asker: Asker,
  line: Line,
  ticket: Ticket,
  step: Step,
): Promise<Ticket> {
  const { kind, changes = {} } = step;
  const follows = kind === 'undone' || kind === 'time-not-real' || canStep(kind, ticket.state);
  if (!follows) throw wrongState(ticket);
  const sets = (Object.entries(changes) as [keyof Changes, unknown][])
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => sql`${COLUMNS[name]} = ${value}`);
  return db.one<Ticket>(sql`
    update ticket t set ${sets.length === 0 ? empty : sql`${join(sets)},`} step_kind = ${kind}, step_at = ${step.at ?? line.now},
      step_actor = ${asker.actor}, step_role = ${asker.role}, step_key = ${step.key ?? null},
      step_about = ${step.about ?? null}, step_details = ${JSON.stringify(step.details ?? {})}
    where t.id = ${ticket.id} returning ${TICKET}`);
}

/** Said to who is too late: what the ticket is instead. */
export function wrongState(ticket: Ticket): Problem {
  return new Problem('not-possible', {
    reason: `ticket-is-${ticket.state}`,
    state: ticket.state,
    ticket: ticketLabel(ticket),
  });
}

/** Tells of what is no ticket's: a desk, a need, the office. */
export async function tell(
  db: Db,
  asker: Asker,
  line: Line,
  what: {
    readonly kind: string;
    readonly sessionId?: number;
    readonly deskId?: number;
    readonly key?: string | undefined;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await db.run(sql`
    select queue_tell(${line.officeId}, ${what.kind}, ${line.now}, ${asker.actor}, ${asker.role}, ${what.sessionId ?? null}::int,
      ${what.deskId ?? null}::int, ${asker.officerId}::int, ${what.key ?? null}::uuid, ${JSON.stringify(what.details ?? {})}::jsonb)`);
}
