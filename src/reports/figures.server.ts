import type { Period } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { daterange, periodOf } from '../platform/daterange.server.ts';

// What a report tells of the registers, per office; visits and extents are the measures of statistics/of-reports. Row-level security shows the acts in the authority's name; who holds more roles
// sees more, so each statement names the authority too. `acted_on` is the Swedish day of the act.

export interface OfficeRow {
  readonly id: number;
  readonly name: string;
  readonly locality: string;
  readonly municipality: string;
  readonly operatorId: number;
  readonly open: Period;
  /** Officers at home here: share of full time, by the part of the year that they were employed. */
  readonly fullTimeEquivalents: number;
}

export async function loadOffices(db: Db, year: Period): Promise<OfficeRow[]> {
  return db.many<OfficeRow>(sql`
    with asked as (select ${daterange(year)} as days)
    select f.id, f.name, f.locality, m.name as municipality, f.operator_id as "operatorId",
      ${periodOf(sql`f.open`)} as open,
      coalesce((select sum(o.full_time_share * (upper(o.employed * days) - lower(o.employed * days)))
          / (upper(days) - lower(days))
        from officer o where o.home_office_id = f.id and o.employed && days), 0) as "fullTimeEquivalents"
    from asked, office f join municipality m on m.code = f.municipality_code`);
}

/** All matters at the offices where the authority has any: the number alone (migration 0008). */
export async function loadOfficeMatters(db: Db, year: number): Promise<Map<number, number>> {
  const rows = await db.many<{ officeId: number; matters: number }>(
    sql`select office_id as "officeId", matters from matters_at_offices(${year})`,
  );
  return new Map(rows.map((row) => [row.officeId, row.matters]));
}

export interface GrantRow {
  readonly officerId: number;
  readonly systemId: number;
  readonly system: string;
  readonly homeOfficeId: number;
  readonly office: string;
  readonly granted: Period;
  readonly employed: Period;
}

/** What was switched on in the authority's systems on any day of a period. */
export async function loadGrants(db: Db, authorityId: number, during: Period): Promise<GrantRow[]> {
  return db.many<GrantRow>(sql`
    select g.officer_id as "officerId", g.system_id as "systemId", s.name as system, o.home_office_id as "homeOfficeId",
      f.name as office, ${periodOf(sql`g.granted`)} as granted, ${periodOf(sql`o.employed`)} as employed
    from access_grant g join authority_system s on s.id = g.system_id join officer o on o.id = g.officer_id
      join office f on f.id = o.home_office_id
    where s.authority_id = ${authorityId} and g.granted && ${daterange(during)} order by g.id`);
}
