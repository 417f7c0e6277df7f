import { type Db, sql } from '../../platform/database.server.ts';
import type { Direction, Person } from '../contact.ts';

/** Stores or changes who a contact is with; every state that it had is kept (contact_person_history). */
export async function storePerson(
  db: Db,
  { visitId, officeId }: { readonly visitId: string; readonly officeId: number },
  person: Person,
): Promise<void> {
  const { name = null, phone = null, email = null, language = null, preferred = null } = person;
  await db.run(sql`
    insert into contact_person (visit_id, office_id, name, phone, email, language, preferred, may_mail, protected)
    values (${visitId}, ${officeId}, ${name}, ${phone}, ${email}, ${language}, ${preferred}, ${person.mayMail}, ${person.protected})
    on conflict (visit_id) do update set name = excluded.name, phone = excluded.phone, email = excluded.email,
      language = excluded.language, preferred = excluded.preferred, may_mail = excluded.may_mail,
      protected = excluded.protected, changed_at = clock_timestamp()`);
}

/** Whether anything was told of the person. */
export function isSomebody({ name, phone, email, language, preferred, protected: hidden }: Person): boolean {
  return hidden || [name, phone, email, language, preferred].some((each) => each !== undefined);
}

export interface NewText {
  readonly visitId: string;
  readonly officeId: number;
  readonly direction: Direction;
  readonly at: Temporal.Instant;
  /** Null for what came in. */
  readonly authorId: number | null;
  readonly body: string;
  readonly principalId?: number | undefined;
  readonly textId?: string | undefined;
}

/** Adds what was said or written; false when the text with that id is there already. */
export async function storeText(db: Db, text: NewText): Promise<boolean> {
  const stored = await db.run(sql`
    insert into contact_text (id, visit_id, office_id, direction, at, author_id, principal_id, body)
    values (coalesce(${text.textId ?? null}::uuid, uuidv7()), ${text.visitId}, ${text.officeId}, ${text.direction}, ${text.at},
      ${text.authorId}, ${text.principalId ?? null}, ${text.body}) on conflict (id) do nothing`);
  return stored > 0;
}
