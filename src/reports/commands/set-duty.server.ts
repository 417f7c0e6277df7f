import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { storeSetting } from '../../platform/setting.server.ts';
import { registrarAddress, storeRegistrarAddress } from '../../post/registrar.server.ts';
import { municipalitiesReport } from '../agreements.server.ts';
import { reportDuties } from '../duties.server.ts';
import type { ReportDutyRow } from '../duties.ts';

export const SetDutySchema = z.object({
  municipalities: z.enum(['on', 'off'], { error: 'invalid-value' }),
  registrar: z
    .string()
    .trim()
    .pipe(z.email({ error: 'not-an-email' })),
});
export type SetDuty = z.infer<typeof SetDutySchema>;

/**
 * Switches the municipal duty, and sets where copies and reports are mailed. Throws Problem `forbidden` for who is no
 * administrator, `invalid` when a demonstration is to mail somebody outside of example.se; then nothing is changed.
 */
export async function setDuty(ctx: Context, { municipalities, registrar }: SetDuty): Promise<void> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  await registersTransaction(ctx, async (db) => {
    await storeSetting(db, 'municipalities-report', municipalities === 'on');
    await storeRegistrarAddress(db, registrar, 'registrar');
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
