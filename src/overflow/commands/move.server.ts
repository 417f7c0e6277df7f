import { recordEvents } from '../../access/audit.server.ts';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import type { Kind } from '../rule.ts';

export interface Move {
  readonly ruleId: number;
  readonly mostAtOnce: number;
  readonly kind: Kind;
  readonly visitId: string;
  readonly fromOffice: number;
  readonly toOffice: number;
  /** Who keeps the promise there; of what came in nobody has it until somebody takes it. */
  readonly officerId: number;
  readonly waitedMinutes: number;
}

interface Held {
  readonly openedBy: number | null;
  readonly from: string;
  readonly to: string;
  readonly waiting: number;
}

/**
 * Gives a contact to another office, all of it or nothing: there it is a contact of its own, with what it is about, what was said
 * to and by the person, who that is, and the promise with its time. What the office noted for itself stays. Null when it is too
 * late: somebody has taken or ended it, keeps its promise, or the office has as many as it may have.
 */
export async function moveContact(
  pool: Pool,
  clock: () => Temporal.Instant,
  actor: string,
  move: Move,
): Promise<string | null> {
  const { ruleId, kind, visitId, fromOffice, toOffice, officerId } = move;
  const now = clock();
  return inTransaction(pool, { actor, offices: [fromOffice, toOffice] }, async (db) => {
    await db.run(sql`select pg_advisory_xact_lock(20190068, ${toOffice})`);
    const held = await lock(db, move);
    if (held === undefined) return null;
    const promises = kind === 'promise' ? await openPromises(db, visitId) : [];
    if (kind === 'promise' && promises.length === 0) return null;
    const { id: moveId } = await db.one<{ id: string }>(sql`select uuidv7() as id`);
    const taken = kind === 'promise' ? officerId : null;
    const { id } = await db.one<{ id: string }>(sql`
      insert into visit (office_id, channel, subject, opened_by, opened_at, opened_on, taken_by, taken_at, came_from, received_key)
      select ${toOffice}, channel, subject, opened_by, opened_at, opened_on, ${taken}, ${taken === null ? null : now}, ${fromOffice},
        ${`overflow ${moveId}`} from visit where id = ${visitId} returning id`);
    await db.run(sql`
      insert into matter (visit_id, office_id, task_id, principal_id, added_at, added_by)
      select ${id}, ${toOffice}, task_id, principal_id, added_at, added_by from matter where visit_id = ${visitId}`);
    await db.run(sql`
      insert into contact_person (visit_id, office_id, name, phone, email, language, preferred, may_mail, protected)
      select ${id}, ${toOffice}, name, phone, email, language, preferred, may_mail, protected
      from contact_person where visit_id = ${visitId}`);
    await db.run(sql`
      insert into contact_asks_for (visit_id, office_id, whom, as_what)
      select ${id}, ${toOffice}, whom, as_what from contact_asks_for where visit_id = ${visitId}`);
    await db.run(sql`
      insert into contact_text (visit_id, office_id, direction, at, author_id, principal_id, body)
      select ${id}, ${toOffice}, direction, at, author_id, principal_id, body
      from contact_text where visit_id = ${visitId} and direction <> 'internal' order by at, id`);
    for (const promise of promises)
      await passOn(db, promise, {
        visitId: id,
        officeId: toOffice,
        officerId,
        now,
        by: null,
        why: `Besvaras av ${held.to}`,
      });
    await db.run(sql`update visit set away_to = ${toOffice} where id = ${visitId}`);
    await db.run(sql`
      insert into overflow_move (id, rule_id, kind, visit_id, from_office, moved_visit_id, to_office, reference, arrived_at,
        waited_minutes, due_at, keeper_id, waiting_before, moved_at, moved_by)
      select ${moveId}, ${ruleId}, ${kind}, id, ${fromOffice}, ${id}, ${toOffice}, reference, opened_at, ${move.waitedMinutes},
        ${promises[0]?.dueAt ?? null}, ${promises[0]?.officerId ?? null}, ${held.waiting}, ${now}, ${actor}
      from visit where id = ${visitId}`);
    const told = { actor, role: actor === 'system' ? 'system' : 'area-manager', subject: 'visit' };
    await recordEvents(db, [
      {
        ...told,
        kind: 'contact-moved',
        subjectId: visitId,
        officeId: fromOffice,
        details: { to: toOffice, rule: ruleId },
      },
      {
        ...told,
        kind: 'contact-received',
        subjectId: id,
        officeId: toOffice,
        details: { from: fromOffice, rule: ruleId },
      },
    ]);
    return moveId;
  });
}

/** The contact, locked, when it may still move; nobody waits for who has it. */
async function lock(
  db: Db,
  { kind, visitId, mostAtOnce, fromOffice, toOffice }: Move,
): Promise<Held | undefined> {
  const { there } = await db.one<{ there: number }>(sql`
    select count(*) as there from overflow_move where to_office = ${toOffice} and ended_at is null`);
  if (there >= mostAtOnce) return undefined;
  const free = await db.maybe(sql`
    select from visit where id = ${visitId} and office_id = ${fromOffice} and closed_at is null and away_to is null and came_from is null
      and (${kind === 'promise'} or taken_by is null) for no key update skip locked`);
  if (free === undefined) return undefined;
  // Asked after the lock: what was done before it is seen, and nothing more is done while it is held.
  return db.maybe<Held>(sql`
    select v.opened_by as "openedBy", f.name as "from", t.name as "to",
      (select count(*) from visit w where w.office_id = ${fromOffice} and w.taken_by is null and w.closed_at is null and w.away_to is null)
        as waiting
    from visit v, office f, office t
    where v.id = ${visitId} and f.id = ${fromOffice} and t.id = ${toOffice}
      and not exists (select from overflow_move m where m.visit_id = v.id)
      and not exists (select from hand_over h where h.visit_id = v.id)
      and not exists (select from contact_person p where p.visit_id = v.id and p.protected)
      and (${kind === 'promise'} or not exists (select from act a where a.visit_id = v.id))`);
}

export interface OpenPromise {
  readonly id: string;
  readonly dueAt: Temporal.Instant;
  readonly officerId: number;
}

/** The promises of a contact that are still to be kept, locked, the first to break first. */
export function openPromises(db: Db, visitId: string): Promise<OpenPromise[]> {
  return db.many<OpenPromise>(sql`
    select id, due_at as "dueAt", officer_id as "officerId" from promise
    where visit_id = ${visitId} and kept_at is null and moved_at is null order by due_at, id for update`);
}

/** Somebody else at another office keeps a promise: it has the same time, and was given when it was given. */
export async function passOn(
  db: Db,
  { id }: OpenPromise,
  to: {
    readonly visitId: string;
    readonly officeId: number;
    readonly officerId: number;
    readonly now: Temporal.Instant;
    /** The officer who passes it on; null: a rule. */
    readonly by: number | null;
    readonly why: string;
  },
): Promise<void> {
  await db.run(sql`
    update promise set moved_at = ${to.now}, moved_by = ${to.by}, moved_why = ${to.why.slice(0, 500)} where id = ${id}`);
  await db.run(sql`
    insert into promise (visit_id, office_id, officer_id, promised_at, promised_by, due_at, what, follows)
    select ${to.visitId}, ${to.officeId}, ${to.officerId}, promised_at, promised_by, due_at, what, id from promise where id = ${id}`);
}
