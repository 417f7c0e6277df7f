import { receiveContact, receiveText } from '../contacts/commands/receive-contact.server.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { noteBounce } from './bounce.server.ts';
import { findThread } from './find-thread.server.ts';
import { readApart } from './read-apart.server.ts';
import type { ReadMail } from './read-mail.ts';
import { queueReceipt, type ReceiptBox } from './receipts.server.ts';
import { contentType } from './rules/attachment-type.ts';
import { oneLine } from './rules/clean.ts';
import { kindOf } from './rules/kind.ts';
import { pointersOf, subjectWithout } from './rules/thread.ts';

export interface TakingUp {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly ending: AbortSignal;
  /** The address that the installation itself sends from; null: it sends nothing. */
  readonly sender: string | null;
}

/** As the background works: over all offices, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;
/** How often a mail is tried that the program cannot take up, before it is set aside for a person. */
const MOST_TRIES = 3;

interface Stored {
  readonly id: string;
  readonly mailboxId: number;
  readonly contentHash: string;
  readonly raw: Buffer;
  readonly receivedAt: Temporal.Instant;
  readonly why: string | null;
}

/**
 * Makes what came in into what it is, the oldest first, each mail in one transaction: contact, text, attachments, receipt and the
 * mail's own state are there together or not at all. Several processes share the work. Returns how many it took up.
 */
export async function takeUpMail(work: TakingUp): Promise<number> {
  const failed: string[] = [];
  for (let done = 0; ; done += 1) {
    if (work.ending.aborted) return done;
    let taken: string | undefined;
    try {
      const more = await inTransaction(work.pool, SCOPE, async (db) => {
        const mail = await db.maybe<Stored>(sql`
          select id, mailbox_id as "mailboxId", content_hash as "contentHash", raw, received_at as "receivedAt", why
          from incoming_mail where state = 'stored' and id <> all (${failed}::uuid[])
          order by stored_at, id limit 1 for update skip locked`);
        if (mail === undefined) return false;
        taken = mail.id;
        await takeUp(db, work, mail);
        return true;
      });
      if (!more) return done;
    } catch (error) {
      if (taken === undefined) throw error;
      console.error(`mail ${taken}:`, error);
      failed.push(taken);
      const id = taken;
      await inTransaction(work.pool, SCOPE, (db) =>
        db.run(sql`
          update incoming_mail set tries = tries + 1, state_at = clock_timestamp(),
            state = case when tries + 1 >= ${MOST_TRIES} then 'set-aside' else state end,
            why = case when tries + 1 >= ${MOST_TRIES} then 'not-taken-up' else why end
          where id = ${id} and state = 'stored'`),
      );
    }
  }
}

async function takeUp(db: Db, work: TakingUp, mail: Stored): Promise<void> {
  const box = await boxOf(db, mail.mailboxId);
  const ours = await ownAddresses(db, work.sender);
  const read = await readApart(mail.raw);
  await storeHead(db, mail.id, read);
  const { kind, why } = kindOf(read.facts, ours);
  if (mail.why === 'too-large') {
    await queueReceipt(db, box, read, 'too-large', { ours, now: work.clock() });
    return become(db, mail.id, { state: 'refused', why: 'too-large' });
  }
  if (kind === 'bounce') {
    const bounced = await noteBounce(db, box.officeId, read);
    if (bounced === null) return become(db, mail.id, { state: 'set-aside', why: 'unknown-bounce' });
    return become(db, mail.id, { state: 'bounce', why, ...bounced });
  }
  const thread = await findThread(db, box.officeId, pointersOf(read, ours));
  if (kind === 'automatic')
    return become(db, mail.id, { state: 'set-aside', why, visitId: thread?.visitId ?? null });
  await makeContact(db, work, { box, ours, read, mail, thread });
}

interface Making {
  readonly box: ReceiptBox;
  readonly ours: readonly string[];
  readonly read: ReadMail;
  readonly mail: Pick<Stored, 'id' | 'contentHash' | 'receivedAt'>;
  readonly thread: { readonly visitId: string; readonly closed: boolean } | null;
  /** Whoever decides that it is one; absent: the program. */
  readonly by?: string;
}

/** Joins an open contact, or makes a new one: of a closed one it is what came back. Returns the contact's id. */
export async function makeContact(
  db: Db,
  { clock }: Pick<TakingUp, 'clock'>,
  { box, ours, read, mail, thread, by }: Making,
): Promise<string> {
  const now = clock();
  const { officeId } = box;
  const at = Temporal.Instant.compare(mail.receivedAt, now) > 0 ? now : mail.receivedAt;
  const body = read.text === '' ? '–' : read.text;
  if (thread !== null && !thread.closed) {
    await receiveText(db, { visitId: thread.visitId, officeId, at, body, textId: mail.id });
    await storeAttachments(db, officeId, mail.id, read);
    await become(db, mail.id, { state: 'thread', visitId: thread.visitId, textId: mail.id, by });
    return thread.visitId;
  }
  const subject = oneLine(subjectWithout(read.subject), 300);
  const made = await receiveContact(db, {
    officeId,
    channel: 'email',
    key: `mail:${mail.contentHash}`,
    subject: subject === '' ? null : subject,
    body,
    at,
    person: personOf(read),
    cameBackOf: thread?.visitId ?? null,
    actor: by ?? 'system',
  });
  const { textId } = await db.one<{ textId: string }>(sql`
    select id as "textId" from contact_text where visit_id = ${made.id} order by written_at, id limit 1`);
  await storeAttachments(db, officeId, mail.id, read);
  await become(db, mail.id, { state: 'contact', visitId: made.id, textId, by });
  if (by === undefined)
    await queueReceipt(db, box, read, { visitId: made.id, reference: made.reference }, { ours, now });
  return made.id;
}

function personOf({ from, answerTo }: ReadMail) {
  if (answerTo === null) return null;
  return {
    ...(from === null || from.name === '' ? {} : { name: from.name }),
    email: answerTo.address,
    mayMail: true,
    protected: false,
  };
}

async function storeHead(db: Db, id: string, read: ReadMail): Promise<void> {
  const { messageId, from, answerTo, subject, facts, notes } = read;
  const kept =
    messageId !== null && messageId.length <= 900 ? messageId.toWellFormed().replaceAll('\0', '') : null;
  await db.run(sql`
    update incoming_mail set message_id = ${kept}, from_address = ${from?.address ?? null}, from_name = ${from?.name ?? null},
      answer_to = ${answerTo?.address ?? null}, subject = ${subject}, recipients = ${facts.recipients}, notes = ${notes}
    where id = ${id}`);
}

async function storeAttachments(
  db: Db,
  officeId: number,
  mailId: string,
  { attachments }: ReadMail,
): Promise<void> {
  for (const [position, { name, said, bytes }] of attachments.entries()) {
    const type = await contentType(bytes, { name, said });
    await db.run(sql`
      insert into incoming_attachment (mail_id, position, office_id, name, media_type, other_than_said, dangerous, bytes, sha256, content)
      values (${mailId}, ${position}, ${officeId}, ${name}, ${type.mediaType}, ${type.otherThanSaid}, ${type.dangerous},
        ${bytes.length}, ${sha256(bytes)}, ${Buffer.from(bytes)})
      on conflict (mail_id, position) do nothing`);
  }
}

interface Became {
  readonly state: string;
  readonly why?: string | null;
  readonly visitId?: string | null;
  readonly textId?: string;
  readonly outgoingId?: string;
  readonly by?: string | undefined;
}

async function become(
  db: Db,
  id: string,
  { state, why, visitId, textId, outgoingId, by }: Became,
): Promise<void> {
  await db.run(sql`
    update incoming_mail set state = ${state}, state_at = clock_timestamp(), why = ${why ?? null}, visit_id = ${visitId ?? null},
      text_id = ${textId ?? null}, outgoing_id = ${outgoingId ?? null}, decided_by = ${by ?? null} where id = ${id}`);
}

/** The mailbox that a mail came to, as what is said by itself needs it. */
export function boxOf(db: Db, mailboxId: number): Promise<ReceiptBox> {
  return db.one<ReceiptBox>(sql`
    select b.office_id as "officeId", o.name as office, b.address, b.sender_name as "senderName", b.receipts
    from mailbox b join office o on o.id = b.office_id where b.id = ${mailboxId}`);
}

/** What we send from, in small letters: mail from there is a loop. */
export async function ownAddresses(db: Db, sender: string | null): Promise<string[]> {
  const boxes = await db.many<{ address: string }>(sql`select address from mailbox where ended_at is null`);
  return [...boxes.map(({ address }) => address), ...(sender === null ? [] : [sender.toLowerCase()])];
}
