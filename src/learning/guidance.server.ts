import { type Context, transaction } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';

export interface GuidanceVersion {
  readonly version: number;
  /** Null: what was told was taken back. */
  readonly body: string | null;
  readonly writtenAt: Temporal.Instant;
}

/** What the front desk has been told of a question, the newest first; the first one holds. */
export function guidanceVersions(
  ctx: Context,
  { taskId, principalId }: { readonly taskId: number; readonly principalId: number },
): Promise<GuidanceVersion[]> {
  return transaction(ctx, (db) =>
    db.many<GuidanceVersion>(sql`
      select version, body, written_at as "writtenAt" from guidance_note
      where task_id = ${taskId} and principal_id = ${principalId} order by version desc limit 50`),
  );
}

/** The questions that the front desk is told something of now, as `task principal`. */
export async function guidedQuestions(ctx: Context): Promise<ReadonlySet<string>> {
  const rows = await transaction(ctx, (db) =>
    db.many<{ key: string }>(sql`
      select n.task_id || ' ' || n.principal_id as key from (
        select distinct on (task_id, principal_id) * from guidance_note order by task_id, principal_id, version desc) n
      where n.body is not null`),
  );
  return new Set(rows.map(({ key }) => key));
}
