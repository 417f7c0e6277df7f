import { type Pool, shortUnscopedRead, sql } from '../platform/database.server.ts';
import type { Actor, Assignment } from './actor.ts';

interface Row {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly officer: Actor['officer'];
  readonly assignments: readonly Assignment[];
}

/** An account `u` with its roles as they are now, in one statement: a withdrawn role is gone at once. */
const accountWithRoles = sql`
  select u.id as "userId", u.name, u.email,
    (select jsonb_build_object('id', o.id, 'code', o.code, 'employerId', o.employer_id)
      from user_officer uo join officer o on o.id = uo.officer_id where uo.user_id = u.id and exists (
        select from role_assignment r where r.user_id = u.id and r.role = 'officer' and r.ended_at is null)) as officer,
    (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'authorityId', r.authority_id, 'officeId', r.office_id)
      || case when r.office_id is null then '{}' else jsonb_build_object('faults', office_handles_faults(r.office_id)) end
      || case when r.area_id is null then '{}' else jsonb_build_object('areaId', r.area_id, 'offices',
        (select coalesce(jsonb_agg(x.id order by x.id), '[]') from office x where x.area_id = r.area_id)) end
      order by r.id), '[]') from role_assignment r where r.user_id = u.id and r.ended_at is null) as assignments`;

/** The account behind a session token; null when the session has ended or never was. Asked before every request. */
export async function actorOfSession(pool: Pool, token: string): Promise<Actor | null> {
  if (token.length < 16 || token.length > 200) return null;
  const [row] = await shortUnscopedRead<Row>(
    pool,
    sql`${accountWithRoles} from account_session s join account_user u on u.id = s.user_id
      where s.token = ${token} and s.expires_at > now()`,
  );
  return row ?? null;
}

/** An account by its id, for what is done on its behalf when nobody is signed in; null when there is none. */
export async function actorOfAccount(pool: Pool, userId: string): Promise<Actor | null> {
  const [row] = await shortUnscopedRead<Row>(
    pool,
    sql`${accountWithRoles} from account_user u where u.id = ${userId}`,
  );
  return row ?? null;
}

/** The token in the session cookie (`token.signature`) or in `Authorization: Bearer`. */
export function sessionToken(headers: Headers, cookie: string | undefined): string | null {
  const authorization = headers.get('authorization');
  // A request that brings a token of its own is never vouched for by a cookie.
  const given = authorization === null ? cookie : authorization.replace(/^Bearer +/i, '');
  const token = given?.trim().split('.')[0] ?? '';
  return /^[\w-]+$/.test(token) ? token : null;
}
