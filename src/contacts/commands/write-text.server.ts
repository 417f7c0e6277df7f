import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { WriteText } from '../contact.ts';
import { endDraft } from './draft.server.ts';
import { storeText } from './store-contact.server.ts';
import { take } from './take-contact.server.ts';

/**
 * Adds what was said, answered, or noted among colleagues. Who answers a contact that waits takes it. The draft that it was is
 * gone with it. Throws Problem `not-found`, `visit-closed`, `not-possible` (`contact-taken`), `invalid` for an authority that no matter
 * here is of.
 */
export async function writeText(ctx: Context, contactId: string, text: WriteText): Promise<void> {
  await transaction(ctx, (db) => write(ctx, db, contactId, text));
}

/** The same in a transaction under way. */
export async function write(ctx: Context, db: Db, contactId: string, text: WriteText): Promise<void> {
  const { officerId, officeId } = await atContact(ctx, db, contactId, text.direction === 'out');
  if (text.principalId !== undefined) {
    const ofMatter = await db.maybe(sql`
      select from matter where visit_id = ${contactId} and principal_id = ${text.principalId} limit 1`);
    if (ofMatter === undefined)
      throw new Problem('invalid', {}, [{ field: 'principalId', code: 'unknown-authority' }]);
  }
  const stored = await storeText(db, {
    ...{ visitId: contactId, officeId, authorId: officerId, at: ctx.clock() },
    ...{ direction: text.direction, body: text.body, principalId: text.principalId, textId: text.textId },
  });
  await endDraft(ctx, db, contactId, text.textId);
  if (!stored) return;
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'officer',
    kind: 'contact-text-added',
    subject: 'visit',
    subjectId: contactId,
    authorityId: text.principalId ?? null,
    officeId,
    details: { direction: text.direction },
  });
}

/**
 * The officer at a contact of theirs to write in: an answer is given by who has it, so one that waits is taken. A contact that is
 * closed takes texts for as long as a promise of it is open.
 */
async function atContact(
  ctx: Context,
  db: Db,
  contactId: string,
  answers: boolean,
): Promise<{ officerId: number; officeId: number }> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  const found = await db.maybe<{ officeId: number; closed: boolean; waits: boolean; promised: boolean }>(sql`
    select v.office_id as "officeId", v.closed_at is not null as closed, v.taken_by is null as waits,
      exists (select from promise p where p.visit_id = v.id and p.kept_at is null and p.moved_at is null) as promised
    from visit v where v.id = ${contactId} for update of v`);
  if (found === undefined) throw new Problem('not-found');
  if (found.closed && !found.promised) throw new Problem('visit-closed');
  if (answers && found.waits && !found.closed) return take(ctx, db, contactId);
  return { officerId: officer.id, officeId: found.officeId };
}
