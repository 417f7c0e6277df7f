import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { KeepPromise } from '../promise.ts';
import { whyNoPromise } from '../rules/promise.ts';
import { end } from './close-contact.server.ts';
import { endDraft } from './draft.server.ts';
import { queueReceipt } from './send-receipt.server.ts';
import { storeText } from './store-contact.server.ts';
import { take } from './take-contact.server.ts';

export interface NewPromise {
  readonly dueAt: Temporal.Instant;
  readonly what: string;
  /** Who keeps it; absent: who promises. */
  readonly officerId?: number | undefined;
  /** A client that is not sure whether its request arrived sends it again with the same id: it is one promise. */
  readonly promiseId?: string | undefined;
}

/**
 * Promises a person to come back by an instant, and mails the receipt to who has said yes to that. Who promises has the contact. Returns the promise's id.
 * Throws Problem `not-found`, `visit-closed`, `not-possible` (`contact-taken`), `invalid` (in the past, no working day, no officer here).
 */
export async function makePromise(ctx: Context, contactId: string, promise: NewPromise): Promise<string> {
  return transaction(ctx, async (db) => {
    const { officerId, officeId } = await take(ctx, db, contactId);
    // `take` has locked the contact: of two with the same id the second sees the first.
    if (promise.promiseId !== undefined) {
      const before = await db.maybe<{ same: boolean }>(sql`
        select visit_id = ${contactId} and promised_by = ${officerId} as same from promise where id = ${promise.promiseId}`);
      if (before?.same === false) throw new Problem('already-recorded');
      if (before !== undefined) return promise.promiseId;
    }
    const keeper = await keeperOf(db, officeId, promise.officerId ?? officerId, officerId);
    return store(ctx, db, { ...promise, contactId, officeId, keeper, officerId });
  });
}

/**
 * Keeps a promise: how the person was reached, what was said, and whether that ends the contact, in one. Of two at once one keeps
 * it. Throws Problem `not-found`, `not-possible` (`promise-ended`), and what closing throws.
 */
export async function keepPromise(ctx: Context, promiseId: string, kept: KeepPromise): Promise<void> {
  const now = ctx.clock();
  await transaction(ctx, async (db) => {
    const { officerId, officeId, contactId, closed } = await openPromise(ctx, db, promiseId);
    await db.run(sql`
      update promise set kept_at = greatest(${now}, promised_at), kept_by = ${officerId}, kept_how = ${kept.how} where id = ${promiseId}`);
    if (kept.body !== undefined) {
      const text = {
        visitId: contactId,
        officeId,
        authorId: officerId,
        at: now,
        body: kept.body,
        textId: kept.textId,
      };
      await storeText(db, { ...text, direction: 'out' });
      // What was said has its own form: what is being written beside it stays.
      if (kept.textId !== undefined) await endDraft(ctx, db, contactId, kept.textId);
    }
    await told(ctx, db, 'promise-kept', promiseId, officeId, { how: kept.how });
    if (kept.as !== undefined && !closed) await end(ctx, db, contactId, kept.as);
  });
}

/**
 * Moves a promise to another time: another follows it, and says why. Returns the new one's id. Throws as `makePromise` and
 * `keepPromise` do.
 */
export async function movePromise(
  ctx: Context,
  promiseId: string,
  moved: Omit<NewPromise, 'what'> & { readonly what?: string | undefined; readonly why: string },
): Promise<string> {
  const now = ctx.clock();
  return transaction(ctx, async (db) => {
    const open = await openPromise(ctx, db, promiseId);
    const { officerId, officeId } = open;
    const keeper = await keeperOf(db, officeId, moved.officerId ?? open.keeper, officerId);
    await db.run(sql`
      update promise set moved_at = ${now}, moved_by = ${officerId}, moved_why = ${moved.why} where id = ${promiseId}`);
    return store(ctx, db, {
      ...{
        dueAt: moved.dueAt,
        what: moved.what ?? open.what,
        contactId: open.contactId,
        officeId,
        keeper,
        officerId,
      },
      follows: promiseId,
    });
  });
}

interface OpenPromise {
  readonly contactId: string;
  readonly officeId: number;
  /** Who asks. */
  readonly officerId: number;
  readonly keeper: number;
  readonly what: string;
  readonly closed: boolean;
}

/** A promise that is neither kept nor moved, locked. */
async function openPromise(ctx: Context, db: Db, promiseId: string): Promise<OpenPromise> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const found = await db.maybe<Omit<OpenPromise, 'officerId' | 'closed'> & { ended: boolean }>(sql`
    select visit_id as "contactId", office_id as "officeId", officer_id as keeper, what,
      kept_at is not null or moved_at is not null as ended
    from promise where id = ${promiseId} for update`);
  if (found === undefined) throw new Problem('not-found');
  if (found.ended) throw new Problem('not-possible', { reason: 'promise-ended' });
  const { closed } = await db.one<{ closed: boolean }>(
    sql`select closed_at is not null as closed from visit where id = ${found.contactId}`,
  );
  return { ...found, officerId: officer.id, closed };
}

/** Somebody else keeps a promise only when they work at the office now. */
async function keeperOf(db: Db, officeId: number, keeper: number, asking: number): Promise<number> {
  if (keeper === asking) return keeper;
  const works = await db.maybe(sql`
    select from user_officer u join role_assignment r on r.user_id = u.user_id and r.role = 'officer' and r.ended_at is null
    where u.officer_id = ${keeper} and r.office_id = ${officeId} limit 1`);
  if (works === undefined)
    throw new Problem('invalid', {}, [{ field: 'officerId', code: 'not-at-this-office' }]);
  return keeper;
}

async function store(
  ctx: Context,
  db: Db,
  promise: NewPromise & {
    readonly contactId: string;
    readonly officeId: number;
    readonly officerId: number;
    readonly keeper: number;
    readonly follows?: string;
  },
): Promise<string> {
  const now = ctx.clock();
  const { contactId, officeId, officerId, keeper, dueAt, what, follows = null } = promise;
  const why = whyNoPromise(dueAt, now);
  if (why !== null) throw new Problem('invalid', {}, [{ field: 'day', code: why }]);
  const { id } = await db.one<{ id: string }>(sql`
    insert into promise (id, visit_id, office_id, officer_id, promised_at, promised_by, due_at, what, follows)
    values (coalesce(${promise.promiseId ?? null}::uuid, uuidv7()), ${contactId}, ${officeId}, ${keeper}, ${now}, ${officerId},
      ${dueAt}, ${what}, ${follows}) returning id`);
  await told(ctx, db, follows === null ? 'promise-made' : 'promise-moved', id, officeId, {
    dueAt: dueAt.toString(),
    ...(follows === null ? {} : { follows }),
  });
  await queueReceipt(db, contactId, now);
  return id;
}

function told(
  ctx: Context,
  db: Db,
  kind: string,
  promiseId: string,
  officeId: number,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { userId } = ctx.actor;
  return recordEvent(db, {
    actor: userId,
    role: 'officer',
    kind,
    subject: 'promise',
    subjectId: promiseId,
    officeId,
    details,
  });
}
