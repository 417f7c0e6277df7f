import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { tooManyTries } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';

/** Within ten minutes from one address. An office's or a library's visitors share theirs. */
const LIMITS = { report: 40, complaint: 20, follow: 40, secret: 60, guess: 40 } as const;
const WINDOW = { minutes: 10 };

/** Counts what an address does. Throws Problem `too-many-tries`. Whoever guesses references is stopped by it. */
export async function countTry(
  pool: Pool,
  kind: keyof typeof LIMITS,
  address: string,
  at: Temporal.Instant,
): Promise<void> {
  const who = sha256(`${at.toString().slice(0, 10)} ${address}`);
  const { tries, last } = await inTransaction(pool, {}, async (db) => {
    await db.run(sql`delete from public_try where at < ${at.subtract({ hours: 1 })}`);
    await db.run(sql`insert into public_try (kind, who, at) values (${kind}, ${who}, ${at})`);
    return countedIn(db, kind, who, at);
  });
  if (tries > LIMITS[kind]) throw tooManyTries((last ?? at).add(WINDOW), at);
}

/** Whether an address has guessed too often: then it is told nothing, right or wrong. */
export async function mayGuess(pool: Pool, address: string, at: Temporal.Instant): Promise<void> {
  const who = sha256(`${at.toString().slice(0, 10)} ${address}`);
  const { tries, last } = await inTransaction(pool, {}, (db) => countedIn(db, 'guess', who, at));
  if (tries >= LIMITS.guess) throw tooManyTries((last ?? at).add(WINDOW), at);
}

/** `last`: the try that has to leave the window before another is looked at; null while there are fewer than the limit. */
function countedIn(db: Db, kind: keyof typeof LIMITS, who: string, at: Temporal.Instant) {
  return db.one<{ tries: number; last: Temporal.Instant | null }>(sql`
    select count(*) as tries, (array_agg(at order by at desc))[${LIMITS[kind]}::int] as last
    from public_try where kind = ${kind} and who = ${who} and at > ${at.subtract(WINDOW)}`);
}
