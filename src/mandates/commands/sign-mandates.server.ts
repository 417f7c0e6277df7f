import { recordEvents } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Sign } from '../batch.ts';

interface Signed {
  readonly id: number;
  readonly principalId: number;
  readonly signedByPrincipalOn: PlainDate | null;
  readonly signedByOfficerOn: PlainDate | null;
}

/**
 * Records the days on which the sides signed. A day that is recorded stays: only what is missing is filled in. From both
 * days on the mandate gives what it says (5 § lagen (2019:212) speaks of an agreement: it has two sides). Returns how many
 * mandates got a day.
 * Throws Problem `forbidden` for who coordinates no authority, `not-found` when one is another authority's or withdrawn,
 * `invalid` for a day that has not been yet.
 */
export async function signMandates(ctx: Context, sign: Sign): Promise<number> {
  const mine = coordinated(ctx.actor);
  const today = swedishDay(ctx.clock());
  const early = (['signedByPrincipalOn', 'signedByOfficerOn'] as const).filter(
    (field) => (sign[field] ?? today) > today,
  );
  if (early.length > 0)
    throw new Problem(
      'invalid',
      {},
      early.map((field) => ({ field, code: 'in-the-future' })),
    );
  const wanted = [...new Set(sign.mandateIds)];
  return transaction(ctx, async (db) => {
    const found = await db.many<{ id: number }>(sql`
      select id from mandate where id = any (${wanted}) and principal_id = any (${mine}) and withdrawn_on is null
      order by id for update`);
    if (found.length !== wanted.length) throw new Problem('not-found');
    const changed = await db.many<Signed>(sql`
      update mandate set
        signed_by_principal_on = coalesce(signed_by_principal_on, ${sign.signedByPrincipalOn}::date),
        signed_by_officer_on = coalesce(signed_by_officer_on, ${sign.signedByOfficerOn}::date)
      where id = any (${wanted})
        and ((signed_by_principal_on is null and ${sign.signedByPrincipalOn}::date is not null)
          or (signed_by_officer_on is null and ${sign.signedByOfficerOn}::date is not null))
      returning id, principal_id as "principalId", signed_by_principal_on as "signedByPrincipalOn",
        signed_by_officer_on as "signedByOfficerOn"`);
    await recordEvents(
      db,
      changed.map(({ id, principalId, ...days }) => ({
        actor: ctx.actor.userId,
        role: 'coordinator',
        kind: 'mandate-signed',
        subject: 'mandate',
        subjectId: id,
        authorityId: principalId,
        details: days,
      })),
    );
    return changed.length;
  });
}
