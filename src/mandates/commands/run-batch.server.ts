import pg from 'pg';
import { recordEvent, recordEvents } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { storeMandates } from '../../agreements/mandate-store.server.ts';
import type { ProposedMandate } from '../../agreements/rules/mandate-fits.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, type Scope, sql } from '../../platform/database.server.ts';
import { judge, loadBatchFacts } from '../batch-facts.server.ts';
import { loadDraft, type StoredRow } from '../batch-store.server.ts';
import type { Reason } from '../rules/row-reasons.ts';

/** Rows of one statement, and of one step of the progress bar. */
const STEP = 500;
/** Tries of an operation that PostgreSQL ended for another's sake. */
const TRIES = 3;
const BATCH_LOCK = 2019_214;

interface Ordered {
  readonly orderedBy: string;
  readonly principals: number[];
  readonly coordinates: number[];
}

/**
 * Runs an ordered operation to its end: judges every row anew, stores what can be given, and writes what came of each, all
 * in one transaction. One, and not one for each authority: the report then tells of exactly what was issued, and a process
 * that ends in the middle leaves nothing behind but the order, which is taken up again. A row that cannot be given stops
 * no other. Nothing happens when somebody else is running it, or has run it. Never throws for what is the operation's own
 * fault: it is then `failed` and can be ordered again.
 */
export async function runBatch({ pool, clock }: Pick<Context, 'pool' | 'clock'>, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const ordered = await orderOf(pool, id);
    if (ordered === undefined) return;
    // As the account stands now: who has lost the role since gives nothing in the authority's name.
    const scope: Scope = { actor: ordered.orderedBy, authorities: ordered.coordinates };
    if (ordered.principals.some((principal) => !ordered.coordinates.includes(principal)))
      return fail(pool, id, clock(), 'role-ended');
    try {
      return await inTransaction(pool, scope, (db) =>
        issueAll(db, pool, scope, clock, id, ordered.orderedBy),
      );
    } catch (error) {
      if (lostToAnother(error) && attempt < TRIES) continue;
      console.error('mandate batch', id, error);
      return fail(pool, id, clock(), lostToAnother(error) ? 'others-in-the-way' : 'fault');
    }
  }
}

/** Deadlock, serialisation, or an agreement that was cut short between the check and the commit. */
function lostToAnother(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(40P01|40001|23503)$/.test(error.code ?? '');
}

function orderOf(pool: Pool, id: string): Promise<Ordered | undefined> {
  return inTransaction(pool, { registers: true }, (db) =>
    db.maybe<Ordered>(sql`
      select b.ordered_by as "orderedBy",
        array(select distinct principal_id from mandate_batch_part p where p.batch_id = b.id) as principals,
        array(select distinct r.authority_id from role_assignment r where r.user_id = b.ordered_by
          and r.role = 'coordinator' and r.ended_at is null) as coordinates
      from mandate_batch b where b.id = ${id} and b.state = 'ordered'`),
  );
}

async function fail(pool: Pool, id: string, at: Temporal.Instant, failure: string): Promise<void> {
  await inTransaction(pool, { actor: 'system', registers: true }, async (db) => {
    const failed = await db.run(sql`
      update mandate_batch set state = 'failed', failure = ${failure}, ended_at = ${at}
      where id = ${id} and state = 'ordered'`);
    if (failed === 1)
      await recordEvent(db, { ...told(id, 'system', 'mandate-batch-failed'), details: { failure } });
  });
}

const told = (id: string, actor: string, kind: string) => ({
  actor,
  role: actor === 'system' ? 'system' : 'coordinator',
  kind,
  subject: 'mandate-batch',
  subjectId: id,
});

async function issueAll(
  db: Db,
  pool: Pool,
  scope: Scope,
  clock: Context['clock'],
  id: string,
  actor: string,
): Promise<void> {
  const { alone } = await db.one<{ alone: boolean }>(
    sql`select pg_try_advisory_xact_lock(${BATCH_LOCK}, hashtext(${id})) as alone`,
  );
  if (!alone) return;
  const still = await db.maybe(sql`select from mandate_batch where id = ${id} and state = 'ordered'`);
  if (still === undefined) return;
  // By itself, so that it stands also when this process ends under way.
  await inTransaction(pool, scope, (other) =>
    other.run(
      sql`update mandate_batch set starts = starts + 1, rows_done = 0 where id = ${id} and state = 'ordered'`,
    ),
  );
  const { parts, rows } = await loadDraft(db, id);
  // An amendment waits until this is stored, and then sees it: the versions that were judged are those that hold.
  await db.run(sql`
    select from agreement_version where agreement_id = any (${[...parts.values()].map((part) => part.agreementId)})
    order by agreement_id, version for share`);
  const facts = await loadBatchFacts(db, [...parts.values()], rows, swedishDay(clock()));
  let issued = 0;
  for (let from = 0; from < rows.length; from += STEP) {
    const step = rows.slice(from, from + STEP);
    const judged = step.map((row) => ({ row, ...judge(facts, parts.get(row.part)!, row) }));
    const given = judged.flatMap(({ mandate }) => (mandate === null ? [] : [mandate]));
    const stored = await storeMandates(db, given);
    issued += stored.filter((each) => each !== null).length;
    const ids = new Map(given.map((mandate, at): [ProposedMandate, number | null] => [mandate, stored[at]!]));
    await record(
      db,
      id,
      actor,
      judged.map(({ row, mandate, refusals, remarks }) => {
        const mandateId = mandate === null ? null : (ids.get(mandate) ?? null);
        if (mandateId !== null) return { row, mandate, mandateId, reasons: remarks };
        // Judged good and yet not stored: another was first, between the check and the writing.
        const reasons: readonly Reason[] = mandate === null ? refusals : [{ code: 'overlapping-mandate' }];
        return { row, mandate: null, mandateId, reasons };
      }),
    );
    // In a transaction of its own: who watches sees how far it has come before anything is stored.
    const done = Math.min(from + STEP, rows.length);
    if (done < rows.length)
      await inTransaction(pool, scope, (other) =>
        other.run(sql`update mandate_batch set rows_done = ${done} where id = ${id} and state = 'ordered'`),
      );
  }
  await db.run(sql`
    update mandate_batch set state = 'done', rows_done = ${rows.length}, ended_at = ${clock()} where id = ${id}`);
  await recordEvent(db, { ...told(id, actor, 'mandate-batch-done'), details: { rows: rows.length, issued } });
}

interface Outcome {
  readonly row: StoredRow;
  readonly mandate: ProposedMandate | null;
  readonly mandateId: number | null;
  readonly reasons: readonly Reason[];
}

async function record(db: Db, id: string, actor: string, outcomes: readonly Outcome[]): Promise<void> {
  const written = outcomes.map(({ row, mandateId, reasons }) => ({
    part: row.part,
    position: row.position,
    outcome: mandateId === null ? 'not-issued' : 'issued',
    mandateId,
    reasons,
  }));
  await db.run(sql`
    update mandate_batch_row r set outcome = x.outcome, mandate_id = x."mandateId", reasons = x.reasons
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as x(part int, position int, outcome text, "mandateId" int, reasons jsonb)
    where r.batch_id = ${id} and r.part = x.part and r.position = x.position`);
  await recordEvents(
    db,
    outcomes.flatMap(({ mandate, mandateId, row }) =>
      mandate === null || mandateId === null
        ? []
        : [
            {
              actor,
              role: 'coordinator',
              kind: row.follows === null ? 'mandate-issued' : 'mandate-renewed',
              subject: 'mandate',
              subjectId: mandateId,
              authorityId: mandate.principalId,
              details: {
                officerId: mandate.officerId,
                agreementId: mandate.agreementId,
                batchId: id,
                ...(row.follows === null ? {} : { follows: row.follows }),
              },
            },
          ],
    ),
  );
}
