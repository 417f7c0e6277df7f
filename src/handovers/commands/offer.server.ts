import { officesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { recordIn } from '../../contacts/commands/record-act.server.ts';
import type { Channel } from '../../contacts/contact.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { codeHash, newCode, newReference } from '../reference.server.ts';
import { arrivedOn, deadlines, type Terms, termsOf } from '../rules/deadlines.ts';
import type { Offer } from '../schemas.ts';
import { asAccount, readable, stepIn } from './take-step.server.ts';

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
  readonly acts: number;
}

/**
 * Hands a matter over to its authority. The days come from the agreement version in force and are frozen; where nothing has
 * been done in the matter yet, it is recorded as handed over. Throws Problem `not-found` for another office's matter,
 * `not-possible` (`already-handed-over`, `cannot-continue`, `conflict-of-interest`), `invalid`.
 */
export async function offer(ctx: Context, asked: Offer): Promise<Offered> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  try {
    return await transaction(ctx, (db) => offerIn(ctx, db, asked));
  } catch (error) {
    throw readableOffer(error);
  }
}

/** What the database refuses, as what a person is told. */
export function readableOffer(error: unknown): unknown {
  const { constraint } = error as { constraint?: unknown };
  if (constraint === 'one_open_hand_over_of_a_matter')
    return new Problem('not-possible', { reason: 'already-handed-over' });
  if (constraint === 'hand_over_pkey') return new Problem('already-recorded');
  return readable(error);
}

/**
 * The same in a transaction under way. `receivedOn`: the day that it came in, where an officer received it in the authority's name
 * before it was handed over.
 */
export async function offerIn(
  ctx: Context,
  db: Db,
  asked: Offer,
  receivedOn: PlainDate | null = null,
): Promise<Offered> {
  // The matter first: two who hand it over at once wait for each other, and so does the same request that came twice.
  await db.one(sql`select pg_advisory_xact_lock(hashtextextended(${asked.matterId}, 61))`);
  const code = newCode();
  if (asked.id !== undefined) {
    const before = await db.maybe<{ reference: string; matterId: string; by: string }>(sql`
      select reference, matter_id as "matterId", offered_by as by from hand_over where id = ${asked.id} for no key update`);
    if (before !== undefined) {
      if (before.matterId !== asked.matterId || before.by !== ctx.actor.userId)
        throw new Problem('already-recorded');
      await db.run(sql`update hand_over set code_sha256 = ${codeHash(code)} where id = ${asked.id}`);
      return { id: asked.id, reference: before.reference, code, repeated: true };
    }
  }
  const matter = await db.maybe<Matter>(sql`
    select m.visit_id as "visitId", m.task_id as "taskId", m.principal_id as "principalId", m.office_id as "officeId",
      v.channel, v.closed_at is null as open, (select count(*) from act a where a.matter_id = m.id) as acts
    from matter m join visit v on v.id = m.visit_id where m.id = ${asked.matterId}`);
  if (matter === undefined || !officesOf(ctx.actor).includes(matter.officeId)) throw new Problem('not-found');
  if (matter.open && matter.acts === 0) await noteAct(ctx, db, matter, asked.matterId);
  const now = ctx.clock();
  const today = swedishDay(now);
  const reached = receivedOn === null ? reachedOn(asked, today) : { by: 'system' as const, on: receivedOn };
  const rests = await restsOn(db, matter, today);
  const due = deadlines(today, rests.terms);
  const reference = newReference();
  const { id } = await db.one<{ id: string }>(sql`
    insert into hand_over (id, reference, code_sha256, matter_id, visit_id, task_id, principal_id, office_id, offered_by,
      offered_at, offered_on, agreement_id, agreement_version, terms_from, first_days, final_days, first_answer_due,
      final_answer_due, reached_by, reached_on, arrived_on, wants, done, consent, reach_by, reach, continues, counted_from,
      due_on, department)
    values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${reference}, ${codeHash(code)}, ${asked.matterId},
      ${matter.visitId}, ${matter.taskId}, ${matter.principalId}, ${matter.officeId}, ${ctx.actor.userId}, ${now}, ${today},
      ${rests.agreementId}, ${rests.version}, ${rests.terms.from}, ${rests.terms.firstDays}, ${rests.terms.finalDays},
      ${due.first}, ${due.final}, ${reached.by}, ${reached.on}, ${arrivedOn(reached)}, ${asked.wants}, ${asked.done},
      ${asked.consent}, ${asked.reachBy}, ${asked.reach}, ${asked.continues ?? null}, ${today}, ${due.first},
      ${asked.department})
    returning id`);
  await db.run(sql`
    insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state)
    values (${id}, 1, ${matter.officeId}, ${matter.principalId}, ${now}, 'offered', 'front-desk', 'citizen',
      ${ctx.actor.userId}, 'offered')`);
  if (asked.continues !== undefined) await goOn(ctx, db, asked.continues, { id, reference, matter });
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind: 'hand-over-offered',
    subject: 'hand-over',
    subjectId: id,
    authorityId: matter.principalId,
    officeId: matter.officeId,
  });
  return { id, reference, code, repeated: false };
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

/** The one that came back ends as sent on, and says whereto. */
async function goOn(
  ctx: Context,
  db: Db,
  from: string,
  to: { readonly id: string; readonly reference: string; readonly matter: Matter },
): Promise<void> {
  const before = await db.maybe<{ visitId: string }>(sql`
    select visit_id as "visitId" from hand_over where id = ${from} for no key update`);
  if (before?.visitId !== to.matter.visitId) throw new Problem('not-possible', { reason: 'cannot-continue' });
  await stepIn(db, asAccount(ctx), from, 'reroute', {
    kind: 'rerouted',
    audience: 'citizen',
    detail: to.reference,
    reroutedTo: to.id,
  });
}
