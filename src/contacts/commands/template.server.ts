import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

/** Adds a text that an office answers with. Throws Problem `forbidden` at another office. */
export async function addTemplate(
  ctx: Context,
  { officeId, name, body }: { readonly officeId: number; readonly name: string; readonly body: string },
): Promise<void> {
  if (!officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  await transaction(ctx, async (db) => {
    const { id } = await db.one<{ id: number }>(sql`
      insert into contact_template (office_id, name, body, made_by) values (${officeId}, ${name}, ${body}, ${ctx.actor.userId})
      returning id`);
    const { userId } = ctx.actor;
    await recordEvent(db, {
      actor: userId,
      role: 'officer',
      kind: 'template-added',
      subject: 'template',
      subjectId: id,
      officeId,
    });
  });
}

/** Takes a text out of use, and says at which office; of two at once one does. Throws Problem `not-found`. */
export async function endTemplate(ctx: Context, id: number): Promise<{ readonly officeId: number }> {
  return transaction(ctx, async (db) => {
    const { userId } = ctx.actor;
    const ended = await db.maybe<{ officeId: number }>(sql`
      update contact_template set ended_at = ${ctx.clock()}, ended_by = ${userId} where id = ${id} and ended_at is null
      returning office_id as "officeId"`);
    if (ended === undefined) throw new Problem('not-found');
    const { officeId } = ended;
    await recordEvent(db, {
      actor: userId,
      role: 'officer',
      kind: 'template-ended',
      subject: 'template',
      subjectId: id,
      officeId,
    });
    return { officeId };
  });
}
