import { z } from 'zod';
import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import type { Column } from '../../imports/columns.ts';
import { day, field, optional, text } from '../../imports/fields.ts';
import { Problems, type RowProblem } from '../../imports/problems.ts';
import { firstOfEach, readRows } from '../../imports/read-rows.ts';
import { readTable, type Source } from '../../imports/read-table.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { reconcileSystem } from '../store.server.ts';

/** A list: each officer who has access in the system, by the register's code, and since when if the system knows. */
export const ACCESS_LIST_COLUMNS: readonly Column[] = [
  { name: 'officer', required: true, example: 'SSC-0001' },
  { name: 'since', required: false, example: '2024-02-01' },
];

export interface AccessList extends Source {
  readonly fileName: string;
  /** The day that the list is true of. */
  readonly takenOn: PlainDate;
}

export type TakenList =
  | { readonly ok: true; readonly listId: string; readonly begun: number; readonly ended: number }
  | { readonly ok: false; readonly problems: readonly RowProblem[]; readonly more: number };

/** A system of an authority that the actor coordinates. Throws Problem `forbidden`, `not-found`. */
export async function ownSystem(ctx: Context, db: Db, systemId: number) {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  const system = await db.maybe<{ id: number; authorityId: number; code: string; name: string }>(sql`
    select id, authority_id as "authorityId", code, name from authority_system
    where id = ${systemId} and authority_id = any (${mine})`);
  if (system === undefined) throw new Problem('not-found');
  return system;
}

/**
 * Takes in what is switched on in a system, whole or not at all: who is new on it has had access from that day, who is no
 * longer on it had it until the day before. What the register of officers does not know is kept by its code: nothing
 * justifies it. What is wrong with the file is a value, row by row. Throws Problem `forbidden`, `not-found`, `invalid` for
 * a day that has not come or is before the newest list, `already-recorded` for the same file and day.
 */
export async function takeAccessList(ctx: Context, systemId: number, list: AccessList): Promise<TakenList> {
  const today = swedishDay(ctx.clock());
  if (list.takenOn > today) throw new Problem('invalid', {}, [{ field: 'takenOn', code: 'in-the-future' }]);
  const problems = new Problems();
  const source = await readTable(ACCESS_LIST_COLUMNS, list, problems);
  const Row = z.object({ officer: field(text(100)), since: optional(day) });
  const read = await readRows(Row, source, problems, () => {});
  const rows = firstOfEach(read, 'officer', (row) => row.officer, problems);
  for (const { line, row } of rows)
    if (row.since !== null && row.since > list.takenOn)
      problems.add(line, 'since', 'out-of-range', { from: '1900-01-01', to: list.takenOn });
  if (problems.any) return { ok: false, problems: problems.listed, more: problems.more };
  return transaction(ctx, async (db) => {
    const system = await ownSystem(ctx, db, systemId);
    // Two lists of one system wait for each other: each is held against what the one before left.
    await db.run(sql`select pg_advisory_xact_lock(2019218, ${systemId})`);
    await newestStands(db, systemId, list.takenOn);
    const given = sql`jsonb_to_recordset(${JSON.stringify(rows.map(({ row }) => row))}::jsonb)
      as x(officer text, since date)`;
    const ended = await db.run(sql`
      update access_grant g set granted = daterange(lower(g.granted), ${list.takenOn}::date)
      where g.system_id = ${systemId} and g.granted @> ${list.takenOn}::date and lower(g.granted) < ${list.takenOn}::date
        and not exists (select from ${given} join officer o on o.code = x.officer where o.id = g.officer_id)`);
    const name = list.fileName.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200);
    const begun = await db.run(sql`
      insert into access_grant (officer_id, system_id, granted, source)
      select o.id, ${systemId}, daterange(greatest(coalesce(x.since, ${list.takenOn}::date), (
          select max(upper(g.granted)) from access_grant g where g.officer_id = o.id and g.system_id = ${systemId})), null),
        ${name}
      from ${given} join officer o on o.code = x.officer
      where not exists (select from access_grant g where g.officer_id = o.id and g.system_id = ${systemId}
        and (upper_inf(g.granted) or upper(g.granted) > ${list.takenOn}::date))`);
    const state = await reconcileSystem(db, system, list.takenOn);
    const count = (of: 'surplus' | 'missing') => state.filter((one) => one.state === of).length;
    const unknown = await db.one<{ count: number }>(sql`
      select count(*) as count from ${given} where not exists (select from officer o where o.code = x.officer)`);
    const made = await db.maybe<{ id: string }>(sql`
      insert into access_list (system_id, taken_on, file_name, sha256, officers, begun, ended, surplus, missing, recorded_by)
      values (${systemId}, ${list.takenOn}, ${name}, ${sha256(list.content)},
        ${rows.length}, ${begun}, ${ended}, ${count('surplus') + unknown.count}, ${count('missing')}, ${ctx.actor.userId})
      on conflict do nothing returning id`);
    if (made === undefined) throw new Problem('already-recorded', { takenOn: list.takenOn });
    await db.run(sql`
      insert into access_list_row (list_id, officer_code, officer_id)
      select ${made.id}::uuid, x.officer, o.id from ${given} left join officer o on o.code = x.officer`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'coordinator',
      kind: 'access-list-taken',
      subject: 'authority-system',
      subjectId: systemId,
      authorityId: system.authorityId,
      details: { listId: made.id, takenOn: list.takenOn, rows: rows.length, begun, ended },
    });
    return { ok: true, listId: made.id, begun, ended };
  });
}

async function newestStands(db: Db, systemId: number, takenOn: PlainDate): Promise<void> {
  const newest = await db.maybe<{ takenOn: PlainDate }>(sql`
    select taken_on as "takenOn" from access_list where system_id = ${systemId} order by taken_on desc limit 1`);
  if (newest !== undefined && takenOn < newest.takenOn)
    throw new Problem('invalid', { newest: newest.takenOn }, [
      { field: 'takenOn', code: 'before-newest-list' },
    ]);
}
