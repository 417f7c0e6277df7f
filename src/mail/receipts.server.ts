import { swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import type { ReadMail } from './read-mail.ts';
import { receiptMail, tooLargeMail } from './receipt-text.ts';
import { noReceiptBecause } from './rules/kind.ts';
import { answerSubject, subjectWithout } from './rules/thread.ts';

/** The most that an office says by itself in an hour: a flood in others' names does not become ours. */
const MOST_AN_HOUR = 200;

export interface ReceiptBox {
  readonly officeId: number;
  readonly office: string;
  readonly address: string;
  readonly senderName: string;
  readonly receipts: boolean;
}

/**
 * Tells the sender that the mail came, or that it was too large: once a sender and day, and never a program (RFC 3834). The
 * outbox's key makes it once, however often this is asked.
 */
export async function queueReceipt(
  db: Db,
  box: ReceiptBox,
  read: ReadMail,
  what: { readonly visitId: string; readonly reference: string } | 'too-large',
  { ours, now }: { readonly ours: readonly string[]; readonly now: Temporal.Instant },
): Promise<boolean> {
  const to = read.facts.from;
  if (!box.receipts || to === null || noReceiptBecause(read.facts, ours) !== null) return false;
  const { many } = await db.one<{ many: number }>(sql`
    select count(*) as many from outgoing_mail where office_id = ${box.officeId} and submitted = 'auto-replied'
      and queued_at > clock_timestamp() - interval '1 hour'`);
  if (many >= MOST_AN_HOUR) return false;
  const { subject, text } =
    what === 'too-large'
      ? tooLargeMail({ office: box.office, subject: `Sv: ${subjectWithout(read.subject).slice(0, 150)}` })
      : receiptMail({
          reference: what.reference,
          office: box.office,
          subject: answerSubject(read.subject, what.reference),
        });
  const who = sha256(to).slice(0, 32);
  await queueMail(db, {
    key: `${what === 'too-large' ? 'mail-too-large' : 'mail-receipt'}:${box.officeId}:${who}:${swedishDay(now)}`,
    about: what === 'too-large' ? 'mail-too-large' : 'contact-receipt',
    aboutId: what === 'too-large' ? String(box.officeId) : what.visitId,
    authorityId: null,
    officeId: box.officeId,
    to: [to],
    subject,
    text,
    from: { name: box.senderName, address: box.address },
    answers: conversationOf(read),
    submitted: 'auto-replied',
    notBefore: now,
  });
  return true;
}

/** What an answer to a mail says that it answers (RFC 5322 3.6.4). */
export function conversationOf(read: Pick<ReadMail, 'messageId' | 'references' | 'inReplyTo'>) {
  const before = read.references.length > 0 ? read.references : read.inReplyTo;
  const ids = read.messageId === null ? before : [...before, read.messageId];
  const safe = ids.filter((id) => /^[\x21-\x7e]{1,250}$/.test(id));
  return {
    messageId: read.messageId !== null && safe.at(-1) === read.messageId ? read.messageId : null,
    conversation: safe.slice(-20),
  };
}
