import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Receipt } from './receipt.ts';

/** What a contact's person is given. Throws Problem `not-found` for another office's. */
export async function receiptOf(db: Db, contactId: string, now: Temporal.Instant): Promise<Receipt> {
  const found = await db.maybe<Omit<Receipt, 'promises'>>(sql`
    select v.reference, f.id as "officeId", f.name as office, v.opened_at as "openedAt", v.subject,
      survey_code(v.id, ${now}) as "surveyCode"
    from visit v join office f on f.id = v.office_id where v.id = ${contactId}`);
  if (found === undefined) throw new Problem('not-found');
  const promises = await db.many<Receipt['promises'][number]>(sql`
    select id, due_at as "dueAt", what, kept_at as "keptAt" from promise
    where visit_id = ${contactId} and moved_at is null order by due_at, id`);
  return { ...found, promises };
}
