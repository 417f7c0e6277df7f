import { managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

// Jäv that an officer has declared in a matter at the desk, for who manages the office (16–18 §§ förvaltningslagen).

export interface DeskConflict {
  readonly id: number;
  readonly matterId: string;
  readonly office: string;
  readonly authority: string;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly reference: string;
  readonly who: string;
  readonly declaredAt: Temporal.Instant;
  readonly reason: string;
  readonly liftedAt: Temporal.Instant | null;
  readonly liftedBy: string | null;
  readonly liftedWhy: string | null;
  readonly own: boolean;
  /** Handed over, it is lifted there, where the authority sees it. */
  readonly handOverId: string | null;
}

const A_PAGE = 50;

/** Those of the offices that the actor manages; what stands comes first. */
export async function conflictsAtDesk(
  ctx: Context,
  page: number,
): Promise<{ readonly rows: DeskConflict[]; readonly more: boolean; readonly number: number }> {
  const number = Math.min(Math.max(1, page), 1_000_000);
  const rows = await transaction(ctx, (db) =>
    db.many<DeskConflict>(sql`
      select id, matter_id as "matterId", office, authority, task_sv as "taskSv", task_en as "taskEn", reference, who,
        declared_at as "declaredAt", reason, lifted_at as "liftedAt", lifted_by as "liftedBy", lifted_why as "liftedWhy",
        user_id = ${ctx.actor.userId} as own, hand_over_id as "handOverId"
      from conflicts_at_the_desk() order by lifted_at is not null, id desc
      limit ${A_PAGE + 1} offset ${(number - 1) * A_PAGE}`),
  );
  return { rows: rows.slice(0, A_PAGE), more: rows.length > A_PAGE, number };
}

/**
 * Lifts one in a matter that is not handed over: by who manages the office, never by who declared it. It stays to be read, with why.
 * Throws Problem `not-found`, `forbidden`, `not-possible` (`conflict-is-lifted`, `lift-where-handed-over`).
 */
export function liftInMatter(
  ctx: Context,
  asked: { readonly matterId: string; readonly conflictId: number; readonly why: string },
): Promise<void> {
  const { matterId, conflictId, why } = asked;
  if (managedOfficesOf(ctx.actor).length === 0) throw new Problem('forbidden');
  return transaction(ctx, async (db) => {
    const found = await db.maybe<{
      officeId: number;
      principalId: number;
      own: boolean;
      handedOver: boolean;
    }>(sql`
      select office_id as "officeId", principal_id as "principalId", user_id = ${ctx.actor.userId} as own,
        exists (select from hand_over h where h.matter_id = c.matter_id) as "handedOver"
      from conflict_of_interest c where id = ${conflictId} and matter_id = ${matterId} and side = 'front-desk'`);
    if (found === undefined || !managedOfficesOf(ctx.actor).includes(found.officeId))
      throw new Problem('not-found');
    if (found.own) throw new Problem('forbidden');
    if (found.handedOver) throw new Problem('not-possible', { reason: 'lift-where-handed-over' });
    const lifted = await db.run(sql`
      update conflict_of_interest set lifted_at = ${ctx.clock()}, lifted_by = ${ctx.actor.userId}, lifted_why = ${why}
      where id = ${conflictId} and lifted_at is null`);
    if (lifted === 0) throw new Problem('not-possible', { reason: 'conflict-is-lifted' });
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: 'office-manager', kind: 'conflict-lifted' },
      ...{ subject: 'matter', subjectId: matterId },
      ...{ authorityId: found.principalId, officeId: found.officeId },
    });
  });
}
