import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { officerAtVisit } from './officer-at-visit.server.ts';

/**
 * Removes a matter that was added by mistake. Throws Problem `not-found`, `visit-closed`, or `not-possible` when something
 * has been done in it: that stays.
 */
export async function removeMatter(ctx: Context, visitId: string, matterId: string): Promise<void> {
  await transaction(ctx, async (db) => {
    const { officeId } = await officerAtVisit(ctx, db, visitId);
    const matter = await db.maybe<{ principalId: number; acts: number }>(sql`
      select principal_id as "principalId", (select count(*) from act a where a.matter_id = m.id) as acts
      from matter m where m.id = ${matterId} and m.visit_id = ${visitId}`);
    if (matter === undefined) throw new Problem('not-found');
    if (matter.acts > 0) throw new Problem('not-possible', { reason: 'matter-with-act' });
    try {
      await db.run(sql`delete from matter where id = ${matterId}`);
    } catch (error) {
      // An act was recorded in between: its foreign key holds the matter.
      if ((error as { code?: unknown }).code === '23503') throw new Problem('stale');
      throw error;
    }
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'matter-removed',
      subject: 'matter',
      subjectId: matterId,
      authorityId: matter.principalId,
      officeId,
    });
  });
}
