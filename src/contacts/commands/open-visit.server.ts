import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { contains, type Period, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';

/**
 * Opens a visit at an office where the actor is an officer; it holds nothing about the visitor. Returns its id.
 * Throws Problem `forbidden` at another office, `not-possible` when the office is not open or the officer not employed.
 */
export async function openVisit(ctx: Context, officeId: number): Promise<string> {
  const { officer } = ctx.actor;
  if (officer === null || !officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const by = { actor: ctx.actor.userId, officerId: officer.id, officeId, now: ctx.clock() };
  return transaction(ctx, (db) => recordVisit(db, by));
}

/** Who opens or closes a visit, where and when. */
export interface VisitStep {
  /** Account id. */
  readonly actor: string;
  readonly officerId: number;
  readonly officeId: number;
  readonly now: Temporal.Instant;
}

/** The same in a transaction under way, for who has made sure that the officer works at the office. */
export async function recordVisit(db: Db, { actor, officerId, officeId, now }: VisitStep): Promise<string> {
  const today = swedishDay(now);
  const { open, employed } = await db.one<{ open: Period; employed: Period }>(sql`
    select ${periodOf(sql`f.open`)} as open, ${periodOf(sql`o.employed`)} as employed
    from office f, officer o where f.id = ${officeId} and o.id = ${officerId}`);
  if (!contains(open, today) || !contains(employed, today)) throw new Problem('not-possible');
  const { id } = await db.one<{ id: string }>(sql`
    insert into visit (office_id, opened_by, opened_at, opened_on, taken_by, taken_at)
    values (${officeId}, ${officerId}, ${now}, ${today}, ${officerId}, ${now}) returning id`);
  await recordEvent(db, {
    actor,
    role: 'officer',
    kind: 'visit-opened',
    subject: 'visit',
    subjectId: id,
    officeId,
  });
  return id;
}
