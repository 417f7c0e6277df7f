import { authoritiesOf } from '../../access/actor.ts';
import type { Context } from '../../access/context.server.ts';
import { loadMandates } from '../../agreements/facts.server.ts';
import type { Period } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import type { DraftContent } from '../draft.ts';
import { type OutsideReason, outsideReasons } from '../rules/mandates-outside.ts';

export interface OutsideMandate {
  readonly id: number;
  readonly officer: string;
  readonly valid: Period;
  readonly reasons: readonly OutsideReason[];
}

/** Mandates of the actor's authorities that what is drafted would not bear, by the officer's name. */
export async function mandatesOutside(
  ctx: Context,
  db: Db,
  { agreementId }: { readonly agreementId: number },
  content: DraftContent,
): Promise<OutsideMandate[]> {
  const mandates = await loadMandates(
    db,
    sql`m.agreement_id = ${agreementId} and m.principal_id = any (${authoritiesOf(ctx.actor, 'coordinator')})
      and m.withdrawn_on is null`,
  );
  const outside = mandates.flatMap((mandate) => {
    const reasons = outsideReasons(mandate, content);
    return reasons.length === 0 ? [] : [{ id: mandate.id, valid: mandate.valid, reasons }];
  });
  const names = await db.many<{ id: number; name: string }>(sql`
    select m.id, o.name from mandate m join officer o on o.id = m.officer_id
    where m.id = any (${outside.map(({ id }) => id)}) order by o.name collate "sv-x-icu", m.id`);
  return names.flatMap(({ id, name }) => {
    const found = outside.find((each) => each.id === id);
    return found === undefined ? [] : [{ ...found, officer: name }];
  });
}
