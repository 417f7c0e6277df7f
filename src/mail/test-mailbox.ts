import { expect } from 'vitest';
import type { ImapServer } from '../../test/imap-server.ts';
import type { World } from '../../test/world.ts';
import { type Db, inTransaction, sql } from '../platform/database.server.ts';
import { seal } from '../platform/sealed.server.ts';
import { fetchMail } from './fetch-mail.server.ts';
import { usedFor } from './mailbox.ts';
import { takeUpMail } from './take-up-mail.server.ts';

export const KEY = new Uint8Array(32).fill(7);
export const SENDER = 'samtjanst@example.se';

/** What is stored, whoever may see it. */
export function look<T>(world: World, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(world.database.pool, { actor: 'system', registers: true }, work);
}

let made = 0;
/** A mailbox of an office that lies on a server. Returns its id. */
export async function makeMailbox(
  world: World,
  server: Pick<ImapServer, 'host' | 'port' | 'user' | 'password'>,
  { office = 'haninge', address = `kontakt${made === 0 ? '' : made}@example.se` } = {},
): Promise<number> {
  made += 1;
  const secret = seal(KEY, server.password, usedFor(server));
  const { id } = await look(world, (db) =>
    db.one<{ id: number }>(sql`
      insert into mailbox (office_id, address, sender_name, host, port, security, user_name, secret, next_at)
      values (${world.ids.offices[office]}, ${address}, ${'Servicekontoret i Haninge'}, ${server.host}, ${server.port}, 'none',
        ${server.user}, ${secret}, ${'2026-01-01T00:00:00Z'}) returning id`),
  );
  return id;
}

export function fetch(world: World, ending = new AbortController().signal): Promise<number> {
  return fetchMail({ pool: world.database.pool, clock: world.services.clock, key: KEY, ending });
}

export function takeUp(world: World): Promise<number> {
  const { signal: ending } = new AbortController();
  return takeUpMail({ pool: world.database.pool, clock: world.services.clock, ending, sender: SENDER });
}

export interface Came {
  readonly id: string;
  readonly subject: string | null;
  readonly state: string;
  readonly why: string | null;
  readonly visitId: string | null;
  readonly marked: boolean;
}

export function came(world: World): Promise<Came[]> {
  return look(world, (db) =>
    db.many<Came>(sql`
      select id, subject, state, why, visit_id as "visitId", marked_at is not null as marked from incoming_mail order by stored_at, id`),
  );
}

/** The only one of a list. */
export function only<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  return list[0] as T;
}
