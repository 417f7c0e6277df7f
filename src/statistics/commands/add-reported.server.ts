import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, { error: 'invalid-format' })
    .transform(Number)
    .pipe(z.number().min(least, { error: 'too-small' }).max(most, { error: 'too-big' }));
export const NewReported = z.object({
  year: whole(1990, 2100),
  visits: whole(0, 2_000_000_000),
  source: z.string().trim().min(1, { error: 'required' }).max(500, { error: 'too-long' }),
  note: z.string().trim().max(500, { error: 'too-long' }).default(''),
});

/** A yearly figure that others have reported, with its source. Throws Problem `forbidden`, `already-recorded`, `invalid` (year: `year-not-over`). */
export async function addReported(
  ctx: Context,
  { year, visits, source, note }: z.infer<typeof NewReported>,
): Promise<void> {
  if (!hasRole(ctx.actor, 'analyst')) throw new Problem('forbidden');
  if (String(year) >= swedishDay(ctx.clock()).slice(0, 4))
    throw new Problem('invalid', {}, [{ field: 'year', code: 'year-not-over' }]);
  await transaction(ctx, async (db) => {
    const added = await db.maybe(sql`
      insert into reported_visits (year, visits, note, source) values (${year}, ${visits}, ${note}, ${source})
      on conflict do nothing returning year`);
    if (added === undefined) throw new Problem('already-recorded');
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: 'analyst', kind: 'reported-figure-added' },
      ...{ subject: 'reported-visits', subjectId: year, details: { visits, source } },
    });
  });
}
