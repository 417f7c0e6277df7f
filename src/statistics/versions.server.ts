import { type Db, sql } from '../platform/database.server.ts';

/** Says what has been told anew: months (`2026-10`), or `open`. In the transaction that tells it. */
export async function countUp(db: Db, what: readonly string[]): Promise<void> {
  // By the clock, so that no other database has the same version of another month; and never back.
  await db.run(sql`
    insert into figure_version as v (what, version)
    select w, (extract(epoch from clock_timestamp()) * 1000000)::bigint from unnest(${[...new Set(what)]}::text[]) as w order by 1
    on conflict (what) do update set version = greatest(v.version + 1, excluded.version)`);
}

/**
 * The versions of months, and of the open figures. A month that is not in it may change at any moment: something of it is marked, or
 * nothing has been told. To be asked before what it is about is read: then what is read is of this version or a later one.
 */
export async function versionsOf(db: Db, months: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.many<{ what: string; version: number }>(sql`
    select what, version from figure_version
    where what = any (${[...months, 'open']}::text[])
      and what not in (select distinct to_char(day, 'YYYY-MM') from figure_stale)`);
  return new Map(rows.map(({ what, version }) => [what, version]));
}
