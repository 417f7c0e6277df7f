import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { tooManyTries } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';

/** Within ten minutes from one address: a library's visitors share theirs. */
const MOST = { fill: 120, code: 20 } as const;

/** Counts what an address does, before what it sends is read. Throws Problem `too-many-tries`. */
export async function countTry(
  pool: Pool,
  kind: keyof typeof MOST,
  address: string,
  at: Temporal.Instant,
): Promise<void> {
  const from = sha256(`application ${kind} ${at.toString().slice(0, 10)} ${address}`);
  const { tries, last } = await inTransaction(pool, {}, async (db) => {
    await db.run(sql`delete from form_try where at < ${at.subtract({ hours: 24 })}`);
    await db.run(sql`insert into form_try (from_hash, at) values (${from}, ${at})`);
    return db.one<{ tries: number; last: Temporal.Instant | null }>(sql`
      select count(*) as tries, (array_agg(at order by at desc))[${MOST[kind]}::int] as last
      from form_try where from_hash = ${from} and at > ${at.subtract({ minutes: 10 })}`);
  });
  if (tries > MOST[kind]) throw tooManyTries((last ?? at).add({ minutes: 10 }), at);
}
