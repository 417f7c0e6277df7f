import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import type { Period } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { daterange, periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { oneEditorAtATime } from './add-catalogue-item.server.ts';
import { contentError, overlapAsError } from './content-error.ts';

export const LastDaySchema = z.object({
  lastDay: PlainDateSchema,
  source: z.string().trim().min(3).max(300),
  note: z.string().trim().max(500).default(''),
});
export type LastDay = z.output<typeof LastDaySchema>;

/**
 * Gives a wording its last day: it is repealed, followed by another, or what it refers to has lapsed (domain §7.12). What
 * was known before stays in the history; the reason follows the item. Holds at once. Throws Problem `forbidden`,
 * `not-found`, or `invalid`.
 */
export async function setLastDay(ctx: Context, code: string, version: number, given: LastDay): Promise<void> {
  if (!hasRole(ctx.actor, 'law-editor')) throw new Problem('forbidden');
  try {
    await registersTransaction(ctx, async (db) => {
      await oneEditorAtATime(db, code);
      const item = await db.maybe<{ valid: Period; note: string }>(sql`
        select ${periodOf(sql`valid`)} as valid, note from catalogue_item where code = ${code} and version = ${version}`);
      if (item === undefined) throw new Problem('not-found');
      if (given.lastDay < item.valid.from) throw contentError('lastDay', 'before-first-day', item.valid.from);
      const reason = `Sista dag ${given.lastDay}. Källa: ${given.source}. ${given.note}`.trim();
      const note = [item.note, reason].filter((part) => part !== '').join('\n');
      await db.run(sql`
        update catalogue_item set valid = ${daterange({ from: item.valid.from, to: given.lastDay })}, note = ${note}
        where code = ${code} and version = ${version}`);
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'law-editor',
        kind: 'catalogue-item-ended',
        subject: 'catalogue-item',
        subjectId: code,
        details: { version, before: item.valid.to, ...given },
      });
    });
  } catch (error) {
    throw overlapAsError(error, 'lastDay');
  }
}
