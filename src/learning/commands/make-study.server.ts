import { managedOfficesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { NewStudy } from '../mapping.ts';
import { sidesOf } from '../side.ts';

/** Who may begin a study: who manages an office, or an area. */
export function mayMakeStudies(ctx: Pick<Context, 'actor'>): boolean {
  return managedOfficesOf(ctx.actor).length > 0 || sidesOf(ctx.actor).includes('area');
}

/**
 * Begins a mapping study at offices that the actor manages. Returns its id. Throws Problem `forbidden`, `invalid` for an office
 * that is another's or an authority that there is not.
 */
export async function makeStudy(ctx: Context, study: NewStudy): Promise<number> {
  if (!mayMakeStudies(ctx)) throw new Problem('forbidden');
  const { name, purpose, firstOn, lastOn, officeIds, authorityIds } = study;
  return transaction(ctx, async (db) => {
    const own = await db.many<{ id: number }>(sql`
      select id from office where id = any (scope_managed_offices()) or id = any ((select learning_offices('area'))::int[])`);
    if (officeIds.some((id) => !own.some((office) => office.id === id)))
      throw new Problem('invalid', {}, [{ field: 'officeIds', code: 'not-ones-office' }]);
    const known = await db.many<{ id: number }>(
      sql`select id from authority where id = any (${authorityIds}::int[])`,
    );
    if (authorityIds.some((id) => !known.some((authority) => authority.id === id)))
      throw new Problem('invalid', {}, [{ field: 'authorityIds', code: 'invalid-value' }]);
    const { id } = await db.one<{ id: number }>(sql`
      insert into mapping_study (name, purpose, first_on, last_on, made_at, made_by)
      values (${name}, ${purpose}, ${firstOn}, ${lastOn}, ${ctx.clock()}, ${ctx.actor.userId}) returning id`);
    await db.run(sql`
      insert into mapping_study_office (study_id, office_id) select ${id}, x from (select distinct unnest(${officeIds}::int[])) o(x)`);
    await db.run(sql`
      insert into mapping_study_principal (study_id, principal_id)
      select ${id}, x from (select distinct unnest(${authorityIds}::int[])) p(x)`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: managedOfficesOf(ctx.actor).length > 0 ? 'office-manager' : 'area-manager',
      kind: 'study-begun',
      subject: 'mapping-study',
      subjectId: id,
      officeId: officeIds.length === 1 ? (officeIds[0] ?? null) : null,
      details: { name, firstOn, lastOn, officeIds, authorityIds },
    });
    return id;
  });
}
