import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

export const GuidanceSchema = z.object({
  /** Empty: what was told is taken back. */
  body: z
    .string()
    .trim()
    .max(600, { error: 'too-long' })
    .overwrite((given) => given.replaceAll('\r\n', '\n'))
    .default(''),
  /** The version that the writer has seen; 0: there was none. */
  seen: z.coerce.number({ error: 'required' }).int().min(0).max(1_000_000),
});
export type Guidance = z.output<typeof GuidanceSchema>;

/**
 * What the responsible authority tells the front desk of a task: a new version, seen at the desk at once. Of two who write at once
 * one wins. Throws Problem `forbidden` for who does not coordinate the authority, `not-found` for a task that is not its,
 * `stale` when another version came between, `invalid` when there is nothing to take back.
 */
export async function writeGuidance(
  ctx: Context,
  taskId: number,
  principalId: number,
  { body, seen }: Guidance,
): Promise<void> {
  if (!authoritiesOf(ctx.actor, 'coordinator').includes(principalId)) throw new Problem('forbidden');
  await transaction(ctx, async (db) => {
    const task = await db.maybe(sql`
      select from task t join authority a on a.id = ${principalId}
      where t.id = ${taskId} and (t.authority_id = a.id
        or t.sphere = 'municipal' and a.kind = 'municipality' or t.sphere = 'regional' and a.kind = 'region')`);
    if (task === undefined) throw new Problem('not-found');
    const last = await db.maybe<{ version: number; body: string | null }>(sql`
      select version, body from guidance_note where task_id = ${taskId} and principal_id = ${principalId}
      order by version desc limit 1`);
    if ((last?.version ?? 0) !== seen) throw new Problem('stale');
    if (body === '' && (last?.body ?? null) === null)
      throw new Problem('invalid', {}, [{ field: 'body', code: 'required' }]);
    if (body === last?.body) return;
    const written = await db.run(sql`
      insert into guidance_note (task_id, principal_id, version, body, written_at, written_by)
      values (${taskId}, ${principalId}, ${seen + 1}, ${body === '' ? null : body}, ${ctx.clock()}, ${ctx.actor.userId})
      on conflict do nothing`);
    if (written === 0) throw new Problem('stale');
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: body === '' ? 'guidance-taken-back' : 'guidance-written',
      subject: 'guidance',
      subjectId: `${taskId}-${principalId}`,
      authorityId: principalId,
      details: { version: seen + 1 },
    });
  });
}
