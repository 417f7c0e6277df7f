import { z } from 'zod';
import { type Context, transaction } from '../../access/context.server.ts';
import { write } from '../../contacts/commands/write-text.server.ts';
import { promiseTexts } from '../../contacts/promise-texts.ts';
import { surveyAddress } from '../../contacts/receipt.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { addressesOf } from '../queries.server.ts';
import { readMail } from '../read-mail.ts';
import { conversationOf } from '../receipts.server.ts';
import { mailAddress } from '../rules/address.ts';
import { endOfHead } from '../rules/same-mail.ts';
import { answerSubject } from '../rules/thread.ts';
import { filesToSend } from './files-to-send.server.ts';

export const AnswerSchema = z.object({
  to: z
    .string({ error: 'required' })
    .transform((text) => mailAddress(text))
    .refine((address) => address !== null, { error: 'not-an-address' }),
  body: z
    .string({ error: 'required' })
    .trim()
    .min(1, { error: 'required' })
    .max(100_000, { error: 'too-long' }),
  /** A form that is sent twice is one answer. */
  textId: z.uuid({ error: 'invalid-value' }),
});
export type Answer = z.output<typeof AnswerSchema>;

/**
 * Answers a contact by mail: the text stands in the contact and the mail in the outbox, both or neither. Only to an address of this
 * contact's: the person's, or one that wrote in it. The first answer asks how the help was. Throws Problem `not-found`, `visit-closed`, `not-possible` (`no-mailbox`,
 * `contact-taken`), `invalid`; `bilagor` for files that cannot be sent (files-to-send.server.ts).
 */
export async function answerByMail(
  ctx: Context,
  contactId: string,
  answer: Answer,
  { files = [], origin }: { readonly files?: readonly File[]; readonly origin: string },
): Promise<void> {
  const attachments = await filesToSend(files);
  await transaction(ctx, async (db) => {
    const contact = await db.maybe<{
      officeId: number;
      office: string;
      reference: string;
      subject: string | null;
      language: string | null;
      surveyCode: string | null;
    }>(sql`
      select v.office_id as "officeId", f.name as office, v.reference, v.subject, p.language,
        case when not exists (select from mail_answer a where a.visit_id = v.id and a.text_id <> ${answer.textId})
          then survey_code(v.id, ${ctx.clock()}) end as "surveyCode"
      from visit v join office f on f.id = v.office_id left join contact_person p on p.visit_id = v.id where v.id = ${contactId}`);
    if (contact === undefined) throw new Problem('not-found');
    const to = answer.to ?? '';
    if (!(await addressesOf(db, contactId)).includes(to))
      throw new Problem('invalid', {}, [{ field: 'to', code: 'not-of-this-contact' }]);
    const before = await lastMail(db, contactId, to);
    const box = await db.maybe<{ address: string; senderName: string }>(sql`
      select address, sender_name as "senderName" from mailbox where office_id = ${contact.officeId} and ended_at is null
      order by (id = ${before?.mailboxId ?? 0}) desc, id limit 1`);
    if (box === undefined) throw new Problem('not-possible', { reason: 'no-mailbox' });
    await write(ctx, db, contactId, { direction: 'out', body: answer.body, textId: answer.textId });
    const head = before === undefined ? null : await readMail(before.raw.subarray(0, endOfHead(before.raw)));
    const mailId = await queueMail(db, {
      key: `contact-answer:${contactId}:${answer.textId}`,
      about: 'contact-answer',
      aboutId: contactId,
      authorityId: null,
      officeId: contact.officeId,
      to: [to],
      subject: answerSubject(head?.subject ?? contact.subject ?? '', contact.reference),
      text: `${answer.body}\n\n-- \n${contact.office}\nReferens ${contact.reference}\n${howWasIt(contact, origin)}`,
      attachments,
      from: { name: box.senderName, address: box.address },
      answers: head === null ? { messageId: null, conversation: [] } : conversationOf(head),
      submitted: 'no',
    });
    await db.run(sql`
      insert into mail_answer (mail_id, visit_id, office_id, text_id, answers_id, made_by)
      values (${mailId}, ${contactId}, ${contact.officeId}, ${answer.textId}, ${before?.id ?? null}, ${ctx.actor.userId})
      on conflict (mail_id) do nothing`);
  });
}

/** Asked once in a contact: with the first answer. In the person's language where it is ours. */
function howWasIt(
  { surveyCode, language }: { readonly surveyCode: string | null; readonly language: string | null },
  origin: string,
): string {
  if (surveyCode === null) return '';
  const locale = language === 'en' ? 'en' : 'sv';
  return `\n${promiseTexts[locale].receipt.howWasIt}\n${surveyAddress(origin, surveyCode, locale)}\n`;
}

/** What an answer to this address answers: the newest that came from there in this contact. */
function lastMail(db: Db, contactId: string, to: string) {
  return db.maybe<{ id: string; mailboxId: number; raw: Buffer }>(sql`
    select id, mailbox_id as "mailboxId", raw from incoming_mail
    where visit_id = ${contactId} and state in ('contact', 'thread') order by (answer_to = ${to}) desc nulls last, received_at desc limit 1`);
}
