import { recordEvents } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { parsePlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { RecordCompetence } from '../competence.ts';
import { type FileFault, readCsvFile } from '../officer-file.ts';

const MOST_ROWS = 20_000;
const COLUMNS = ['officer', 'task', 'proof', 'obtainedOn', 'from', 'to'] as const;

/**
 * Records one competence for an authority that the actor coordinates. Returns its id.
 * Throws Problem `forbidden`, `not-found` for another authority's, `invalid` with the fields, `already-recorded` when the
 * officer has it for the task from that day.
 */
export async function recordCompetence(ctx: Context, competence: RecordCompetence): Promise<number> {
  const mine = coordinated(ctx.actor);
  if (!mine.includes(competence.principalId)) throw new Problem('not-found');
  if (competence.obtainedOn > swedishDay(ctx.clock()))
    throw new Problem('invalid', {}, [{ field: 'obtainedOn', code: 'in-the-future' }]);
  return transaction(ctx, async (db) => {
    const officer = await db.maybe(sql`select from officer where id = ${competence.officerId}`);
    if (officer === undefined)
      throw new Problem('invalid', {}, [{ field: 'officerId', code: 'unknown-officer' }]);
    const tasks = await tasksOf(db, competence.principalId);
    if (!tasks.some((task) => task.id === competence.taskId))
      throw new Problem('invalid', {}, [{ field: 'taskId', code: 'task-of-another-authority' }]);
    const [id] = await store(db, ctx, [competence]);
    if (id === undefined) throw new Problem('already-recorded');
    return id;
  });
}

/**
 * Records a file of competences, all or nothing. Columns officer, task (codes), proof, obtainedOn, and from and to if they
 * differ from the day it was obtained and "until further notice". Returns how many, or what is wrong row by row.
 */
export async function recordCompetenceFile(
  ctx: Context,
  principalId: number,
  content: Uint8Array,
): Promise<{ readonly stored: number } | { readonly faults: readonly FileFault[] }> {
  const mine = coordinated(ctx.actor);
  if (!mine.includes(principalId)) throw new Problem('not-found');
  const today = swedishDay(ctx.clock());
  const read = readCsvFile(content, { columns: COLUMNS, optional: ['from', 'to'], most: MOST_ROWS });
  return transaction(ctx, async (db) => {
    const faults: FileFault[] = [...read.faults];
    const codes = read.rows.map(({ cells }) => cells.officer.toLowerCase());
    const officers = new Map(
      (
        await db.many<{ id: number; code: string }>(
          sql`select id, lower(code) as code from officer where lower(code) = any (${codes})`,
        )
      ).map(({ id, code }) => [code, id]),
    );
    const tasks = new Map((await tasksOf(db, principalId)).map(({ id, code }) => [code, id]));
    const held = await db.many<{ key: string }>(sql`
      select concat_ws(' ', officer_id, task_id, lower(valid)) as key from officer_competence
      where principal_id = ${principalId} and withdrawn_on is null`);
    const there = new Set(held.map(({ key }) => key));
    const seen = new Set<string>();
    const good: RecordCompetence[] = [];
    for (const { line, cells } of read.rows) {
      const tell = (field: string, code: FileFault['code'], value: string) =>
        faults.push({ line, field, code, value: value.slice(0, 40) });
      const before = faults.length;
      const officerId = officers.get(cells.officer.toLowerCase());
      const taskId = tasks.get(cells.task.toLowerCase());
      const obtainedOn = parsePlainDate(cells.obtainedOn);
      const from = cells.from === '' ? obtainedOn : parsePlainDate(cells.from);
      const to = cells.to === '' ? null : parsePlainDate(cells.to);
      if (officerId === undefined) tell('officer', 'unknown-officer', cells.officer);
      if (taskId === undefined) tell('task', 'unknown-task', cells.task);
      if (obtainedOn === null) tell('obtainedOn', 'not-a-date', cells.obtainedOn);
      else if (obtainedOn > today) tell('obtainedOn', 'in-the-future', obtainedOn);
      if (cells.from !== '' && from === null) tell('from', 'not-a-date', cells.from);
      if (cells.to !== '' && to === null) tell('to', 'not-a-date', cells.to);
      if (from !== null && obtainedOn !== null && from < obtainedOn)
        tell('from', 'obtained-after-it-counts', from);
      if (from !== null && to !== null && to < from) tell('to', 'ends-before-it-begins', to);
      if (officerId === undefined || taskId === undefined || obtainedOn === null || from === null) continue;
      if (faults.length > before) continue;
      const key = `${officerId} ${taskId} ${from}`;
      if (there.has(key)) tell('officer', 'already-there', cells.officer);
      else if (seen.has(key)) tell('officer', 'twice-in-file', cells.officer);
      else
        good.push({ officerId, principalId, taskId, proof: cells.proof.slice(0, 300), obtainedOn, from, to });
      seen.add(key);
    }
    if (faults.length > 0) return { faults: faults.sort((a, b) => a.line - b.line) };
    return { stored: (await store(db, ctx, good)).length };
  });
}

/** Takes back what was recorded in error, from its first day. Throws Problem `not-found`, `already-withdrawn`. */
export async function withdrawCompetence(ctx: Context, id: number, reason: string): Promise<void> {
  const mine = coordinated(ctx.actor);
  await transaction(ctx, async (db) => {
    const row = await db.maybe<{ withdrawnOn: string | null; principalId: number }>(sql`
      select withdrawn_on as "withdrawnOn", principal_id as "principalId" from officer_competence
      where id = ${id} and principal_id = any (${mine}) for update`);
    if (row === undefined) throw new Problem('not-found');
    if (row.withdrawnOn !== null) throw new Problem('already-withdrawn');
    await db.run(sql`
      update officer_competence set withdrawn_on = lower(valid), withdrawn_reason = ${reason} where id = ${id}`);
    await recordEvents(db, [
      {
        actor: ctx.actor.userId,
        role: 'coordinator',
        kind: 'competence-withdrawn',
        subject: 'competence',
        subjectId: id,
        authorityId: row.principalId,
        details: { reason },
      },
    ]);
  });
}

/** Tasks that are done in an authority's name: its own, and those that an agreement names for it. */
export function tasksOf(
  db: Db,
  principalId: number,
): Promise<{ id: number; code: string; nameSv: string; nameEn: string }[]> {
  return db.many(sql`
    select t.id, t.code, t.name_sv as "nameSv", t.name_en as "nameEn" from task t
    where t.authority_id = ${principalId}
      or exists (select from agreement_task at where at.task_id = t.id and at.principal_id = ${principalId})
    order by t.name_sv collate "sv-x-icu"`);
}

async function store(db: Db, ctx: Context, all: readonly RecordCompetence[]): Promise<number[]> {
  // Of two who record the same at once one waits here, and then sees the other's.
  await db.run(sql`select pg_advisory_xact_lock(${20_100_013})`);
  const stored = await db.many<{ id: number; officerId: number; taskId: number; principalId: number }>(sql`
    insert into officer_competence (officer_id, principal_id, task_id, proof, obtained_on, valid)
    select x."officerId", x."principalId", x."taskId", x.proof, x."obtainedOn", daterange(x."from", x."to", '[]')
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as x("officerId" int, "principalId" int, "taskId" int,
      proof text, "obtainedOn" date, "from" date, "to" date)
    where not exists (select from officer_competence c where c.officer_id = x."officerId" and c.task_id = x."taskId"
      and c.principal_id = x."principalId" and c.withdrawn_on is null and lower(c.valid) = x."from")
    returning id, officer_id as "officerId", task_id as "taskId", principal_id as "principalId"`);
  await recordEvents(
    db,
    stored.map(({ id, officerId, taskId, principalId }) => ({
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'competence-recorded',
      subject: 'competence',
      subjectId: id,
      authorityId: principalId,
      details: { officerId, taskId },
    })),
  );
  return stored.map(({ id }) => id);
}
