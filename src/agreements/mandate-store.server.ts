import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import type { ProposedMandate } from './rules/mandate-fits.ts';

// The only writer of mandates, one or thousands: the form, the API, the bulk operation and imported files come here.

/** A mandate as it is stored: one that comes by file may have been withdrawn long ago. */
export interface NewMandate extends ProposedMandate {
  readonly withdrawnOn?: PlainDate | null;
  readonly withdrawnReason?: string | null;
}

/**
 * Stores mandates with their tasks and access, in two statements whatever their number. Returns the id of each. One that
 * overlaps another mandate of the same officer under the same agreement and principal, also one that somebody else is
 * storing at the same time (that one is waited for), is left out and has null, or with `refuses-all` the database refuses them
 * all (one_mandate_at_a_time). No two in one call may have officer, agreement, principal and first day in common.
 */
export async function storeMandates(
  db: Db,
  mandates: readonly NewMandate[],
  overlapping: 'left-out' | 'refuses-all' = 'left-out',
): Promise<(number | null)[]> {
  const given = JSON.stringify(mandates.map((mandate, at) => ({ ...mandate, at })));
  // Ordered, so that two who store for the same officers wait for each other and do not lock each other out.
  const stored = await db.many<{ id: number; key: string }>(sql`
    insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on, signed_by_officer_on,
      withdrawn_on, withdrawn_reason)
    select x."officerId", x."agreementId", x."principalId", x.kind, daterange(x."from", x."to", '[]'),
      x."signedByPrincipalOn", x."signedByOfficerOn", x."withdrawnOn", x."withdrawnReason"
    from jsonb_to_recordset(${given}::jsonb) as x("officerId" int, "agreementId" int, "principalId" int, kind text,
      "from" date, "to" date, "signedByPrincipalOn" date, "signedByOfficerOn" date, "withdrawnOn" date,
      "withdrawnReason" text)
    order by x."agreementId", x."principalId", x."officerId", x."from"
    ${overlapping === 'left-out' ? sql`on conflict do nothing` : sql``}
    returning id, concat_ws(' ', officer_id, agreement_id, principal_id, lower(valid)) as key`);
  const ids = new Map(stored.map(({ key, id }) => [key, id]));
  const result = mandates.map(
    ({ officerId, agreementId, principalId, from }) =>
      ids.get(`${officerId} ${agreementId} ${principalId} ${from}`) ?? null,
  );
  const parts = JSON.stringify(
    mandates.flatMap(({ tasks, access }, at) => {
      const id = result[at];
      return id == null ? [] : [{ id, tasks, access }];
    }),
  );
  const each = sql`jsonb_to_recordset(${parts}::jsonb) as x(id int, tasks jsonb, access int[])`;
  await db.run(sql`
    with tasks as (
      insert into mandate_task (mandate_id, task_id, level)
      select distinct x.id, t."taskId", t.level
      from ${each}, jsonb_to_recordset(x.tasks) as t("taskId" int, level text))
    insert into mandate_access (mandate_id, system_id)
    select distinct x.id, system_id from ${each}, unnest(x.access) as system_id`);
  return result;
}
