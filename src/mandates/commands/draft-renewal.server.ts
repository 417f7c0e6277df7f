import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { BatchRow, Renewal, Terms } from '../batch.ts';
import { storeDraft } from '../batch-store.server.ts';

interface Old extends Omit<Terms, 'from' | 'to' | 'signedByPrincipalOn' | 'signedByOfficerOn'> {
  readonly id: number;
  readonly officerId: number;
  readonly endsOn: PlainDate | null;
  readonly withdrawn: boolean;
}

/**
 * Drafts new mandates that follow directly on old ones, with the same kind, tasks and access; a preview as for new ones.
 * `to: null`: as long as the agreement. Returns the id of the draft.
 * Throws Problem `forbidden` for who coordinates no authority, `not-found` when one of them is another authority's,
 * `invalid` when one has no end or is withdrawn, or the new last day lies before an old one.
 */
export async function draftRenewal(ctx: Context, renewal: Renewal): Promise<string> {
  const mine = coordinated(ctx.actor);
  const wanted = [...new Set(renewal.mandateIds)];
  return transaction(ctx, async (db) => {
    const old = await db.many<Old>(sql`
      select m.id, m.officer_id as "officerId", m.agreement_id as "agreementId", m.principal_id as "principalId", m.kind,
        upper(m.valid) - 1 as "endsOn", m.withdrawn_on is not null as withdrawn,
        (select coalesce(jsonb_agg(jsonb_build_object('taskId', x.task_id, 'level', x.level)
          order by x.task_id, x.level), '[]') from mandate_task x where x.mandate_id = m.id) as tasks,
        array(select x.system_id from mandate_access x where x.mandate_id = m.id order by 1) as access,
        d.delegation_order as "delegationOrder", d.decided_by as "decidedBy"
      from mandate m left join mandate_delegation d on d.mandate_id = m.id where m.id = any (${wanted}) and m.principal_id = any (${mine}) order by m.officer_id, m.id`);
    if (old.length !== wanted.length) throw new Problem('not-found');
    if (old.some(({ endsOn, withdrawn }) => endsOn === null || withdrawn))
      throw new Problem('invalid', {}, [{ field: 'mandateIds', code: 'nothing-to-renew' }]);
    if (old.some(({ endsOn }) => renewal.to !== null && endsOn !== null && renewal.to <= endsOn))
      throw new Problem('invalid', {}, [{ field: 'to', code: 'ends-before-the-old' }]);
    const { to, signedByPrincipalOn, signedByOfficerOn } = renewal;
    const parts: Terms[] = [];
    const at = new Map<string, number>();
    const rows: BatchRow[] = old.map(({ id, officerId, endsOn, withdrawn: _, ...same }) => {
      const terms: Terms = {
        ...same,
        from: addDays(endsOn as PlainDate, 1),
        to,
        signedByPrincipalOn,
        signedByOfficerOn,
      };
      const key = JSON.stringify(terms);
      let part = at.get(key);
      if (part === undefined) {
        part = parts.push(terms) - 1;
        at.set(key, part);
      }
      return { part, officerId, line: null, follows: id };
    });
    const batch = await storeDraft(db, ctx.clock(), { origin: 'renewal', parts, rows, file: null });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'mandate-renewal-drafted',
      subject: 'mandate-batch',
      subjectId: batch,
      details: { rows: rows.length },
    });
    return batch;
  });
}
