import { recordEvent } from '../../access/audit.server.ts';
import { type Context, scopeOf } from '../../access/context.server.ts';
import { mustBeRepresented } from '../../contacts/commands/representation.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, type Scope, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { deadlines, dueOn } from '../rules/deadlines.ts';
import { RESPONSIBLE, type Refusal, type State, type StepName, type Taker, take } from '../rules/steps.ts';
import { type Locked, lockHandOver, standingOf, takersOf } from '../store.server.ts';

/** Who takes a step: an account, the person who follows the hand-over, or a rule. */
export interface Asker {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly scope: Scope;
  /** Account id, `citizen` or `system`. */
  readonly actor: string;
  readonly takers: (of: Pick<Locked, 'officeId' | 'principalId'>) => readonly Taker[];
}

export function asAccount(ctx: Context): Asker {
  return {
    pool: ctx.pool,
    clock: ctx.clock,
    scope: scopeOf(ctx.actor),
    actor: ctx.actor.userId,
    takers: (of) => takersOf(ctx.actor, of),
  };
}

/** Whoever has the reference and the code of a hand-over: sees that one, as far as it is told to them. */
export function asCitizen(
  of: { readonly pool: Pool; readonly clock: () => Temporal.Instant },
  id: string,
): Asker {
  return { ...of, scope: { actor: 'citizen', followed: id }, actor: 'citizen', takers: () => ['citizen'] };
}

export type Audience = 'own-side' | 'both' | 'citizen';
export type Side = 'front-desk' | 'receiver' | 'citizen' | 'rule';

/** What a step is, besides its name. */
export interface Taken {
  /** The event (migration 0061). */
  readonly kind: string;
  readonly audience: Audience;
  readonly key?: string | undefined;
  readonly reasonKind?: string;
  readonly detail?: string;
  readonly message?: {
    readonly kind: string;
    readonly audience: Audience;
    readonly text: string;
    readonly toldAt?: Temporal.Instant;
    readonly toldBy?: string;
  };
  /** The department that it goes to. */
  readonly department?: string;
  readonly receiverNumber?: string;
  readonly solved?: boolean;
  /** By whom the person is represented in it; undefined: the person themself. */
  readonly representationId?: number | undefined;
  readonly answerIn?: 'plain' | 'en' | null;
  /** The hand-over that goes on with it at another authority. */
  readonly reroutedTo?: string;
  /** More in the same transaction, after the event. */
  readonly also?: (
    db: Db,
    locked: Locked,
    at: { seq: number; side: Side; now: Temporal.Instant },
  ) => Promise<void>;
}

export interface Stands {
  readonly id: string;
  readonly state: State;
  readonly responsible: 'front-desk' | 'receiver';
  readonly dueOn: PlainDate;
  /** The same request had been seen to before. */
  readonly repeated: boolean;
}

/**
 * Takes a step in a transaction of its own: the hand-over is locked first, then the rules are asked, then the event is
 * written and the row made to agree with it. Throws Problem `not-found` for who is no party, `forbidden`, or
 * `not-possible` with a `reason` (texts/refusal-texts.ts). Sent again with the same `key`, it is taken once.
 */
export async function takeStep(asker: Asker, id: string, name: StepName, step: Taken): Promise<Stands> {
  try {
    return await inTransaction(asker.pool, asker.scope, (db) => stepIn(db, asker, id, name, step));
  } catch (error) {
    throw readable(error);
  }
}

/** What the database refuses, as what a person is told. */
export function readable(error: unknown): unknown {
  const { constraint, code } = error as { constraint?: unknown; code?: unknown };
  if (constraint === 'nobody_with_a_conflict_of_interest')
    return new Problem('not-possible', { reason: 'conflict-of-interest' });
  if (code === '23505' && constraint === 'hand_over_event_hand_over_id_key_key')
    return new Problem('already-recorded');
  return error;
}

export async function stepIn(db: Db, asker: Asker, id: string, name: StepName, step: Taken): Promise<Stands> {
  const locked = await lockHandOver(db, id);
  if (step.key !== undefined) {
    const before = await db.maybe<{ kind: string }>(sql`
      select kind from hand_over_event where hand_over_id = ${id} and key = ${step.key}`);
    if (before !== undefined && before.kind !== step.kind) throw new Problem('already-recorded');
    if (before !== undefined) return standsAt(locked, locked.state, locked.dueOn, true);
  }
  const takers = asker.takers(locked);
  const standing = standingOf(locked, asker.actor);
  const tried = takers.map((by) => ({ by, taken: take(name, by, standing) }));
  const won = tried.find(({ taken }) => taken.ok);
  if (won === undefined || !won.taken.ok)
    throw refusal(
      locked,
      tried.map(({ taken }) => taken),
    );
  const { state } = won.taken;
  const side: Side = won.by === 'coordinator' ? 'receiver' : won.by;

  const now = asker.clock();
  const today = swedishDay(now);
  const { representationId } = step;
  if (representationId !== undefined) await mustBeRepresented(db, representationId, locked.matterId, today);
  const seq = locked.eventSeq + 1;
  const next = nextRow(locked, name, state, asker.actor, today);
  await db.run(sql`
    insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state,
      reason_kind, detail, key, representation_id)
    values (${id}, ${seq}, ${locked.officeId}, ${locked.principalId}, ${now}, ${step.kind}, ${side}, ${step.audience},
      ${asker.actor}, ${state}, ${step.reasonKind ?? null}, ${step.detail ?? ''}, ${step.key ?? null},
      ${representationId ?? null})`);
  await db.run(sql`
    update hand_over set state = ${state}, event_seq = ${seq}, due_on = ${next.dueOn}, counted_from = ${next.countedFrom},
      assigned_to = ${next.assignedTo}, department = ${step.department ?? locked.department},
      receiver_number = coalesce(${step.receiverNumber ?? null}, receiver_number),
      first_answered_at = ${next.firstAnswered ? sql`coalesce(first_answered_at, ${now})` : sql`null`},
      final_answered_at = ${name === 'answer-final' ? sql`${now}` : sql`final_answered_at`},
      closed_at = ${state === 'closed' || state === 'rerouted' ? sql`coalesce(closed_at, ${now})` : sql`null`},
      rerouted_to = coalesce(${step.reroutedTo ?? null}::uuid, rerouted_to),
      answer_in = ${step.answerIn === undefined ? sql`answer_in` : sql`${step.answerIn}`},
      solved = ${step.solved === undefined ? sql`case when ${name === 'reopen'} then false else solved end` : sql`${step.solved}`}
    where id = ${id}`);
  const { message } = step;
  if (message !== undefined && message.text !== '')
    await db.run(sql`
      insert into hand_over_message (hand_over_id, seq, office_id, principal_id, side, audience, kind, text, author,
        written_at, told_at, told_by)
      values (${id}, ${seq}, ${locked.officeId}, ${locked.principalId}, ${side}, ${message.audience}, ${message.kind},
        ${message.text}, ${asker.actor}, ${now}, ${message.toldAt ?? null}, ${message.toldBy ?? null})`);
  await step.also?.(db, locked, { seq, side, now });
  await recordEvent(db, {
    actor: asker.actor,
    role: won.by,
    kind: `hand-over-${step.kind}`,
    subject: 'hand-over',
    subjectId: id,
    authorityId: locked.principalId,
    officeId: locked.officeId,
  });
  return standsAt(locked, state, next.dueOn, false);
}

function standsAt({ id }: Locked, state: State, due: PlainDate, repeated: boolean): Stands {
  return { id, state, responsible: RESPONSIBLE[state], dueOn: due, repeated };
}

/** What of the row follows from the step. */
function nextRow(locked: Locked, name: StepName, state: State, actor: string, today: PlainDate) {
  const reopened = name === 'reopen';
  const countedFrom = reopened ? today : locked.countedFrom;
  const firstAnswered =
    !reopened && (locked.firstAnswered || name === 'answer-first' || name === 'answer-final');
  const due = deadlines(countedFrom, locked);
  const moved = state !== locked.state || reopened || name === 'answer-first' || name === 'send-on';
  // A first answer while the front desk is asked does not lengthen the front desk's own time.
  const counts = moved && !(state === 'asked' && locked.state === 'asked');
  const assignedTo =
    name === 'accept' || name === 'take-over'
      ? actor
      : ['offered', 'refused', 'returned', 'reopened'].includes(state)
        ? null
        : locked.assignedTo;
  return {
    countedFrom,
    firstAnswered,
    assignedTo,
    dueOn: counts ? dueOn(state, due, firstAnswered, today) : locked.dueOn,
  };
}

/** The most telling of the refusals: of two who accept at once the other is told who has it. */
function refusal(locked: Locked, tried: readonly ReturnType<typeof take>[]): Problem {
  const why = tried.flatMap((taken) => (taken.ok ? [] : [taken.why]));
  const order: readonly Refusal[] = [
    'another-has-it',
    'already-yours',
    'answered-first',
    'not-in-this-state',
    'not-your-step',
  ];
  const worst = order.find((each) => why.includes(each));
  if (worst === undefined || worst === 'not-your-step') return new Problem('forbidden');
  if (worst === 'not-in-this-state' && locked.assignedName !== null)
    return new Problem('not-possible', { reason: 'already-accepted', by: locked.assignedName });
  return new Problem('not-possible', { reason: worst, by: locked.assignedName ?? '', state: locked.state });
}
