import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { officerAtVisit } from './officer-at-visit.server.ts';

/**
 * Adds what the visitor wants of one authority. Returns the matter's id. Throws Problem `not-found`, `visit-closed`,
 * `matter-exists`, or `invalid` when the task is not that authority's.
 */
export async function addMatter(
  ctx: Context,
  visitId: string,
  asked: { readonly taskId: number; readonly principalId: number },
): Promise<string> {
  return transaction(ctx, (db) => addMatterIn(ctx, db, visitId, asked));
}

/**
 * The same in a transaction under way. `goesOnFrom`: the hand-over that came back, and that it is added to send on; then the
 * contact may have been closed, and the database sees to it that the one is of this contact and has come back.
 */
export async function addMatterIn(
  ctx: Context,
  db: Db,
  visitId: string,
  {
    taskId,
    principalId,
    goesOnFrom = null,
  }: { readonly taskId: number; readonly principalId: number; readonly goesOnFrom?: string | null },
): Promise<string> {
  const { officerId, officeId } = await officerAtVisit(ctx, db, visitId, goesOnFrom !== null);
  const ofPrincipal = await db.maybe(sql`
    select from task t join authority a on a.id = ${principalId}
    where t.id = ${taskId} and (t.authority_id = a.id
      or t.sphere = 'municipal' and a.kind = 'municipality' or t.sphere = 'regional' and a.kind = 'region')`);
  if (ofPrincipal === undefined)
    throw new Problem('invalid', {}, [{ field: 'taskId', code: 'unknown-task' }]);
  const added = await db.maybe<{ id: string }>(sql`
    insert into matter (visit_id, office_id, task_id, principal_id, added_at, added_by, goes_on_from)
    values (${visitId}, ${officeId}, ${taskId}, ${principalId}, ${ctx.clock()}, ${officerId}, ${goesOnFrom})
    on conflict do nothing returning id`);
  if (added === undefined) throw new Problem('matter-exists');
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind: 'matter-added',
    subject: 'matter',
    subjectId: added.id,
    authorityId: principalId,
    officeId,
    details: goesOnFrom === null ? {} : { goesOnFrom },
  });
  return added.id;
}
