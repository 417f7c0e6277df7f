import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { receiptOf } from '../receipt.server.ts';
import { receiptMail } from '../receipt.ts';

/**
 * Queues the receipt for who has left an address and said yes to mail; what it says is what stands now, and the same receipt is
 * sent once. `origin`: where this installation answers. Throws Problem `not-found`, `not-possible` (`no-mail-address`).
 */
export async function sendReceipt(ctx: Context, contactId: string, origin: string): Promise<void> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  await transaction(ctx, async (db) => {
    const officeId = await queueReceipt(db, contactId, ctx.clock(), origin);
    if (officeId === null) throw new Problem('not-possible', { reason: 'no-mail-address' });
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'receipt-queued',
      subject: 'visit',
      subjectId: contactId,
      officeId,
    });
  });
}

/**
 * The same in a transaction under way, for who has said yes to it; null when there is nobody to mail. Without `origin` it does not ask how it was: nobody has
 * been helped yet. Throws Problem `not-found`.
 */
export async function queueReceipt(
  db: Db,
  contactId: string,
  now: Temporal.Instant,
  origin: string | null = null,
): Promise<number | null> {
  const receipt = await receiptOf(db, contactId, now);
  const to = await db.maybe<{ email: string; language: string | null }>(sql`
    select email, language from contact_person where visit_id = ${contactId} and may_mail and email is not null`);
  if (to === undefined) return null;
  const { subject, text } = receiptMail(
    receipt,
    now,
    to.language === null || to.language === 'sv' ? 'sv' : 'en',
    origin,
  );
  // From the office's own mailbox, when it has one: what is answered to it comes to this contact.
  const from = await db.maybe<{ name: string; address: string }>(sql`
    select sender_name as name, address from mailbox where office_id = ${receipt.officeId} and ended_at is null order by id limit 1`);
  // Another promise makes another receipt, and so does one that was kept.
  const state = receipt.promises.map(({ id, keptAt }) => (keptAt === null ? id : `${id}+`)).join(' ');
  await queueMail(db, {
    key: `contact-receipt ${contactId} ${to.email} ${state}${origin === null ? '' : ' asked'}`,
    ...{
      about: 'contact',
      aboutId: contactId,
      authorityId: null,
      officeId: receipt.officeId,
      to: [to.email],
      subject,
      text,
    },
    ...(from === undefined ? {} : { from }),
  });
  return receipt.officeId;
}
