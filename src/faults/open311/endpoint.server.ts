import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { type SealingKey, seal, unseal } from '../../platform/sealed.server.ts';
import type { Endpoint } from './client.server.ts';

/** A body's own system as it is kept: its key is sealed. */
export interface Kept {
  readonly url: string;
  readonly jurisdiction: string;
  readonly keySealed: Buffer | null;
}
/** Its columns, of `fault_forwarding w`. */
export const kept = sql`w.url, w.jurisdiction, (select k.sealed from fault_forwarding_key(w.body_id) k) as "keySealed"`;

/** What a key is sealed for: with another address it opens nothing. */
export const usedFor = (url: string) => `open311 ${url}`;

/** Where it is and who we are to it. A key that cannot be opened is none: the other side says so, and it is shown. */
export function endpointOf({ url, jurisdiction, keySealed }: Kept, key: SealingKey | null): Endpoint {
  const apiKey = key === null || keySealed === null ? null : unseal(key, keySealed, usedFor(url));
  return { url, jurisdiction, apiKey: apiKey ?? '' };
}

/** Keys that were kept in the clear, before keys were sealed. */
export async function sealKeysOfBefore(pool: Pool, key: SealingKey | null): Promise<void> {
  if (key === null) return;
  await inTransaction(pool, { registers: true, actor: 'system' }, async (db) => {
    const clear = await db.many<{ bodyId: number; url: string; clear: string }>(sql`
      select w.body_id as "bodyId", w.url, k.clear from fault_forwarding w cross join lateral fault_forwarding_key(w.body_id) k
      where k.clear is not null and k.sealed is null`);
    for (const { bodyId, url, clear: apiKey } of clear)
      await db.run(sql`
        update fault_forwarding set key_sealed = ${seal(key, apiKey, usedFor(url))}, api_key = null where body_id = ${bodyId}`);
  });
}
