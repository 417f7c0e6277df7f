import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Channel, Ending } from '../contact.ts';
import type { VisitStep } from './open-visit.server.ts';

/**
 * Closes a visit. Of two officers who close it at once one wins; the other gets Problem `visit-closed` with who did it
 * and when. Throws `not-found` for another office's visit, `not-possible` while a matter has no act.
 */
export async function closeVisit(ctx: Context, visitId: string): Promise<void> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const by = { actor: ctx.actor.userId, officerId: officer.id, now: ctx.clock() };
  await transaction(ctx, (db) => endVisit(db, visitId, by));
}

/**
 * The same in a transaction under way, for a contact by any channel. Who visited may leave with a promise; by other channels a
 * contact stays open until its promise is kept (`not-possible`, `open-promise`).
 */
export async function endVisit(
  db: Db,
  visitId: string,
  { actor, officerId, now }: Omit<VisitStep, 'officeId'>,
  as: Ending | null = null,
): Promise<void> {
  const visit = await db.maybe<{
    officeId: number;
    channel: Channel;
    promised: boolean;
    awayTo: string | null;
    closedAt: Temporal.Instant | null;
    closedBy: string | null;
  }>(sql`
    select v.office_id as "officeId", v.channel, (select f.name from office f where f.id = v.away_to) as "awayTo",
      exists (select from promise p where p.visit_id = v.id and p.kept_at is null and p.moved_at is null) as promised,
      v.closed_at as "closedAt",
      (select o.name from officer o where o.id = v.closed_by) as "closedBy"
    from visit v where v.id = ${visitId} for update of v`);
  if (visit === undefined) throw new Problem('not-found');
  if (visit.closedAt !== null)
    throw new Problem('visit-closed', { closedBy: visit.closedBy, closedAt: visit.closedAt.toString() });
  if (visit.awayTo !== null)
    throw new Problem('not-possible', { reason: 'contact-away', office: visit.awayTo });
  const { untouched } = await db.one<{ untouched: number }>(sql`
    select count(*) as untouched from matter m
    where m.visit_id = ${visitId} and not exists (select from act a where a.matter_id = m.id)`);
  if (untouched > 0) throw new Problem('not-possible', { reason: 'matter-without-act', matters: untouched });
  if (visit.channel !== 'visit' && visit.promised)
    throw new Problem('not-possible', { reason: 'open-promise' });
  await db.run(sql`
    update visit set closed_at = greatest(${now}, opened_at), closed_by = ${officerId}, closed_as = ${as},
      opened_by = coalesce(opened_by, ${officerId}), taken_by = coalesce(taken_by, ${officerId}),
      taken_at = coalesce(taken_at, ${now})
    where id = ${visitId}`);
  await recordEvent(db, {
    actor,
    role: 'officer',
    kind: 'visit-closed',
    subject: 'visit',
    subjectId: visitId,
    officeId: visit.officeId,
    details: as === null ? {} : { as },
  });
}
