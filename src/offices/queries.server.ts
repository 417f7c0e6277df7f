import { hasRole, type Role } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import { type Period, type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import type { PartyKind, Sphere } from '../law/facts.ts';
import { type Db, join, type Sql, sql, unscoped } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { PAGE_SIZE } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';

// Straight SQL to what the pages and the API show. The registers hold no authority's matters: they are the same for all
// who may read them.

const READERS: readonly Role[] = ['coordinator', 'report-author', 'law-editor', 'administrator'];

/** Throws Problem `forbidden` for who may not read the registers. */
export function reader(ctx: Context): Db {
  if (!READERS.some((role) => hasRole(ctx.actor, role))) throw new Problem('forbidden');
  return unscoped(ctx.pool);
}

/** One page of a register, and how many rows there are in all. */
export interface Paged<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Rows of a page, each with the count of all: one statement, one state of the register. */
export async function paged<Row>(db: Db, query: Sql, page: number): Promise<Paged<Row>> {
  const rows = await db.many<Row & { readonly total: number }>(
    sql`${query} limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`,
  );
  if (rows.length > 0 || page === 1) return { rows, total: rows[0]?.total ?? 0 };
  const { total } = await db.one<{ total: number }>(sql`select count(*) as total from (${query}) as x`);
  return { rows, total };
}

/** Whether any of the texts holds the word, whatever the case; a percent sign means itself. */
export function holds(word: string, ...texts: readonly Sql[]): Sql {
  return sql`position(lower(${word}) in lower(concat_ws(' ', ${join(texts)}))) > 0`;
}

export interface OfficerRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly employer: string;
  readonly homeOfficeId: number;
  readonly homeOffice: string;
  readonly homeOfficeOpen: Period;
  readonly fullTimeShare: number;
  readonly employed: Period;
  readonly hasAccount: boolean;
}

export async function officers(
  ctx: Context,
  { word, officeId }: { readonly word?: string | undefined; readonly officeId?: number | undefined },
  page: number,
): Promise<Paged<OfficerRow>> {
  const where = join(
    [
      sql`true`,
      ...(word ? [holds(word, sql`o.name`, sql`o.code`, sql`f.name`, sql`p.name`)] : []),
      ...(officeId === undefined ? [] : [sql`o.home_office_id = ${officeId}`]),
    ],
    ' and ',
  );
  return paged<OfficerRow>(
    reader(ctx),
    sql`select o.id, o.code, o.name, p.name as employer, f.id as "homeOfficeId", f.name as "homeOffice",
        ${periodOf(sql`f.open`)} as "homeOfficeOpen", o.full_time_share as "fullTimeShare",
        ${periodOf(sql`o.employed`)} as employed,
        exists (select from user_officer x where x.officer_id = o.id) as "hasAccount", count(*) over () as total
      from officer o join office f on f.id = o.home_office_id join authority p on p.id = o.employer_id
      where ${where} order by o.name, o.id`,
    page,
  );
}

export interface OfficerChange {
  readonly knownAt: Temporal.Instant;
  readonly homeOffice: string;
  readonly fullTimeShare: number;
  readonly employed: Period;
  readonly by: string | null;
}
export type OfficerDetail = Omit<OfficerRow, 'hasAccount' | 'homeOfficeOpen'> & {
  readonly history: readonly OfficerChange[];
};

/** Throws Problem `not-found`. */
export async function officerDetail(ctx: Context, id: number): Promise<OfficerDetail> {
  const db = reader(ctx);
  const officer = await db.maybe<Omit<OfficerDetail, 'history'>>(sql`
    select o.id, o.code, o.name, p.name as employer, f.id as "homeOfficeId", f.name as "homeOffice",
      o.full_time_share as "fullTimeShare", ${periodOf(sql`o.employed`)} as employed
    from officer o join office f on f.id = o.home_office_id join authority p on p.id = o.employer_id where o.id = ${id}`);
  if (officer === undefined) throw new Problem('not-found');
  const history = await db.many<OfficerChange>(sql`
    select h.known_at as "knownAt", f.name as "homeOffice", h.full_time_share as "fullTimeShare",
      ${periodOf(sql`h.employed`)} as employed, u.name as by
    from officer_history h join office f on f.id = h.home_office_id left join account_user u on u.id = h.actor
    where h.id = ${id} order by h.known_at desc`);
  return { ...officer, history };
}

export interface AuthorityRow {
  readonly id: number;
  readonly orgNumber: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly kind: PartyKind;
  readonly endedOn: PlainDate | null;
  readonly systems: readonly string[];
  readonly source: string;
  readonly verifiedOn: PlainDate | null;
}

export async function authorities(
  ctx: Context,
  { word, kind }: { readonly word?: string | undefined; readonly kind?: PartyKind | undefined },
  page: number,
): Promise<Paged<AuthorityRow>> {
  const where = join(
    [
      sql`true`,
      ...(word ? [holds(word, sql`p.name`, sql`p.short_name`, sql`p.org_number`)] : []),
      ...(kind === undefined ? [] : [sql`p.kind = ${kind}`]),
    ],
    ' and ',
  );
  return paged<AuthorityRow>(
    reader(ctx),
    sql`select p.id, p.org_number as "orgNumber", p.name, p.short_name as "shortName", p.kind, p.ended_on as "endedOn",
        (select coalesce(array_agg(s.name order by s.name), '{}') from authority_system s where s.authority_id = p.id)
          as systems, p.source, p.verified_on as "verifiedOn", count(*) over () as total
      from authority p where ${where}
      order by array_position(array['state', 'municipality', 'region', 'social-insurance-office'], p.kind), p.name`,
    page,
  );
}

export interface CountyRow {
  readonly code: string;
  readonly name: string;
  readonly iso: string;
  readonly municipalities: readonly {
    readonly code: string;
    readonly name: string;
    readonly offices: number;
  }[];
  readonly offices: number;
}

/** The 21 counties with their 290 municipalities; offices: those that are open today. */
export async function counties(ctx: Context): Promise<CountyRow[]> {
  const today = swedishDay(ctx.clock());
  return reader(ctx).many<CountyRow>(sql`
    select c.code, c.name, c.iso, coalesce(sum(m.offices), 0) as offices,
      coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'name', m.name, 'offices', m.offices) order by m.code)
        filter (where m.code is not null), '[]') as municipalities
    from county c left join lateral (
      select m.code, m.name, (select count(*) from office f where f.municipality_code = m.code and f.open @> ${today}::date)
        as offices from municipality m where m.county_code = c.code) m on true
    group by c.code order by c.code`);
}

export interface TaskRow {
  readonly id: number;
  readonly code: string;
  readonly sphere: Sphere;
  readonly authority: string | null;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly words: string;
  /** Codes of the list items that hold today. */
  readonly items: readonly string[];
  readonly source: string;
}

export async function tasks(
  ctx: Context,
  { word, sphere }: { readonly word?: string | undefined; readonly sphere?: Sphere | undefined },
  page: number,
): Promise<Paged<TaskRow>> {
  const today = swedishDay(ctx.clock());
  const where = join(
    [
      sql`true`,
      ...(word ? [holds(word, sql`t.name_sv`, sql`t.name_en`, sql`t.code`, sql`t.words`, sql`p.name`)] : []),
      ...(sphere === undefined ? [] : [sql`t.sphere = ${sphere}`]),
    ],
    ' and ',
  );
  return paged<TaskRow>(
    reader(ctx),
    sql`select t.id, t.code, t.sphere, p.name as authority, t.name_sv as "nameSv", t.name_en as "nameEn", t.words, t.source,
        (select coalesce(array_agg(i.code order by i.code), '{}') from catalogue_item i
          where t.code = any (i.tasks) and i.valid @> ${today}::date) as items, count(*) over () as total
      from task t left join authority p on p.id = t.authority_id where ${where}
      order by array_position(array['state', 'municipal', 'regional'], t.sphere), p.name nulls last, t.name_sv`,
    page,
  );
}

export interface ReportedYear {
  readonly year: number;
  readonly visits: number;
  readonly note: string;
  readonly source: string;
}

/** What others have reported; nothing of it is recorded here. */
export async function reportedVisits(ctx: Context): Promise<ReportedYear[]> {
  return reader(ctx).many<ReportedYear>(
    sql`select year, visits, note, source from reported_visits order by year, source`,
  );
}

/** How many rows each register has. */
export async function registerCounts(ctx: Context): Promise<Readonly<Record<string, number>>> {
  return reader(ctx).one<Readonly<Record<string, number>>>(sql`
    select (select count(*) from office) as offices, (select count(*) from officer) as officers,
      (select count(*) from authority) as authorities, (select count(*) from municipality) as municipalities,
      (select count(*) from task) as tasks, (select count(*) from reported_visits) as visits`);
}
