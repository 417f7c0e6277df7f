import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Period, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { WithdrawMandate } from '../mandate.ts';

interface Row {
  readonly officerId: number;
  readonly agreementId: number;
  readonly principalId: number;
  readonly valid: Period;
  readonly withdrawnOn: PlainDate | null;
  readonly reason: string | null;
}

/**
 * Withdraws a mandate of an authority that the actor coordinates, at once: from this moment the officer's next act under
 * it is refused; what was done before stands. The row is locked, so an act being recorded either came before or is
 * refused (migration 0006), and of two withdrawals one wins. Returns the day from which it gives nothing.
 * Throws Problem `forbidden` for who coordinates no authority, `not-found` for another authority's,
 * `already-withdrawn` with the day and the reason, `not-possible` when it has ended by itself.
 */
export async function withdrawMandate(
  ctx: Context,
  mandateId: number,
  { reason }: WithdrawMandate,
): Promise<PlainDate> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  return transaction(ctx, async (db) => {
    const mandate = await db.maybe<Row>(sql`
      select officer_id as "officerId", agreement_id as "agreementId", principal_id as "principalId",
        ${periodOf(sql`valid`)} as valid, withdrawn_on as "withdrawnOn", withdrawn_reason as reason
      from mandate where id = ${mandateId} and principal_id = any (${mine}) for update`);
    if (mandate === undefined) throw new Problem('not-found');
    if (mandate.withdrawnOn !== null)
      throw new Problem('already-withdrawn', { withdrawnOn: mandate.withdrawnOn, reason: mandate.reason });
    if (mandate.valid.to !== null && mandate.valid.to < today)
      throw new Problem('not-possible', { reason: 'mandate-ended', endedOn: mandate.valid.to });
    await db.run(sql`
      update mandate set withdrawn_on = ${today}, withdrawn_reason = ${reason} where id = ${mandateId}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'mandate-withdrawn',
      subject: 'mandate',
      subjectId: mandateId,
      authorityId: mandate.principalId,
      details: { reason, officerId: mandate.officerId, agreementId: mandate.agreementId },
    });
    return today;
  });
}
