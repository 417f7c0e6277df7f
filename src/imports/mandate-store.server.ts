import { type Db, sql } from '../platform/database.server.ts';
import type { NumberedMandate } from './mandates.server.ts';
import { inParts, type Step } from './read-rows.ts';

/** Stores mandates with their tasks and access; found again by what makes each of them one (officer, for whom, from). */
export async function storeMandates(db: Db, rows: readonly NumberedMandate[], step: Step): Promise<void> {
  await inParts(rows, step, async (part) => {
    const mandates = JSON.stringify(
      part.map(({ row }) => ({
        officer: row.officer.id,
        agreement: row.agreement.id,
        principal: row.principal.id,
        kind: row.kind,
        from: row.from,
        to: row.to,
        byPrincipal: row.signedByPrincipalOn,
        byOfficer: row.signedByOfficerOn,
        withdrawn: row.withdrawnOn,
        reason: row.withdrawnReason,
        tasks: row.tasks.map(({ task, level }) => ({ task: task.id, level })),
        access: row.access.map((system) => system.id),
      })),
    );
    await db.run(sql`
      insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on,
        signed_by_officer_on, withdrawn_on, withdrawn_reason)
      select x.officer, x.agreement, x.principal, x.kind, daterange(x."from", x."to", '[]'), x."byPrincipal",
        x."byOfficer", x.withdrawn, x.reason
      from jsonb_to_recordset(${mandates}::jsonb) as x(officer int, agreement int, principal int, kind text,
        "from" date, "to" date, "byPrincipal" date, "byOfficer" date, withdrawn date, reason text)`);
    const stored = sql`jsonb_to_recordset(${mandates}::jsonb) as x(officer int, agreement int, principal int, "from" date,
        tasks jsonb, access int[])
      join mandate m on m.officer_id = x.officer and m.agreement_id = x.agreement and m.principal_id = x.principal
        and lower(m.valid) = x."from"`;
    await db.run(sql`
      insert into mandate_task (mandate_id, task_id, level)
      select distinct m.id, t.task, t.level from ${stored}, jsonb_to_recordset(x.tasks) as t(task int, level text)`);
    await db.run(sql`
      insert into mandate_access (mandate_id, system_id)
      select distinct m.id, system_id from ${stored}, unnest(x.access) as system_id`);
  });
}
