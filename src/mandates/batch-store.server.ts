import { type Db, sql } from '../platform/database.server.ts';
import type { BatchRow, OfficerFile, Terms } from './batch.ts';

/** What a drafted operation is made of. */
export interface Draft {
  readonly origin: 'issue' | 'renewal';
  readonly parts: readonly Terms[];
  readonly rows: readonly BatchRow[];
  readonly file: Pick<OfficerFile, 'name' | 'faults'> | null;
}

/** Writes a draft, as drafted at `at`. Returns its id. */
export async function storeDraft(
  db: Db,
  at: Temporal.Instant,
  { origin, parts, rows, file }: Draft,
): Promise<string> {
  // Known before it is written: what is written is seen by who sees a part of it, and there is none yet.
  const { id } = await db.one<{ id: string }>(sql`select uuidv7() as id`);
  await db.run(sql`
    insert into mandate_batch (id, origin, part_count, row_count, file_name, file_faults, drafted_at)
    values (${id}, ${origin}, ${parts.length}, ${rows.length}, ${file?.name.slice(0, 200) ?? null},
      ${JSON.stringify(file?.faults ?? [])}, ${at})`);
  await db.run(sql`
    insert into mandate_batch_part (batch_id, part, agreement_id, principal_id, kind, first_day, last_day,
      signed_by_principal_on, signed_by_officer_on, tasks, access, delegation_order, decided_by)
    select ${id}, x.part, x."agreementId", x."principalId", x.kind, x."from", x."to", x."signedByPrincipalOn",
      x."signedByOfficerOn", x.tasks, x.access, x."delegationOrder", x."decidedBy"
    from jsonb_to_recordset(${JSON.stringify(parts.map((part, at) => ({ ...part, part: at })))}::jsonb)
      as x(part int, "agreementId" int, "principalId" int, kind text, "from" date, "to" date,
        "signedByPrincipalOn" date, "signedByOfficerOn" date, tasks jsonb, access int[], "delegationOrder" text, "decidedBy" text)`);
  await db.run(sql`
    insert into mandate_batch_row (batch_id, part, position, principal_id, officer_id, line, follows)
    select ${id}, x.part, x.position, p.principal_id, x."officerId", x.line, x.follows
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, position) => ({ ...row, position })))}::jsonb)
        as x(part int, position int, "officerId" int, line int, follows int)
      join mandate_batch_part p on p.batch_id = ${id} and p.part = x.part`);
  return id;
}

export interface StoredPart extends Terms {
  readonly part: number;
}
export interface StoredRow extends BatchRow {
  readonly position: number;
}

/** The terms and rows of an operation that the transaction may see, in the order in which they are stored. */
export async function loadDraft(
  db: Db,
  id: string,
): Promise<{ readonly parts: ReadonlyMap<number, StoredPart>; readonly rows: readonly StoredRow[] }> {
  const parts = await db.many<StoredPart>(sql`
    select part, agreement_id as "agreementId", principal_id as "principalId", kind, first_day as "from",
      last_day as "to", signed_by_principal_on as "signedByPrincipalOn", signed_by_officer_on as "signedByOfficerOn",
      tasks, access, delegation_order as "delegationOrder", decided_by as "decidedBy"
    from mandate_batch_part where batch_id = ${id} order by part`);
  const rows = await db.many<StoredRow>(sql`
    select part, position, officer_id as "officerId", line, follows from mandate_batch_row where batch_id = ${id}
    order by part, position`);
  return { parts: new Map(parts.map((part) => [part.part, part])), rows };
}
