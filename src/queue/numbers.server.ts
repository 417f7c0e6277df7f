import { type Db, sql } from '../platform/database.server.ts';
import type { Line } from './line.server.ts';
import { takeNumbers } from './rules/numbers.ts';
import type { Need } from './store.server.ts';

/** Takes `size` numbers in a row for a need, in the locked line; returns the first. */
export async function nextNumbers(db: Db, line: Line, need: Need, size = 1): Promise<number> {
  const { officeId, day } = line;
  const { prefix } = need;
  const { end, ...used } = await db.one<{
    end: number;
    rangeNext: number | null;
    openNext: number | null;
  }>(sql`
    select (select max(range_to) from queue_need where office_id = ${officeId} and prefix = ${prefix}) as end,
      (select next from queue_number where office_id = ${officeId} and day = ${day} and prefix = ${prefix}
        and run_from = ${need.rangeFrom}) as "rangeNext",
      (select next from queue_number where office_id = ${officeId} and day = ${day} and prefix = ${prefix}
        and run_from = (select max(range_to) + 1 from queue_need where office_id = ${officeId} and prefix = ${prefix}))
        as "openNext"`);
  const range = { from: need.rangeFrom, to: need.rangeTo, next: used.rangeNext ?? need.rangeFrom };
  const open = { from: end + 1, to: null, next: used.openNext ?? end + 1 };
  const { run, first } = takeNumbers(range, open, size);
  await db.run(sql`
    insert into queue_number (office_id, day, prefix, run_from, next)
    values (${officeId}, ${day}, ${prefix}, ${run.from}, ${first + size})
    on conflict (office_id, day, prefix, run_from) do update set next = excluded.next`);
  return first;
}
