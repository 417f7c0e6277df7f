import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { recordIn } from '../../contacts/commands/record-act.server.ts';
import { mustBeRepresented } from '../../contacts/commands/representation.server.ts';
import { take } from '../../contacts/commands/take-contact.server.ts';
import type { Channel } from '../../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { codeHash, newCode, newReference } from '../reference.server.ts';
import { arrivedOn, deadlines, type Terms, termsOf } from '../rules/deadlines.ts';
import type { Offer } from '../schemas.ts';
import { readable } from './take-step.server.ts';

export interface Offered {
  readonly id: string;
  readonly reference: string;
  /** Given out once: only its hash is kept. Sent again, the request gets a new one, and the old one opens nothing. */
  readonly code: string;
  readonly repeated: boolean;
}
interface Matter {
  readonly visitId: string;
  readonly taskId: number;
  readonly principalId: number;
  readonly officeId: number;
  readonly channel: Channel;
  readonly open: boolean;
  readonly takenBy: number | null;
  readonly acts: number;
}

/** What the person is given, or has been given by the hand-over that goes on. */
export interface Given {
  readonly reference: string;
  readonly codeHash: string;
  readonly continues?: string;
  readonly followMail?: string | null;
  readonly followLanguage?: string;
  readonly answerIn?: string | null;
  /** The day that it came in, where an officer received it in the authority's name before it was handed over. */
  readonly receivedOn?: PlainDate;
}

/**
 * Hands a matter of a contact, by whatever channel, over to its authority. The days come from the agreement version in force and
 * are frozen; where nothing has been done in the matter yet, it is recorded as handed over. Throws Problem `not-found` for another
 * office's matter, `not-possible` (`already-handed-over`, `conflict-of-interest`, `representation-…`), `invalid`.
 */
export async function offer(ctx: Context, asked: Offer): Promise<Offered> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const code = newCode();
  return readably(async () => ({
    ...(await transaction(ctx, (db) =>
      offerIn(ctx, db, asked, { reference: newReference(), codeHash: codeHash(code) }),
    )),
    code,
  }));
}

/** What the database refuses of it, as what a person is told. */
export async function readably<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { constraint } = error as { constraint?: unknown };
    if (constraint === 'one_open_hand_over_of_a_matter')
      throw new Problem('not-possible', { reason: 'already-handed-over' });
    if (constraint === 'hand_over_pkey') throw new Problem('already-recorded');
    throw readable(error);
  }
}

/** The same in a transaction under way, with what the person is given. */
export async function offerIn(
  ctx: Context,
  db: Db,
  asked: Offer,
  given: Given,
): Promise<Omit<Offered, 'code'>> {
  // The matter first: two who hand it over at once wait for each other, and so does the same request that came twice.
  await db.one(sql`select pg_advisory_xact_lock(hashtextextended(${asked.matterId}, 61))`);
  if (asked.id !== undefined) {
    const again = await offeredBefore(ctx, db, asked, given, asked.id);
    if (again !== null) return again;
  }
  const matter = await db.maybe<Matter>(sql`
    select m.visit_id as "visitId", m.task_id as "taskId", m.principal_id as "principalId", m.office_id as "officeId", v.channel,
      v.closed_at is null as open, v.taken_by as "takenBy", (select count(*) from act a where a.matter_id = m.id) as acts
    from matter m join visit v on v.id = m.visit_id where m.id = ${asked.matterId}`);
  if (matter === undefined || !officesOf(ctx.actor).includes(matter.officeId)) throw new Problem('not-found');
  // What came in and waits is theirs who hands it over.
  if (matter.open && matter.takenBy === null) await take(ctx, db, matter.visitId);
  if (matter.open && matter.acts === 0) await noteAct(ctx, db, matter, asked.matterId);
  const now = ctx.clock();
  const today = swedishDay(now);
  const { representationId } = asked;
  if (representationId !== undefined) await mustBeRepresented(db, representationId, asked.matterId, today);
  const reached =
    given.receivedOn === undefined
      ? reachedOn(asked, today)
      : { by: 'system' as const, on: given.receivedOn };
  const rests = await restsOn(db, matter, today);
  const due = deadlines(today, rests.terms);
  const { reference } = given;
  const { id } = await db.one<{ id: string }>(sql`
    insert into hand_over (id, reference, code_sha256, matter_id, visit_id, task_id, principal_id, office_id, offered_by,
      offered_at, offered_on, agreement_id, agreement_version, terms_from, first_days, final_days, first_answer_due,
      final_answer_due, reached_by, reached_on, arrived_on, wants, done, consent, reach_by, reach, continues, counted_from,
      due_on, department, follow_mail, follow_language, answer_in)
    values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${reference},
      ${given.codeHash}, ${asked.matterId},
      ${matter.visitId}, ${matter.taskId}, ${matter.principalId}, ${matter.officeId}, ${ctx.actor.userId}, ${now}, ${today},
      ${rests.agreementId}, ${rests.version}, ${rests.terms.from}, ${rests.terms.firstDays}, ${rests.terms.finalDays},
      ${due.first}, ${due.final}, ${reached.by}, ${reached.on}, ${arrivedOn(reached)}, ${asked.wants}, ${asked.done},
      ${asked.consent}, ${asked.reachBy}, ${asked.reach}, ${given.continues ?? null}, ${today}, ${due.first},
      ${asked.department}, ${given.followMail ?? null}, ${given.followLanguage ?? 'sv'}, ${given.answerIn ?? null})
    returning id`);
  await db.run(sql`
    insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state,
      representation_id)
    values (${id}, 1, ${matter.officeId}, ${matter.principalId}, ${now}, 'offered', 'front-desk', 'citizen',
      ${ctx.actor.userId}, 'offered', ${representationId ?? null})`);
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind: 'hand-over-offered',
    subject: 'hand-over',
    subjectId: id,
    authorityId: matter.principalId,
    officeId: matter.officeId,
  });
  return { id, reference, repeated: false };
}

/** The same request again: the hand-over that there is, and the code that is given now opens it. */
async function offeredBefore(
  ctx: Context,
  db: Db,
  asked: Offer,
  { codeHash: code }: Given,
  id: string,
): Promise<Omit<Offered, 'code'> | null> {
  const before = await db.maybe<{
    reference: string;
    matterId: string;
    by: string;
    continues: string | null;
  }>(sql`
    select reference, matter_id as "matterId", offered_by as by, continues from hand_over where id = ${id} for no key update`);
  if (before === undefined) return null;
  if (before.matterId !== asked.matterId || before.by !== ctx.actor.userId || before.continues !== null)
    throw new Problem('already-recorded');
  await db.run(sql`update hand_over set code_sha256 = ${code} where id = ${id}`);
  return { id, reference: before.reference, repeated: true };
}

/** Handing over is itself something done: showing the way, which needs no agreement. */
async function noteAct(ctx: Context, db: Db, { visitId, channel }: Matter, matterId: string): Promise<void> {
  await recordIn(ctx, db, visitId, matterId, {
    level: 'signpost',
    helpForm: channel === 'visit' ? 'desk' : 'remote',
    outcome: 'handed-over',
    conditions: [],
  });
}

function reachedOn({ postReachedOn, postImprobable }: Offer, today: PlainDate) {
  if (postReachedOn === undefined) return { by: 'system', on: today } as const;
  if (postReachedOn > today) throw new Problem('invalid', {}, [{ field: 'postReachedOn', code: 'not-yet' }]);
  return { by: 'post', on: postReachedOn, improbable: postImprobable } as const;
}

/**
 * The agreement version that covers the task today between the authority and who runs the office, and its days: of several
 * the one with the shortest answer. Without days in it, the authority's own, then the default.
 */
async function restsOn(
  db: Db,
  { taskId, principalId, officeId }: Matter,
  today: PlainDate,
): Promise<{ agreementId: number | null; version: number | null; terms: Terms }> {
  const found = await db.maybe<{
    agreementId: number;
    version: number;
    first: number | null;
    final: number | null;
  }>(sql`
    select v.agreement_id as "agreementId", v.version, s.first_answer_days as first, s.final_answer_days as final
    from agreement_task t join agreement_version v on v.agreement_id = t.agreement_id and v.version = t.version
      join office f on f.id = ${officeId} and f.operator_id = t.performer_id
      left join agreement_version_terms s on s.agreement_id = v.agreement_id and s.version = v.version
    where t.task_id = ${taskId} and t.principal_id = ${principalId} and v.valid @> ${today}::date
    order by s.final_answer_days nulls last, s.first_answer_days nulls last, v.agreement_id limit 1`);
  const own = await db.one<{ first: number | null; final: number | null }>(sql`
    select first_days as first, final_days as final from receiver_days(${principalId})`);
  const { agreementId = null, version = null } = found ?? {};
  return { agreementId, version, terms: termsOf(found ?? null, own) };
}
