import { randomUUID } from 'node:crypto';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import { queueMail } from '../../post/outbox.server.ts';
import type { Locale } from '../../ui/texts.ts';
import { mailTexts } from '../mail-texts.ts';
import { newReference, secretHash } from '../reference.server.ts';
import { asStaff, idsOf, roleFor } from '../staff.server.ts';
import type { ComplaintKind } from '../states.ts';

export interface NewComplaint {
  readonly key: string;
  readonly kind: ComplaintKind;
  readonly authorityId: number;
  readonly words: string;
  readonly wantsAnswer: boolean;
  readonly email: string | null;
  readonly language: Locale;
}

/** Working days to an answer where an authority has decided nothing. Ours: 9 § förvaltningslagen (2017:900) says "without delay". */
const USUAL_DAYS = 10;

/** Anybody writes to an authority. Sent twice it is one. Throws Problem `invalid` (`till`) for an authority of the past. */
export async function makeComplaint(
  world: { readonly pool: Pool; readonly clock: () => Temporal.Instant; readonly origin: string },
  given: NewComplaint,
): Promise<{ readonly reference: string; readonly secret: string }> {
  const secret = Buffer.from(sha256(`complaint secret ${given.key}`), 'hex')
    .subarray(0, 16)
    .toString('base64url');
  const key = sha256(`complaint ${given.key}`);
  const now = world.clock();
  return inTransaction(world.pool, { authorities: [given.authorityId] }, async (db) => {
    await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 65))`);
    const before = await db.maybe<{ reference: string }>(sql`select reference from complaint_by_key(${key})`);
    if (before !== undefined) return { reference: before.reference, secret };
    const authority = await db.maybe<{ days: number | null }>(sql`
      select b.answer_days as days from authority a left join fault_body b on b.body_id = a.id
      where a.id = ${given.authorityId} and a.ended_on is null`);
    if (authority === undefined)
      throw new Problem('invalid', {}, [{ field: 'till', code: 'no-such-authority' }]);
    const due: PlainDate | null = given.wantsAnswer
      ? addWorkingDays(swedishDay(now), authority.days ?? USUAL_DAYS)
      : null;
    const [id, reference] = [randomUUID(), newReference()];
    await db.run(sql`
      insert into complaint (id, reference, secret_hash, request_key, kind, authority_id, words, wants_answer, language, received_at, due_on)
      values (${id}, ${reference}, ${secretHash(secret)}, ${key}, ${given.kind}, ${given.authorityId}, ${given.words},
        ${given.wantsAnswer}, ${given.language}, ${now}, ${due})`);
    if (given.email !== null) {
      await db.run(sql`insert into complaint_contact (complaint_id, email) values (${id}, ${given.email})`);
      const t = mailTexts[given.language];
      await queueMail(db, {
        key: `complaint-received:${id}`,
        ...{ about: 'complaint', aboutId: id, authorityId: given.authorityId, to: [given.email] },
        subject: t.complaintSubject(reference),
        text: t.complaint(reference, `${world.origin}/synpunkter/${reference}/${secret}`),
        secrets: [secret],
      });
    }
    return { reference, secret };
  });
}

/**
 * The authority's answer, mailed to who left an address and read at their link. `after`: the last of what the answerer has read
 * (0: nothing but the complaint). Throws Problem `not-found`, `invalid`, `not-possible` (`no-answer-wanted`, `written-meanwhile`: somebody else has
 * answered, or the author has written more).
 */
export async function answerComplaint(
  ctx: Context,
  reference: string,
  answer: string,
  after = 0,
): Promise<void> {
  if (answer === '') throw new Problem('invalid', {}, [{ field: 'svar', code: 'required' }]);
  await asStaff(ctx, async (db, bodies) => {
    const found = await db.maybe<{ id: string; authorityId: number; wants: boolean; language: Locale }>(sql`
      select id, authority_id as "authorityId", wants_answer as wants, language from complaint
      where reference = ${reference} and authority_id = any (${idsOf(bodies)}) for update`);
    if (found === undefined) throw new Problem('not-found');
    if (!found.wants) throw new Problem('not-possible', { reason: 'no-answer-wanted' });
    const { last } = await db.one<{ last: number }>(
      sql`select coalesce(max(id), 0) as last from complaint_message where complaint_id = ${found.id}`,
    );
    if (last !== after) throw new Problem('not-possible', { reason: 'written-meanwhile' });
    const now = ctx.clock();
    const { id } = await db.one<{ id: number }>(sql`
      insert into complaint_message (complaint_id, at, by_author, words, actor)
      values (${found.id}, ${now}, false, ${answer}, ${ctx.actor.userId}) returning id`);
    await db.run(
      sql`update complaint set answered_at = coalesce(answered_at, ${now}) where id = ${found.id}`,
    );
    const mail = await db.maybe<{ email: string }>(
      sql`select email from complaint_contact where complaint_id = ${found.id}`,
    );
    const t = mailTexts[found.language];
    if (mail !== undefined)
      await queueMail(db, {
        key: `complaint-answered:${found.id}:${id}`,
        ...{ about: 'complaint', aboutId: found.id, authorityId: found.authorityId, to: [mail.email] },
        subject: t.answeredSubject(reference),
        text: t.answered(reference, answer),
      });
    await recordEvent(db, {
      ...{ actor: ctx.actor.userId, role: roleFor(ctx, found.authorityId), kind: 'complaint-answered' },
      ...{ subject: 'complaint', subjectId: found.id, authorityId: found.authorityId },
    });
  });
}

/**
 * Who wrote the complaint writes more, by the secret link. After an answer the authority owes another, within its days.
 * Throws Problem `not-found`, `invalid`, `not-possible` (`no-more-messages`).
 */
export async function writeBack(
  { pool, clock }: { readonly pool: Pool; readonly clock: () => Temporal.Instant },
  reference: string,
  secret: string,
  words: string,
): Promise<void> {
  if (words === '') throw new Problem('invalid', {}, [{ field: 'ord', code: 'required' }]);
  const now = clock();
  const { said } = await inTransaction(pool, {}, async (db) => {
    const days = await answerDays(db, reference, secret);
    return db.one<{ said: string }>(sql`
      select complaint_author_writes(${reference}, ${secretHash(secret)}, ${words}, ${now},
        ${addWorkingDays(swedishDay(now), days)}) as said`);
  });
  if (said === 'unknown') throw new Problem('not-found');
  if (said === 'full') throw new Problem('not-possible', { reason: 'no-more-messages' });
}

/** Within how many working days the authority of a complaint answers. */
export async function answerDays(db: Db, reference: string, secret: string): Promise<number> {
  const found = await db.maybe<{ days: number | null }>(sql`
    select b.answer_days as days from complaint_of_author(${reference}, ${secretHash(secret)}) c
      left join fault_body b on b.body_id = c.authority_id`);
  return found?.days ?? USUAL_DAYS;
}
