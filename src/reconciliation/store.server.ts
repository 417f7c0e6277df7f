import { loadAgreementTasks, loadMandates } from '../agreements/facts.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { neededAccess } from '../law/rules/in-force.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { type Reconciled, reconcile } from './rules/reconcile.ts';

/**
 * What is switched on in a system on a day against what that day justifies; of one authority's system. `officerId`: of
 * that officer alone.
 */
export async function reconcileSystem(
  db: Db,
  system: { readonly id: number; readonly authorityId: number },
  at: PlainDate,
  officerId: number | null = null,
): Promise<Reconciled[]> {
  const of = (column: Sql) => sql`(${officerId}::int is null or ${column} = ${officerId}::int)`;
  const granted = await db.many<{ officerId: number; systemId: number }>(sql`
    select officer_id as "officerId", system_id as "systemId" from access_grant
    where system_id = ${system.id} and granted @> ${at}::date and ${of(sql`officer_id`)}`);
  const valid = await loadMandates(
    db,
    sql`m.principal_id = ${system.authorityId} and m.valid @> ${at}::date and ${of(sql`m.officer_id`)}`,
  );
  const employed = new Set(
    (
      await db.many<{ id: number }>(sql`
        select id from officer where id = any (${valid.map((mandate) => mandate.officerId)}) and employed @> ${at}::date`)
    ).map(({ id }) => id),
  );
  const mandates = valid.filter((mandate) => employed.has(mandate.officerId));
  const agreements = [...new Set(mandates.map((mandate) => mandate.agreementId))];
  const tasks = await loadAgreementTasks(
    db,
    sql`at.agreement_id = any (${agreements}) and v.agreement_id = any (${agreements}) and at.principal_id = ${system.authorityId}`,
  );
  const needed = neededAccess(tasks, await loadLaw(db), at);
  const own = mandates.map((mandate) => ({
    ...mandate,
    access: mandate.access.filter((id) => id === system.id),
  }));
  return reconcile(granted, own, needed, at);
}
