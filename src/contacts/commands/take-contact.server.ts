import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

interface Held {
  readonly officeId: number;
  readonly closed: boolean;
  readonly takenBy: number | null;
  readonly name: string | null;
  readonly takenAt: Temporal.Instant | null;
  /** The office that answers it. */
  readonly awayTo: string | null;
}

/**
 * Takes a contact that waits. Of two at once one has it; the other gets Problem `not-possible` (`contact-taken`, with who and when; `contact-away` while another office answers it).
 * `from`: takes it over from the officer who was seen to have it. Throws `not-found` for another office's, `visit-closed`.
 */
export async function takeContact(
  ctx: Context,
  contactId: string,
  from: number | null = null,
): Promise<void> {
  await transaction(ctx, (db) => take(ctx, db, contactId, from));
}

/** The same in a transaction under way. Says whose office it is. */
export async function take(
  ctx: Context,
  db: Db,
  contactId: string,
  from: number | null = null,
): Promise<{ officerId: number; officeId: number }> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const held = await locked(db, contactId);
  if (held.closed) throw new Problem('visit-closed');
  if (held.awayTo !== null)
    throw new Problem('not-possible', { reason: 'contact-away', office: held.awayTo });
  const mine = { officerId: officer.id, officeId: held.officeId };
  if (held.takenBy === officer.id) return mine;
  if (held.takenBy !== null && held.takenBy !== from)
    throw new Problem('not-possible', {
      reason: 'contact-taken',
      by: held.name,
      at: held.takenAt?.toString() ?? null,
    });
  await db.run(sql`
    update visit set taken_by = ${officer.id}, taken_at = ${ctx.clock()}, opened_by = coalesce(opened_by, ${officer.id})
    where id = ${contactId}`);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind: 'contact-taken',
    subject: 'visit',
    subjectId: contactId,
    officeId: held.officeId,
    details: held.takenBy === null ? {} : { from: held.takenBy },
  });
  return mine;
}

/** Puts a contact back for anybody at the office. Throws Problem `not-found`, `visit-closed`, `not-possible` when it is not the actor's. */
export async function putBackContact(ctx: Context, contactId: string): Promise<void> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  await transaction(ctx, async (db) => {
    const held = await locked(db, contactId);
    if (held.closed) throw new Problem('visit-closed');
    if (held.awayTo !== null)
      throw new Problem('not-possible', { reason: 'contact-away', office: held.awayTo });
    if (held.takenBy !== officer.id)
      throw new Problem('not-possible', { reason: 'contact-not-yours', by: held.name });
    await db.run(sql`update visit set taken_by = null, taken_at = null where id = ${contactId}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'contact-put-back',
      subject: 'visit',
      subjectId: contactId,
      officeId: held.officeId,
    });
  });
}

async function locked(db: Db, contactId: string): Promise<Held> {
  const held = await db.maybe<Held>(sql`
    select v.office_id as "officeId", v.closed_at is not null as closed, v.taken_by as "takenBy", v.taken_at as "takenAt",
      (select o.name from officer o where o.id = v.taken_by) as name,
      (select f.name from office f where f.id = v.away_to) as "awayTo"
    from visit v where v.id = ${contactId} for update of v`);
  if (held === undefined) throw new Problem('not-found');
  return held;
}
