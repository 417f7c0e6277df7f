import { recordEvent } from '../../access/audit.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import type { Person } from '../contact.ts';
import type { Opened } from './open-contact.server.ts';
import { isSomebody, storePerson, storeText } from './store-contact.server.ts';

export interface Received {
  readonly officeId: number;
  readonly channel: 'email' | 'web' | 'letter';
  /** What makes it one contact however often it comes: a Message-ID, a form's own key. At most 1,000 characters. */
  readonly key: string;
  /** 1–300 characters. */
  readonly subject: string | null;
  /** 1–500,000 characters. */
  readonly body: string;
  readonly at: Temporal.Instant;
  readonly person: Person | null;
  /** The contact of the same office that it comes back of. */
  readonly cameBackOf?: string | null;
  /** Who took it in, for the audit: `system` for what comes by itself; the scope's actor. */
  readonly actor: string;
}

/**
 * Takes in what came by itself, in a transaction whose scope has the office: it waits until an officer takes it. The same key
 * again is the same contact, and nothing is written.
 */
export async function receiveContact(
  db: Db,
  received: Received,
): Promise<Opened & { readonly again: boolean }> {
  const { officeId, channel, key, subject, body, at, person, cameBackOf = null, actor } = received;
  const made = await db.maybe<Opened>(sql`
    insert into visit (office_id, channel, subject, opened_by, opened_at, opened_on, came_back_of, received_key)
    values (${officeId}, ${channel}, ${subject}, null, ${at}, ${swedishDay(at)}, ${cameBackOf}, ${key})
    on conflict (office_id, received_key) where received_key is not null do nothing returning id, reference`);
  if (made === undefined) {
    const there = await db.one<Opened>(sql`
      select id, reference from visit where office_id = ${officeId} and received_key = ${key}`);
    return { ...there, again: true };
  }
  const place = { visitId: made.id, officeId };
  if (person !== null && isSomebody(person)) await storePerson(db, place, person);
  await storeText(db, { ...place, direction: 'in', at, authorId: null, body });
  await recordEvent(db, {
    actor,
    role: 'system',
    kind: 'contact-received',
    subject: 'visit',
    subjectId: made.id,
    officeId,
    details: { channel },
  });
  return { ...made, again: false };
}

/** Adds what came in to an open contact; its officer has it before them. `textId` makes it one text. */
export async function receiveText(
  db: Db,
  text: {
    readonly visitId: string;
    readonly officeId: number;
    readonly at: Temporal.Instant;
    readonly body: string;
    readonly textId?: string;
  },
): Promise<boolean> {
  return storeText(db, { ...text, direction: 'in', authorId: null });
}
