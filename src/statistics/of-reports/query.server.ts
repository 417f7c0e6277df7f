import type { Period, PlainDate } from '../../kernel/plain-date.ts';
import type { ServiceLevel } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../../platform/paging.ts';

// The measures of `counted.ts`: what a report counts, and the rows that it counts. Row-level security shows the acts in the authority's
// name; who holds more roles sees more, so each statement names the authority too. `acted_on` is the Swedish day of the act.

type Days = Period & { readonly to: PlainDate };

export interface OfficeActivity {
  readonly officeId: number;
  /** `report-visits`, and distinct matters of the authority by whatever channel, with an act in the year. */
  readonly visits: number;
  readonly matters: number;
  /** Whether anything but showing the way was done: only that is done for the authority. */
  readonly served: boolean;
}

/** Counted in three steps, because each act of a matter and each matter of a visit counts once: hashes, not sorts. */
export async function reportActivity(db: Db, authorityId: number, days: Period): Promise<OfficeActivity[]> {
  return db.many<OfficeActivity>(sql`
    with other as materialized (select * from visits_counted_otherwise(${authorityId}, ${days.from}, ${days.to}))
    select office_id as "officeId", sum(visits)::int as visits, sum(matters)::int as matters, bool_or(served) as served
    from (
      select office_id, count(*) filter (where visited and other.visit_id is null) as visits, sum(matters) as matters,
        bool_or(served) as served
      from (
        select office_id, visit_id, count(*) as matters, bool_or(visited) as visited, bool_or(served) as served
        from (
          select office_id, visit_id, matter_id, bool_or(channel = 'visit') as visited, bool_or(level <> 'signpost') as served
          from act where principal_id = ${authorityId} and acted_on between ${days.from} and ${days.to}
          group by office_id, visit_id, matter_id) by_matter
        group by office_id, visit_id) by_visit
        left join other using (visit_id)
      group by office_id
      union all
      select at_office, count(distinct counts_as), 0, false from other
      where counts_as is not null and not also_itself group by at_office) counted
    group by office_id`);
}

export interface TaskDone {
  readonly officeId: number;
  readonly level: 'personal-data' | 'authority';
  readonly task: string;
  readonly provision: string | null;
  readonly times: number;
}

/** `report-authority-tasks` and `report-personal-data-tasks`, with the provision of the closed list that each act rested on. */
export async function reportTasksDone(db: Db, authorityId: number, days: Period): Promise<TaskDone[]> {
  return db.many<TaskDone>(sql`
    select d.office_id as "officeId", d.level, t.name_sv as task, i.provision, sum(d.times) as times
    from (select office_id, level, task_id, catalogue_code, catalogue_version, count(*) as times
        from act where principal_id = ${authorityId} and acted_on between ${days.from} and ${days.to}
          and level in ('personal-data', 'authority')
        group by 1, 2, 3, 4, 5) d
      join task t on t.id = d.task_id
      left join catalogue_item i on i.code = d.catalogue_code and i.version = d.catalogue_version and d.level = 'authority'
    group by 1, 2, 3, 4 order by times desc, task`);
}

export interface PerformedRow {
  readonly officeId: number;
  readonly principal: string;
  readonly task: string;
  readonly level: ServiceLevel;
  readonly times: number;
}

/** `report-performed-tasks`: the numbers alone (migration 0022). Most often done first. */
export async function reportPerformed(db: Db, authorityId: number, year: number): Promise<PerformedRow[]> {
  return db.many<PerformedRow>(sql`
    select d.office_id as "officeId", p.name as principal, t.name_sv as task, d.level, d.times
    from performed_at_offices(${authorityId}, ${year}) d join authority p on p.id = d.principal_id join task t on t.id = d.task_id
    order by d.times desc, p.name collate "sv-x-icu", t.name_sv collate "sv-x-icu", d.level`);
}

/** `report-performed-visits`, per office. */
export async function reportPerformedVisits(
  db: Db,
  authorityId: number,
  year: number,
): Promise<Map<number, number>> {
  const rows = await db.many<{ officeId: number; visits: number }>(
    sql`select office_id as "officeId", visits from performed_visits_at_offices(${authorityId}, ${year})`,
  );
  return new Map(rows.map((row) => [row.officeId, row.visits]));
}

/** A visit, or an act. */
export interface CountedRow {
  readonly day: PlainDate;
  readonly office: string;
  /** What was done, in Swedish; of a visit every task of the authority's in it. */
  readonly tasks: readonly string[];
  readonly provision: string | null;
}

/** What narrows the rows, as reports have it: an office by its name, a task by its Swedish name, its provision. */
export interface RowsOf {
  readonly measure: 'report-visits' | 'report-authority-tasks' | 'report-personal-data-tasks';
  readonly office: string | null;
  readonly task: string | null;
  readonly provision: string | null;
}

/** The rows that one of the figures counts, newest first: as many as the figure says. Without the person, who is the office's to know. */
export async function reportRows(
  db: Db,
  authorityId: number,
  days: Days,
  of: RowsOf,
  page: number,
): Promise<PageOf<CountedRow>> {
  const offices =
    of.office === null ? sql`true` : sql`r.office_id in (select id from office where name = ${of.office})`;
  const all = of.measure === 'report-visits' ? visitRows(authorityId, days) : actRows(authorityId, days, of);
  const rows = sql`select * from (${all}) r where ${offices}`;
  const { total } = await db.one<{ total: number }>(
    sql`select count(*)::int as total from (${rows}) counted`,
  );
  const at = pageAt(page, total);
  const found = await db.many<CountedRow>(sql`
    select r.day, f.name as office, r.tasks, r.provision from (${rows}) r join office f on f.id = r.office_id
    order by r.day desc, r.id desc limit ${PAGE_SIZE} offset ${at.offset}`);
  return { rows: found, total, page: at.page, pages: at.pages };
}

function visitRows(authorityId: number, days: Days) {
  return sql`
    select coalesce(o.counts_as, a.visit_id) as id, coalesce(o.at_office, a.office_id) as office_id, min(a.acted_on) as day,
      array_agg(distinct t.name_sv order by t.name_sv) as tasks, null::text as provision
    from act a join task t on t.id = a.task_id
      left join visits_counted_otherwise(${authorityId}, ${days.from}, ${days.to}) o on o.visit_id = a.visit_id
    where a.principal_id = ${authorityId} and a.acted_on between ${days.from} and ${days.to} and a.channel = 'visit'
      and (o.visit_id is null or o.counts_as is not null)
    group by 1, 2`;
}

function actRows(authorityId: number, days: Days, { measure, task, provision }: RowsOf) {
  const level = measure === 'report-authority-tasks' ? 'authority' : 'personal-data';
  return sql`
    select a.id, a.office_id, a.acted_on as day, array[t.name_sv] as tasks, i.provision
    from act a join task t on t.id = a.task_id
      left join catalogue_item i on i.code = a.catalogue_code and i.version = a.catalogue_version and a.level = 'authority'
    where a.principal_id = ${authorityId} and a.acted_on between ${days.from} and ${days.to} and a.level = ${level}
      and (${task}::text is null or t.name_sv = ${task})
      and (${provision}::text is null or i.provision = ${provision})`;
}
