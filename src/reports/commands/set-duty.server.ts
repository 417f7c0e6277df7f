import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { municipalitiesReport } from '../agreements.server.ts';
import { reportDuties } from '../duties.server.ts';
import type { ReportDutyRow } from '../duties.ts';
import { registrarAddress } from '../enclosures.server.ts';

export const SetDutySchema = z.object({
  municipalities: z.enum(['on', 'off'], { error: 'invalid-value' }),
  registrar: z
    .string()
    .trim()
    .pipe(z.email({ error: 'not-an-email' })),
});
export type SetDuty = z.infer<typeof SetDutySchema>;

/** Switches the municipal duty, and sets where reports are mailed. Throws Problem `forbidden` for who is no administrator. */
export async function setDuty(ctx: Context, { municipalities, registrar }: SetDuty): Promise<void> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  await registersTransaction(ctx, async (db) => {
    await keep(db, 'municipalities-report', municipalities === 'on');
    await keep(db, 'registrar-address', registrar);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'report-duty-set',
      subject: 'setting',
      subjectId: 'municipalities-report',
      details: { municipalities, registrar },
    });
  });
}

async function keep(db: Db, name: string, value: unknown): Promise<void> {
  await db.run(sql`insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
    on conflict (name) do update set value = excluded.value, changed_at = now()`);
}

export interface DutyView {
  readonly rows: readonly ReportDutyRow[];
  readonly municipalities: boolean;
  readonly registrar: string;
}

/** Who owes an account of a year, and the settings, for the administrator. Throws Problem `forbidden`. */
export async function dutyView(ctx: Context, year: number): Promise<DutyView> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  return registersTransaction(ctx, async (db) => ({
    rows: await reportDuties(db, year),
    municipalities: await municipalitiesReport(db),
    registrar: await registrarAddress(db),
  }));
}
