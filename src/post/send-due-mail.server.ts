import type { MailSettings } from '../platform/config.server.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import type { Attachment, Submitted } from './outbox.server.ts';
import { waitAfter } from './rules/tries.ts';
import { type Left, type Message, type Tried, trySending } from './smtp.server.ts';

export interface Sender {
  readonly pool: Pool;
  /** Null: nothing is sent. */
  readonly mail: MailSettings | null;
  readonly clock: () => Temporal.Instant;
  /** Ends the sending: what has not been handed over goes back to the queue. */
  readonly ending: AbortSignal;
}

/** How long a process has a mail for itself. Longer than a try can last (smtp.server.ts). */
const LEASE = { minutes: 10 };

/** As the background works: over all authorities' mail, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;

interface Claimed {
  readonly id: string;
  readonly claim: string;
  readonly attempts: number;
  readonly recipients: string[];
  readonly subject: string;
  readonly body: string;
  readonly senderName: string | null;
  readonly senderAddress: string | null;
  readonly inReplyTo: string | null;
  readonly answeredIds: string[];
  readonly submitted: Submitted;
}

/**
 * Sends what is due, a mail at a time; several processes share the work. Before the last bytes of a message leave, the
 * mail is `uncertain` in the database: whatever happens then, it is not sent again unless the server has said no, or a
 * person decides it. Returns how many were tried. Ends when the server is the trouble: the others wait for the next run.
 */
export async function sendDueMail(sender: Sender): Promise<number> {
  const { mail: settings } = sender;
  if (settings === null) return 0;
  for (let tried = 0; ; tried += 1) {
    if (sender.ending.aborted) return tried;
    const mail = await claimNext(sender);
    if (mail === null) return tried;
    const message = await messageOf(sender.pool, mail);
    const ended = await trySending(settings, message, () => lastCall(sender, mail), sender.ending);
    await record(sender, mail, ended);
    if (ended.end === 'not-now' && ended.server) return tried + 1;
  }
}

/** The next mail that is due, or that a process took and lost before it handed anything over. Committed when it returns. */
function claimNext({ pool, clock }: Sender): Promise<Claimed | null> {
  const now = clock();
  return inTransaction(pool, SCOPE, async (db) => {
    const found = await db.maybe<{ id: string; state: string }>(sql`
      select id, state from outgoing_mail
      where (state = 'queued' and not_before <= ${now}) or (state = 'sending' and claimed_until <= ${now})
      order by not_before, id limit 1 for update skip locked`);
    if (found === undefined) return null;
    const mail = await db.one<Claimed>(sql`
      update outgoing_mail set state = 'sending', attempts = attempts + 1, claim = gen_random_uuid(),
        claimed_until = ${now.add(LEASE)}
      where id = ${found.id} returning id, claim, attempts, recipients, subject, body,
        sender_name as "senderName", sender_address as "senderAddress", in_reply_to as "inReplyTo",
        answered_ids as "answeredIds", submitted`);
    if (found.state === 'sending') await note(db, mail.id, 'queued', 'interrupted');
    await note(db, mail.id, 'sending', '');
    return mail;
  });
}

function messageOf(pool: Pool, mail: Claimed): Promise<Message> {
  return inTransaction(pool, SCOPE, async (db) => ({
    id: mail.id,
    to: mail.recipients,
    subject: mail.subject,
    text: mail.body,
    from: mail.senderAddress === null ? null : { name: mail.senderName ?? '', address: mail.senderAddress },
    inReplyTo: mail.inReplyTo,
    references: mail.answeredIds,
    submitted: mail.submitted,
    attachments: await db.many<Attachment>(sql`
      select file_name as "fileName", media_type as "mediaType", content from outgoing_attachment
      where mail_id = ${mail.id} order by position`),
  }));
}

/** From here on only the server knows. Throws Error when the mail is no longer this process's to send. */
async function lastCall({ pool, clock }: Sender, { id, claim }: Claimed): Promise<void> {
  await inTransaction(pool, SCOPE, async (db) => {
    const mine = await db.run(sql`
      update outgoing_mail set state = 'uncertain'
      where id = ${id} and claim = ${claim} and state = 'sending' and claimed_until > ${clock()}`);
    if (mine === 0) throw new Error('another process has taken the mail up');
    await note(db, id, 'uncertain', 'handing-over');
  });
}

function record({ pool, clock }: Sender, mail: Claimed, ended: Tried): Promise<void> {
  const now = clock();
  return inTransaction(pool, SCOPE, async (db) => {
    const still = await db.maybe(sql`
      select from outgoing_mail where id = ${mail.id} and claim = ${mail.claim} and state in ('sending', 'uncertain')
      for update`);
    if (still === undefined) return;
    if (ended.end === 'sent') return sent(db, mail, ended.said, ended.left, now);
    if (ended.end === 'uncertain') {
      await db.run(sql`
        update outgoing_mail set claimed_until = null, last_error = ${ended.said} where id = ${mail.id}`);
      return note(db, mail.id, 'uncertain', ended.said);
    }
    const wait = ended.end === 'refused' ? null : waitAfter(mail.attempts);
    if (wait === null) {
      await db.run(sql`
        update outgoing_mail set state = 'failed', claimed_until = null, last_error = ${ended.said} where id = ${mail.id}`);
      return note(db, mail.id, 'failed', ended.said);
    }
    await db.run(sql`
      update outgoing_mail set state = 'queued', claimed_until = null, last_error = ${ended.said},
        not_before = ${now.add({ minutes: wait })} where id = ${mail.id}`);
    return note(db, mail.id, 'queued', ended.said);
  });
}

/** The server has it. Those whom it would not take it for now get a mail of their own; the others are named. */
async function sent(
  db: Db,
  mail: Claimed,
  said: string,
  left: readonly Left[],
  now: Temporal.Instant,
): Promise<void> {
  const refused = left.filter(({ forGood }) => forGood);
  const later = left.filter(({ forGood }) => !forGood).map(({ recipient }) => recipient);
  const error = refused.map((each) => `${each.recipient}: ${each.said}`).join('; ');
  await db.run(sql`
    update outgoing_mail set state = 'sent', sent_at = ${now}, claimed_until = null,
      last_error = ${error === '' ? null : error} where id = ${mail.id}`);
  await note(db, mail.id, 'sent', error === '' ? said : `${said}; ${error}`);
  if (later.length === 0) return;
  const { id } = await db.one<{ id: string }>(sql`
    insert into outgoing_mail (mail_key, about, about_id, authority_id, office_id, recipients, subject, body, not_before,
      sender_name, sender_address, in_reply_to, answered_ids, submitted, secrets)
    select mail_key || ':' || id, about || '-rest', about_id, authority_id, office_id, ${later}, subject, body,
      ${now.add({ minutes: waitAfter(1) ?? 1 })}, sender_name, sender_address, in_reply_to, answered_ids, submitted, secrets
    from outgoing_mail where id = ${mail.id} returning id`);
  await db.run(sql`
    insert into outgoing_attachment (mail_id, position, file_name, media_type, content)
    select ${id}, position, file_name, media_type, content from outgoing_attachment where mail_id = ${mail.id}`);
  await note(db, id, 'queued', 'rest');
}

/** `detail`: what the server said, or one of our own codes (texts.ts). */
async function note(db: Db, id: string, state: string, detail: string): Promise<void> {
  await db.run(sql`
    insert into outgoing_mail_event (mail_id, state, detail, actor) values (${id}, ${state}, ${detail}, scope_actor())`);
}
