import { actorOfSession } from '../../src/access/who-asks.server.ts';
import { type BatchOrder, BatchOrderSchema } from '../../src/mandates/batch.ts';
import { draftBatch } from '../../src/mandates/commands/draft-batch.server.ts';
import { orderBatch } from '../../src/mandates/commands/order-batch.server.ts';
import { batchView } from '../../src/mandates/queries/batches.server.ts';
import { type Database, inTransaction, sql } from '../../src/platform/database.server.ts';

export const OFFICERS = 875;

export interface Bulk {
  readonly issued: number;
  /** From the order to the report, ms. */
  readonly previewMs: number;
  readonly runMs: number;
}

/** Mandates for 875 officers in the name of five authorities: drafted, previewed, ordered, and waited for. */
export async function issueInBulk(
  { pool }: Pick<Database, 'pool'>,
  token: string,
  principals: readonly number[],
): Promise<Bulk> {
  const actor = await actorOfSession(pool, token);
  if (actor === null) throw new Error('no session');
  const ctx = { pool, actor, clock: () => Temporal.Now.instant(), requestId: 'bench' };
  const order = await orderFor(pool, principals);
  const start = performance.now();
  const id = await draftBatch(ctx, order);
  const preview = await batchView(ctx, id);
  const previewMs = performance.now() - start;
  const wrong = preview.outcomes.find((each) => !each.issued);
  if (wrong !== undefined) throw new Error(`not to be issued: ${JSON.stringify(wrong)}`);
  await orderBatch(ctx, id);
  for (;;) {
    const state = await inTransaction(pool, { registers: true }, (db) =>
      db.one<{ state: string }>(sql`select state from mandate_batch where id = ${id}`),
    );
    if (state.state === 'failed') throw new Error('the operation failed');
    if (state.state === 'done') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const runMs = performance.now() - start - previewMs;
  return { issued: (await batchView(ctx, id)).issued, previewMs, runMs };
}

/** The newest agreement of each principal, and officers who hold nothing under it in those days. */
async function orderFor(pool: Database['pool'], principals: readonly number[]): Promise<BatchOrder> {
  return inTransaction(pool, { registers: true }, async (db) => {
    const parts = await db.many<BatchOrder['parts'][number]>(sql`
      select distinct on (at.principal_id) at.agreement_id as "agreementId", at.principal_id as "principalId",
        'commission' as kind, jsonb_agg(jsonb_build_object('taskId', at.task_id, 'level', 'personal-data'))
          filter (where at.requires_personal_data) as tasks,
        (select array_agg(s.id) from authority_system s where s.authority_id = at.principal_id) as access
      from agreement_task at join agreement a on a.id = at.agreement_id
        join agreement_version v on v.agreement_id = at.agreement_id and v.version = at.version
      where at.principal_id = any (${principals}) and v.valid @> current_date and v.valid @> current_date + 60
        and v.office_scope = 'all' and a.approved_on is not null and (a.term_ends_on is null or a.term_ends_on > current_date + 60)
      group by at.agreement_id, at.principal_id, a.signed_on
      having bool_or(at.requires_personal_data) order by at.principal_id, a.signed_on desc`);
    const { codes } = await db.one<{ codes: string[] }>(sql`
      select array(select o.code from officer o where o.code like 'B-%' and not exists (select from mandate m
        where m.officer_id = o.id and m.agreement_id = any (${parts.map((part) => part.agreementId)})
          and m.withdrawn_on is null and m.valid && daterange(current_date, current_date + 61))
        order by o.id limit ${OFFICERS}) as codes`);
    const { today, last } = await db.one<{ today: string; last: string }>(
      sql`select current_date as today, current_date + 60 as last`,
    );
    return BatchOrderSchema.parse({
      parts,
      officers: { by: 'codes', codes },
      from: today,
      to: last,
      signedByPrincipalOn: today,
      signedByOfficerOn: today,
    });
  });
}
