import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { contains, type Period, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { OpenContact, Person } from '../contact.ts';
import { queueReceipt } from './send-receipt.server.ts';
import { isSomebody, storePerson, storeText } from './store-contact.server.ts';

export interface Opened {
  readonly id: string;
  /** What the person is given. */
  readonly reference: string;
}

/**
 * Opens a contact by telephone, letter or visit at an office where the actor is an officer, who has it from then on. Nobody has
 * to say who they are. Sent again with the same `contactId` it is one contact.
 * Throws Problem `forbidden` at another office, `not-possible` when the office is not open or the officer not employed,
 * `invalid` for a reference of no contact of this office.
 */
export async function openContact(
  ctx: Context,
  contact: OpenContact,
  person: Person | null = null,
): Promise<Opened> {
  const { officer } = ctx.actor;
  const { officeId, channel, subject = null, contactId = null } = contact;
  if (officer === null || !officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const now = ctx.clock();
  const today = swedishDay(now);
  return transaction(ctx, async (db) => {
    const before = contactId === null ? undefined : await openedBefore(db, contactId, officer.id);
    if (before !== undefined) return before;
    const { open, employed } = await db.one<{ open: Period; employed: Period }>(sql`
      select ${periodOf(sql`f.open`)} as open, ${periodOf(sql`o.employed`)} as employed
      from office f, officer o where f.id = ${officeId} and o.id = ${officer.id}`);
    if (!contains(open, today) || !contains(employed, today)) throw new Problem('not-possible');
    const earlier =
      contact.cameBackOf == null ? null : await contactOfReference(db, officeId, contact.cameBackOf);
    const opened = await db.maybe<Opened>(sql`
      insert into visit (id, office_id, channel, subject, opened_by, opened_at, opened_on, taken_by, taken_at, came_back_of)
      values (coalesce(${contactId}::uuid, uuidv7()), ${officeId}, ${channel}, ${subject}, ${officer.id}, ${now}, ${today},
        ${officer.id}, ${now}, ${earlier}) on conflict (id) do nothing returning id, reference`);
    // The same request, twice at once.
    if (opened === undefined) {
      const again = await openedBefore(db, contactId ?? '', officer.id);
      if (again === undefined) throw new Problem('stale');
      return again;
    }
    const at = { visitId: opened.id, officeId };
    if (person !== null && isSomebody(person)) await storePerson(db, at, person);
    if (contact.body !== undefined)
      await storeText(db, { ...at, direction: 'in', at: now, authorId: officer.id, body: contact.body });
    if (contact.callId !== undefined)
      await db.run(sql`
        update phone_call set visit_id = ${opened.id}
        where id = ${contact.callId} and office_id = ${officeId} and visit_id is null`);
    if (person?.mayMail === true) await queueReceipt(db, opened.id, now);
    await db.run(sql`delete from contact_draft where user_id = ${ctx.actor.userId} and visit_id is null`);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'contact-opened',
      subject: 'visit',
      subjectId: opened.id,
      officeId,
      details: { channel, ...(earlier === null ? {} : { cameBackOf: earlier }) },
    });
    return opened;
  });
}

function openedBefore(db: Db, contactId: string, officerId: number): Promise<Opened | undefined> {
  return db.maybe<Opened>(
    sql`select id, reference from visit where id = ${contactId} and opened_by = ${officerId}`,
  );
}

/** The contact of the office that has the reference. Throws Problem `invalid` when there is none. */
export async function contactOfReference(db: Db, officeId: number, reference: string): Promise<string> {
  const found = await db.maybe<{ id: string }>(sql`
    select id from visit where reference = ${reference} and office_id = ${officeId}`);
  if (found === undefined)
    throw new Problem('invalid', {}, [{ field: 'cameBackOf', code: 'unknown-reference' }]);
  return found.id;
}
