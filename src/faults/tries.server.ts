import { inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
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
  const { tries } = await inTransaction(pool, {}, async (db) => {
    await db.run(sql`delete from public_try where at < ${at.subtract({ hours: 1 })}`);
    await db.run(sql`insert into public_try (kind, who, at) values (${kind}, ${who}, ${at})`);
    return db.one<{ tries: number }>(sql`
      select count(*) as tries from public_try where kind = ${kind} and who = ${who} and at > ${at.subtract(WINDOW)}`);
  });
  if (tries > LIMITS[kind]) throw new Problem('too-many-tries');
}

/** Whether an address has guessed too often: then it is told nothing, right or wrong. */
export async function mayGuess(pool: Pool, address: string, at: Temporal.Instant): Promise<void> {
  const who = sha256(`${at.toString().slice(0, 10)} ${address}`);
  const { tries } = await inTransaction(pool, {}, (db) =>
    db.one<{ tries: number }>(sql`
      select count(*) as tries from public_try where kind = 'guess' and who = ${who} and at > ${at.subtract(WINDOW)}`),
  );
  if (tries >= LIMITS.guess) throw new Problem('too-many-tries');
}
