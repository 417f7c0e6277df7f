import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Pool, sql, unscoped } from '../platform/database.server.ts';

const keys = new WeakMap<Pool, Promise<string>>();

/** The installation's key for ticket secrets, made at its first use. */
function keyOf(pool: Pool): Promise<string> {
  let key = keys.get(pool);
  if (key === undefined) {
    key = unscoped(pool)
      .one<{ value: string }>(sql`
        insert into setting (name, value) values ('ticket-key', to_jsonb(${randomBytes(32).toString('hex')}::text))
        on conflict (name) do update set name = excluded.name returning value #>> '{}' as value`)
      .then(({ value }) => value);
    keys.set(pool, key);
    key.catch(() => keys.delete(pool));
  }
  return key;
}

/** What only this installation can make of a text, in 24 characters. A ticket's id is a uuid; nothing else that is signed is. */
export async function signed(pool: Pool, text: string): Promise<string> {
  return createHmac('sha256', await keyOf(pool))
    .update(text)
    .digest('base64url')
    .slice(0, 24);
}

/**
 * What lets a visitor follow one ticket on a telephone: in the link of its QR code. Made of the ticket's id, so that who asks
 * again for a ticket that was issued gets the same; the database holds its hash alone.
 */
export function ticketSecret(pool: Pool, ticketId: string): Promise<string> {
  return signed(pool, ticketId);
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
