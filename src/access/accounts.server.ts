import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Db, type Pool, sql, unscoped } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Assignment } from './actor.ts';
import { recordEvent } from './audit.server.ts';
import { type Auth, PASSWORD_MAX, PASSWORD_MIN } from './auth.server.ts';

export const NewAccountSchema = z.object({
  name: z.string().trim().min(1, { error: 'required' }).max(200, { error: 'too-long' }),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email({ error: 'not-an-email' })),
  password: z
    .string()
    .min(PASSWORD_MIN, { error: 'password-too-short' })
    .max(PASSWORD_MAX, { error: 'too-long' }),
});

/** The password as it is kept. Takes a tenth of a second on purpose: call it before the transaction. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** An account with a password. Throws Problem `already-recorded` when the address has one. Returns its id. */
export async function recordAccount(
  db: Db,
  account: { readonly name: string; readonly email: string; readonly passwordHash: string },
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const made = await db.run(sql`
    insert into account_user (id, name, email, email_verified) values (${id}, ${account.name}, ${account.email}, true)
    on conflict (email) do nothing`);
  if (made === 0) throw new Problem('already-recorded', { email: account.email });
  await db.run(sql`
    insert into account_credential (id, user_id, account_id, provider_id, password)
    values (${randomBytes(16).toString('hex')}, ${id}, ${id}, 'credential', ${account.passwordHash})`);
  return id;
}

/** Gives a role; giving it twice changes nothing. */
export async function assignRole(db: Db, userId: string, assignment: Assignment, by: string): Promise<void> {
  const authorityId = 'authorityId' in assignment ? assignment.authorityId : null;
  const officeId = 'officeId' in assignment ? assignment.officeId : null;
  const areaId = 'areaId' in assignment ? assignment.areaId : null;
  const given = await db.run(sql`
    insert into role_assignment (user_id, role, authority_id, office_id, area_id, granted_by)
    values (${userId}, ${assignment.role}, ${authorityId}, ${officeId}, ${areaId}, ${by}) on conflict do nothing`);
  if (given === 0) return;
  await recordEvent(db, {
    actor: by,
    role: 'administrator',
    kind: 'role-assigned',
    subject: 'account',
    subjectId: userId,
    authorityId,
    officeId,
    details: { role: assignment.role, ...(areaId === null ? {} : { areaId }) },
  });
}

/** Makes an account an officer's. */
export async function bindOfficer(db: Db, userId: string, officerCode: string): Promise<void> {
  const bound = await db.run(sql`
    insert into user_officer (user_id, officer_id) select ${userId}, id from officer where code = ${officerCode}
    on conflict do nothing`);
  if (bound === 0) throw new Problem('not-found', { officer: officerCode });
}

/** Whether anybody can sign in yet. */
export async function hasAccounts(pool: Pool): Promise<boolean> {
  const { there } = await unscoped(pool).one<{ there: boolean }>(
    sql`select exists (select from account_user) as there`,
  );
  return there;
}

/**
 * The account that an installation begins with. Of two who ask at once one becomes the administrator; throws Problem
 * `stale` when there is an account already.
 */
export async function recordFirstAdministrator(
  db: Db,
  account: Parameters<typeof recordAccount>[1],
): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(2019212)`);
  if ((await db.maybe(sql`select from account_user limit 1`)) !== undefined) throw new Problem('stale');
  const userId = await recordAccount(db, account);
  await assignRole(db, userId, { role: 'administrator' }, userId);
}
