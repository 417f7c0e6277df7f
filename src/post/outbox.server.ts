import { type Db, sql } from '../platform/database.server.ts';

/** A mail that must go out. */
export interface NewMail {
  /** What makes it one mail: queued again with the same key, nothing happens. */
  readonly key: string;
  /** What it tells of: kind and id of a record of ours. */
  readonly about: string;
  readonly aboutId: string;
  /** For whom it goes out, and who sees it in the outbox; null for the installation's or the supervising authority's own. */
  readonly authorityId: number | null;
  /** An office's own mail to a person: seen in the outbox by that office alone, and then of no authority. */
  readonly officeId?: number;
  /** 1–50 addresses. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** What in the text opens something for its reader alone, a secret link: who keeps the outbox sees … in its place. */
  readonly secrets?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** From whom; absent: from the installation's own sender. */
  readonly from?: { readonly name: string; readonly address: string };
  /** Message-IDs without their brackets: what it answers, and the conversation before it, the oldest first. */
  readonly answers?: { readonly messageId: string | null; readonly conversation: readonly string[] };
  /** Who has written it (RFC 3834 5): a program by itself, a program because a mail came, or a person. */
  readonly submitted?: Submitted;
  /** Not sent before; absent: at once. */
  readonly notBefore?: Temporal.Instant;
}
export type Submitted = 'auto-generated' | 'auto-replied' | 'no';
export interface Attachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/** Queues a mail in the transaction of what it tells of. Returns its id, or that of the mail with the same key. */
export async function queueMail(db: Db, mail: NewMail): Promise<string> {
  const made = await db.maybe<{ id: string }>(sql`
    insert into outgoing_mail (mail_key, about, about_id, authority_id, office_id, recipients, subject, body, not_before,
      sender_name, sender_address, in_reply_to, answered_ids, submitted, secrets)
    values (${mail.key}, ${mail.about}, ${mail.aboutId}, ${mail.authorityId},
      ${mail.officeId ?? null}, ${mail.to}, ${mail.subject}, ${mail.text},
      coalesce(${mail.notBefore ?? null}, clock_timestamp()), ${mail.from?.name ?? null}, ${mail.from?.address ?? null},
      ${mail.answers?.messageId ?? null}, ${mail.answers?.conversation ?? []}, ${mail.submitted ?? 'auto-generated'},
      ${mail.secrets ?? []})
    on conflict (mail_key) do nothing returning id`);
  if (made === undefined)
    return (await db.one<{ id: string }>(sql`select id from outgoing_mail where mail_key = ${mail.key}`)).id;
  for (const [position, { fileName, mediaType, content }] of (mail.attachments ?? []).entries())
    await db.run(sql`
      insert into outgoing_attachment (mail_id, position, file_name, media_type, content)
      values (${made.id}, ${position}, ${fileName}, ${mediaType}, ${Buffer.from(content)})`);
  await db.run(
    sql`insert into outgoing_mail_event (mail_id, state, actor) values (${made.id}, 'queued', scope_actor())`,
  );
  return made.id;
}
