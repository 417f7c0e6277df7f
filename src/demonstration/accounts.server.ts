import { assignRole, bindOfficer, hashPassword, recordAccount } from '../access/accounts.server.ts';
import type { Assignment, Role } from '../access/actor.ts';
import type { Auth } from '../access/auth.server.ts';
import { registersTransaction } from '../access/context.server.ts';
import { type Db, type Pool, sql } from '../platform/database.server.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './accounts.ts';

/** Makes the demonstration's accounts; what is there already stays. */
export async function createDemoAccounts(pool: Pool, auth: Auth): Promise<void> {
  const as = { pool, actor: { userId: 'system' } };
  // One for all: the password is printed at start.
  const passwordHash = await hashPassword(auth, DEMO_PASSWORD);
  for (const account of DEMO_ACCOUNTS) {
    const { email, name, officer, role, scope } = account;
    await registersTransaction(as, async (db) => {
      const there = await db.maybe(sql`select from account_user where email = ${email}`);
      if (there !== undefined) return;
      const id = await recordAccount(db, { email, name, passwordHash });
      if (officer !== null) await bindOfficer(db, id, officer);
      await assignRole(db, id, await scoped(db, role, scope), 'system');
    });
  }
}

async function scoped(db: Db, role: Role, scope: string | null): Promise<Assignment> {
  if (role === 'supervisor' || role === 'law-editor' || role === 'administrator') return { role };
  if (role === 'area-manager') {
    const area = await db.one<{ id: number }>(
      sql`select area_id as id from office where code = ${scope} and area_id is not null`,
    );
    return { role, areaId: area.id };
  }
  const atOffice = role === 'officer' || role === 'office-manager';
  const { id } = atOffice
    ? await db.one<{ id: number }>(sql`select id from office where code = ${scope}`)
    : await db.one<{ id: number }>(sql`select id from authority where org_number = ${scope}`);
  return atOffice ? { role, officeId: id } : { role, authorityId: id };
}
