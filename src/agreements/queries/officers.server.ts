import { type Db, sql } from '../../platform/database.server.ts';
import { searchWords } from './who-sees.server.ts';

export interface OfficerFound {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly homeOfficeId: number;
  readonly homeOffice: string;
}

/** The most that are offered when what was written fits several. */
const MOST = 20;

/**
 * Officers that what somebody wrote stands for: the code alone when it is one, else all whose name or code holds it.
 * One is an answer; several are offered for choice.
 */
export async function findOfficers(db: Db, written: string): Promise<OfficerFound[]> {
  const word = searchWords(written);
  if (word === '') return [];
  const found = await db.many<OfficerFound>(sql`
    select o.id, o.code, o.name, f.id as "homeOfficeId", f.name as "homeOffice"
    from officer o join office f on f.id = o.home_office_id
    where lower(o.code) = ${word} or position(${word} in lower(concat_ws(' ', o.name, o.code))) > 0
    order by lower(o.code) = ${word} desc, lower(o.name) = ${word} desc, o.name collate "sv-x-icu", o.code limit ${MOST}`);
  const exact = found.filter((officer) => officer.code.toLowerCase() === word);
  return exact.length === 1 ? exact : found;
}

export async function officerById(db: Db, id: number): Promise<OfficerFound | null> {
  const found = await db.maybe<OfficerFound>(sql`
    select o.id, o.code, o.name, f.id as "homeOfficeId", f.name as "homeOffice"
    from officer o join office f on f.id = o.home_office_id where o.id = ${id}`);
  return found ?? null;
}
