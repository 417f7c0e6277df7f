import { endVisit } from '../contacts/commands/close-visit.server.ts';
import { recordVisit } from '../contacts/commands/open-visit.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import type { AtDesk } from './commands/call.server.ts';
import type { Line } from './line.server.ts';
import type { Ticket } from './ticket.ts';

/** Opens the visit of a ticket whose serving begins; one that is open already (parked, sent on) goes on. */
export async function openVisitFor(db: Db, asker: AtDesk, line: Line, ticket: Ticket): Promise<void> {
  if ((await openVisitsOf(db, ticket)).length > 0) return;
  const { actor, officerId } = asker;
  const visitId = await recordVisit(db, { actor, officerId, officeId: line.officeId, now: line.now });
  await db.run(sql`
    insert into ticket_visit (ticket_id, visit_id, office_id) values (${ticket.id}, ${visitId}, ${line.officeId})`);
}

/** Closes what is open of a ticket's visits. Throws Problem `not-possible` with `matter-without-act`. */
export async function closeVisitsOf(db: Db, asker: AtDesk, line: Line, ticket: Ticket): Promise<void> {
  const { actor, officerId } = asker;
  for (const id of await openVisitsOf(db, ticket))
    await endVisit(db, id, { actor, officerId, now: line.now });
}

async function openVisitsOf(db: Db, { id }: Ticket): Promise<string[]> {
  const visits = await db.many<{ id: string }>(sql`
    select v.id from ticket_visit x join visit v on v.id = x.visit_id where x.ticket_id = ${id} and v.closed_at is null`);
  return visits.map((visit) => visit.id);
}
