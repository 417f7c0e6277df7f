import { z } from 'zod';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import type { HelpForm, Outcome } from '../../contacts/act.ts';
import { addMatterIn } from '../../contacts/commands/add-matter.server.ts';
import { recordIn } from '../../contacts/commands/record-act.server.ts';
import { take } from '../../contacts/commands/take-contact.server.ts';
import { handDocumentIn } from '../../handovers/commands/documents.server.ts';
import { numberGivenIn } from '../../handovers/commands/given-number.server.ts';
import { type Offered, offerIn, readably } from '../../handovers/commands/offer.server.ts';
import { asAccount } from '../../handovers/commands/take-step.server.ts';
import { codeHash, newCode, newReference } from '../../handovers/reference.server.ts';
import { AnyId } from '../../kernel/id.schema.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { CONDITIONS } from '../../law/content.ts';
import type { Level } from '../../law/facts.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { queueMail } from '../../post/outbox.server.ts';
import { type Application, applicationIn, mustNotBeBarred, whyNotSeen } from '../applications.server.ts';
import { questionsOf, told } from '../definition.ts';
import { applicationPdf } from '../document.server.ts';
import { mailTexts } from '../mail-texts.ts';
import { arrivedOn, DECISIONS, type Way } from '../rules/way.ts';
import { wayOf } from '../way.server.ts';
import { purposes } from './send.server.ts';

const list = <T extends z.ZodType>(each: T) =>
  z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(each).max(10));

/** By whom the person is represented in it, of those noted in the matter; absent: the person themself. */
const representationId = z.preprocess((given) => (given === '' ? undefined : given), AnyId.optional());

export const DecideSchema = z.object({
  decision: z.enum(DECISIONS, { error: 'required' }),
  reasons: z.string().trim().min(10, { error: 'reasons-missing' }).max(8000, { error: 'too-long' }),
  /** The conditions of the law that the officer confirms. */
  conditions: list(z.enum(CONDITIONS)),
  representationId,
});
export const HandOverSchema = z.object({
  /** What the officer adds for the authority. */
  done: z.string().trim().max(4000, { error: 'too-long' }).default(''),
  conditions: list(z.enum(CONDITIONS)),
  representationId,
});

/**
 * Takes what came by web: the contact becomes the officer's, with the matter in it. Throws Problem `not-found`, `visit-closed`,
 * `not-possible` (`contact-taken`, `conflict-of-interest`). Taken again by the same officer, nothing happens.
 */
export async function takeApplication(ctx: Context, id: string): Promise<void> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  await transaction(ctx, async (db) => {
    const application = await locked(db, id);
    if (application.matterId !== null) return;
    const { visitId, taskId, authorityId: principalId } = application;
    await take(ctx, db, visitId);
    // An officer may have added the matter to the contact before.
    const there = await db.maybe<{ id: string }>(sql`
      select id from matter where visit_id = ${visitId} and task_id = ${taskId} and principal_id = ${principalId}`);
    if (there !== undefined) await mustNotBeBarred(db, there.id);
    const matterId = there?.id ?? (await addMatterIn(ctx, db, visitId, { taskId, principalId }));
    await db.run(sql`update form_submission set matter_id = ${matterId} where id = ${id}`);
  });
}

/**
 * Decides an application in the authority's name, where the law lets this officer: the act is recorded with what it rests on, and
 * the decision with its reasons and how to appeal (31–33 §§ förvaltningslagen (2017:900)). Throws Problem `not-possible`
 * (`may-not-decide`, `application-not-taken`, `seen-to-already`, `conflict-of-interest`, `representation-…`), `invalid` (`decision`:
 * `only-favourable`; `conditions`: `condition-missing`).
 */
export async function decideApplication(
  ctx: Context,
  id: string,
  { decision, reasons, ...confirmed }: z.output<typeof DecideSchema>,
): Promise<void> {
  await seeTo(ctx, async (db) => {
    const { application, way, matterId } = await ready(ctx, db, id);
    if (way.way !== 'decide') throw new Problem('not-possible', { reason: 'may-not-decide' });
    if (!way.decisions.includes(decision))
      throw new Problem('invalid', {}, [{ field: 'decision', code: 'only-favourable' }]);
    const actId = await act(ctx, db, application, matterId, 'authority', 'solved', confirmed);
    const now = ctx.clock();
    const days = { sentOn: application.sentOn, today: swedishDay(now) };
    const number = await register(ctx, db, application, null, arrivedOn('decide', days));
    await db.run(sql`
      insert into form_outcome (submission_id, office_id, authority_id, kind, act_id, officer_id, at, arrived_on, decision, reasons,
        appeal, number)
      values (${id}, ${application.officeId}, ${application.authorityId}, 'decided', ${actId}, ${ctx.actor.officer?.id}, ${now},
        ${arrivedOn('decide', days)}, ${decision}, ${reasons}, ${told(application.form.appeal, application.language)}, ${number})`);
    const { email } = purposes(application.form, application.answers);
    const t = mailTexts[application.language];
    if (email !== undefined)
      await queueMail(db, {
        ...{ key: `application-decided ${id}`, about: 'application', aboutId: id, authorityId: null },
        ...{ officeId: application.officeId, to: [email], subject: t.decidedSubject(application.reference) },
        text: t.decided(told(application.form.title, application.language), application.authority),
      });
    await audit(ctx, db, application, 'application-decided', { decision });
  });
}

export type Handed = Offered & { readonly kind: 'received' | 'handed-over'; readonly number: string | null };

/**
 * Hands an application over to its authority with all its documents (R13). Where the law lets this officer receive it, it is
 * received in the authority's name first: it came in when it was sent, and gets the authority's diary number. Throws as
 * `decideApplication` and `offer` do.
 */
export async function handOverApplication(
  ctx: Context,
  id: string,
  { done, ...confirmed }: z.output<typeof HandOverSchema>,
  of: { readonly origin: string; readonly demonstration: boolean },
): Promise<Handed> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  // Made before anything is locked: it takes a second, and what was answered does not change.
  const document = await applicationPdf(
    await transaction(ctx, (db) => applicationIn(db, id)),
    of.demonstration,
  );
  return seeTo(ctx, async (db) => {
    const { application, way, matterId } = await ready(ctx, db, id);
    const kind = way.way === 'hand-over' ? 'handed-over' : 'received';
    const actId = await act(ctx, db, application, matterId, levelOf(way), 'handed-over', confirmed);
    const now = ctx.clock();
    const arrived = arrivedOn(way.way, { sentOn: application.sentOn, today: swedishDay(now) });
    const { email } = purposes(application.form, application.answers);
    const title = told(application.form.title, 'sv');
    const code = newCode();
    const made = await offerIn(
      ctx,
      db,
      {
        ...{ matterId, wants: mailTexts.sv.wants(title, application.reference), done, department: '' },
        // The person has addressed it to the authority: that is their consent (10 kap. 1 § OSL).
        ...{ consent: 'given', reachBy: email === undefined ? 'code' : 'mail', reach: email ?? '' },
        postImprobable: false,
        representationId: confirmed.representationId,
      },
      {
        ...{ reference: newReference(), codeHash: codeHash(code), followLanguage: application.language },
        followMail: email !== undefined && email.length <= 200 ? email : null,
        ...(kind === 'received' ? { receivedOn: arrived } : {}),
      },
    );
    const offered = { ...made, code };
    await handFiles(ctx, db, application, offered.id, document);
    const number = kind === 'received' ? await register(ctx, db, application, offered.id, arrived) : null;
    if (number !== null) await numberGivenIn(db, asAccount(ctx), offered.id, number);
    await db.run(sql`
      insert into form_outcome (submission_id, office_id, authority_id, kind, act_id, officer_id, at, arrived_on, hand_over_id, number)
      values (${id}, ${application.officeId}, ${application.authorityId}, ${kind}, ${actId}, ${ctx.actor.officer?.id}, ${now},
        ${arrived}, ${offered.id}, ${number})`);
    if (email !== undefined) await tell(db, application, offered, email, of.origin);
    await audit(ctx, db, application, `application-${kind}`, { handOver: offered.reference });
    return { ...offered, kind, number };
  });
}

/** Who may decide may also leave it to the authority; what is recorded then is no exercise of authority. */
function levelOf(way: Way): Level {
  if (way.way !== 'decide') return way.level;
  return way.mayReceive ? 'personal-data' : 'signpost';
}

async function handFiles(
  ctx: Context,
  db: Db,
  application: Application,
  handOverId: string,
  document: Uint8Array,
) {
  const asker = asAccount(ctx);
  const { form, reference, id } = application;
  const name = `${form.code}-${reference}.pdf`;
  await handDocumentIn(db, asker, handOverId, {
    what: told(form.title, 'sv'),
    file: { name, content: document },
  });
  const labels = new Map(questionsOf(form).map((question) => [question.id, told(question.label, 'sv')]));
  const files = await db.many<{ question: string; fileName: string; content: Buffer }>(sql`
    select question, file_name as "fileName", content from form_file where submission_id = ${id} order by id`);
  for (const { question, fileName, content } of files)
    await handDocumentIn(db, asker, handOverId, {
      what: (labels.get(question) ?? fileName).slice(0, 200),
      file: { name: fileName, content },
    });
}

/** The one who applied gets the link to follow it by, and a mail when it moves. */
async function tell(db: Db, application: Application, offered: Offered, email: string, origin: string) {
  const t = mailTexts[application.language];
  const link = `${origin}/folj/${offered.reference}.${offered.code}`;
  await queueMail(db, {
    ...{
      key: `application-handed ${application.id}`,
      about: 'application',
      aboutId: application.id,
      authorityId: null,
    },
    ...{ officeId: application.officeId, to: [email], subject: t.handedSubject(application.reference) },
    text: t.handed(told(application.form.title, application.language), application.authority, link),
  });
}

interface Held {
  readonly visitId: string;
  readonly matterId: string | null;
  readonly taskId: number;
  readonly authorityId: number;
  readonly officeId: number;
}

/** What is done with an application is a sequence: the second of two sees what the first did. */
async function locked(db: Db, id: string): Promise<Held> {
  const held = await db.maybe<Held>(sql`
    select visit_id as "visitId", matter_id as "matterId", task_id as "taskId", authority_id as "authorityId",
      office_id as "officeId"
    from form_submission where id = ${id} for no key update`);
  if (held === undefined) throw await whyNotSeen(db, id);
  return held;
}

async function ready(ctx: Context, db: Db, id: string) {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  await locked(db, id);
  const application = await applicationIn(db, id);
  if (application.outcome !== null)
    throw new Problem('not-possible', { reason: 'seen-to-already', by: application.outcome.officer });
  const { matterId, officeId, taskId, authorityId } = application;
  if (matterId === null) throw new Problem('not-possible', { reason: 'application-not-taken' });
  const way = await wayOf(ctx, db, { officerId: officer.id, officeId, taskId, authorityId });
  return { application, way, matterId };
}

async function act(
  ctx: Context,
  db: Db,
  { visitId, channel }: Application,
  matterId: string,
  level: Level,
  outcome: Outcome,
  confirmed: Pick<z.output<typeof DecideSchema>, 'conditions' | 'representationId'>,
): Promise<string> {
  const helpForm: HelpForm = channel === 'visit' ? 'desk' : 'remote';
  const recorded = await recordIn(ctx, db, visitId, matterId, { level, helpForm, outcome, ...confirmed });
  if (recorded.ok) return recorded.actId;
  if (recorded.refusal === 'law') throw new Problem('not-possible', { reason: 'may-not-decide' });
  throw new Problem('invalid', {}, [{ field: 'conditions', code: 'condition-missing' }]);
}

async function register(
  ctx: Context,
  db: Db,
  application: Application,
  handOverId: string | null,
  arrived: string,
) {
  const { board, diaryClass, title } = application.form;
  const { number } = await db.one<{ number: string | null }>(sql`
    select register_application(${application.id}, ${handOverId}::uuid, ${board}, ${diaryClass}, ${arrived}::date,
      ${told(title, 'sv')}, ${ctx.clock()}) as number`);
  return number;
}

async function audit(ctx: Context, db: Db, application: Application, kind: string, details: object) {
  await recordEvent(db, {
    ...{ actor: ctx.actor.userId, role: 'officer', kind, subject: 'application', subjectId: application.id },
    ...{ authorityId: application.authorityId, officeId: application.officeId, details: { ...details } },
  });
}

async function seeTo<T>(ctx: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return readably(() =>
    transaction(ctx, work).catch((error) => {
      if ((error as { constraint?: unknown }).constraint !== 'act_rests_on_a_mandate_in_force') throw error;
      throw new Problem('not-possible', { reason: 'may-not-decide' });
    }),
  );
}
