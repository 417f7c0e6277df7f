import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { mailboxes } from '../queries.server.ts';
import { readApart } from '../read-apart.server.ts';
import { boxOf, makeContact, ownAddresses } from '../take-up-mail.server.ts';

/**
 * Makes a contact of a mail that was set aside: the program took it for something that nobody waits for an answer to. It is told
 * nothing by itself. Throws Problem `not-found`, `forbidden`, `stale` when it is one already.
 */
export async function makeContactAnyway(ctx: Context, mailId: string): Promise<string> {
  const offices = [...new Set((await mailboxes(ctx)).map(({ officeId }) => officeId))];
  // As the background works, after it is known that the mail is of an office that the actor looks after.
  return inTransaction(ctx.pool, { registers: true, actor: ctx.actor.userId }, async (db) => {
    const mail = await db.maybe<{
      id: string;
      officeId: number;
      mailboxId: number;
      contentHash: string;
      raw: Buffer;
      receivedAt: Temporal.Instant;
      open: boolean;
    }>(sql`
      select id, office_id as "officeId", mailbox_id as "mailboxId", content_hash as "contentHash", raw, received_at as "receivedAt",
        state in ('set-aside', 'refused') as open from incoming_mail where id = ${mailId} for update`);
    if (mail === undefined || !offices.includes(mail.officeId)) throw new Problem('not-found');
    if (!mail.open) throw new Problem('stale');
    const by = ctx.actor.userId;
    const box = await boxOf(db, mail.mailboxId);
    const ours = await ownAddresses(db, null);
    const visitId = await makeContact(db, ctx, {
      box,
      ours,
      read: await readApart(mail.raw),
      mail,
      thread: null,
      by,
    });
    await recordEvent(db, {
      actor: by,
      role: 'office-manager',
      kind: 'mail-made-contact',
      subject: 'visit',
      subjectId: visitId,
      officeId: mail.officeId,
      details: { mailId },
    });
    return visitId;
  });
}
