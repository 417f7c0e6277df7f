import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { type SealingKey, seal, unseal } from '../../platform/sealed.server.ts';

/** A receiver's webhook secret as it is kept. `clear`: from before they were sealed, or nothing here can seal. */
export interface KeptSecret {
  readonly sealed: Buffer | null;
  readonly clear: string | null;
}

/** What it is sealed for: in another authority's row it opens nothing. */
const usedFor = (authorityId: number) => `webhook of authority ${authorityId}`;

export const sealedFor = (key: SealingKey, authorityId: number, secret: string) =>
  seal(key, secret, usedFor(authorityId));

/** Null: there is none, or it cannot be opened with this key. */
export function secretOf(
  { sealed, clear }: KeptSecret,
  key: SealingKey | null,
  authorityId: number,
): string | null {
  if (sealed === null) return clear;
  return key === null ? null : unseal(key, sealed, usedFor(authorityId));
}

/** Seals those that were kept in the clear. */
export async function sealSecretsOfBefore(pool: Pool, key: SealingKey | null): Promise<void> {
  if (key === null) return;
  await inTransaction(pool, { registers: true, actor: 'system' }, async (db) => {
    const clear = await db.many<{ authorityId: number; clear: string }>(sql`
      select s.authority_id as "authorityId", k.clear from receiver_setting s
        cross join lateral receiver_secret(s.authority_id) k where k.clear is not null order by 1`);
    for (const each of clear)
      await db.run(sql`
        update receiver_setting set webhook_sealed = ${sealedFor(key, each.authorityId, each.clear)}, webhook_secret = null
        where authority_id = ${each.authorityId}`);
  });
}
