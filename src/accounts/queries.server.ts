import { hasRole, type Role } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { type Db, sql, unscoped } from '../platform/database.server.ts';
import { PAGE_SIZE } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';

export interface AssignmentView {
  readonly id: number;
  readonly role: Role;
  readonly authority: string | null;
  readonly office: string | null;
  readonly area: string | null;
  readonly grantedAt: string;
  readonly endedAt: string | null;
}

export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Temporal.Instant;
  readonly officer: { readonly code: string; readonly name: string } | null;
  readonly sessions: number;
  /** With those that have ended, newest first. */
  readonly assignments: readonly AssignmentView[];
}

function reader(ctx: Context): Db {
  if (!hasRole(ctx.actor, 'administrator')) throw new Problem('forbidden');
  return unscoped(ctx.pool);
}

const account = sql`
  select u.id, u.name, u.email, u.created_at as "createdAt",
    (select jsonb_build_object('code', o.code, 'name', o.name) from user_officer x join officer o on o.id = x.officer_id
      where x.user_id = u.id) as officer,
    (select count(*) from account_session s where s.user_id = u.id and s.expires_at > now()) as sessions,
    (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'authority', a.name, 'office', f.name,
        'area', x.name,
        'grantedAt', r.granted_at, 'endedAt', r.ended_at) order by r.id desc), '[]')
      from role_assignment r left join authority a on a.id = r.authority_id left join office f on f.id = r.office_id
        left join office_area x on x.id = r.area_id
      where r.user_id = u.id) as assignments
  from account_user u`;

/** Accounts by name, a page at a time. */
export async function accounts(
  ctx: Context,
  word: string | undefined,
  page: number,
): Promise<{ readonly rows: readonly AccountView[]; readonly total: number }> {
  const db = reader(ctx);
  const where =
    word === undefined
      ? sql`true`
      : sql`(position(lower(${word}) in lower(concat_ws(' ', u.name, u.email))) > 0 or exists (
          select from user_officer x join officer o on o.id = x.officer_id
          where x.user_id = u.id and lower(o.code) = lower(${word})))`;
  const { total } = await db.one<{ total: number }>(
    sql`select count(*) as total from account_user u where ${where}`,
  );
  const rows = await db.many<AccountView>(
    sql`${account} where ${where} order by u.name, u.id limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`,
  );
  return { rows, total };
}

/** Throws Problem `not-found`. */
export async function accountView(ctx: Context, id: string): Promise<AccountView> {
  const found = await reader(ctx).maybe<AccountView>(sql`${account} where u.id = ${id}`);
  if (found === undefined) throw new Problem('not-found');
  return found;
}

export interface Scopes {
  readonly offices: readonly { readonly id: number; readonly name: string }[];
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly areas: readonly { readonly id: number; readonly name: string }[];
}

/** What a role can hold for. */
export async function scopes(ctx: Context): Promise<Scopes> {
  const db = reader(ctx);
  return {
    offices: await db.many(sql`select id, name from office order by name`),
    authorities: await db.many(sql`select id, name from authority where ended_on is null order by name`),
    areas: await db.many(sql`select id, name from office_area order by name`),
  };
}
