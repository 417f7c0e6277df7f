import { randomUUID } from 'node:crypto';
import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { CleanPhoto } from '../../platform/strip-photo.ts';
import { secretHash } from '../reference.server.ts';

interface World {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
}
/** Who holds the secret link of a report. */
export interface Reporter {
  readonly reference: string;
  readonly secret: string;
}

/**
 * What the reporter says: more about it, that it is fixed, or that it is not, which opens it again. Throws Problem
 * `not-found` for a link that is none, `not-possible` (`not-closed`) when there is nothing to confirm or deny.
 */
export async function reporterSays(
  { pool, clock }: World,
  { reference, secret }: Reporter,
  what: 'add' | 'confirmed' | 'denied',
  words: string,
): Promise<void> {
  if (what === 'add' && words === '') throw new Problem('invalid', {}, [{ field: 'ord', code: 'required' }]);
  if (words.length > 4000) throw new Problem('invalid', {}, [{ field: 'ord', code: 'too-long' }]);
  const { said } = await inTransaction(pool, {}, (db) =>
    db.one<{ said: string }>(sql`
      select fault_reporter_says(${reference}, ${secretHash(secret)}, ${what}, ${words}, ${clock()}) as said`),
  );
  answered(said);
}

/** At most three photos in all: throws `not-possible` (`three-photos`). */
export async function addPhoto(
  { pool, clock }: World,
  { reference, secret }: Reporter,
  photo: CleanPhoto,
): Promise<void> {
  const { said } = await inTransaction(pool, {}, (db) =>
    db.one<{ said: string }>(sql`
      select fault_add_photo(${reference}, ${secretHash(secret)}, ${randomUUID()}, ${photo.mediaType}, ${Buffer.from(photo.content)},
        ${photo.orientation}, ${clock()}) as said`),
  );
  answered(said);
}

/** Somebody else has seen the same; with an address they are told when it is closed. */
export async function followFault(
  { pool, clock }: World,
  reference: string,
  email: string | null,
): Promise<void> {
  const { said } = await inTransaction(pool, {}, (db) =>
    db.one<{ said: string }>(sql`select fault_follow(${reference}, ${email}, ${clock()}) as said`),
  );
  answered(said);
}

function answered(said: string): void {
  if (said === 'unknown') throw new Problem('not-found');
  if (said === 'not-closed') throw new Problem('not-possible', { reason: 'not-closed' });
  if (said === 'full') throw new Problem('not-possible', { reason: 'three-photos' });
}
