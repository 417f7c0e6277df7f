import { type Sql, sql } from '../platform/database.server.ts';

/**
 * The offices where an officer works: the home office, and each where the officer's account serves now. Who travels is
 * chosen at, and reaches, all of them. A set of ids to stand in a subquery.
 */
export function officesOf(officerId: Sql, homeOfficeId: Sql): Sql {
  return sql`(select ${homeOfficeId} union
    select r.office_id from user_officer u join role_assignment r on r.user_id = u.user_id
    where u.officer_id = ${officerId} and r.role = 'officer' and r.ended_at is null)`;
}
