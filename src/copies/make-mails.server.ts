import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { queueMail } from '../post/outbox.server.ts';
import { registrarAddress } from '../post/registrar.server.ts';
import { documentOf, sentContent } from './document.server.ts';
import { copyMail } from './mail-text.ts';

const SCOPE = { registers: true, actor: 'system' } as const;

interface Ordered {
  readonly agreementId: number;
  readonly version: number;
  readonly senderId: number;
  readonly sender: string;
  readonly diaryNumber: string;
  readonly name: string;
  readonly decidedOn: PlainDate;
  readonly provision: string;
  readonly parties: string[];
  readonly askedBy: string | null;
  /** How often it was ordered before: each order is a mail of its own. */
  readonly times: number;
}

/**
 * Makes the document and the mail of each copy that was ordered, a transaction each: document, what the register said and the
 * queued mail are there together or not at all. Several processes share the work. One that cannot be made has failed, with
 * the reason, and does not stand in the way of the others. Returns how many it took up.
 */
export async function makeCopyMails(ctx: {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly ending: AbortSignal;
}): Promise<number> {
  for (let done = 0; ; done += 1) {
    if (ctx.ending.aborted) return done;
    let taken: Ordered | undefined;
    try {
      await inTransaction(ctx.pool, SCOPE, async (db) => {
        taken = await nextOrdered(db);
        if (taken !== undefined) await makeMail(db, taken, ctx.clock());
      });
    } catch (error) {
      if (taken === undefined) throw error;
      await failed(ctx.pool, taken, error);
    }
    if (taken === undefined) return done;
  }
}

async function nextOrdered(db: Db): Promise<Ordered | undefined> {
  const key = await db.maybe<{ agreementId: number; version: number }>(sql`
    select agreement_id as "agreementId", version from agreement_copy
    where state = 'queued' and how = 'mail' and mail_id is null order by agreement_id, version
    limit 1 for update skip locked`);
  if (key === undefined) return undefined;
  return db.one<Ordered>(sql`
    select c.agreement_id as "agreementId", c.version, c.sender_id as "senderId", s.name as sender,
      a.diary_number as "diaryNumber", a.name, v.decided_on as "decidedOn", c.provision,
      (select array_agg(p.name order by p.name) from agreement_party ap join authority p on p.id = ap.authority_id
        where ap.agreement_id = a.id) as parties,
      (select u.name || ', ' || u.email from account_user u where u.id = c.asked_by) as "askedBy",
      (select count(*) from agreement_copy_event e where e.agreement_id = c.agreement_id and e.version = c.version
        and e.state = 'queued') as times
    from agreement_copy c join agreement a on a.id = c.agreement_id
      join agreement_version v on v.agreement_id = c.agreement_id and v.version = c.version
      join authority s on s.id = c.sender_id
    where c.agreement_id = ${key.agreementId} and c.version = ${key.version}`);
}

async function makeMail(db: Db, copy: Ordered, at: Temporal.Instant): Promise<void> {
  const { agreementId, version } = copy;
  const file = await documentOf(db, agreementId, version, at);
  const { subject, text } = copyMail(copy);
  const mailId = await queueMail(db, {
    key: `agreement-copy:${agreementId}:${version}:${copy.times}`,
    about: 'agreement-copy',
    aboutId: `${agreementId}/${version}`,
    authorityId: copy.senderId,
    to: [await registrarAddress(db)],
    subject,
    text,
    attachments: [{ fileName: file.fileName, mediaType: 'application/pdf', content: file.content }],
    notBefore: at,
  });
  await db.run(sql`
    update agreement_copy set mail_id = ${mailId}, file_name = ${file.fileName},
      document = ${Buffer.from(file.content)}, content = ${await sentContent(db, agreementId, version)}::jsonb
    where agreement_id = ${agreementId} and version = ${version}`);
}

async function failed(pool: Pool, { agreementId, version }: Ordered, error: unknown): Promise<void> {
  const known = error instanceof Problem && error.code === 'unavailable';
  if (!known) console.error(`copy of agreement ${agreementId}, version ${version}:`, error);
  await inTransaction(pool, SCOPE, (db) =>
    db.run(sql`
      update agreement_copy set state = 'failed', failure = ${known ? 'no-pdf' : 'no-document'}
      where agreement_id = ${agreementId} and version = ${version} and state = 'queued' and mail_id is null`),
  );
}
