import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import {
  Authorities,
  type KnownAuthority,
  type KnownOffice,
  type KnownOfficer,
  type KnownSystem,
  type KnownTask,
} from './known.ts';

// The registers that files refer to, read whole once for each file and asked from memory for each row.

export async function authorities(db: Db): Promise<Authorities> {
  return new Authorities(
    await db.many<KnownAuthority>(sql`
      select id, org_number as "orgNumber", name, kind, ended_on as "endedOn" from authority order by id`),
  );
}

export async function offices(db: Db): Promise<Map<string, KnownOffice>> {
  return byCode(
    await db.many<KnownOffice>(sql`
      select id, code, name, operator_id as "operatorId", ${periodOf(sql`open`)} as open from office`),
  );
}

export async function officers(db: Db): Promise<Map<string, KnownOfficer>> {
  return byCode(
    await db.many<KnownOfficer>(sql`
      select id, code, employer_id as "employerId", ${periodOf(sql`employed`)} as employed from officer`),
  );
}

export async function systems(db: Db): Promise<Map<string, KnownSystem>> {
  return byCode(
    await db.many<KnownSystem>(sql`select id, code, authority_id as "authorityId" from authority_system`),
  );
}

export async function tasks(db: Db): Promise<Map<string, KnownTask>> {
  return byCode(
    await db.many<KnownTask>(sql`select id, code, sphere, authority_id as "authorityId" from task`),
  );
}

function byCode<T extends { readonly code: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.code, row]));
}
