import { LANGUAGES, type Language, languageGround } from '../../hours/rules/languages.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { type Asker, alreadyDone, inLine, type Line } from '../line.server.ts';
import type { ChangeTicket } from '../schemas.ts';
import { type Changes, needsOf, takeStep, ticketInLine } from '../store.server.ts';
import type { Ticket } from '../ticket.ts';
import { ownTicket } from './call.server.ts';

/**
 * Changes what a visitor needs, how far ahead they go and how they need to be met; what is left out stays. One who is with an
 * officer is changed by that officer. Undoable. Throws Problem `not-found`; `invalid` with `unknown-need`, `nothing-to-change`,
 * `priority-needs-reason`, `reason-without-priority`, `protected-is-a-number-only`; `not-possible` for one who has left.
 */
export function changeTicket(
  asker: Asker,
  officeId: number,
  ticketId: string,
  { key, ...given }: ChangeTicket,
): Promise<Ticket> {
  return inLine(asker, officeId, async (db, line) => {
    const done = await alreadyDone(db, officeId, key);
    if (done !== null) return ticketInLine(db, line, done);
    const { officerId } = asker;
    const ticket =
      officerId === null
        ? await ticketInLine(db, line, ticketId)
        : await ownTicket(db, { ...asker, officerId }, line, ticketId);
    const changes = await changesOf(db, line, ticket, given);
    if (Object.keys(changes).length === 0) throw wrong('needId', 'nothing-to-change');
    return takeStep(db, asker, line, ticket, { kind: 'changed', key, changes, details: { ...changes } });
  });
}

const wrong = (field: string, code: string) => new Problem('invalid', {}, [{ field, code }]);

/** What differs from what the ticket is. */
async function changesOf(
  db: Db,
  { officeId }: Line,
  ticket: Ticket,
  given: Omit<ChangeTicket, 'key'>,
): Promise<Changes> {
  if (given.needId !== undefined && given.needId !== ticket.needId) {
    const needs = await needsOf(db, officeId);
    if (!needs.some(({ id }) => id === given.needId)) throw wrong('needId', 'unknown-need');
  }
  const { priority = ticket.priority } = given;
  if (priority > 0 && (given.priorityReason ?? ticket.priorityReason) === null)
    throw wrong('priorityReason', 'priority-needs-reason');
  if (priority === 0 && given.priorityReason !== undefined)
    throw wrong('priority', 'reason-without-priority');
  const wanted = {
    ...given,
    priorityReason: priority === 0 ? null : (given.priorityReason ?? ticket.priorityReason),
    ...(given.language === undefined ? {} : { languageRight: await isRight(db, officeId, given.language) }),
  };
  const differs = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && value !== ticket[name as keyof Ticket],
  );
  if (ticket.protected && differs.some(([name]) => name !== 'needId'))
    throw wrong('protected', 'protected-is-a-number-only');
  return Object.fromEntries(differs);
}

/** Whether a language is a right of the visitor at the office (8, 9 and 12 §§ lagen (2009:724)). */
async function isRight(db: Db, officeId: number, language: string | null): Promise<boolean> {
  if (language === null || !Object.hasOwn(LANGUAGES, language)) return false;
  const { name } = await db.one<{ name: string }>(sql`
    select m.name from office f join municipality m on m.code = f.municipality_code where f.id = ${officeId}`);
  return languageGround(language as Language, name).standing.startsWith('right');
}
