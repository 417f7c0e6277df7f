import { z } from 'zod';
import type { Period } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { type Cells, type CheckFile, endsInTime } from './check.ts';
import { day, field, optional, reference, text } from './fields.ts';
import { Periods } from './periods.ts';
import { readRows } from './read-rows.ts';
import { officers, systems } from './registers.server.ts';

/** What is switched on, whatever the law says of it: a surplus is taken in, and reported (R7). */
export const checkAccessGrants: CheckFile = async (source, { db, problems, step }) => {
  const Row = z.object({
    officer: field(reference(await officers(db), 'unknown-officer')),
    system: field(reference(await systems(db), 'unknown-system')),
    from: field(day),
    to: optional(day),
    source: field(text(500)),
  } satisfies Cells<'access-grants'>);
  const rows = await readRows(Row, source, problems, step);

  const taken = new Periods();
  const known = await db.many<{ officer: number; system: number; granted: Period }>(sql`
    select officer_id as officer, system_id as system, ${periodOf(sql`granted`)} as granted from access_grant`);
  for (const grant of known) taken.add(`${grant.officer} ${grant.system}`, grant.granted, 0);
  for (const { line, row } of rows) {
    if (!endsInTime(problems, line, 'to', row.from, row.to)) continue;
    const key = `${row.officer.id} ${row.system.id}`;
    const period = { from: row.from, to: row.to };
    const other = taken.overlapping(key, period);
    if (other === undefined) taken.add(key, period, line);
    else if (other.line === 0 && other.period.from === row.from)
      problems.add(line, null, 'already-there', { value: row.officer.code });
    else if (other.line !== 0 && other.period.from === row.from)
      problems.add(line, null, 'twice-in-file', { line: other.line });
    else problems.add(line, 'from', 'overlapping-grant', { from: other.period.from, line: other.line });
  }
  return async () => {
    const grants = rows.map(({ row }) => ({
      officer: row.officer.id,
      system: row.system.id,
      from: row.from,
      to: row.to,
      source: row.source,
    }));
    await db.run(sql`
      insert into access_grant (officer_id, system_id, granted, source)
      select x.officer, x.system, daterange(x."from", x."to", '[]'), x.source
      from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as x(officer int, system int, "from" date, "to" date,
        source text)`);
  };
};
