import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../../platform/database.server.ts';
import { daterange, periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';

export const RegisterLastDaySchema = z.object({
  /** Absent: it goes on until further notice. */
  lastDay: PlainDateSchema.optional(),
  reason: z.string().trim().min(3, { error: 'required' }).max(500, { error: 'too-long' }),
});
export type RegisterLastDay = z.output<typeof RegisterLastDaySchema>;

/**
 * Gives an office its last visiting day, or takes it away again. From the day after, nothing may be done there: the law is
 * asked with the day. What was known before stays in the history. Only an administrator may. Throws Problem `forbidden`,
 * `not-found`, `invalid` with a day before the first.
 */
export function setOfficeLastDay(ctx: Context, officeId: number, given: RegisterLastDay): Promise<void> {
  return setLastDay(ctx, given, {
    subject: 'office',
    id: officeId,
    period: sql`select ${periodOf(sql`open`)} as period from office where id = ${officeId} for update`,
    write: (db, period) => db.run(sql`update office set open = ${daterange(period)} where id = ${officeId}`),
  });
}

/**
 * Gives an officer the last day of the employment, or takes it away again. From the day after, no mandate of theirs gives
 * anything (5 § lagen (2019:212) binds it to the person who performs). Throws as `setOfficeLastDay`.
 */
export function setOfficerLastDay(ctx: Context, officerId: number, given: RegisterLastDay): Promise<void> {
  return setLastDay(ctx, given, {
    subject: 'officer',
    id: officerId,
    period: sql`select ${periodOf(sql`employed`)} as period from officer where id = ${officerId} for update`,
    write: (db, period) =>
      db.run(sql`update officer set employed = ${daterange(period)} where id = ${officerId}`),
  });
}

interface Row {
  readonly subject: 'office' | 'officer';
  readonly id: number;
  /** Selects its period for update. */
  readonly period: Sql;
  readonly write: (db: Db, period: { from: PlainDate; to: PlainDate | null }) => Promise<number>;
}

async function setLastDay(ctx: Context, { lastDay, reason }: RegisterLastDay, row: Row): Promise<void> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  await registersTransaction(ctx, async (db) => {
    const found = await db.maybe<{ period: Period }>(row.period);
    if (found === undefined) throw new Problem('not-found');
    const { from, to } = found.period;
    if (lastDay !== undefined && lastDay < from)
      throw new Problem('invalid', { from }, [{ field: 'lastDay', code: 'before-first-day-of-register' }]);
    await row.write(db, { from, to: lastDay ?? null });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: `${row.subject}-last-day-set`,
      subject: row.subject,
      subjectId: row.id,
      details: { before: to, lastDay: lastDay ?? null, reason },
    });
  });
}
