import { type Db, inTransaction, type Pool, type Sql, sql } from '../platform/database.server.ts';
import { type Recorded, Replay, type Wrong } from './rules/replay.ts';

/** Something in the database of a queue that cannot be. */
export interface Difference {
  readonly officeId: number;
  readonly wrong: Wrong | (typeof ROWS)[number]['wrong'];
  readonly seq: number | null;
  readonly ticketId: string | null;
  readonly about: string;
}

export interface Verified {
  readonly offices: number;
  readonly events: number;
  /** How many events of each kind: issued, called, finished … */
  readonly kinds: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

const AT_ONCE = 5_000;

/**
 * Reads the whole history of every queue and says what is wrong with it: a number that is missing in the sequence of events,
 * a visitor called twice, a number issued twice, one who was passed without a reason, a ticket that is not what its last
 * event says, a visit that nobody ends. Works beside a running program: what happens meanwhile is not looked at.
 */
export async function verifyQueues(pool: Pool): Promise<Verified> {
  const offices = await reading(pool, (db) =>
    db.many<{ id: number }>(sql`select office_id as id from queue_office order by 1`),
  );
  const kinds = new Map<string, number>();
  const differences: Difference[] = [];
  for (const { id } of offices) {
    const replay = await replayed(pool, id);
    differences.push(...replay.found.map((found) => ({ officeId: id, ...found })));
    for (const [kind, count] of replay.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    differences.push(...(await rowsThatDiffer(pool, id)));
  }
  const events = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  return { offices: offices.length, events, kinds: Object.fromEntries(kinds), differences };
}

const reading = <T>(pool: Pool, work: (db: Db) => Promise<T>) =>
  inTransaction(pool, { registers: true }, work);

async function replayed(pool: Pool, officeId: number): Promise<Replay> {
  const replay = new Replay();
  return reading(pool, async (db) => {
    const { last } = await db.one<{ last: number }>(
      sql`select seq as last from queue_office where office_id = ${officeId}`,
    );
    for (let after = 0; after < last; ) {
      const events = await db.many<Recorded>(sql`
        select e.seq, e.kind, e.ticket_id as "ticketId", e.about, e.details, e.after, t.ordinal,
          t.language is not null or t.sign_language or t.step_free or t.calm as special
        from queue_event e left join ticket t on t.id = e.ticket_id
        where e.office_id = ${officeId} and e.seq > ${after} and e.seq <= ${last} order by e.seq limit ${AT_ONCE}`);
      if (events.length === 0) break;
      for (const event of events) replay.take(event);
      after = events.at(-1)?.seq ?? last;
    }
    return replay;
  });
}

async function rowsThatDiffer(pool: Pool, officeId: number): Promise<Difference[]> {
  return reading(pool, async (db) => {
    const found: Difference[] = [];
    for (const { wrong, query } of ROWS) {
      const rows = await db.many<{ ticketId?: string; seq?: number; about: string }>(query(officeId));
      for (const { ticketId = null, seq = null, about } of rows)
        found.push({ officeId, wrong, ticketId, seq, about });
    }
    return found;
  });
}

const LABEL = sql`t.prefix || ' ' || t.number || ' of ' || t.day`;

/** Each in one statement, so that it sees one moment. */
const ROWS = [
  {
    wrong: 'events-missing',
    query: (office: number): Sql => sql`
      select q.seq, 'last is ' || q.seq || ', there are ' || count(e.seq) || ' up to ' || coalesce(max(e.seq), 0) as about
      from queue_office q left join queue_event e on e.office_id = q.office_id where q.office_id = ${office}
      group by q.seq having count(e.seq) <> q.seq or coalesce(max(e.seq), 0) <> q.seq`,
  },
  {
    // What the trigger has written of the row (migration 0041, ticket_step_is_an_event).
    wrong: 'row-differs',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", e.seq, ${LABEL} || ': ' || t.state || ' by ' || t.step_kind || ', its last event: '
        || coalesce(e.state || ' by ' || e.kind, 'none') as about
      from ticket t left join lateral (select * from queue_event e where e.ticket_id = t.id order by e.seq desc limit 1) e on true
      where t.office_id = ${office} and (e.seq is null or e.office_id <> t.office_id or e.kind <> t.step_kind
        or e.key is distinct from t.step_key or e.state <> t.state or (e.after ->> 'stateAt')::timestamptz <> t.state_at
        or (e.after ->> 'joinedAt')::timestamptz <> t.joined_at or not e.after @> jsonb_build_object('state', t.state,
          'needId', t.need_id, 'priority', t.priority, 'sessionId', t.session_id, 'deskId', t.desk_id,
          'officerId', t.officer_id, 'forDeskId', t.for_desk_id, 'forOfficerId', t.for_officer_id, 'note', t.note))`,
  },
  {
    wrong: 'number-twice',
    query: (office: number): Sql => sql`
      select ${LABEL} || ', ' || count(*) || ' times' as about from ticket t where t.office_id = ${office}
      group by t.day, t.prefix, t.number having count(*) > 1`,
  },
  {
    // Would be issued again.
    wrong: 'number-ahead',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", ${LABEL} || ', the next is ' || r.next as about
      from (select *, lead(run_from) over (partition by day, prefix order by run_from) as run_to from queue_number
        where office_id = ${office}) r
        join ticket t on t.office_id = r.office_id and t.day = r.day and t.prefix = r.prefix and t.number >= r.next
          and (r.run_to is null or t.number < r.run_to)`,
  },
  {
    wrong: 'at-a-closed-desk',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", ${LABEL} || ' is ' || t.state as about from ticket t join desk_session s on s.id = t.session_id
      where t.office_id = ${office} and t.state in ('called', 'serving') and s.closed_at is not null`,
  },
  {
    wrong: 'yesterday-in-line',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", ${LABEL} || ' is ' || t.state as about from ticket t join queue_office q using (office_id)
      where t.office_id = ${office} and t.day < q.day and t.state <> 'finished' and t.state <> 'left'
        and not (q.keep_overnight and t.state in ('waiting', 'called', 'serving', 'held', 'missed'))`,
  },
  {
    wrong: 'serving-without-visit',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", ${LABEL} || ' is ' || t.state || ' with ' || count(v.id) || ' open visits' as about
      from ticket t left join ticket_visit x on x.ticket_id = t.id left join visit v on v.id = x.visit_id and v.closed_at is null
      where t.office_id = ${office} and t.state in ('serving', 'held') group by t.id having count(v.id) <> 1`,
  },
  {
    wrong: 'visit-left-open',
    query: (office: number): Sql => sql`
      select t.id as "ticketId", ${LABEL} || ' is ' || t.state || ', its visit ' || v.id || ' is open' as about
      from ticket t join ticket_visit x on x.ticket_id = t.id join visit v on v.id = x.visit_id
      where t.office_id = ${office} and t.state in ('finished', 'left') and v.closed_at is null`,
  },
] as const;
