import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { PartyKind } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';

/** The only writer of the registers of authorities, systems, areas, offices and officers. */

export interface NewAuthority {
  readonly orgNumber: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly kind: PartyKind;
  readonly endedOn: PlainDate | null;
  readonly source: string;
  readonly verifiedOn: PlainDate | null;
}
export interface NewSystem {
  readonly code: string;
  readonly authorityId: number;
  readonly name: string;
}
export interface NewOffice {
  readonly code: string;
  readonly name: string;
  readonly typeCode: string;
  readonly operatorId: number;
  readonly area: string | null;
  readonly municipalityCode: string;
  readonly locality: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly open: Period;
}
export interface NewOfficer {
  readonly code: string;
  readonly name: string;
  readonly employerId: number;
  readonly homeOfficeId: number;
  readonly fullTimeShare: number;
  readonly employed: Period;
}

export async function recordAuthorities(db: Db, authorities: readonly NewAuthority[]): Promise<void> {
  await db.run(sql`
    insert into authority (org_number, name, short_name, kind, ended_on, source, verified_on)
    select x."orgNumber", x.name, x."shortName", x.kind, x."endedOn", x.source, x."verifiedOn"
    from jsonb_to_recordset(${JSON.stringify(authorities)}::jsonb) as x("orgNumber" text, name text, "shortName" text,
      kind text, "endedOn" date, source text, "verifiedOn" date)`);
}

export async function recordSystems(db: Db, systems: readonly NewSystem[]): Promise<void> {
  await db.run(sql`
    insert into authority_system (code, authority_id, name)
    select x.code, x."authorityId", x.name
    from jsonb_to_recordset(${JSON.stringify(systems)}::jsonb) as x(code text, "authorityId" int, name text)`);
}

/** Office areas that are not there yet, each in its region. */
export async function recordAreas(
  db: Db,
  areas: readonly { readonly name: string; readonly region: string }[],
): Promise<void> {
  await db.run(sql`
    insert into office_area (region_id, name)
    select r.id, x.name from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) as x(name text, region text)
      join service_region r on r.name = x.region
    on conflict (name) do nothing`);
}

export async function recordOffices(db: Db, offices: readonly NewOffice[]): Promise<void> {
  await db.run(sql`
    insert into office (code, name, type_code, operator_id, area_id, municipality_code, locality, latitude, longitude, open)
    select x.code, x.name, x."typeCode", x."operatorId", a.id, x."municipalityCode", x.locality, x.latitude, x.longitude,
      daterange((x.open ->> 'from')::date, (x.open ->> 'to')::date, '[]')
    from jsonb_to_recordset(${JSON.stringify(offices)}::jsonb) as x(code text, name text, "typeCode" text,
      "operatorId" int, area text, "municipalityCode" text, locality text, latitude float8, longitude float8, open jsonb)
      left join office_area a on a.name = x.area`);
}

export async function recordOfficers(db: Db, officers: readonly NewOfficer[]): Promise<void> {
  await db.run(sql`
    insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
    select x.code, x.name, x."employerId", x."homeOfficeId", x."fullTimeShare",
      daterange((x.employed ->> 'from')::date, (x.employed ->> 'to')::date, '[]')
    from jsonb_to_recordset(${JSON.stringify(officers)}::jsonb) as x(code text, name text, "employerId" int,
      "homeOfficeId" int, "fullTimeShare" numeric, employed jsonb)`);
}
