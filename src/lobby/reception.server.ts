import { type Db, inTransaction, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Asker } from '../queue/line.server.ts';
import { TICKET } from '../queue/store.server.ts';
import type { Ticket } from '../queue/ticket.ts';
import type { NeedAtDoor } from './office.server.ts';

const LATEST = 15;

/** The letters and the number of what somebody typed: "a47", "A 47", "47". Null when it is no ticket's. */
export function typedLabel(
  text: string,
): { readonly prefix: string | null; readonly number: number | null } | null {
  const parts = /^\s*([A-ZÅÄÖ]{0,2})\s*(\d{0,4})\s*$/i.exec(text);
  if (parts === null || (parts[1] === '' && parts[2] === '')) return null;
  const [, letters = '', digits = ''] = parts;
  return {
    prefix: letters === '' ? null : letters.toUpperCase(),
    number: digits === '' ? null : Number(digits),
  };
}

/** Today's latest tickets of an office, or those that a typed number is about. */
export function latestTickets(
  { pool, scope }: Pick<Asker, 'pool' | 'scope'>,
  officeId: number,
  search: string,
): Promise<Ticket[]> {
  return inTransaction(pool, scope, (db) => {
    const typed = typedLabel(search);
    if (search.trim() !== '' && typed === null) return Promise.resolve([]);
    return db.many<Ticket>(sql`
      select ${TICKET} from ticket t join queue_office q on q.office_id = t.office_id
      where t.office_id = ${officeId} and t.day = q.day
        and (${typed?.prefix ?? null}::text is null or t.prefix = ${typed?.prefix ?? null})
        and (${typed?.number ?? null}::int is null or t.number = ${typed?.number ?? null})
      order by t.ordinal desc limit ${LATEST}`);
  });
}

/** A ticket of an office. Throws Problem `not-found`. */
export async function ticketOf(
  { pool, scope }: Pick<Asker, 'pool' | 'scope'>,
  officeId: number,
  ticketId: string,
): Promise<Ticket> {
  const ticket = await inTransaction(pool, scope, (db: Db) =>
    db.maybe<Ticket>(
      sql`select ${TICKET} from ticket t where t.office_id = ${officeId} and t.id = ${ticketId}`,
    ),
  );
  if (ticket === undefined) throw new Problem('not-found');
  return ticket;
}

/**
 * What the reception types for each need: its letters where no other need has them, else its place in the list. Shown on the
 * button, so that nobody has to know it by heart.
 */
export function keysOf(needs: readonly Pick<NeedAtDoor, 'id' | 'prefix'>[]): Map<number, string> {
  return new Map(
    needs.map(({ id, prefix }, index) => {
      const alone = prefix !== '' && needs.filter((other) => other.prefix === prefix).length === 1;
      return [id, alone ? prefix : String(index + 1)];
    }),
  );
}
