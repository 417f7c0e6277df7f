import { assignRole, bindOfficer, hashPassword, recordAccount } from '../access/accounts.server.ts';
import { type Assignment, hasRole, type Role } from '../access/actor.ts';
import { recordEvent } from '../access/audit.server.ts';
import type { Auth } from '../access/auth.server.ts';
import { type Context, registersTransaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type AccountForm, assignmentOf, type RoleForm } from './role-form.server.ts';

const invalid = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);

function administrator(ctx: Context): void {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
}

/**
 * An account with its officer and first role, all or nothing: one transaction, so that no account without its role is
 * left behind. Throws Problem `forbidden`, or `invalid` with the fields. Returns its id.
 */
export async function addAccount(ctx: Context, auth: Auth, form: AccountForm): Promise<string> {
  administrator(ctx);
  const { role } = form;
  const assignment = role === undefined ? scopeWithoutRole(form) : checked({ ...form, role });
  const passwordHash = await hashPassword(auth, form.password);
  return registersTransaction(ctx, async (db) => {
    const userId = await recordAccount(db, { ...form, passwordHash }).catch((error) => {
      throw error instanceof Problem && error.code === 'already-recorded'
        ? invalid('email', 'email-taken')
        : error;
    });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'account-created',
      subject: 'account',
      subjectId: userId,
      details: { name: form.name, email: form.email },
    });
    if (form.officerCode !== undefined) await bind(ctx, db, userId, form.officerCode);
    if (assignment !== null) await give(ctx, db, userId, assignment, form.officerCode !== undefined);
    return userId;
  });
}

/** Gives a role; it holds from the next request. Throws Problem `forbidden`, `not-found`, or `invalid`. */
export async function giveRole(ctx: Context, userId: string, form: RoleForm): Promise<void> {
  administrator(ctx);
  const assignment = checked(form);
  await registersTransaction(ctx, async (db) => {
    await accountExists(db, userId);
    const bound = await db.maybe(sql`select from user_officer where user_id = ${userId}`);
    await give(ctx, db, userId, assignment, bound !== undefined);
  });
}

/** Makes an account an officer's. Throws Problem `forbidden`, `not-found`, or `invalid`. */
export async function connectOfficer(ctx: Context, userId: string, officerCode: string): Promise<void> {
  administrator(ctx);
  await registersTransaction(ctx, async (db) => {
    await accountExists(db, userId);
    await bind(ctx, db, userId, officerCode);
  });
}

/**
 * Ends a role; roles are read with every request, so that it gives nothing from the next one. Throws Problem `forbidden`,
 * `not-found`, `stale` (it has ended already), or `not-possible` with a `reason`.
 */
export async function endRole(ctx: Context, userId: string, assignmentId: number): Promise<void> {
  administrator(ctx);
  await registersTransaction(ctx, async (db) => {
    // All administrators' roles are locked, so that two who end each other's do not leave the system without one.
    const administrators = await db.many<{ id: number }>(sql`
      select id from role_assignment where role = 'administrator' and ended_at is null order by id for update`);
    const found = await db.maybe<{
      role: Role;
      authorityId: number | null;
      officeId: number | null;
      areaId: number | null;
      ended: boolean;
    }>(sql`
      select role, authority_id as "authorityId", office_id as "officeId", area_id as "areaId", ended_at is not null as ended
      from role_assignment where id = ${assignmentId} and user_id = ${userId} for update`);
    if (found === undefined) throw new Problem('not-found');
    if (found.ended) throw new Problem('stale');
    if (found.role === 'administrator') {
      if (userId === ctx.actor.userId)
        throw new Problem('not-possible', { reason: 'own-administrator-role' });
      if (administrators.length < 2) throw new Problem('not-possible', { reason: 'last-administrator' });
    }
    await db.run(sql`
      update role_assignment set ended_at = ${ctx.clock()}, ended_by = ${ctx.actor.userId} where id = ${assignmentId}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'role-ended',
      subject: 'account',
      subjectId: userId,
      authorityId: found.authorityId,
      officeId: found.officeId,
      details: { role: found.role, ...(found.areaId === null ? {} : { areaId: found.areaId }) },
    });
  });
}

/** Signs a person out everywhere. Throws Problem `forbidden` or `not-found`. */
export async function endSessions(ctx: Context, userId: string): Promise<void> {
  administrator(ctx);
  await registersTransaction(ctx, async (db) => {
    await accountExists(db, userId);
    const ended = await db.run(sql`delete from account_session where user_id = ${userId}`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'administrator',
      kind: 'sessions-ended',
      subject: 'account',
      subjectId: userId,
      details: { sessions: ended },
    });
  });
}

function checked(form: RoleForm): Assignment {
  const assignment = assignmentOf(form);
  if (Array.isArray(assignment)) throw new Problem('invalid', {}, assignment);
  return assignment;
}

/** A scope without a role is a mistake: whoever chose it meant a role. */
function scopeWithoutRole({ officeId, authorityId, areaId }: AccountForm): null {
  if (officeId !== undefined || authorityId !== undefined || areaId !== undefined)
    throw invalid('role', 'required');
  return null;
}

async function accountExists(db: Db, userId: string): Promise<void> {
  const account = await db.maybe(sql`select from account_user where id = ${userId}`);
  if (account === undefined) throw new Problem('not-found');
}

/** The registers of offices and authorities belong to src/offices, which stands above this room. */
async function give(
  ctx: Context,
  db: Db,
  userId: string,
  assignment: Assignment,
  isOfficer: boolean,
): Promise<void> {
  if ('officeId' in assignment) {
    const office = await db.maybe(sql`select from office where id = ${assignment.officeId}`);
    if (office === undefined) throw invalid('officeId', 'invalid-value');
    if (!isOfficer) throw invalid('officerCode', 'officer-needed');
  }
  if ('areaId' in assignment) {
    const area = await db.maybe(sql`select from office_area where id = ${assignment.areaId}`);
    if (area === undefined) throw invalid('areaId', 'invalid-value');
  }
  if ('authorityId' in assignment) {
    const authority = await db.maybe(sql`select from authority where id = ${assignment.authorityId}`);
    if (authority === undefined) throw invalid('authorityId', 'invalid-value');
  }
  await assignRole(db, userId, assignment, ctx.actor.userId);
}

async function bind(ctx: Context, db: Db, userId: string, code: string): Promise<void> {
  const officer = await db.maybe<{ taken: boolean; has: boolean }>(sql`
    select exists (select from user_officer u where u.officer_id = o.id) as taken,
      exists (select from user_officer u where u.user_id = ${userId}) as has
    from officer o where o.code = ${code}`);
  if (officer === undefined) throw invalid('officerCode', 'unknown-officer');
  if (officer.has) throw invalid('officerCode', 'account-has-officer');
  if (officer.taken) throw invalid('officerCode', 'officer-taken');
  await bindOfficer(db, userId, code);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'administrator',
    kind: 'officer-connected',
    subject: 'account',
    subjectId: userId,
    details: { officer: code },
  });
}
