import { z } from 'zod';
import { hasRole } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, registersTransaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { registrarAddress, storeRegistrarAddress } from '../../post/registrar.server.ts';

export const RegistrarSchema = z.object({
  address: z
    .string()
    .trim()
    .max(320, { error: 'too-long' })
    .pipe(z.email({ error: 'not-an-email' })),
});

/**
 * Sets where copies and reports are mailed. Throws Problem `forbidden`, `invalid` when a demonstration is to mail somebody
 * outside of example.se.
 */
export async function setRegistrar(
  ctx: Context,
  { address }: z.output<typeof RegistrarSchema>,
): Promise<void> {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  await registersTransaction(ctx, async (db) => {
    const was = await registrarAddress(db);
    await storeRegistrarAddress(db, address, 'address');
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'registrar-set',
      subject: 'setting',
      subjectId: 'registrar-address',
      details: { was, address },
    });
  });
}
