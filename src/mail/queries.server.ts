import { hasRole, managedOfficesOf } from '../access/actor.ts';
import { type Context, registersTransaction, transaction } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import type { MailboxError, Security } from './mailbox.ts';
import type { Note } from './read-mail.ts';

/** Addresses that an answer in a contact may go to: the person's, and those that wrote in it. */
export async function addressesOf(db: Db, contactId: string): Promise<string[]> {
  const found = await db.many<{ address: string }>(sql`
    select lower(email) as address from contact_person where visit_id = ${contactId} and email is not null
    union all
    select address from (select answer_to as address, max(received_at) as last from incoming_mail
      where visit_id = ${contactId} and answer_to is not null and state in ('contact', 'thread') group by 1 order by 2 desc) wrote`);
  return [...new Set(found.map(({ address }) => address))];
}

export interface MailOfContact {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly direction: 'in' | 'out';
  /** Of one that came: `contact`, `thread`, `set-aside`, `bounce`; of one that went: the outbox's state. */
  readonly state: string;
  readonly why: string | null;
  readonly who: string | null;
  readonly subject: string | null;
  readonly notes: readonly Note[];
  /** The server's own words. */
  readonly said: string | null;
  /** Who answers at this address is the person of the contact; otherwise somebody else wrote in it. */
  readonly known: boolean;
  readonly attachments: readonly AttachmentRow[];
}
export interface AttachmentRow {
  readonly position: number;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly dangerous: boolean;
  readonly otherThanSaid: boolean;
}

/** Whether the person of a contact has protected data. Throws Problem `not-found` for a contact that is not the actor's to read. */
export function personIsProtected(ctx: Context, contactId: string): Promise<boolean> {
  return transaction(ctx, async (db) => {
    const found = await db.maybe<{ protected: boolean }>(sql`
      select coalesce(p.protected, false) as protected from visit v left join contact_person p on p.visit_id = v.id
      where v.id = ${contactId}`);
    if (found === undefined) throw new Problem('not-found');
    return found.protected;
  });
}

/** What came and went by mail in a contact, the oldest first; the addresses that an answer may go to, and whether one can be sent. */
export function mailOfContact(ctx: Context, contactId: string) {
  return transaction(ctx, async (db) => {
    const mails = await db.many<Omit<MailOfContact, 'attachments'>>(sql`
      select i.id, i.received_at as at, 'in' as direction, i.state, i.why, coalesce(i.answer_to, i.from_address) as who, i.subject,
        i.notes, null as said, coalesce((select lower(p.email) from contact_person p where p.visit_id = i.visit_id)
          in (i.answer_to, i.from_address), false) as known
      from incoming_mail i where i.visit_id = ${contactId}
      union all
      select m.id, m.queued_at, 'out', m.state, m.about, m.recipients[1], m.subject, '{}', m.last_error, true
      from outgoing_mail m where m.about_id = ${contactId} and m.office_id is not null
      order by 2, 1 limit 500`);
    const files = await db.many<AttachmentRow & { mailId: string }>(sql`
      select a.mail_id as "mailId", a.position, a.name, a.media_type as "mediaType", a.bytes, a.dangerous,
        a.other_than_said as "otherThanSaid"
      from incoming_attachment a join incoming_mail i on i.id = a.mail_id where i.visit_id = ${contactId}
      union all
      select t.mail_id, t.position, t.file_name, t.media_type, octet_length(t.content), false, false
      from outgoing_attachment t join outgoing_mail m on m.id = t.mail_id where m.about_id = ${contactId} and m.office_id is not null
      order by 1, 2`);
    const { boxes, open } = await db.one<{ boxes: number; open: boolean }>(sql`
      select (select count(*) from mailbox b where b.office_id = v.office_id and b.ended_at is null) as boxes,
        v.closed_at is null as open from visit v where v.id = ${contactId}`);
    return {
      mails: mails.map(
        (mail): MailOfContact => ({ ...mail, attachments: files.filter(({ mailId }) => mailId === mail.id) }),
      ),
      addresses: await addressesOf(db, contactId),
      canAnswer: boxes > 0 && open,
    };
  });
}

export interface File {
  readonly name: string;
  readonly content: Buffer;
}

/** An attachment of a contact's mail. Throws Problem `not-found`, also for what is never handed out. */
export function attachmentOf(
  ctx: Context,
  contactId: string,
  mailId: string,
  position: number,
): Promise<File> {
  return transaction(ctx, async (db) => {
    const found = await db.maybe<File>(sql`
      select a.name, a.content from incoming_attachment a join incoming_mail i on i.id = a.mail_id
      where i.visit_id = ${contactId} and i.id = ${mailId} and a.position = ${position} and not a.dangerous
      union all
      select t.file_name, t.content from outgoing_attachment t join outgoing_mail m on m.id = t.mail_id
      where m.about_id = ${contactId} and m.office_id is not null and m.id = ${mailId} and t.position = ${position}`);
    if (found === undefined) throw new Problem('not-found');
    return found;
  });
}

export interface MailboxRow {
  readonly id: number;
  readonly officeId: number;
  readonly office: string;
  readonly address: string;
  readonly senderName: string;
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly user: string;
  readonly folder: string;
  readonly receipts: boolean;
  readonly state: 'new' | 'working' | 'failing';
  readonly error: MailboxError | null;
  readonly said: string | null;
  readonly failingSince: Temporal.Instant | null;
  readonly checkedAt: Temporal.Instant | null;
  readonly full: number | null;
  readonly setAside: number;
}

/** Whose mailboxes the actor sees: an administrator all, a manager those of their offices. Throws Problem `forbidden` for others. */
export function onMailboxes<T>(
  ctx: Context,
  work: (db: Db, offices: number[] | null) => Promise<T>,
): Promise<T> {
  if (hasRole(ctx.actor, 'administrator')) return registersTransaction(ctx, (db) => work(db, null));
  const managed = managedOfficesOf(ctx.actor);
  if (managed.length === 0) throw new Problem('forbidden');
  return transaction(ctx, (db) => work(db, managed));
}

export function mailboxes(ctx: Context, id: number | null = null): Promise<MailboxRow[]> {
  return onMailboxes(ctx, (db, offices) =>
    db.many<MailboxRow>(sql`
      select b.id, b.office_id as "officeId", o.name as office, b.address, b.sender_name as "senderName", b.host, b.port,
        b.security, b.user_name as "user", b.folder, b.receipts, b.state, b.last_error as error, b.last_said as said,
        b.failing_since as "failingSince", b.checked_at as "checkedAt", b.full_percent as full,
        (select count(*) from incoming_mail i where i.mailbox_id = b.id and i.state in ('set-aside', 'refused') and i.visit_id is null) as "setAside"
      from mailbox b join office o on o.id = b.office_id
      where b.ended_at is null and (${offices}::int[] is null or b.office_id = any (${offices}::int[]))
        and (${id}::int is null or b.id = ${id}) order by o.name, b.address`),
  );
}

/** Throws Problem `not-found`. */
export async function mailboxOf(ctx: Context, id: number): Promise<MailboxRow> {
  const [found] = await mailboxes(ctx, id);
  if (found === undefined) throw new Problem('not-found');
  return found;
}

export interface SetAsideRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly from: string | null;
  readonly subject: string | null;
  readonly state: 'set-aside' | 'refused';
  readonly why: string;
  readonly bytes: number;
}

/** What came to a mailbox and no person has been given, newest first. */
export function setAside(ctx: Context, mailboxId: number, asked: number) {
  return onMailboxes(ctx, async (db) => {
    const { total } = await db.one<{ total: number }>(sql`
      select count(*) as total from incoming_mail where mailbox_id = ${mailboxId} and state in ('set-aside', 'refused') and visit_id is null`);
    const { page, pages, offset } = pageAt(asked, total);
    const rows = await db.many<SetAsideRow>(sql`
      select id, received_at as at, from_address as "from", subject, state, why, bytes from incoming_mail
      where mailbox_id = ${mailboxId} and state in ('set-aside', 'refused') and visit_id is null
      order by state_at desc, id desc limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages };
  });
}

/** Offices that a mailbox can be added to. */
export function officesForMailbox(ctx: Context): Promise<{ id: number; name: string }[]> {
  return onMailboxes(ctx, (db, offices) =>
    db.many(
      sql`select id, name from office where (${offices}::int[] is null or id = any (${offices}::int[])) order by name`,
    ),
  );
}

export interface Undelivered {
  readonly id: string;
  readonly visitId: string;
  readonly reference: string;
  readonly subject: string | null;
  readonly to: string;
  readonly at: Temporal.Instant;
  readonly state: string;
  readonly said: string | null;
}

/**
 * What was sent in contacts of the actor's offices and did not arrive, or nobody knows: until it is answered by mail anew, or the
 * contact is closed after it. The newest 200.
 */
export function undelivered(ctx: Context): Promise<Undelivered[]> {
  return transaction(ctx, (db) =>
    db.many<Undelivered>(sql`
      select m.id, v.id as "visitId", v.reference, v.subject, m.recipients[1] as "to", m.queued_at as at, m.state, m.last_error as said
      from outgoing_mail m join visit v on v.id::text = m.about_id and v.office_id = m.office_id
      where m.office_id is not null and m.about ~ '^contact(-|$)'
        and (m.state = 'failed' or (m.state = 'uncertain' and coalesce(m.claimed_until < ${ctx.clock()}, true)))
        and not exists (select from outgoing_mail later where later.about_id = m.about_id and later.office_id = m.office_id
          and later.queued_at > m.queued_at and later.state = 'sent')
      order by m.queued_at desc limit 200`),
  );
}
