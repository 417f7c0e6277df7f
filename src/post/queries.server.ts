import type { Context } from '../access/context.server.ts';
import { sql } from '../platform/database.server.ts';
import { PAGE_SIZE, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import type { Attachment } from './outbox.server.ts';
import { addressOfToday } from './registrar.server.ts';
import { type Decision, decisionsOpen, type MailState } from './states.ts';
import { onOwnMail } from './who-sees.server.ts';

export interface MailRow {
  readonly id: string;
  readonly about: string;
  readonly aboutId: string;
  readonly authority: string | null;
  readonly recipients: string[];
  readonly subject: string;
  readonly queuedAt: Temporal.Instant;
  readonly notBefore: Temporal.Instant;
  readonly state: MailState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: Temporal.Instant | null;
  /** A process is at it now. */
  readonly inHand: boolean;
}

export interface MailView extends MailRow {
  /** With … in the place of what only its reader may see. */
  readonly body: string;
  readonly attachments: readonly {
    readonly position: number;
    readonly fileName: string;
    readonly bytes: number;
  }[];
  readonly events: readonly {
    readonly at: Temporal.Instant;
    readonly state: MailState;
    readonly detail: string;
    /** Account name; null for the system itself. */
    readonly by: string | null;
  }[];
  readonly decisions: readonly Decision[];
  /** Where a new try would go, if that is not where it went. */
  readonly movedTo: string | null;
}

const columns = (now: Temporal.Instant) => sql`
  m.id, m.about, m.about_id as "aboutId", (select a.name from authority a where a.id = m.authority_id) as authority,
  m.recipients, m.subject, m.queued_at as "queuedAt", m.not_before as "notBefore", m.state, m.attempts,
  m.last_error as "lastError", m.sent_at as "sentAt", coalesce(m.claimed_until > ${now}, false) as "inHand"`;

/** The actor's mail, newest first, 50 a page, and how many there are in each state. */
export function listMail(
  ctx: Context,
  { state, page }: { readonly state: MailState | undefined; readonly page: number },
) {
  return onOwnMail(ctx, async (db, mine) => {
    const counts = await db.many<{ state: MailState; count: number }>(sql`
      select m.state, count(*) as count from outgoing_mail m where ${mine} group by m.state`);
    const byState = new Map(counts.map((each) => [each.state, each.count]));
    const total =
      state === undefined ? counts.reduce((sum, { count }) => sum + count, 0) : (byState.get(state) ?? 0);
    const { page: shown, pages, offset } = pageAt(page, total);
    const rows = await db.many<MailRow>(sql`
      select ${columns(ctx.clock())} from outgoing_mail m
      where ${mine} and (${state ?? null}::text is null or m.state = ${state ?? null})
      order by m.queued_at desc, m.id desc limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, byState, total, page: shown, pages };
  });
}

/** Throws Problem `not-found` for others' mail. */
export function mailView(ctx: Context, id: string): Promise<MailView> {
  return onOwnMail(ctx, async (db, mine) => {
    const mail = await db.maybe<MailRow & { body: string; secrets: string[] }>(sql`
      select ${columns(ctx.clock())}, m.body, m.secrets from outgoing_mail m where m.id = ${id} and ${mine}`);
    if (mail === undefined) throw new Problem('not-found');
    const { secrets, ...shown } = mail;
    const body = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), mail.body);
    const attachments = await db.many<MailView['attachments'][number]>(sql`
      select position, file_name as "fileName", octet_length(content) as bytes from outgoing_attachment
      where mail_id = ${id} order by position`);
    const events = await db.many<MailView['events'][number]>(sql`
      select e.at, e.state, e.detail, (select u.name from account_user u where u.id = e.actor) as by
      from outgoing_mail_event e where e.mail_id = ${id} order by e.at`);
    const movedTo = mail.state === 'failed' ? await addressOfToday(db, mail) : null;
    return {
      ...shown,
      body,
      attachments,
      events,
      decisions: decisionsOpen(mail.state, mail.inHand),
      movedTo,
    };
  });
}

/** Throws Problem `not-found`. */
export function mailAttachment(ctx: Context, id: string, position: number): Promise<Attachment> {
  return onOwnMail(ctx, async (db, mine) => {
    const found = await db.maybe<Attachment>(sql`
      select t.file_name as "fileName", t.media_type as "mediaType", t.content from outgoing_attachment t
      join outgoing_mail m on m.id = t.mail_id where m.id = ${id} and t.position = ${position} and ${mine}`);
    if (found === undefined) throw new Problem('not-found');
    return found;
  });
}
