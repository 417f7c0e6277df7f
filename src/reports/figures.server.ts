import type { Period } from '../kernel/plain-date.ts';
import type { ServiceLevel } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { daterange, periodOf } from '../platform/daterange.server.ts';
import type { TaskExtent } from './content.ts';

// The registers' figures, per office. Row-level security shows the acts in the authority's name; who holds more roles
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

export interface OfficeActivity {
  readonly officeId: number;
  /**
   * Distinct visits, and distinct matters of the authority by whatever channel, with an act in the year: who telephones or
   * writes is no visitor.
   */
  readonly visits: number;
  readonly matters: number;
  /** Whether anything but showing the way was done: only that is done for the authority. */
  readonly served: boolean;
}

/** Counted in three steps, because each act of a matter and each matter of a visit counts once: hashes, not sorts. */
export async function loadActivity(db: Db, authorityId: number, year: Period): Promise<OfficeActivity[]> {
  return db.many<OfficeActivity>(sql`
    select office_id as "officeId", count(*) filter (where visited) as visits, sum(matters) as matters, bool_or(served) as served
    from (
      select office_id, visit_id, count(*) as matters, bool_or(visited) as visited, bool_or(served) as served
      from (
        select office_id, visit_id, matter_id, bool_or(channel = 'visit') as visited, bool_or(level <> 'signpost') as served
        from act where principal_id = ${authorityId} and acted_on between ${year.from} and ${year.to}
        group by office_id, visit_id, matter_id) by_matter
      group by office_id, visit_id) by_visit
    group by office_id`);
}

export interface OfficeTask extends TaskExtent {
  readonly officeId: number;
  readonly level: 'personal-data' | 'authority';
}

/** 3a and 3b: how many times each task was done, with the provision of the closed list that each act rested on. */
export async function loadTasksDone(db: Db, authorityId: number, year: Period): Promise<OfficeTask[]> {
  return db.many<OfficeTask>(sql`
    select d.office_id as "officeId", d.level, t.name_sv as task, i.provision, sum(d.times) as times
    from (select office_id, level, task_id, catalogue_code, catalogue_version, count(*) as times
        from act where principal_id = ${authorityId} and acted_on between ${year.from} and ${year.to}
          and level in ('personal-data', 'authority')
        group by 1, 2, 3, 4, 5) d
      join task t on t.id = d.task_id
      left join catalogue_item i on i.code = d.catalogue_code and i.version = d.catalogue_version and d.level = 'authority'
    group by 1, 2, 3, 4 order by times desc, task`);
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

export interface PerformedRow {
  readonly officeId: number;
  readonly principal: string;
  readonly task: string;
  readonly level: ServiceLevel;
  readonly times: number;
}

/** What the author's authority performed in others' names: the numbers alone (migration 0022). Most often done first. */
export async function loadPerformed(db: Db, authorityId: number, year: number): Promise<PerformedRow[]> {
  return db.many<PerformedRow>(sql`
    select d.office_id as "officeId", p.name as principal, t.name_sv as task, d.level, d.times
    from performed_at_offices(${authorityId}, ${year}) d join authority p on p.id = d.principal_id join task t on t.id = d.task_id
    order by d.times desc, p.name collate "sv-x-icu", t.name_sv collate "sv-x-icu", d.level`);
}

/** Visits per office with something done for another. */
export async function loadPerformedVisits(
  db: Db,
  authorityId: number,
  year: number,
): Promise<Map<number, number>> {
  const rows = await db.many<{ officeId: number; visits: number }>(
    sql`select office_id as "officeId", visits from performed_visits_at_offices(${authorityId}, ${year})`,
  );
  return new Map(rows.map((row) => [row.officeId, row.visits]));
}
