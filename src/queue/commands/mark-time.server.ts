import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { alreadyDone, inLine } from '../line.server.ts';
import { takeStep, ticketInLine } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import type { AtDesk } from './call.server.ts';

/**
 * Says that the time of a ticket's last phase was not real (forgotten to end, tried out): figures leave it out, the event
 * stays. `phase`: serving, unless another is named. Throws Problem `not-possible` with `no-such-phase`, `already-marked`.
 */
export function markTimeNotReal(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  {
    phase = 'serving',
    reason,
    key,
  }: {
    readonly phase?: 'waiting' | 'walking' | 'serving' | 'held' | undefined;
    readonly reason: string;
    readonly key?: string | undefined;
  },
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const ticket = await ticketInLine(db, line, ticketId);
    const found = await db.maybe<{ seq: number; real: boolean }>(sql`
      select seq, is_real as real from ticket_phase where ticket_id = ${ticketId} and phase = ${phase}
      order by seq desc limit 1`);
    if (found === undefined) throw new Problem('not-possible', { reason: 'no-such-phase' });
    if (!found.real) throw new Problem('not-possible', { reason: 'already-marked' });
    return takeStep(db, asker, line, ticket, {
      kind: 'time-not-real',
      key,
      about: found.seq,
      // Of a protected visitor nothing is written.
      details: ticket.protected ? { phase } : { phase, reason },
    });
  });
}
