import { type Context, transaction } from '../../access/context.server.ts';
import type { Db } from '../../platform/database.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Ending, SourceKind, WriteText } from '../contact.ts';
import { endVisit } from './close-visit.server.ts';
import { officerAtVisit } from './officer-at-visit.server.ts';
import { write } from './write-text.server.ts';

/**
 * Closes a contact. Of two at once one wins, the other is told who. Throws Problem `not-found`, `visit-closed`, `not-possible`
 * while a matter has no act (`matter-without-act`) or a promise is open (`open-promise`).
 */
export async function closeContact(ctx: Context, contactId: string, as: Ending): Promise<void> {
  await transaction(ctx, (db) => end(ctx, db, contactId, as));
}

/** "Svar direkt": what was answered is kept and the contact closed, both or neither. */
export async function answerNow(
  ctx: Context,
  contactId: string,
  answer: Pick<WriteText, 'body' | 'principalId' | 'textId'>,
): Promise<void> {
  await transaction(ctx, async (db) => {
    await write(ctx, db, contactId, { ...answer, direction: 'out' });
    await end(ctx, db, contactId, 'answered');
  });
}

export async function end(ctx: Context, db: Db, contactId: string, as: Ending): Promise<void> {
  const { officer } = ctx.actor;
  if (officer === null) throw new Problem('forbidden');
  await endVisit(db, contactId, { actor: ctx.actor.userId, officerId: officer.id, now: ctx.clock() }, as);
}

/** Notes what an answer was taken from. Throws Problem `not-found`, `visit-closed`. */
export async function addSource(
  ctx: Context,
  contactId: string,
  { kind, detail }: { readonly kind: SourceKind; readonly detail: string },
): Promise<void> {
  await transaction(ctx, async (db) => {
    const { officerId, officeId } = await officerAtVisit(ctx, db, contactId);
    await db.run(sql`
      insert into contact_source (visit_id, office_id, kind, detail, noted_at, noted_by)
      values (${contactId}, ${officeId}, ${kind}, ${detail}, ${ctx.clock()}, ${officerId})`);
  });
}
