import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Mapping } from '../mapping.ts';
import { measuredMinutes, ofStudy } from '../mapping-at.server.ts';

/**
 * Notes what a contact of the officer's office was, open or closed, during a study and a week after; noted again it is changed.
 * Throws Problem `forbidden` for who is no officer, `not-found` for another office's contact, `not-possible` (`no-study`).
 */
export async function mapContact(ctx: Context, visitId: string, mapping: Mapping): Promise<void> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const now = ctx.clock();
  await transaction(ctx, async (db) => {
    const visit = await db.maybe<{ officeId: number; minutes: number | null; ofStudy: boolean }>(sql`
      select v.office_id as "officeId", (${measuredMinutes(now)})::float8 as minutes,
        exists (select from ${ofStudy(swedishDay(now))}) as "ofStudy"
      from visit v where v.id = ${visitId}`);
    if (visit === undefined) throw new Problem('not-found');
    if (!visit.ofStudy) throw new Problem('not-possible', { reason: 'no-study' });
    const { kind, extent, handling, complexity, suits } = mapping;
    const minutes = visit.minutes === null ? null : Math.max(0, Math.floor(visit.minutes));
    await db.run(sql`
      insert into mapping_entry (visit_id, office_id, kind, extent, handling, complexity, suits, measured_minutes, noted_at, noted_by)
      values (${visitId}, ${visit.officeId}, ${kind}, ${extent}, ${handling}, ${complexity}, ${suits}, ${minutes}, ${now},
        ${officer.id})
      on conflict (visit_id) do update set kind = excluded.kind, extent = excluded.extent, handling = excluded.handling,
        complexity = excluded.complexity, suits = excluded.suits, noted_at = excluded.noted_at, noted_by = excluded.noted_by`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'contact-mapped',
      subject: 'visit',
      subjectId: visitId,
      officeId: visit.officeId,
      details: mapping,
    });
  });
}
