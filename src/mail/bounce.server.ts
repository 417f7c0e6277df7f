import { type Db, sql } from '../platform/database.server.ts';
import type { ReadMail } from './read-mail.ts';
import { messageIds } from './rules/thread.ts';

/** A mail of ours that a server could not deliver. */
export interface Bounced {
  readonly outgoingId: string;
  /** The contact that it was about, at this office. */
  readonly visitId: string | null;
}

/** The id of a mail of ours, out of its Message-ID. */
export function ownMailId(messageId: string): string | null {
  return /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})@/.exec(messageId)?.[1] ?? null;
}

/** What an old server sends back stands in its text, head and all. */
const idsWithin = (text: string) =>
  messageIds([...text.matchAll(/^\W*message-id:(.*)$/gim)].map(([, id]) => id ?? ''));

/**
 * Notes at a mail of ours that it did not arrive, as the server said it: it has failed, and everything that hangs on that knows
 * it. A report that names somebody whom we did not write to is not believed. Null: it is about no mail of ours.
 */
export async function noteBounce(db: Db, officeId: number, read: ReadMail): Promise<Bounced | null> {
  const ids = [...(read.report?.about ?? []), ...read.inReplyTo, ...read.references, ...idsWithin(read.text)]
    .map(ownMailId)
    .filter((id) => id !== null);
  if (ids.length === 0) return null;
  const told = (read.report?.told ?? []).filter(({ action }) => action === 'failed');
  const mail = await db.maybe<{
    id: string;
    state: string;
    recipients: string[];
    visitId: string | null;
  }>(sql`
    select m.id, m.state, m.recipients,
      (select v.id from visit v where v.office_id = ${officeId} and v.id::text = m.about_id and m.office_id = ${officeId}) as "visitId"
    from outgoing_mail m where m.id = any (${ids}::uuid[]) order by m.queued_at desc limit 1 for update of m`);
  if (mail === undefined) return null;
  const to = mail.recipients.map((address) => address.toLowerCase());
  const named = told.filter(({ recipient }) => recipient !== null && to.includes(recipient));
  // A server that forwards names the address it forwards to; with one recipient there is no doubt who it was.
  if (told.length > 0 && named.length === 0 && to.length > 1) return null;
  const reason = told[0];
  const said = `${named[0]?.recipient ?? to[0]}: ${reason?.status ?? ''} ${reason?.said ?? 'bounced'}`.slice(
    0,
    500,
  );
  const all = to.length === 1 || new Set(named.map(({ recipient }) => recipient)).size >= to.length;
  if (['sent', 'uncertain'].includes(mail.state)) {
    const state = all ? 'failed' : mail.state;
    await db.run(sql`
      update outgoing_mail set state = ${state}, last_error = ${said}, claim = null, claimed_until = null,
        sent_at = case when ${all}::boolean then null else sent_at end where id = ${mail.id}`);
    await db.run(sql`
      insert into outgoing_mail_event (mail_id, state, detail, actor) values (${mail.id}, ${state}, ${said}, scope_actor())`);
  }
  return { outgoingId: mail.id, visitId: mail.visitId };
}
