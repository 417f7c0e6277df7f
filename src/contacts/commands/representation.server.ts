import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { FoundOut, LookedUp, NewRepresentation } from '../representation.ts';
import { type Represents, whyNotRepresented } from '../rules/representation.ts';

/** Whose matter, and who notes: the same at a contact and in a hand-over. */
export interface InMatter {
  readonly matterId: string;
  readonly officeId: number;
  readonly principalId: number;
  readonly actor: string;
  readonly now: Temporal.Instant;
  /** The event of a hand-over that it was noted by. */
  readonly event?: { readonly handOverId: string; readonly seq: number };
}

/** Notes who represents the person in a matter of a contact. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid`. */
export async function noteRepresentation(
  ctx: Context,
  visitId: string,
  matterId: string,
  asked: NewRepresentation,
): Promise<number> {
  return transaction(ctx, async (db) => {
    const at = await inMatter(ctx, db, visitId, matterId);
    const id = await storeRepresentation(db, at, asked);
    await told(ctx, db, 'representation-noted', id, at);
    return id;
  });
}

/** Looks one up again: what was found is added to its log, and one that was found to have ended has ended. */
export async function lookUpRepresentation(
  ctx: Context,
  visitId: string,
  matterId: string,
  asked: LookedUp & { readonly representationId: number },
): Promise<void> {
  await transaction(ctx, async (db) => {
    const at = await inMatter(ctx, db, visitId, matterId);
    await storeLookUp(db, at, asked.representationId, asked);
    await told(ctx, db, 'representation-looked-up', asked.representationId, at);
  });
}

async function inMatter(ctx: Context, db: Db, visitId: string, matterId: string): Promise<InMatter> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const found = await db.maybe<{ officeId: number; principalId: number }>(sql`
    select office_id as "officeId", principal_id as "principalId" from matter where id = ${matterId} and visit_id = ${visitId}`);
  if (found === undefined) throw new Problem('not-found');
  return { matterId, ...found, actor: ctx.actor.userId, now: ctx.clock() };
}

function told(ctx: Context, db: Db, kind: string, id: number, { officeId, principalId }: InMatter) {
  return recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind,
    subject: 'representation',
    subjectId: id,
    authorityId: principalId,
    officeId,
  });
}

/** The same in a transaction under way. Noting it is its first look-up. Throws Problem `invalid`. */
export async function storeRepresentation(
  db: Db,
  at: InMatter,
  { kind, name, covers, powers, proof, from, to }: NewRepresentation,
): Promise<number> {
  if (to !== undefined && to < from)
    throw new Problem('invalid', {}, [{ field: 'to', code: 'ends-before-it-begins' }]);
  // What it is for, when it is for something else, is what whoever reads it has to know.
  if (covers === 'other' && powers === '')
    throw new Problem('invalid', {}, [{ field: 'powers', code: 'required' }]);
  const { matterId, officeId, principalId, actor, now, event } = at;
  const { id } = await db.one<{ id: number }>(sql`
    insert into representation (matter_id, hand_over_id, seq, office_id, principal_id, kind, name, covers, powers, proof, valid,
      looked_up_by, looked_up_at)
    values (${matterId}, ${event?.handOverId ?? null}, ${event?.seq ?? null}, ${officeId}, ${principalId}, ${kind}, ${name},
      ${covers}, ${powers}, ${proof}, daterange(${from}::date, ${to ?? null}::date, '[]'), ${actor}, ${now})
    returning id`);
  await addLookUp(db, at, id, 'holds', '');
  return id;
}

/** Throws Problem `not-found` for another matter's, `not-possible` (`representation-ended-already`), `invalid`. */
export async function storeLookUp(
  db: Db,
  at: InMatter,
  id: number,
  { found, endedOn, text }: LookedUp,
): Promise<void> {
  const before = await db.maybe<{ ended: boolean; name: string }>(sql`
    select ended_on is not null as ended, name from representation where id = ${id} and matter_id = ${at.matterId}
    for no key update`);
  if (before === undefined) throw new Problem('not-found');
  await addLookUp(db, at, id, found, text);
  if (found === 'holds') return;
  if (before.ended) throw new Problem('not-possible', { reason: 'representation-ended-already' });
  const today = swedishDay(at.now);
  if (endedOn !== undefined && endedOn > today)
    throw new Problem('invalid', {}, [{ field: 'endedOn', code: 'not-yet' }]);
  if (text.length < 3) throw new Problem('invalid', {}, [{ field: 'text', code: 'reason-too-short' }]);
  await db.run(sql`
    update representation set ended_on = ${endedOn ?? today}, ended_by = ${at.actor}, ended_why = ${text} where id = ${id}`);
}

function addLookUp(
  db: Db,
  { matterId, officeId, principalId, now, actor }: InMatter,
  id: number,
  found: FoundOut,
  note: string,
): Promise<number> {
  return db.run(sql`
    insert into representation_lookup (representation_id, matter_id, office_id, principal_id, at, by, found, note)
    values (${id}, ${matterId}, ${officeId}, ${principalId}, ${now}, ${actor}, ${found}, ${note})`);
}

/**
 * Asked before something rests on a representation: it is this matter's, holds on the day, and covers the matter. Throws Problem
 * `not-found`, or `not-possible` with why (`representation-…`), whose it is, and the day.
 */
export async function mustBeRepresented(db: Db, id: number, matterId: string, day: PlainDate): Promise<void> {
  const found = await db.maybe<Represents & { name: string }>(sql`
    select covers, lower(valid) as from, upper(valid) - 1 as to, ended_on as "endedOn", name from representation
    where id = ${id} and matter_id = ${matterId}`);
  if (found === undefined) throw new Problem('not-found');
  const reason = whyNotRepresented(found, day);
  if (reason === null) return;
  const { name, from, to, endedOn } = found;
  throw new Problem('not-possible', {
    reason,
    name,
    day: reason === 'representation-not-begun' ? from : (endedOn ?? to),
  });
}
