import { hasRole } from '../../access/actor.ts';
import type { Context } from '../../access/context.server.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';

export interface BatchRow {
  readonly id: number;
  readonly kind: string;
  readonly fileName: string;
  readonly rows: number;
  readonly importedAt: Temporal.Instant;
  readonly importedBy: string | null;
}

/** Throws Problem `forbidden` for who may not take in files. */
export function mayImport(ctx: Context): void {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
}

/** The files taken in, newest first. */
export async function batches(ctx: Context): Promise<BatchRow[]> {
  mayImport(ctx);
  return unscoped(ctx.pool).many<BatchRow>(sql`
    select b.id, b.kind, b.file_name as "fileName", b.row_count as rows, b.imported_at as "importedAt", u.name as "importedBy"
    from import_batch b left join account_user u on u.id = b.imported_by order by b.id desc limit 50`);
}
