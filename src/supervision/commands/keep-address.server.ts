import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import {
  type Addressee,
  type KeptAddress,
  keptAddresses,
  storePostalAddress,
} from '../../post/postal-address.server.ts';
import { requireDesk } from '../desk.server.ts';
import type { Address } from '../deviation.ts';

/**
 * Keeps where letters to somebody are posted, with its source; the earlier ones stay. Throws Problem `forbidden`, `invalid`
 * for a day to come.
 */
export async function keepAddress(
  ctx: Context,
  addressee: Addressee,
  { address, source, verifiedOn }: Address,
): Promise<void> {
  requireDesk(ctx);
  if (verifiedOn > swedishDay(ctx.clock()))
    throw new Problem('invalid', {}, [{ field: 'verifiedOn', code: 'in-the-future' }]);
  await transaction(ctx, async (db) => {
    await storePostalAddress(db, { addressee, lines: address, source, verifiedOn });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'supervisor',
      kind: 'postal-address-kept',
      subject: 'postal-address',
      subjectId: addressee,
      details: { address, source, verifiedOn },
    });
  });
}

/** All that is kept, newest first. Throws Problem `forbidden`. */
export function addresses(ctx: Context): Promise<KeptAddress[]> {
  requireDesk(ctx);
  return transaction(ctx, keptAddresses);
}
