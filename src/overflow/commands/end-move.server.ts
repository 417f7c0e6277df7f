import { z } from 'zod';
import { officesOf } from '../../access/actor.ts';
import { recordEvents } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { openPromises, passOn } from './move.server.ts';

export const SendBackSchema = z.object({
  why: z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(500, { error: 'too-long' }),
});

interface Moved {
  readonly id: string;
  readonly visitId: string;
  readonly movedVisitId: string;
  readonly fromOffice: number;
  readonly toOffice: number;
  readonly keeperId: number | null;
  readonly to: string;
}

/**
 * The helping office sends a contact back, with why: it waits again where it came, with what was answered meanwhile, and its promise
 * with the same time is for who gave it. Throws Problem `forbidden`, `not-found`, `stale` (it has ended), `not-possible`
 * (`contact-taken` by a colleague, `handed-over-there`).
 */
export function sendBack(ctx: Context, movedVisitId: string, why: string): Promise<void> {
  return endMove(ctx, sql`m.moved_visit_id = ${movedVisitId}`, 'sent-back', why);
}

/** The office that it came to takes it back, until somebody there has begun. Throws as `sendBack` does. */
export function takeBack(ctx: Context, visitId: string): Promise<void> {
  return endMove(ctx, sql`m.visit_id = ${visitId}`, 'taken-back', null);
}

async function endMove(
  ctx: Context,
  which: ReturnType<typeof sql>,
  as: 'sent-back' | 'taken-back',
  why: string | null,
): Promise<void> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const [move] = await transaction(ctx, (db) =>
    db.many<Moved>(sql`
      select m.id, m.visit_id as "visitId", m.moved_visit_id as "movedVisitId", m.from_office as "fromOffice",
        m.to_office as "toOffice", m.keeper_id as "keeperId", t.name as "to"
      from overflow_move m join office t on t.id = m.to_office where ${which} order by m.moved_at desc limit 1`),
  );
  const own = as === 'sent-back' ? move?.toOffice : move?.fromOffice;
  if (move === undefined || own === undefined || !officesOf(ctx.actor).includes(own))
    throw new Problem('not-found');
  const now = ctx.clock();
  const { userId } = ctx.actor;
  const { visitId, movedVisitId, fromOffice, toOffice } = move;
  await inTransaction(ctx.pool, { actor: userId, offices: [fromOffice, toOffice] }, async (db) => {
    await lockThere(db, move, officer.id, as);
    for (const promise of await openPromises(db, movedVisitId)) {
      const reason = as === 'sent-back' ? `Tillbaka från ${move.to}: ${why}` : `Tillbaka från ${move.to}`;
      const to = {
        visitId,
        officeId: fromOffice,
        officerId: move.keeperId ?? officer.id,
        now,
        by: officer.id,
      };
      await passOn(db, promise, { ...to, why: reason });
    }
    await db.run(sql`
      insert into contact_text (visit_id, office_id, direction, at, author_id, principal_id, body)
      select ${visitId}, ${fromOffice}, 'out', t.at, t.author_id, t.principal_id, t.body
      from contact_text t join overflow_move m on m.moved_visit_id = t.visit_id
      where t.visit_id = ${movedVisitId} and t.direction = 'out' and t.at >= m.moved_at order by t.at, t.id`);
    // The move ends first: until then nothing is done with the contact where it came.
    const ended = await db.run(sql`
      update overflow_move set state = ${as}, ended_at = greatest(${now}, moved_at), ended_by = ${userId}, why = ${why}
      where id = ${move.id} and ended_at is null`);
    if (ended === 0) throw new Problem('stale');
    await db.run(sql`update visit set away_to = null where id = ${visitId}`);
    await db.run(sql`
      update visit set closed_at = greatest(${now}, opened_at), closed_by = ${officer.id}, closed_as = 'sent-back',
        opened_by = coalesce(opened_by, ${officer.id}), taken_by = coalesce(taken_by, ${officer.id}),
        taken_at = coalesce(taken_at, ${now})
      where id = ${movedVisitId}`);
    const told = { actor: userId, role: 'officer', kind: `contact-${as}`, subject: 'visit' };
    await recordEvents(db, [
      { ...told, subjectId: visitId, officeId: fromOffice, details: { from: toOffice } },
      { ...told, subjectId: movedVisitId, officeId: toOffice, details: why === null ? {} : { why } },
    ]);
  });
}

/** Locks the contact at the helping office, and asks whether it may leave it. */
async function lockThere(
  db: Db,
  { id, movedVisitId }: Moved,
  officerId: number,
  as: 'sent-back' | 'taken-back',
): Promise<void> {
  const there = await db.maybe<{ closed: boolean; takenBy: number | null; name: string | null }>(sql`
    select v.closed_at is not null as closed, v.taken_by as "takenBy", o.name
    from visit v left join officer o on o.id = v.taken_by where v.id = ${movedVisitId} for no key update of v`);
  if (there === undefined || there.closed) throw new Problem('stale');
  const { begun, given, handedOver } = await db.one<{
    begun: boolean;
    given: boolean;
    handedOver: boolean;
  }>(sql`
    select exists (select from act a where a.visit_id = v.id)
        or exists (select from contact_text t where t.visit_id = v.id and t.direction <> 'in' and t.at >= m.moved_at) as begun,
      v.taken_by is null or (m.kind = 'promise' and v.taken_at = m.moved_at) as given,
      exists (select from hand_over h where h.visit_id = v.id) as "handedOver"
    from visit v join overflow_move m on m.moved_visit_id = v.id where m.id = ${id}`);
  if (handedOver) throw new Problem('not-possible', { reason: 'handed-over-there' });
  // Who got a promise by the rule has not begun with it by that.
  const free = as === 'taken-back' ? given && !begun : there.takenBy === null || there.takenBy === officerId;
  if (!free) throw new Problem('not-possible', { reason: 'contact-taken', by: there.name, at: null });
}
