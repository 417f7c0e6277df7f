import { officesOf } from '../../access/actor.ts';
import { type Context, statement, transaction } from '../../access/context.server.ts';
import { contains, type Period, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, join, type Sql, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { OpenContact, Person } from '../contact.ts';
import { queueReceipt } from './send-receipt.server.ts';
import { isSomebody } from './store-contact.server.ts';

export interface Opened {
  readonly id: string;
  /** What the person is given. */
  readonly reference: string;
}

/**
 * Opens a contact by telephone, letter or visit at an office where the actor is an officer, who has it from then on. Nobody has
 * to say who they are. Sent again with the same `contactId` it is one contact.
 * Throws Problem `forbidden` at another office, `not-possible` when the office is not open or the officer not employed,
 * `invalid` for a reference of no contact of this office, `stale` for an id that is another's.
 */
export async function openContact(
  ctx: Context,
  contact: OpenContact,
  person: Person | null = null,
): Promise<Opened> {
  const { officer } = ctx.actor;
  const { officeId, contactId = null } = contact;
  if (officer === null || !officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const today = swedishDay(ctx.clock());
  // Nearly always one statement is all of it.
  if (contact.cameBackOf == null && person?.mayMail !== true) {
    const [opened] = await statement<Opened>(ctx, opening(ctx, officer.id, contact, person, null));
    if (opened !== undefined) return opened;
  }
  return transaction(ctx, async (db) => {
    const earlier =
      contact.cameBackOf == null ? null : await contactOfReference(db, officeId, contact.cameBackOf);
    const opened = await db.maybe<Opened>(opening(ctx, officer.id, contact, person, earlier));
    if (opened !== undefined) {
      if (person?.mayMail === true) await queueReceipt(db, opened.id, ctx.clock());
      return opened;
    }
    // The same request again, or twice at once.
    const before = contactId === null ? undefined : await openedBefore(db, contactId, officer.id);
    if (before !== undefined) return before;
    const { open, employed } = await db.one<{ open: Period; employed: Period }>(sql`
      select ${periodOf(sql`f.open`)} as open, ${periodOf(sql`o.employed`)} as employed
      from office f, officer o where f.id = ${officeId} and o.id = ${officer.id}`);
    throw new Problem(contains(open, today) && contains(employed, today) ? 'stale' : 'not-possible');
  });
}

/**
 * The contact and all that comes with it as one statement: the telephone rings while the last call is written down. Gives no row when
 * the office is not open, the officer not employed, or the id there already; then nothing is written.
 */
function opening(
  ctx: Context,
  officerId: number,
  contact: OpenContact,
  person: Person | null,
  earlier: string | null,
): Sql {
  const { officeId, channel, subject = null, contactId = null, body, callId } = contact;
  const now = ctx.clock();
  const today = swedishDay(now);
  const details = JSON.stringify({ channel, ...(earlier === null ? {} : { cameBackOf: earlier }) });
  const parts = [
    sql`opened as (
      insert into visit (id, office_id, channel, subject, opened_by, opened_at, opened_on, taken_by, taken_at, came_back_of)
      select coalesce(${contactId}::uuid, uuidv7()), f.id, ${channel}, ${subject}, o.id, ${now}::timestamptz, ${today}::date, o.id,
        ${now}::timestamptz, ${earlier}::uuid
      from office f, officer o
      where f.id = ${officeId} and o.id = ${officerId} and f.open @> ${today}::date and o.employed @> ${today}::date
      on conflict (id) do nothing returning id, reference, office_id)`,
    sql`draft as (
      delete from contact_draft d using opened where d.user_id = ${ctx.actor.userId} and d.visit_id is null
        and coalesce(d.content ->> 'contactId' = ${contactId}, true))`,
    sql`told as (
      insert into event (actor, role, kind, subject, subject_id, office_id, details)
      select ${ctx.actor.userId}, 'officer', 'contact-opened', 'visit', id::text, office_id, ${details}::jsonb from opened)`,
  ];
  if (person !== null && isSomebody(person)) {
    const { name = null, phone = null, email = null, language = null, preferred = null } = person;
    parts.push(sql`person as (
      insert into contact_person (visit_id, office_id, name, phone, email, language, preferred, may_mail, protected)
      select id, office_id, ${name}, ${phone}, ${email}, ${language}, ${preferred}, ${person.mayMail}, ${person.protected}
      from opened)`);
  }
  if (body !== undefined)
    parts.push(sql`said as (
      insert into contact_text (visit_id, office_id, direction, at, author_id, body)
      select id, office_id, 'in', ${now}::timestamptz, ${officerId}::int, ${body}::text from opened)`);
  if (callId !== undefined)
    parts.push(sql`call as (
      update phone_call c set visit_id = opened.id from opened
      where c.id = ${callId} and c.office_id = opened.office_id and c.visit_id is null)`);
  return sql`with ${join(parts)} select id, reference from opened`;
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
