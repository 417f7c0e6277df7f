import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { alreadyDone, inLine, type Line } from '../line.server.ts';
import { canUndo, UNDO_MINUTES } from '../rules/steps.ts';
import { type Changes, takeStep, ticketInLine } from '../store.server.ts';
import type { StepKind, Ticket } from '../ticket.ts';
import { openVisitFor } from '../visits.server.ts';
import type { AtDesk } from './call.server.ts';

interface Past {
  readonly seq: number;
  readonly kind: StepKind;
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly after: Changes;
}

/**
 * Undoes the last step of a ticket: it is again what it was before, and the time in between counts as if the step had not
 * been taken. Throws Problem `not-possible` with `nothing-to-undo`, `not-your-step`, `too-late-to-undo`, `has-a-visitor`.
 */
export function undo(
  asker: AtDesk,
  officeId: number,
  ticketId: string,
  { key }: { readonly key?: string | undefined } = {},
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const ticket = await ticketInLine(db, line, ticketId);
    const [last, before] = await lastSteps(db, line, ticketId);
    if (last === undefined || before === undefined || !canUndo(last.kind))
      throw new Problem('not-possible', { reason: 'nothing-to-undo' });
    if (last.actor !== asker.actor) throw new Problem('not-possible', { reason: 'not-your-step' });
    if (Temporal.Instant.compare(line.now, last.at.add({ minutes: UNDO_MINUTES })) > 0)
      throw new Problem('not-possible', { reason: 'too-late-to-undo', minutes: UNDO_MINUTES });
    const undone = await takeStep(db, asker, line, ticket, {
      kind: 'undone',
      key,
      about: last.seq,
      details: { kind: last.kind },
      changes: await stillThere(db, line, before.after),
    }).catch((error) => {
      // The desk has another visitor by now (a_desk_serves_one_at_a_time).
      if ((error as { code?: unknown }).code !== '23505') throw error;
      throw new Problem('not-possible', { reason: 'has-a-visitor' });
    });
    // The visit of a service that was ended stays closed: what follows is another of the same ticket.
    if (undone.state === 'serving') await openVisitFor(db, asker, line, undone);
    return undone;
  });
}

/** The last two steps that stand, newest first. */
function lastSteps(db: Db, { officeId }: Line, ticketId: string): Promise<Past[]> {
  return db.many(sql`
    select e.seq, e.kind, e.actor, e.at, e.after from queue_event e
    where e.ticket_id = ${ticketId} and e.kind not in ('undone', 'time-not-real')
      and not exists (select from queue_event u where u.office_id = ${officeId} and u.ticket_id = e.ticket_id
        and u.about = e.seq and u.kind = 'undone')
    order by e.seq desc limit 2`);
}

/** What a ticket was, with the desk only if it is still the officer's. */
async function stillThere(
  db: Db,
  { officeId }: Line,
  was: Changes & { readonly stateAt?: unknown },
): Promise<Changes> {
  const { stateAt: _, ...changes } = was;
  if (changes.sessionId === null || changes.sessionId === undefined) return changes;
  const open = await db.maybe(sql`
    select from desk_session where id = ${changes.sessionId} and office_id = ${officeId} and closed_at is null`);
  if (open === undefined) throw new Problem('not-possible', { reason: 'desk-closed' });
  return changes;
}
