import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';
import { Problem } from '../../platform/problem.ts';
import type { BatchState, Terms } from '../batch.ts';
import { judge, loadBatchFacts } from '../batch-facts.server.ts';
import { loadDraft } from '../batch-store.server.ts';
import type { FileFault } from '../officer-file.ts';
import type { Reason } from '../rules/row-reasons.ts';

export interface BatchSummary {
  readonly id: string;
  readonly origin: 'issue' | 'renewal';
  readonly state: BatchState;
  readonly draftedAt: Temporal.Instant;
  readonly by: string | null;
  readonly endedAt: Temporal.Instant | null;
  /** Rows of all authorities in it, so that it can be said how far it has come. */
  readonly allRows: number;
  readonly rowsDone: number;
  readonly failure: string | null;
  /** How often its run was begun. */
  readonly starts: number;
  /** Of the authorities that the actor coordinates. */
  readonly rows: number;
  readonly issued: number;
}

const summary = (mine: readonly number[]) => sql`
  select b.id, b.origin, b.state, b.drafted_at as "draftedAt", u.name as by, b.ended_at as "endedAt",
    b.row_count as "allRows", b.rows_done as "rowsDone", b.failure, b.starts, r.rows, r.issued
  from mandate_batch b left join account_user u on u.id = coalesce(b.ordered_by, b.drafted_by),
    lateral (select count(*) as rows, count(*) filter (where outcome = 'issued') as issued
      from mandate_batch_row r where r.batch_id = b.id) r
  where exists (select from mandate_batch_part p where p.batch_id = b.id and p.principal_id = any (${mine}))`;

/** Operations with parts of the actor's authorities, newest first. Throws Problem `forbidden`. */
export async function listBatches(ctx: Context, asked: number): Promise<PageOf<BatchSummary>> {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`
      select count(distinct batch_id) as total from mandate_batch_part where principal_id = any (${mine})`);
    const { page, pages, offset } = pageAt(asked, total);
    const rows = await db.many<BatchSummary>(
      sql`${summary(mine)} order by b.drafted_at desc limit ${PAGE_SIZE} offset ${offset}`,
    );
    return { rows, total, page, pages };
  });
}

export interface PartView extends Terms {
  readonly part: number;
  readonly principal: string;
  readonly diaryNumber: string;
  readonly agreement: string;
}
export interface Named {
  readonly id: number;
  readonly nameSv: string;
  readonly nameEn: string;
}

/** What came of a row, or would come of it. */
export interface Outcome {
  readonly part: number;
  readonly officerId: number;
  readonly officer: string;
  readonly officerCode: string;
  readonly office: string;
  readonly line: number | null;
  readonly issued: boolean;
  readonly mandateId: number | null;
  readonly reasons: readonly Reason[];
}

export interface BatchView extends BatchSummary {
  readonly fileName: string | null;
  readonly fileFaults: readonly FileFault[];
  readonly parts: readonly PartView[];
  readonly tasks: readonly Named[];
  readonly systems: readonly Named[];
  /** For a draft what would come of it now; empty while it runs. */
  readonly outcomes: readonly Outcome[];
}

/**
 * An operation: a draft judged as things stand now, or the report of one that is done. Parts of authorities that the
 * actor does not coordinate are not in it. Throws Problem `forbidden`, `not-found`.
 */
export async function batchView(ctx: Context, id: string): Promise<BatchView> {
  const mine = coordinated(ctx.actor);
  return transaction(ctx, async (db) => {
    const batch = await db.maybe<BatchSummary & Pick<BatchView, 'fileName' | 'fileFaults'>>(sql`
      select s.*, b.file_name as "fileName", b.file_faults as "fileFaults"
      from (${summary(mine)} and b.id = ${id}) s join mandate_batch b on b.id = s.id`);
    if (batch === undefined) throw new Problem('not-found');
    const parts = await db.many<PartView>(sql`
      select x.part, x.agreement_id as "agreementId", x.principal_id as "principalId", x.kind, x.first_day as "from",
        x.last_day as "to", x.signed_by_principal_on as "signedByPrincipalOn",
        x.signed_by_officer_on as "signedByOfficerOn", x.tasks, x.access, x.delegation_order as "delegationOrder",
        x.decided_by as "decidedBy", p.name as principal,
        a.diary_number as "diaryNumber", a.name as agreement
      from mandate_batch_part x join agreement a on a.id = x.agreement_id join authority p on p.id = x.principal_id
      where x.batch_id = ${id} and x.principal_id = any (${mine}) order by x.part`);
    const taskIds = parts.flatMap((part) => part.tasks.map((task) => task.taskId));
    const systemIds = parts.flatMap((part) => part.access);
    const tasks = await db.many<Named>(
      sql`select id, name_sv as "nameSv", name_en as "nameEn" from task where id = any (${taskIds})`,
    );
    const systems = await db.many<Named>(
      sql`select id, name as "nameSv", name as "nameEn" from authority_system where id = any (${systemIds})`,
    );
    const stored = await db.many<Outcome>(sql`
      select r.part, r.position, o.id as "officerId", o.name as officer, o.code as "officerCode", f.name as office, r.line,
        coalesce(r.outcome = 'issued', false) as issued, r.mandate_id as "mandateId", r.reasons
      from mandate_batch_row r join officer o on o.id = r.officer_id join office f on f.id = o.home_office_id
      where r.batch_id = ${id} and r.principal_id = any (${mine}) order by r.part, r.position`);
    if (batch.state === 'done' || batch.state === 'ordered')
      return { ...batch, parts, tasks, systems, outcomes: batch.state === 'done' ? stored : [] };
    const draft = await loadDraft(db, id);
    const facts = await loadBatchFacts(db, parts, draft.rows, swedishDay(ctx.clock()));
    const byPart = new Map(parts.map((part) => [part.part, part]));
    const outcomes = draft.rows.flatMap((row, at): Outcome[] => {
      const terms = byPart.get(row.part);
      const named = stored[at];
      if (terms === undefined || named === undefined) return [];
      const { mandate, refusals, remarks } = judge(facts, terms, row);
      return [{ ...named, issued: mandate !== null, reasons: mandate === null ? refusals : remarks }];
    });
    return { ...batch, parts, tasks, systems, outcomes };
  });
}
