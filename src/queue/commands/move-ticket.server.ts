import { randomUUID } from 'node:crypto';
import { type Db, inTransaction, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type Asker, alreadyDone, type Line, lockLine } from '../line.server.ts';
import { nextNumbers } from '../numbers.server.ts';
import type { MoveTicket } from '../schemas.ts';
import { secretHash, ticketSecret } from '../secret.server.ts';
import { needsOf, TICKET, takeStep, ticketInLine } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { closeVisitsOf } from '../visits.server.ts';
import { ownTicket } from './call.server.ts';

/**
 * Sends a visitor on to another office: the ticket here ends, one is issued there that keeps the place of the arrival. Both in
 * one transaction, with both lines locked. Returns the ticket there. Throws Problem `not-found`; `invalid` with `unknown-need`,
 * `protected-is-a-number-only`; `not-possible` with `same-office`, `other-office-not-yours` (the actor needs a role at both),
 * `closed-early-there`, `need-paused`, `matter-without-act`.
 */
export async function moveTicket(
  asker: Asker,
  officeId: number,
  ticketId: string,
  { toOfficeId, needId, note, key }: MoveTicket,
): Promise<Ticket> {
  if (toOfficeId === officeId) throw new Problem('not-possible', { reason: 'same-office' });
  const reach = [...(asker.scope.offices ?? []), ...(asker.scope.managedOffices ?? [])];
  const id = randomUUID();
  const hash = secretHash(await ticketSecret(asker.pool, id));
  return inTransaction(asker.pool, asker.scope, async (db) => {
    if (!reach.includes(toOfficeId)) throw new Problem('not-possible', { reason: 'other-office-not-yours' });
    const lines = new Map<number, Line>();
    for (const each of [officeId, toOfficeId].sort((a, b) => a - b))
      lines.set(each, await lockLine(db, asker, each));
    const from = lines.get(officeId) as Line;
    const to = lines.get(toOfficeId) as Line;
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return movedFrom(db, done);
    const { officerId } = asker;
    const ticket =
      officerId === null
        ? await ticketInLine(db, from, ticketId)
        : await ownTicket(db, { ...asker, officerId }, from, ticketId);
    if (ticket.protected && note !== undefined)
      throw new Problem('invalid', {}, [{ field: 'note', code: 'protected-is-a-number-only' }]);
    const need = (await needsOf(db, toOfficeId)).find((each) => each.id === needId);
    if (need === undefined) throw new Problem('invalid', {}, [{ field: 'needId', code: 'unknown-need' }]);
    if (to.closedEarlyAt !== null) throw new Problem('not-possible', { reason: 'closed-early-there' });
    if (need.paused) throw new Problem('not-possible', { reason: 'need-paused' });
    const left = await takeStep(db, asker, from, ticket, {
      kind: 'moved',
      key,
      details: { toOffice: toOfficeId, ticket: id },
      changes: { state: 'left' },
    });
    if (officerId !== null) await closeVisitsOf(db, { ...asker, officerId }, from, left);
    const number = await nextNumbers(db, to, need);
    return db.one<Ticket>(sql`
      insert into ticket as t (id, office_id, day, need_id, prefix, number, source, issued_at, joined_at, secret_hash, state,
        state_at, priority, priority_reason, language, language_right, interpreter, sign_language, step_free, calm, protected,
        note, moved_from, step_kind, step_at, step_actor, step_role, step_key, step_details)
      values (${id}, ${toOfficeId}, ${to.day}, ${need.id}, ${need.prefix}, ${number}, 'moved', ${to.now}, ${ticket.joinedAt},
        ${hash}, 'waiting', ${to.now}, ${ticket.priority}, ${ticket.priorityReason}, ${ticket.language},
        ${ticket.languageRight}, ${ticket.interpreter}, ${ticket.signLanguage}, ${ticket.stepFree}, ${ticket.calm},
        ${ticket.protected}, ${note ?? null}, ${ticket.id}, 'issued', ${to.now}, ${asker.actor}, ${asker.role}, ${key ?? null},
        ${JSON.stringify({ fromOffice: officeId })})
      returning ${TICKET}`);
  });
}

async function movedFrom(db: Db, ticketId: string): Promise<Ticket> {
  const ticket = await db.maybe<Ticket>(sql`select ${TICKET} from ticket t where t.moved_from = ${ticketId}`);
  if (ticket === undefined) throw new Problem('not-found');
  return ticket;
}
