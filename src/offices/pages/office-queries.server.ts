import type { Context } from '../../access/context.server.ts';
import { type Period, type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { join, raw, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import { holds, type Paged, paged, reader } from '../queries.server.ts';

export interface OfficeRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly typeCode: string;
  readonly typeSv: string;
  readonly typeEn: string;
  readonly region: string | null;
  readonly area: string | null;
  readonly locality: string;
  readonly municipality: string;
  readonly county: string;
  readonly countyCode: string;
  readonly operator: string;
  readonly open: Period;
  /** Officers who have it as their home today. */
  readonly officers: number;
  readonly latitude: number;
  readonly longitude: number;
}

export interface OfficeFilter {
  readonly word?: string | undefined;
  readonly county?: string | undefined;
  readonly type?: string | undefined;
}

const officeRows = (today: PlainDate) => sql`
  select f.id, f.code, f.name, f.type_code as "typeCode", y.name_sv as "typeSv", y.name_en as "typeEn", g.name as region,
    a.name as area, f.locality, m.name as municipality, c.name as county, c.code as "countyCode", p.name as operator,
    ${periodOf(sql`f.open`)} as open, f.latitude, f.longitude,
    (select count(*) from officer o where o.home_office_id = f.id and o.employed @> ${today}::date) as officers,
    count(*) over () as total
  from office f join office_type y on y.code = f.type_code join authority p on p.id = f.operator_id
    join municipality m on m.code = f.municipality_code join county c on c.code = m.county_code
    left join office_area a on a.id = f.area_id left join service_region g on g.id = a.region_id`;

function officeConditions({ word, county, type }: OfficeFilter): Sql {
  const columns = ['f.name', 'f.code', 'f.locality', 'm.name', 'c.name', 'a.name', 'g.name', 'p.name'];
  return join(
    [
      sql`true`,
      ...(word ? [holds(word, ...columns.map((column) => raw(column)))] : []),
      ...(county ? [sql`c.code = ${county}`] : []),
      ...(type ? [sql`f.type_code = ${type}`] : []),
    ],
    ' and ',
  );
}

export async function offices(ctx: Context, filter: OfficeFilter, page: number): Promise<Paged<OfficeRow>> {
  const rows = officeRows(swedishDay(ctx.clock()));
  return paged<OfficeRow>(
    reader(ctx),
    sql`${rows} where ${officeConditions(filter)} order by f.name, f.id`,
    page,
  );
}

export interface OfficePlace {
  readonly id: number;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** All the offices of a selection, for the map. */
export async function officePlaces(ctx: Context, filter: OfficeFilter): Promise<OfficePlace[]> {
  return reader(ctx).many<OfficePlace>(sql`
    select f.id, f.name, f.latitude, f.longitude
    from office f join authority p on p.id = f.operator_id join municipality m on m.code = f.municipality_code
      join county c on c.code = m.county_code left join office_area a on a.id = f.area_id
      left join service_region g on g.id = a.region_id
    where ${officeConditions(filter)} order by f.id`);
}

export interface OfficeType {
  readonly code: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly staffFrom: number | null;
  readonly staffTo: number | null;
  readonly daysFrom: number;
  readonly daysTo: number;
  readonly opens: string;
  readonly closes: string;
  readonly lunchClosing: 'never' | 'as a rule' | 'always';
  readonly summerClosingWeeks: number;
  readonly openOnBridgeDays: boolean;
  readonly travellingStaff: boolean;
  readonly source: string;
}

/** The types with their rules, largest first. */
export async function officeTypes(ctx: Context): Promise<OfficeType[]> {
  return reader(ctx).many<OfficeType>(sql`
    select code, name_sv as "nameSv", name_en as "nameEn", staff_from as "staffFrom", staff_to as "staffTo",
      days_from as "daysFrom", days_to as "daysTo", left(opens::text, 5) as opens, left(closes::text, 5) as closes,
      lunch_closing as "lunchClosing", summer_closing_weeks as "summerClosingWeeks",
      open_on_bridge_days as "openOnBridgeDays", travelling_staff as "travellingStaff", source
    from office_type order by staff_from desc nulls last, code`);
}

export interface OfficeChange {
  readonly knownAt: Temporal.Instant;
  readonly name: string;
  readonly typeSv: string;
  readonly typeEn: string;
  readonly area: string | null;
  readonly open: Period;
  readonly by: string | null;
}
export interface OfficeDetail extends OfficeRow {
  readonly type: OfficeType;
  readonly history: readonly OfficeChange[];
}

/** Throws Problem `not-found`. */
export async function officeDetail(ctx: Context, id: number): Promise<OfficeDetail> {
  const db = reader(ctx);
  const office = await db.maybe<OfficeRow>(sql`${officeRows(swedishDay(ctx.clock()))} where f.id = ${id}`);
  if (office === undefined) throw new Problem('not-found');
  const type = (await officeTypes(ctx)).find(({ code }) => code === office.typeCode)!;
  const history = await db.many<OfficeChange>(sql`
    select h.known_at as "knownAt", h.name, y.name_sv as "typeSv", y.name_en as "typeEn", a.name as area,
      ${periodOf(sql`h.open`)} as open, u.name as by
    from office_history h join office_type y on y.code = h.type_code left join office_area a on a.id = h.area_id
      left join account_user u on u.id = h.actor
    where h.id = ${id} order by h.known_at desc`);
  return { ...office, type, history };
}
