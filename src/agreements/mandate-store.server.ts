import { type Db, sql } from '../platform/database.server.ts';
import type { ProposedMandate } from './rules/mandate-fits.ts';

// The writer of mandates that are given here, one or thousands: the form, the API and the bulk operation come here.

/**
 * Stores mandates with their tasks and access, in two statements whatever their number. Returns the id of each; null for
 * one that overlaps another mandate of the same officer under the same agreement and principal, also one that somebody
 * else is storing at the same time (that one is waited for). Two that overlap each other must not stand in one call.
 */
export async function storeMandates(
  db: Db,
  mandates: readonly ProposedMandate[],
): Promise<(number | null)[]> {
  const given = JSON.stringify(mandates.map((mandate, at) => ({ ...mandate, at })));
  // Ordered, so that two who store for the same officers wait for each other and do not lock each other out.
  const stored = await db.many<{ id: number; key: string }>(sql`
    insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on, signed_by_officer_on)
    select x."officerId", x."agreementId", x."principalId", x.kind, daterange(x."from", x."to", '[]'),
      x."signedByPrincipalOn", x."signedByOfficerOn"
    from jsonb_to_recordset(${given}::jsonb) as x("officerId" int, "agreementId" int, "principalId" int, kind text,
      "from" date, "to" date, "signedByPrincipalOn" date, "signedByOfficerOn" date)
    order by x."agreementId", x."principalId", x."officerId", x."from"
    on conflict do nothing
    returning id, concat_ws(' ', officer_id, agreement_id, principal_id, lower(valid)) as key`);
  const ids = new Map(stored.map(({ key, id }) => [key, id]));
  const result = mandates.map(
    ({ officerId, agreementId, principalId, from }) =>
      ids.get(`${officerId} ${agreementId} ${principalId} ${from}`) ?? null,
  );
  const parts = JSON.stringify(
    mandates.flatMap(({ tasks, access, kind, delegationOrder, decidedBy }, at) => {
      const id = result[at];
      const decided = kind === 'delegation' ? { delegationOrder, decidedBy } : {};
      return id == null ? [] : [{ id, tasks, access, ...decided }];
    }),
  );
  const each = sql`jsonb_to_recordset(${parts}::jsonb) as x(id int, tasks jsonb, access int[],
    "delegationOrder" text, "decidedBy" text)`;
  await db.run(sql`
    with delegations as (
      insert into mandate_delegation (mandate_id, delegation_order, decided_by)
      select x.id, x."delegationOrder", x."decidedBy" from ${each} where x."delegationOrder" <> '' and x."decidedBy" <> ''),
    tasks as (
      insert into mandate_task (mandate_id, task_id, level)
      select distinct x.id, t."taskId", t.level
      from ${each}, jsonb_to_recordset(x.tasks) as t("taskId" int, level text))
    insert into mandate_access (mandate_id, system_id)
    select distinct x.id, system_id from ${each}, unnest(x.access) as system_id`);
  return result;
}
