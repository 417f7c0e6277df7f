import type { Context } from '../access/context.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { queueMail } from '../post/outbox.server.ts';
import type { StoredReport } from './report-of-author.server.ts';

/** What a step of the review tells, to whom it waits for or whose work it was of. */
type Told = 'submitted' | 'returned' | 'reviewed';

/**
 * Queues the mail that a step of the review asks for, in its transaction: handed over, to everybody who may review it and did
 * not write in it; returned or approved, to those who wrote. Once a step. Nobody to tell is no mail: the pages show the same.
 */
export async function tellOfReview(
  ctx: Context,
  db: Db,
  report: Pick<StoredReport, 'id' | 'authorityId' | 'year'>,
  {
    step,
    kind,
    writers,
  }: { readonly step: number; readonly kind: Told; readonly writers: readonly string[] },
): Promise<void> {
  const people = await db.many<{ email: string }>(sql`
    select distinct u.email from role_assignment r join account_user u on u.id = r.user_id
    where r.authority_id = ${report.authorityId} and r.role in ('coordinator', 'report-author') and r.ended_at is null
      and u.id <> ${ctx.actor.userId} and (u.id = any (${writers})) = ${kind !== 'submitted'} order by u.email`);
  if (people.length === 0) return;
  const { authority } = await db.one<{ authority: string }>(
    sql`select name as authority from authority where id = ${report.authorityId}`,
  );
  const name = `verksamhetsrapporten ${report.year}, ${authority}`;
  const { subject, text } = WORDS[kind](name, ctx.actor.name);
  await queueMail(db, {
    key: `report-review:${step}`,
    about: 'report-review',
    aboutId: String(report.id),
    authorityId: report.authorityId,
    to: people.slice(0, 50).map(({ email }) => email),
    subject,
    text: text.join('\n\n'),
  });
}

const WORDS: Readonly<Record<Told, (name: string, by: string) => { subject: string; text: string[] }>> = {
  submitted: (name, by) => ({
    subject: `Att granska: ${name}`,
    text: [
      `${by} har lämnat ${name}, för granskning.`,
      'Den står under Årsrapporter i Samtjänst, bland rapporterna att granska. Den som godkänner den ska inte ha skrivit i den. När den är godkänd kan den fastställas och skickas.',
    ],
  }),
  returned: (name, by) => ({
    subject: `Åter från granskning: ${name}`,
    text: [
      `${by} har granskat ${name}, och skickat tillbaka den.`,
      'Granskarens anteckning står överst i rapporten under Årsrapporter i Samtjänst. Rätta, och lämna rapporten för granskning igen.',
    ],
  }),
  reviewed: (name, by) => ({
    subject: `Godkänd: ${name}`,
    text: [
      `${by} har granskat ${name}, och godkänt den.`,
      'Den kan nu fastställas och skickas under Årsrapporter i Samtjänst. Ändras något innan dess, av någon eller i registren, behöver den granskas igen.',
    ],
  }),
};
