import type pg from 'pg';
import { assignRole, bindOfficer, createAccount } from '../access/accounts.server.ts';
import type { Assignment, Role } from '../access/actor.ts';
import type { Auth } from '../access/auth.server.ts';
import { registersTransaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './accounts.ts';

/** Makes the demonstration's accounts; what is there already stays. */
export async function createDemoAccounts(pool: pg.Pool, auth: Auth): Promise<void> {
  const as = { pool, actor: { userId: 'system' } };
  for (const account of DEMO_ACCOUNTS) {
    const there = await registersTransaction(as, (db) =>
      db.maybe<{ id: string }>(sql`select id from account_user where email = ${account.email}`),
    );
    const id = there?.id ?? (await createAccount(auth, { ...account, password: DEMO_PASSWORD }));
    await registersTransaction(as, async (db) => {
      if (account.officer !== null) {
        const bound = await db.maybe(sql`select from user_officer where user_id = ${id}`);
        if (bound === undefined) await bindOfficer(db, id, account.officer);
      }
      await assignRole(db, id, await scoped(db, account.role, account.scope), 'system');
    });
  }
}

async function scoped(db: Db, role: Role, scope: string | null): Promise<Assignment> {
  if (role === 'law-editor' || role === 'administrator') return { role };
  const { id } =
    role === 'officer'
      ? await db.one<{ id: number }>(sql`select id from office where code = ${scope}`)
      : await db.one<{ id: number }>(sql`select id from authority where org_number = ${scope}`);
  return role === 'officer' ? { role, officeId: id } : { role, authorityId: id };
}
