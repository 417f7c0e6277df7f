import { CHANNELS, type Channel } from '../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { LEVELS } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { COMES_BACK_WITHIN, type Sums, type TimeKind } from './columns.ts';
import type { Days } from './query.ts';
import { ofTicket, type TicketRow } from './recount-ticket.ts';

// The same figures counted another way: from the rows of what happened, read as they are and counted here, event by event. It uses
// neither the facts nor the SQL that tells them, so that a fault in those is a difference and not a shared belief.

export interface Recounted {
  readonly family: 'contact' | 'matter' | 'event' | 'task' | 'hour';
  readonly officeId: number;
  readonly day: PlainDate;
  /** As figures keep them apart: contact – channel; matter, event – authority, channel; task – task, authority; hour – weekday, hour. */
  readonly one: number;
  readonly two: number;
  /** Of task and hour; null of others, which have it among those. */
  readonly channel: number | null;
  readonly sums: Record<string, number>;
}
export interface RecountedTime {
  readonly officeId: number;
  readonly day: PlainDate;
  readonly kind: TimeKind;
  readonly seconds: number;
}

interface VisitRow {
  readonly id: string;
  readonly officeId: number;
  readonly day: PlainDate;
  readonly openedAt: Temporal.Instant;
  readonly channel: Channel;
  readonly ticketId: string | null;
}
/** Everything of a period, in the snapshot of `db`, which must see the registers of the whole system. */
export async function recount(
  db: Db,
  { from, to }: Days,
  now: Temporal.Instant,
): Promise<{ readonly cells: readonly Recounted[]; readonly times: readonly RecountedTime[] }> {
  const cells = new Map<string, Recounted>();
  const times: RecountedTime[] = [];
  const put = (
    family: Recounted['family'],
    of: { officeId: number; day: PlainDate },
    one: number,
    two: number,
    sums: Sums,
    channel: number | null = null,
  ) => {
    const key = `${family} ${of.officeId} ${of.day} ${one} ${two} ${channel}`;
    const { officeId, day } = of;
    const there = cells.get(key) ?? { family, officeId, day, one, two, channel, sums: {} };
    cells.set(key, there);
    for (const [column, value] of Object.entries(sums))
      if (value !== 0) there.sums[column] = (there.sums[column] ?? 0) + value;
  };
  await recountContacts(db, { from, to }, put, times);
  await recountMatters(db, { from, to }, put);
  await recountEvents(db, { from, to }, now, put);
  return { cells: [...cells.values()], times };
}

type Put = (
  family: Recounted['family'],
  of: { officeId: number; day: PlainDate },
  one: number,
  two: number,
  sums: Sums,
  channel?: number,
) => void;

const HELPS = ['own-device', 'customer-workstation', 'desk', 'remote'];
const one = (yes: boolean) => (yes ? 1 : 0);

async function recountContacts(db: Db, { from, to }: Days, put: Put, times: RecountedTime[]): Promise<void> {
  const visits = await db.many<VisitRow>(sql`
    select v.id, v.office_id as "officeId", v.opened_on as day, v.opened_at as "openedAt", v.channel, x.ticket_id as "ticketId"
    from visit v left join ticket_visit x on x.visit_id = v.id
    where v.opened_on between ${from} and ${to} and coalesce(v.closed_as, '') <> 'junk' and v.came_from is null
    order by v.opened_at, v.id`);
  const tickets = await db.many<TicketRow>(sql`
    select t.id, t.office_id as "officeId", t.day, t.issued_at as "issuedAt", t.state, t.language, t.interpreter,
      t.sign_language as "signLanguage", t.estimate_low as low, t.estimate_high as high,
      t.id in (select moved_from from ticket where moved_from is not null) as moved,
      (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', e.at, 'kind', e.kind, 'state', e.state, 'about', e.about,
          'languages', (select d.languages from desk_session d where d.id = e.session_id)) order by e.seq), '[]')
        from queue_event e where e.ticket_id = t.id) as events
    from ticket t where t.day between ${from} and ${to}`);
  const byTicket = new Map<string, VisitRow>();
  const ticketOf = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  for (const visit of visits) {
    const ticket = visit.ticketId === null ? undefined : ticketOf.get(visit.ticketId);
    if (ticket !== undefined && ticket.day === visit.day && !byTicket.has(ticket.id))
      byTicket.set(ticket.id, visit);
  }
  const count = (
    at: { officeId: number; day: PlainDate },
    came: Temporal.Instant,
    channel: Channel,
    sums: Sums,
  ) => {
    const local = came.toZonedDateTimeISO('Europe/Stockholm');
    const by = CHANNELS.indexOf(channel);
    put('contact', at, by, 0, sums);
    const { contacts = 0, visits: v = 0, wait_n = 0, wait_s = 0 } = sums;
    const ofHour = { contacts, visits: v, wait_n, wait_s };
    put('hour', at, Temporal.PlainDate.from(at.day).dayOfWeek, local.hour, ofHour, by);
  };
  const told = new Set([...byTicket.values()].map(({ id }) => id));
  for (const visit of visits)
    if (!told.has(visit.id))
      count(visit, visit.openedAt, visit.channel, { contacts: 1, visits: one(visit.channel === 'visit') });
  for (const ticket of tickets) {
    const visit = byTicket.get(ticket.id);
    const { sums, took } = ofTicket(ticket);
    for (const [kind, seconds] of Object.entries(took))
      times.push({ officeId: ticket.officeId, day: ticket.day, kind: kind as TimeKind, seconds });
    count(ticket, ticket.issuedAt, visit?.channel ?? 'visit', {
      ...sums,
      contacts: one(visit !== undefined),
      visits: one(visit?.channel === 'visit'),
    });
  }
}

async function recountMatters(db: Db, { from, to }: Days, put: Put): Promise<void> {
  const rows = await db.many<{
    id: string;
    visitId: string;
    officeId: number;
    day: PlainDate;
    authority: number;
    task: number;
    channel: Channel;
    cameBackOf: string | null;
    earlierDay: PlainDate | null;
    earlier: readonly string[];
    acts: readonly { level: string; help: string; outcome: string }[];
  }>(sql`
    select m.id, m.visit_id as "visitId", v.office_id as "officeId", v.opened_on as day, m.principal_id as authority, m.task_id as task, v.channel,
      v.came_back_of as "cameBackOf", (select b.opened_on from visit b where b.id = v.came_back_of) as "earlierDay",
      (select coalesce(jsonb_agg(e.task_id || ' ' || e.principal_id), '[]') from matter e where e.visit_id = v.came_back_of) as earlier,
      (select coalesce(jsonb_agg(jsonb_build_object('level', a.level, 'help', a.help_form, 'outcome', a.outcome)
        order by a.acted_at, a.id), '[]') from act a where a.matter_id = m.id) as acts
    from visit v, matter m where m.visit_id = v.id and v.opened_on between ${from} and ${to} and v.away_to is null
      and coalesce(v.closed_as, '') not in ('junk', 'sent-back')
    order by m.id`);
  const seen = new Set<string>();
  for (const row of rows) {
    const contact = `${row.visitId} ${row.authority}`;
    const isFirst = !seen.has(contact);
    seen.add(contact);
    const last = row.acts.at(-1);
    const level = Math.max(-1, ...row.acts.map((act) => (LEVELS as readonly string[]).indexOf(act.level)));
    const days =
      row.earlierDay === null
        ? null
        : Temporal.PlainDate.from(row.earlierDay).until(row.day, { largestUnit: 'day' }).days;
    const cameBack =
      days !== null &&
      days >= 0 &&
      days <= COMES_BACK_WITHIN &&
      row.earlier.includes(`${row.task} ${row.authority}`);
    const firstContact = row.cameBackOf === null;
    const outcome = (is: string) => one(last?.outcome === is);
    const sums: Record<string, number> = {
      matters: 1,
      of_contacts: one(isFirst),
      of_visits: one(isFirst && row.channel === 'visit'),
      acted: one(last !== undefined),
      solved: outcome('solved'),
      partly: outcome('partly'),
      referred: outcome('referred'),
      handed_over: outcome('handed-over'),
      gone: outcome('left'),
      first_acted: one(firstContact && last !== undefined),
      first_solved: one(firstContact) * outcome('solved'),
      first_partly: one(firstContact) * outcome('partly'),
      came_back: one(cameBack),
      failure: one(cameBack || last?.outcome === 'referred'),
    };
    for (const [at, name] of [
      'signpost',
      'guidance',
      'e_service',
      'personal_data',
      'authority_level',
    ].entries())
      sums[name] = one(level === at);
    for (const [at, name] of ['own_device', 'customer_workstation', 'desk', 'remote'].entries())
      sums[name] = one(last?.help === HELPS[at]);
    const channel = CHANNELS.indexOf(row.channel);
    put('matter', row, row.authority, channel, sums);
    put('task', row, row.task, row.authority, sums, channel);
  }
}

async function recountEvents(db: Db, { from, to }: Days, now: Temporal.Instant, put: Put): Promise<void> {
  const begins = Temporal.PlainDate.from(from).toZonedDateTime('Europe/Stockholm').toInstant();
  const ends = Temporal.PlainDate.from(to).add({ days: 1 }).toZonedDateTime('Europe/Stockholm').toInstant();
  const today = swedishDay(now);
  const promises = await db.many<{
    officeId: number;
    due: Temporal.Instant;
    kept: Temporal.Instant | null;
    channel: Channel;
  }>(sql`
    select p.office_id as "officeId", p.due_at as due, p.kept_at as kept, v.channel from promise p, visit v
    where v.id = p.visit_id and p.moved_at is null and p.due_at >= ${begins} and p.due_at < ${ends}`);
  for (const { officeId, due, kept, channel } of promises) {
    const day = swedishDay(due);
    const inTime = kept !== null && Temporal.Instant.compare(kept, due) <= 0;
    if (day < today)
      put('event', { officeId, day }, 0, CHANNELS.indexOf(channel), {
        promises: 1,
        promises_kept: one(inTime),
      });
  }
  const events = await db.many<{
    id: string;
    officeId: number;
    authority: number;
    channel: Channel;
    offered: Temporal.Instant;
    steps: readonly { kind: string; at: string }[];
  }>(sql`
    select h.id, h.office_id as "officeId", h.principal_id as authority, v.channel, h.offered_at as offered,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at) order by e.seq) from hand_over_event e where e.hand_over_id = h.id) as steps
    from hand_over h, visit v where v.id = h.visit_id
      and exists (select from hand_over_event e where e.hand_over_id = h.id and e.at >= ${begins} and e.at < ${ends})`);
  for (const { officeId, authority, channel, offered, steps } of events) {
    const tell = (at: string, sums: Sums) => {
      const day = swedishDay(Temporal.Instant.from(at));
      if (day >= from && day <= to)
        put('event', { officeId, day }, authority, CHANNELS.indexOf(channel), sums);
    };
    const taken = (at: string) => Math.floor(offered.until(Temporal.Instant.from(at)).total('seconds'));
    for (const { kind, at } of steps) {
      if (kind === 'offered') tell(at, { offered: 1 });
      if (kind === 'refused' || kind === 'returned') tell(at, { returned: 1 });
    }
    const first = steps.find(({ kind }) => kind === 'answered-first' || kind === 'answered-final');
    if (first !== undefined) tell(first.at, { first_answered: 1, first_answer_s: taken(first.at) });
    const final = steps.find(({ kind }) => kind === 'answered-final');
    if (final !== undefined) tell(final.at, { answered: 1, answer_s: taken(final.at) });
  }
  const answers = await db.many<{
    officeId: number;
    at: Temporal.Instant;
    score: number;
    channel: Channel;
  }>(sql`
    select s.office_id as "officeId", s.answered_at as at, s.score, v.channel from survey_answer s, visit v
    where v.id = s.visit_id and s.answered_at >= ${begins} and s.answered_at < ${ends}`);
  for (const { officeId, at, score, channel } of answers)
    put('event', { officeId, day: swedishDay(at) }, 0, CHANNELS.indexOf(channel), {
      ...{ surveys: 1, survey_points: { 1: 0, 2: 25, 3: 50, 4: 75, 5: 100 }[score] ?? 0 },
    });
  const open = await db.many<{ officeId: number; day: PlainDate; seconds: number; visits: number }>(sql`
    select d.office_id as "officeId", d.day, d.seconds, count(v.id) as visits from office_open_day d
      left join visit v on v.office_id = d.office_id and v.opened_on = d.day and v.channel = 'visit' and coalesce(v.closed_as, '') <> 'junk'
    where d.day between ${from} and ${to} group by 1, 2, 3`);
  for (const row of open) put('event', row, 0, 0, { open_s: row.seconds, open_visits: row.visits });
}
