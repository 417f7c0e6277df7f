import { randomUUID } from 'node:crypto';
import { isLanguage, languageGround } from '../../hours/rules/languages.ts';
import { openingAt } from '../../hours/rules/open.ts';
import { hoursOf } from '../../hours/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { estimateFor, expectedOf } from '../estimates.server.ts';
import { type Asker, alreadyDone, inLine, type Line } from '../line.server.ts';
import { nextNumbers } from '../numbers.server.ts';
import type { Issue } from '../schemas.ts';
import { secretHash, ticketSecret } from '../secret.server.ts';
import { lineNow } from '../shared-line.server.ts';
import { needsOf, TICKET, ticketInLine } from '../store.server.ts';
import type { Source, Ticket } from '../ticket.ts';

export interface Issued {
  readonly ticket: Ticket;
  /** For the link by which the visitor follows the ticket. */
  readonly secret: string;
}

/** How long before it opens an office gives tickets by itself: who stands at the door. */
const BEFORE_OPENING = { minutes: 15 };

/**
 * Issues a ticket. With the key of an earlier request it is that request's ticket. Throws Problem `not-found`; `invalid` with
 * `unknown-need`, `priority-needs-reason`, `protected-is-a-number-only`; `not-possible` with `closed-early`, `office-closed`
 * (to a device or a visitor), `need-paused`, `too-many-tickets`.
 */
export async function issueTicket(
  asker: Asker,
  officeId: number,
  given: Issue,
  from: { readonly source: Source; readonly deviceId?: number },
): Promise<Issued> {
  const id = randomUUID();
  const hash = secretHash(await ticketSecret(asker.pool, id));
  // What the visitor is told is how the line stood a moment before: the line itself is not held while it is reckoned.
  const queue = await lineNow(asker.pool, asker.scope, officeId);
  const expected = await expectedOf(asker.pool, asker.scope, {
    officeId,
    needs: queue.needs,
    now: asker.clock(),
  });
  const ticket = await inLine(asker, officeId, async (db, line) => {
    const [done, needs] = await Promise.all([alreadyDone(db, officeId, given.key), needsOf(db, officeId)]);
    if (done !== null) return ticketInLine(db, line, done);
    const need = needs.find(({ id }) => id === given.needId);
    if (need === undefined) throw new Problem('invalid', {}, [{ field: 'needId', code: 'unknown-need' }]);
    requireWhole(given);
    if (line.closedEarlyAt !== null) throw new Problem('not-possible', { reason: 'closed-early' });
    if (need.paused) throw new Problem('not-possible', { reason: 'need-paused' });
    if (asker.role === 'device' || asker.role === 'visitor') await requireOpen(db, line);
    if (from.deviceId !== undefined) await requireNoFlood(db, line, from.source, from.deviceId);
    const right = await languageRight(db, officeId, given.language);
    const estimate = estimateFor(queue, { ...given, needId: need.id }, expected, line.now);
    const number = await nextNumbers(db, line, need);
    return db.one<Ticket>(sql`
      insert into ticket as t (id, office_id, day, need_id, prefix, number, source, device_id, issued_at, joined_at, secret_hash,
        state, state_at, priority, priority_reason, language, language_right, interpreter, sign_language, step_free, calm,
        protected, estimate_low, estimate_high, step_kind, step_at, step_actor, step_role, step_key)
      values (${id}, ${officeId}, ${line.day}, ${need.id}, ${need.prefix}, ${number}, ${from.source}, ${from.deviceId ?? null},
        ${line.now}, ${line.now}, ${hash}, 'waiting', ${line.now}, ${given.priority}, ${given.priorityReason ?? null},
        ${given.language ?? null}, ${right}, ${given.interpreter}, ${given.signLanguage}, ${given.stepFree}, ${given.calm},
        ${given.protected}, ${estimate?.low ?? null}, ${estimate?.high ?? null}, 'issued', ${line.now}, ${asker.actor}, ${asker.role}, ${given.key ?? null})
      returning ${TICKET}`);
  });
  return { ticket, secret: await ticketSecret(asker.pool, ticket.id) };
}

function requireWhole(given: Issue): void {
  const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);
  if (given.priority > 0 && given.priorityReason === undefined)
    throw wrong('priorityReason', 'priority-needs-reason');
  if (given.priority === 0 && given.priorityReason !== undefined)
    throw wrong('priority', 'reason-without-priority');
  const more = given.language ?? given.priorityReason;
  const met = given.interpreter || given.signLanguage || given.stepFree || given.calm;
  if (given.protected && (more !== undefined || met)) throw wrong('protected', 'protected-is-a-number-only');
}

/** Devices and visitors follow the opening hours; who works at the office may know better. */
async function requireOpen(db: Db, line: Line): Promise<void> {
  const hours = await hoursOf(db, { id: line.officeId });
  const open = openingAt(hours, line.now) !== null || openingAt(hours, line.now.add(BEFORE_OPENING)) !== null;
  if (!open) throw new Problem('not-possible', { reason: 'office-closed' });
}

/** Whether the visitor has the language by right here: 8 § lagen (2009:724). Where 9 § decides, it depends on who is at work. */
export async function languageRight(
  db: Db,
  officeId: number,
  language: string | undefined,
): Promise<boolean> {
  if (language === undefined || !isLanguage(language)) return false;
  const { municipality } = await db.one<{ municipality: string }>(sql`
    select m.name as municipality from office f join municipality m on m.code = f.municipality_code where f.id = ${officeId}`);
  return languageGround(language, municipality).standing === 'right-in-area';
}

/** Telephones that a device has let in are counted by themselves: they do not shut the device for who stands at it. */
async function requireNoFlood(db: Db, line: Line, source: Source, deviceId: number): Promise<void> {
  const { recent } = await db.one<{ recent: number }>(sql`
    select count(*) as recent from ticket where office_id = ${line.officeId} and day = ${line.day}
      and device_id = ${deviceId} and source = ${source}
      and issued_at > ${line.now.subtract({ minutes: 1 })} and issued_at <= ${line.now}`);
  if (recent >= line.ticketsAMinute) throw new Problem('not-possible', { reason: 'too-many-tickets' });
}
