import { inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import { tooManyTries } from '../../platform/problem.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import type { Person } from '../contact.ts';
import type { AsksFor } from '../representation.ts';
import { receiveContact } from './receive-contact.server.ts';
import { queueReceipt } from './send-receipt.server.ts';

/** So many messages in so many minutes from one address to one office: a family behind one router, and no robot. */
const MOST = 20;
const MINUTES = 10;

/**
 * Takes in the public form of an office: it waits for an officer, and its receipt is queued for who wants mail. The same form's key
 * again is the same contact. Throws Problem `too-many-tries` (`too-many-forms`).
 */
export async function receiveForm(
  { pool, clock }: { readonly pool: Pool; readonly clock: () => Temporal.Instant },
  form: {
    readonly officeId: number;
    readonly key: string;
    readonly subject: string;
    readonly body: string;
    readonly person: Person;
    /** For whom they say that they write; null: for themselves. */
    readonly asksFor: AsksFor | null;
    /** Where it came from; kept as a hash, for a day. */
    readonly from: string;
  },
): Promise<string> {
  const { officeId, key, subject, body, person, asksFor } = form;
  const now = clock();
  return inTransaction(pool, { actor: 'visitor', offices: [officeId] }, async (db) => {
    const hash = sha256(`form ${officeId} ${form.from}`);
    const { tries, last } = await db.one<{ tries: number; last: Temporal.Instant | null }>(sql`
      select count(*) as tries, (array_agg(at order by at desc))[${MOST}::int] as last from form_try where from_hash = ${hash} and at > ${now.subtract({ minutes: MINUTES })}`);
    if (tries >= MOST)
      throw tooManyTries((last ?? now).add({ minutes: MINUTES }), now, [
        { field: 'body', code: 'too-many-forms' },
      ]);
    await db.run(sql`delete from form_try where at < ${now.subtract({ hours: 24 })}`);
    await db.run(sql`insert into form_try (from_hash, at) values (${hash}, ${now})`);
    const received = await receiveContact(db, {
      ...{ officeId, channel: 'web', key: `form ${key}`, subject, body, at: now, person, actor: 'visitor' },
    });
    if (!received.again && asksFor !== null)
      await db.run(sql`
        insert into contact_asks_for (visit_id, office_id, whom, as_what)
        values (${received.id}, ${officeId}, ${asksFor.whom}, ${asksFor.asWhat})`);
    if (!received.again && person.mayMail) await queueReceipt(db, received.id, now);
    return received.reference;
  });
}
