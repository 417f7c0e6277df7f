import { readReference } from '../contacts/reference.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { ownMailId } from './bounce.server.ts';
import type { Pointer } from './rules/thread.ts';

/** The contact of this office that a mail points at: the surest pointer that leads somewhere. */
export async function findThread(
  db: Db,
  officeId: number,
  pointers: readonly Pointer[],
): Promise<{ readonly visitId: string; readonly closed: boolean } | null> {
  for (const pointer of pointers) {
    const visitId =
      pointer.by === 'message-id'
        ? await byMessage(db, officeId, pointer.id)
        : await byReference(db, officeId, pointer.reference);
    if (visitId !== null) return latest(db, visitId);
  }
  return null;
}

async function byMessage(db: Db, officeId: number, id: string): Promise<string | null> {
  const own = ownMailId(id);
  const found = await db.maybe<{ id: string }>(
    own === null
      ? sql`select visit_id as id from incoming_mail
            where office_id = ${officeId} and message_id = ${id} and visit_id is not null and state in ('contact', 'thread')
            order by stored_at desc limit 1`
      : sql`select v.id from outgoing_mail m join visit v on v.id::text = m.about_id and v.office_id = m.office_id
            where m.id = ${own}::uuid and m.office_id = ${officeId}`,
  );
  return found?.id ?? null;
}

async function byReference(db: Db, officeId: number, given: string): Promise<string | null> {
  const reference = readReference(given);
  if (reference === null) return null;
  const found = await db.maybe<{ id: string }>(sql`
    select id from visit where reference = ${reference} and office_id = ${officeId} and channel <> 'visit'`);
  return found?.id ?? null;
}

/** A closed contact that has come back goes on in the newest that came of it. */
async function latest(
  db: Db,
  visitId: string,
): Promise<{ readonly visitId: string; readonly closed: boolean }> {
  const found = await db.one<{ id: string; closed: boolean }>(sql`
    with recursive line as (
      select id, closed_at, opened_at, 0 as depth from visit where id = ${visitId}
      union all
      select v.id, v.closed_at, v.opened_at, line.depth + 1 from visit v join line on v.came_back_of = line.id where line.depth < 50
    )
    select id, closed_at is not null as closed from line order by (closed_at is null) desc, opened_at desc, depth desc limit 1`);
  return { visitId: found.id, closed: found.closed };
}
