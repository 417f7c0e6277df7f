import { factsOf, type LoadedFacts, loadFacts } from '../agreements/facts.server.ts';
import { whileRegistersStand } from '../agreements/while-registers-stand.server.ts';
import type { Channel } from '../contacts/contact.ts';
import { openAt } from '../hours/rules/open.ts';
import { type HoursOfOffice, hoursOfOffices } from '../hours/store.server.ts';
import { swedishDay } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import { type Db, inTransaction, type Pool, type Scope, sql } from '../platform/database.server.ts';
import type { Kind, Rule } from './rule.ts';
import type { Now } from './rules/plan.ts';
import { openMinutes } from './rules/times.ts';
import type { Waiting } from './rules/where-to.ts';

/** What is told of a contact that could move: nothing of who it is with, nor of what they wrote. */
export interface About {
  readonly reference: string;
  readonly channel: Channel;
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | null;
  readonly principals: readonly string[];
}
export interface AreaNow extends Now {
  readonly about: ReadonlyMap<string, About>;
  readonly names: ReadonlyMap<number, string>;
}

/** So many of the oldest are looked at in a run, of each of the two sorts. */
const MOST = 300;

interface Office {
  readonly id: number;
  readonly operatorId: number;
  readonly present: readonly { readonly officerId: number; readonly has: number }[];
  readonly contacts: number;
}

type Row = Omit<Waiting, 'waitedMinutes' | 'minutesLeft'> &
  Omit<About, 'dueAt'> & { readonly dueAt: Temporal.Instant | null };

/** For whom an area is looked at: its offices, and what their operator's agreements say. */
export async function areaScope(
  pool: Pool,
  areaId: number,
  actor: string,
): Promise<Scope & { offices: number[] }> {
  const rows = await inTransaction(pool, {}, (db) =>
    db.many<{ id: number; operatorId: number }>(
      sql`select id, operator_id as "operatorId" from office where area_id = ${areaId} order by id`,
    ),
  );
  return {
    actor,
    offices: rows.map(({ id }) => id),
    employers: [...new Set(rows.map(({ operatorId }) => operatorId))],
  };
}

/**
 * What waits at the offices that the rules take from, how the area's offices stand, and whom the law allows what. Nothing is
 * changed. Who is signed in counts as there.
 */
export async function areaNow(
  pool: Pool,
  clock: () => Temporal.Instant,
  areaId: number,
  rules: readonly Rule[],
): Promise<AreaNow> {
  const scope = await areaScope(pool, areaId, 'system');
  const now = clock();
  const from = [...new Set(rules.flatMap(({ fromOffices }) => fromOffices))].filter((id) =>
    scope.offices.includes(id),
  );
  return inTransaction(pool, scope, async (db) => {
    const hours = new Map((await hoursOfOffices(db, scope.offices)).map((each) => [each.id, each]));
    const offices = await officesNow(db, scope.offices, now);
    const kinds = new Set(rules.flatMap(({ kinds: each }) => each));
    const rows =
      from.length === 0
        ? []
        : [...(await promised(db, from, now, kinds)), ...(await untaken(db, from, now, kinds))];
    const waiting = rows.map((row) => waitingOf(row, hours.get(row.officeId), now));
    const received = await db.many<{ office: number; count: number }>(sql`
      select to_office as office, count(*) as count from overflow_move where ended_at is null group by 1`);
    const able = await whoIsAble(db, scope, rules, rows, offices, now);
    return {
      waiting,
      offices: offices.map(({ id, present, contacts }) => {
        const own = hours.get(id);
        return {
          id,
          inArea: true,
          open: own !== undefined && openAt(own, now),
          present: present.length,
          contacts,
        };
      }),
      received: new Map(received.map(({ office, count }) => [office, count])),
      able,
      about: new Map(rows.map(({ id, ...row }) => [id, row])),
      names: new Map([...hours.values()].map(({ id, name }) => [id, name])),
    };
  });
}

function waitingOf(row: Row, hours: HoursOfOffice | undefined, now: Temporal.Instant): Waiting {
  const { id, kind, officeId, matters, protected: hidden, hasNumber, movedBefore, beingRead } = row;
  const minutes = (from: Temporal.Instant, to: Temporal.Instant) =>
    hours === undefined ? 0 : openMinutes(hours, from, to);
  return {
    ...{ id, kind, officeId, matters, protected: hidden, hasNumber, movedBefore, beingRead },
    waitedMinutes: minutes(row.openedAt, now),
    minutesLeft: row.dueAt === null ? null : minutes(now, row.dueAt),
  };
}

/** What is asked of each contact `v` that could move. */
const asked = (now: Temporal.Instant) => sql`
  v.id, v.office_id as "officeId", v.reference, v.channel, v.opened_at as "openedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('taskId', m.task_id, 'principalId', m.principal_id) order by m.id), '[]')
    from matter m where m.visit_id = v.id) as matters,
  array(select distinct a.short_name from matter m join authority a on a.id = m.principal_id where m.visit_id = v.id order by 1)
    as principals,
  coalesce((select p.protected from contact_person p where p.visit_id = v.id), false) as protected,
  exists (select from contact_person p where p.visit_id = v.id and p.phone is not null) as "hasNumber",
  exists (select from overflow_move o where o.visit_id = v.id) as "movedBefore",
  exists (select from contact_presence s where s.visit_id = v.id and s.seen_at > ${now}::timestamptz - interval '1 minute') as "beingRead"`;
// What an authority has been handed, or somebody has begun to do in a matter, is not another office's to answer.
const free = sql`v.closed_at is null and v.away_to is null and v.came_from is null
  and not exists (select from hand_over h where h.visit_id = v.id)`;

function untaken(
  db: Db,
  from: readonly number[],
  now: Temporal.Instant,
  kinds: ReadonlySet<Kind>,
): Promise<Row[]> {
  const channels = [...kinds].filter((kind) => kind !== 'promise');
  return db.many<Row>(sql`
    select ${asked(now)}, v.channel as kind, null::timestamptz as "dueAt"
    from visit v where v.office_id = any (${from}) and v.taken_by is null and ${free} and v.channel = any (${channels})
      and not exists (select from act a where a.visit_id = v.id)
    order by v.opened_at limit ${MOST}`);
}

/** Promises given by telephone, the first to break first; of a contact with several the first counts, and all go with it. */
async function promised(
  db: Db,
  from: readonly number[],
  now: Temporal.Instant,
  kinds: ReadonlySet<Kind>,
): Promise<Row[]> {
  if (!kinds.has('promise')) return [];
  return db.many<Row>(sql`
    select ${asked(now)}, 'promise' as kind, p.due_at as "dueAt"
    from (select distinct on (visit_id) visit_id, due_at from promise
        where office_id = any (${from}) and kept_at is null and moved_at is null order by visit_id, due_at) p
      join visit v on v.id = p.visit_id
    where v.channel = 'phone' and ${free} order by p.due_at limit ${MOST}`);
}

/** The offices with who is there, what each of them has, and what is not ended. */
function officesNow(db: Db, ids: readonly number[], now: Temporal.Instant): Promise<Office[]> {
  return db.many<Office>(sql`
    select f.id, f.operator_id as "operatorId",
      (select count(*) from visit v where v.office_id = f.id and v.closed_at is null and v.away_to is null) as contacts,
      (select coalesce(jsonb_agg(jsonb_build_object('officerId', s.id, 'has',
          (select count(*) from visit v where v.taken_by = s.id and v.closed_at is null and v.away_to is null)) order by s.id), '[]')
        from (select distinct o.id from role_assignment r join user_officer u on u.user_id = r.user_id
            join officer o on o.id = u.officer_id
          where r.office_id = f.id and r.role = 'officer' and r.ended_at is null and o.employed @> ${swedishDay(now)}::date
            and exists (select from account_session x where x.user_id = r.user_id and x.expires_at > ${now})) s) as present
    from office f where f.id = any (${ids}) order by f.id`);
}

/** Whom among those who are there the law allows every matter of a contact, at that office, to a level. */
async function whoIsAble(
  db: Db,
  scope: Scope,
  rules: readonly Rule[],
  rows: readonly Row[],
  offices: readonly Office[],
  now: Temporal.Instant,
): Promise<Now['able']> {
  const day = swedishDay(now);
  const taskIds = [...new Set(rows.flatMap(({ matters }) => matters.map(({ taskId }) => taskId)))].sort(
    (a, b) => a - b,
  );
  const to = new Set(rules.flatMap(({ toOffices }) => toOffices));
  const facts = new Map<string, LoadedFacts>();
  if (taskIds.length > 0) {
    const { revision } = await db.one<{ revision: number }>(sql`select revision from register_revision`);
    for (const { id: officeId, present } of offices.filter(({ id }) => to.has(id)))
      for (const { officerId } of present) {
        const question = ['overflow', officerId, officeId, taskIds];
        const load = () => loadFacts(db, { officerId, officeId, taskIds });
        facts.set(`${officeId}:${officerId}`, await whileRegistersStand({ scope, revision, question }, load));
      }
  }
  return (officeId, { matters }, level) => {
    const present = offices.find(({ id }) => id === officeId)?.present ?? [];
    return present.filter(({ officerId }) => {
      const loaded = facts.get(`${officeId}:${officerId}`);
      return matters.every(
        ({ taskId, principalId }) =>
          loaded !== undefined && decide(factsOf(loaded, taskId, principalId, level), day).permitted,
      );
    });
  };
}
