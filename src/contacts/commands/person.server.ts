import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Person } from '../contact.ts';
import { queueReceipt } from './send-receipt.server.ts';
import { storePerson } from './store-contact.server.ts';

/** Notes who a contact is with, also after it was closed (a promise is kept later). Throws Problem `not-found`. */
export async function savePerson(ctx: Context, contactId: string, person: Person): Promise<void> {
  await transaction(ctx, async (db) => {
    const officeId = await officeOf(ctx, contactId, db);
    const had = await db.maybe(sql`select from contact_person where visit_id = ${contactId} and may_mail`);
    await storePerson(db, { visitId: contactId, officeId }, person);
    // Said yes now: the receipt goes at once.
    if (person.mayMail && had === undefined) await queueReceipt(db, contactId, ctx.clock());
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'person-noted',
      subject: 'visit',
      subjectId: contactId,
      officeId,
    });
  });
}

/** Who somebody with protected data (skyddade personuppgifter) is, for who asks; that it was asked is audited. */
export async function showPerson(ctx: Context, contactId: string): Promise<void> {
  await transaction(ctx, async (db) => {
    const officeId = await officeOf(ctx, contactId, db);
    await recordEvent(db, {
      actor: ctx.actor.userId,
      role: 'officer',
      kind: 'protected-person-shown',
      subject: 'visit',
      subjectId: contactId,
      officeId,
    });
  });
}

async function officeOf(
  ctx: Context,
  contactId: string,
  db: Parameters<Parameters<typeof transaction>[1]>[0],
): Promise<number> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const found = await db.maybe<{ officeId: number }>(
    sql`select office_id as "officeId" from visit where id = ${contactId}`,
  );
  if (found === undefined) throw new Problem('not-found');
  return found.officeId;
}

/** Says what a contact is about. Throws Problem `not-found`, `visit-closed`. */
export async function setSubject(ctx: Context, contactId: string, subject: string | null): Promise<void> {
  await transaction(ctx, async (db) => {
    await officeOf(ctx, contactId, db);
    const changed = await db.run(
      sql`update visit set subject = ${subject} where id = ${contactId} and closed_at is null`,
    );
    if (changed === 0) throw new Problem('visit-closed');
  });
}
