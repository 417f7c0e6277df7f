import { randomUUID } from 'node:crypto';
import { recordEvent } from '../../access/audit.server.ts';
import type { Context } from '../../access/context.server.ts';
import { addWorkingDays } from '../../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
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
      });
    }
    return { reference, secret };
  });
}

/** The authority's answer: given once. It is mailed to who left an address, and stands at their link. */
export async function answerComplaint(ctx: Context, reference: string, answer: string): Promise<void> {
  if (answer === '') throw new Problem('invalid', {}, [{ field: 'svar', code: 'required' }]);
  await asStaff(ctx, async (db, bodies) => {
    const found = await db.maybe<{
      id: string;
      authorityId: number;
      answeredAt: unknown;
      wants: boolean;
      language: Locale;
    }>(sql`
      select id, authority_id as "authorityId", answered_at as "answeredAt", wants_answer as wants, language from complaint
      where reference = ${reference} and authority_id = any (${idsOf(bodies)})`);
    if (found === undefined) throw new Problem('not-found');
    if (!found.wants) throw new Problem('not-possible', { reason: 'no-answer-wanted' });
    // Two who answer at once: the row's policy lets one of them.
    const done = await db.run(sql`
      update complaint set answer = ${answer}, answered_at = ${ctx.clock()}, answered_by = ${ctx.actor.userId}
      where id = ${found.id} and answered_at is null`);
    if (done === 0) throw new Problem('not-possible', { reason: 'already-answered' });
    const mail = await db.maybe<{ email: string }>(
      sql`select email from complaint_contact where complaint_id = ${found.id}`,
    );
    const t = mailTexts[found.language];
    if (mail !== undefined)
      await queueMail(db, {
        key: `complaint-answered:${found.id}`,
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
