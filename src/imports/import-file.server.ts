import { recordEvent } from '../access/audit.server.ts';
import { registersTransaction } from '../access/context.server.ts';
import { type Db, type Pool, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { checkAccessGrants } from './access-grants.server.ts';
import { checkAgreements } from './agreements.server.ts';
import { checkAuthorities } from './authorities.server.ts';
import type { CheckFile } from './check.ts';
import { COLUMNS, type ImportKind } from './columns.ts';
import { asProblem } from './database-faults.server.ts';
import { checkMandates } from './mandates.server.ts';
import { checkOfficeExceptions, checkOfficeWeeks } from './office-hours.server.ts';
import { checkOfficers } from './officers.server.ts';
import { checkOffices } from './offices.server.ts';
import { Problems, type RowProblem } from './problems.ts';
import { readTable } from './read-table.ts';
import { checkSystems } from './systems.server.ts';
import { checkVisits } from './visits.server.ts';

const KINDS: Readonly<Record<ImportKind, CheckFile>> = {
  authorities: checkAuthorities,
  systems: checkSystems,
  offices: checkOffices,
  'office-weeks': checkOfficeWeeks,
  'office-exceptions': checkOfficeExceptions,
  officers: checkOfficers,
  agreements: checkAgreements,
  mandates: checkMandates,
  'access-grants': checkAccessGrants,
  visits: checkVisits,
};

/** On whose behalf a file is taken in. The caller has asked for the role; here it is written to the audit. */
export interface ImportContext {
  readonly pool: Pool;
  readonly actor: { readonly userId: string };
  readonly role: string;
  readonly clock: () => Temporal.Instant;
}

export interface ImportInput {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly format: 'csv' | 'json';
  readonly content: string | Uint8Array;
}

export type ImportResult =
  | { readonly ok: true; readonly rows: number; readonly batchId: number }
  | { readonly ok: false; readonly problems: readonly RowProblem[]; readonly more: number };

/** Each row is checked and then stored: `total` is twice the number of rows. */
export type ImportProgress = (done: number, total: number) => void;

/**
 * Checks a file and takes it in whole, or not at all. What is wrong with it is a value, also when only the database sees
 * it; a lost connection is thrown.
 */
export function importFile(
  ctx: ImportContext,
  input: ImportInput,
  progress: ImportProgress = () => {},
): Promise<ImportResult> {
  // One at a time also before the database says so: those who wait hold no connection that an officer needs.
  const mine = waiting.then(() => takeIn(ctx, input, progress));
  waiting = mine.then(
    () => {},
    () => {},
  );
  return mine;
}

let waiting: Promise<void> = Promise.resolve();

async function takeIn(
  ctx: ImportContext,
  input: ImportInput,
  progress: ImportProgress,
): Promise<ImportResult> {
  const problems = new Problems();
  const source = await readTable(COLUMNS[input.kind], input, problems);
  if (source.length === 0) return refused(problems);
  const total = source.length * 2;
  const digest = sha256(input.content);
  try {
    return await registersTransaction(ctx, async (db) => {
      await oneAtATime(db);
      if (await wasImported(db, input.kind, digest, problems)) return refused(problems);
      const store = await KINDS[input.kind](source, {
        db,
        problems,
        step: (done) => progress(done, total),
        now: ctx.clock(),
        who: { userId: ctx.actor.userId, role: ctx.role },
      });
      if (problems.any) return refused(problems);
      const batchId = await recordBatch(db, ctx, input, digest, source.length);
      await store(batchId, (done) => progress(source.length + done, total));
      progress(total, total);
      return { ok: true, rows: source.length, batchId };
    });
  } catch (error) {
    const problem = asProblem(error);
    if (problem === null) throw error;
    return { ok: false, problems: [problem], more: 0 };
  }
}

function refused(problems: Problems): ImportResult {
  return { ok: false, problems: problems.listed, more: problems.more };
}

/** Two files at once could each be right and together wrong: the second waits, and is then checked against the first. */
async function oneAtATime(db: Db): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(2019214)`);
}

async function wasImported(db: Db, kind: ImportKind, digest: string, problems: Problems): Promise<boolean> {
  const before = await db.maybe<{ id: number; on: string }>(sql`
    select id, (imported_at at time zone 'Europe/Stockholm')::date as on from import_batch
    where kind = ${kind} and sha256 = ${digest}`);
  if (before === undefined) return false;
  problems.add(0, null, 'file-already-imported', { batch: before.id, on: before.on });
  return true;
}

async function recordBatch(
  db: Db,
  ctx: ImportContext,
  { kind, fileName }: ImportInput,
  digest: string,
  rows: number,
): Promise<number> {
  const { userId } = ctx.actor;
  const name = fileName.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200);
  const { id } = await db.one<{ id: number }>(sql`
    insert into import_batch (kind, file_name, sha256, row_count, imported_by)
    values (${kind}, ${name}, ${digest}, ${rows}, ${userId}) returning id`);
  await recordEvent(db, {
    actor: userId,
    role: ctx.role,
    kind: 'file-imported',
    subject: 'import',
    subjectId: id,
    details: { kind, fileName: name, sha256: digest, rows },
  });
  return id;
}
