import { recordEvent } from '../../access/audit.server.ts';
import { type Context, scopeOf } from '../../access/context.server.ts';
import { officerAtVisit } from '../../contacts/commands/officer-at-visit.server.ts';
import { receiveContact } from '../../contacts/commands/receive-contact.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { mustNotBeBarred } from '../applications.server.ts';
import { type Definition, questionsOf, told } from '../definition.ts';
import { mailTexts } from '../mail-texts.ts';
import type { PublishedForm } from '../published.server.ts';
import { type Answers, askedQuestions, readAnswers } from '../rules/answers.ts';
import { codeHash } from '../secret.server.ts';
import { countFiles, type Draft, draftIn } from './draft.server.ts';

export interface Sent {
  readonly id: string;
  readonly reference: string;
  /** It had been sent before, and this is the same request again. */
  readonly repeated: boolean;
}

interface World {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  /** `https://example.se`, for the link in the mail. */
  readonly origin: string;
}

/**
 * Sends what was begun: a contact of the office that takes the form, and the application in it. The same code again is the same
 * application. Throws Problem `not-possible` (`draft-gone`, `form-changed`, `form-ended`), `invalid` with the fields of the form.
 */
export async function sendByWeb(world: World, form: PublishedForm, code: string): Promise<Sent> {
  const { officeId } = form;
  if (officeId === null) throw new Problem('not-possible', { reason: 'form-ended' });
  const scope = { actor: 'visitor', offices: [officeId], secret: codeHash(code) };
  return inTransaction(world.pool, scope, async (db) => {
    const ready = await readyToSend(db, world, form, code);
    if ('reference' in ready) return ready;
    const { draft, answers, now } = ready;
    const { name, email, phone } = purposes(form.form, answers);
    const title = told(form.form.title, 'sv');
    const contact = await receiveContact(db, {
      ...{
        officeId,
        channel: 'web',
        key: `application ${codeHash(code)}`,
        subject: title,
        at: now,
        actor: 'visitor',
      },
      body: mailTexts[draft.language].inContact(told(form.form.title, draft.language), form.authority),
      person: {
        ...(name === undefined ? {} : { name }),
        ...(phone === undefined ? {} : { phone }),
        ...(email === undefined ? {} : { email, preferred: 'email' as const }),
        ...{ language: draft.language, mayMail: email !== undefined, protected: false },
      },
    });
    const sent = await store(db, world, form, ready, {
      ...{ officeId, visitId: contact.id, matterId: null, reference: contact.reference, filledBy: null },
    });
    await recordEvent(db, { ...audit(form, sent.id, officeId), actor: 'visitor', role: 'system' });
    return sent;
  });
}

/**
 * Sends what an officer has filled in with the person, in the matter that it was begun for. Throws as `sendByWeb` does, and
 * `not-found` for another office's matter, `visit-closed`, `not-possible` (`application-there`, `conflict-of-interest`).
 */
export async function sendAtDesk(
  ctx: Context,
  origin: string,
  form: PublishedForm,
  code: string,
): Promise<Sent> {
  const world = { pool: ctx.pool, clock: ctx.clock, origin };
  try {
    return await inTransaction(ctx.pool, { ...scopeOf(ctx.actor), secret: codeHash(code) }, async (db) => {
      const ready = await readyToSend(db, world, form, code);
      if ('reference' in ready) return ready;
      const { matterId } = ready.draft;
      const matter = await db.maybe<{ visitId: string; same: boolean }>(sql`
        select visit_id as "visitId", task_id = ${form.taskId} and principal_id = ${form.authorityId} as same
        from matter where id = ${matterId}`);
      if (matterId === null || matter?.same !== true) throw new Problem('not-found');
      await mustNotBeBarred(db, matterId);
      const { officerId, officeId } = await officerAtVisit(ctx, db, matter.visitId);
      const { reference } = await db.one<{ reference: string }>(
        sql`select new_contact_reference() as reference`,
      );
      const sent = await store(db, world, form, ready, {
        ...{ officeId, visitId: matter.visitId, matterId, reference, filledBy: officerId },
      });
      await recordEvent(db, { ...audit(form, sent.id, officeId), actor: ctx.actor.userId, role: 'officer' });
      return sent;
    });
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'one_application_of_a_matter')
      throw new Problem('not-possible', { reason: 'application-there' });
    throw error;
  }
}

interface Ready {
  readonly draft: Draft;
  readonly answers: Answers;
  readonly now: Temporal.Instant;
  readonly hash: string;
}

async function readyToSend(
  db: Db,
  { clock }: World,
  form: PublishedForm,
  code: string,
): Promise<Ready | Sent> {
  const hash = codeHash(code);
  // Pressed twice: the second waits here, and finds the first.
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 67))`);
  const before = await db.maybe<{ id: string; reference: string }>(sql`
    select id, reference from form_submission where secret_sha256 = ${hash}`);
  if (before !== undefined) return { ...before, repeated: true };
  const draft = await draftIn(db, code);
  if (draft === undefined || draft.definitionId !== form.id)
    throw new Problem('not-possible', { reason: 'draft-gone' });
  if (form.ended) throw new Problem('not-possible', { reason: 'form-ended' });
  if (draft.version !== form.version) throw new Problem('not-possible', { reason: 'form-changed' });
  const now = clock();
  const files = countFiles(draft.files);
  const { answers, errors } = readAnswers(form.form, draft.given, { today: swedishDay(now), files });
  if (errors.length > 0) throw new Problem('invalid', {}, errors);
  return { draft, answers, now, hash };
}

async function store(
  db: Db,
  world: World,
  form: PublishedForm,
  { draft, answers, now, hash }: Ready,
  at: {
    readonly officeId: number;
    readonly visitId: string;
    readonly matterId: string | null;
    readonly reference: string;
    readonly filledBy: number | null;
  },
): Promise<Sent> {
  const { name, email } = purposes(form.form, answers);
  const { id } = await db.one<{ id: string }>(sql`
    insert into form_submission (reference, secret_sha256, definition_id, version, authority_id, task_id, office_id, visit_id,
      matter_id, came_by, filled_by, answers, applicant, language, sent_at, sent_on)
    values (${at.reference}, ${hash}, ${form.id}, ${form.version}, ${form.authorityId}, ${form.taskId}, ${at.officeId},
      ${at.visitId}, ${at.matterId}, ${at.filledBy === null ? 'web' : 'desk'}, ${at.filledBy}, ${JSON.stringify(answers)},
      ${name ?? null}, ${draft.language}, ${now}, ${swedishDay(now)}) returning id`);
  // What a question that was not asked in the end had attached is left behind.
  const asked = new Set(askedAttachments(form.form, answers));
  await db.run(sql`
    insert into form_file (submission_id, office_id, authority_id, question, file_name, media_type, sha256, content)
    select ${id}, ${at.officeId}, ${form.authorityId}, f.question, f.file_name, f.media_type,
      encode(sha256(f.content), 'hex'), f.content
    from form_draft_file f where f.secret_sha256 = ${hash} and f.question = any (${[...asked]}) order by f.id`);
  await db.run(sql`delete from form_draft where secret_sha256 = ${hash}`);
  if (email !== undefined) {
    const t = mailTexts[draft.language];
    const title = told(form.form.title, draft.language);
    await queueMail(db, {
      ...{
        key: `application ${id}`,
        about: 'application',
        aboutId: id,
        authorityId: null,
        officeId: at.officeId,
      },
      ...{ to: [email], subject: t.subject(at.reference) },
      text: t.text(title, form.authority, at.reference, `${world.origin}/ansok/kvitto/${draft.code}`),
    });
  }
  return { id, reference: at.reference, repeated: false };
}

function askedAttachments(form: Definition, answers: Answers): string[] {
  return askedQuestions(form, answers).flatMap(({ id, type }) => (type === 'attachment' ? [id] : []));
}

/** Who the person is, as far as the form asks. */
export function purposes(
  form: Definition,
  answers: Answers,
): { readonly name?: string; readonly email?: string; readonly phone?: string } {
  const found: { name?: string; email?: string; phone?: string } = {};
  for (const question of questionsOf(form)) {
    if (question.type !== 'text' || question.purpose === undefined) continue;
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (typeof answer === 'string') found[question.purpose] = answer.slice(0, 200);
  }
  return found;
}

function audit(form: PublishedForm, id: string, officeId: number) {
  return {
    ...{
      kind: 'application-sent',
      subject: 'application',
      subjectId: id,
      authorityId: form.authorityId,
      officeId,
    },
    details: { form: form.slug, version: form.version },
  };
}
