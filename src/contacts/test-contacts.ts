import type { Account, World } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { actorOfAccount } from '../access/who-asks.server.ts';
import { type Db, inTransaction, sql } from '../platform/database.server.ts';
import { receiveContact } from './commands/receive-contact.server.ts';

/** An account of the small world as who asks. */
export async function contextOf(world: World, email: Account): Promise<Context> {
  const { pool } = world.database;
  const { id } = await look(world, (db) =>
    db.one<{ id: string }>(sql`select id from account_user where email = ${email}`),
  );
  const actor = await actorOfAccount(pool, id);
  if (actor === null) throw new Error(`no account ${email}`);
  return { pool, actor, clock: () => world.services.clock(), requestId: 'test' };
}

/** What is stored, whoever may see it. */
export function look<T>(world: World, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(world.database.pool, { actor: 'system', registers: true }, work);
}

/** A mail that came to Haninge and waits. */
export function receiveMail(world: World, key: string, subject = 'Fråga om föräldrapenning') {
  const officeId = world.ids.offices.haninge as number;
  return inTransaction(world.database.pool, { actor: 'system', offices: [officeId] }, (db) =>
    receiveContact(db, {
      ...{ officeId, channel: 'email', key, subject, body: 'Hej! Hur gör jag?', actor: 'system' },
      at: world.services.clock(),
      person: { name: 'Prov Provsson', email: 'prov@example.se', mayMail: true, protected: false },
    }),
  );
}
