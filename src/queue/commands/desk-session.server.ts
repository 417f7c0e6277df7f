import { swedishDay } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { inLine } from '../line.server.ts';
import { mayServe } from '../may-serve.server.ts';
import type { OpenDesk } from '../schemas.ts';
import { needsOf, tell } from '../store.server.ts';
import { ticketLabel } from '../ticket.ts';
import { type AtDesk, ownSession } from './call.server.ts';

/**
 * Opens a desk for the officer. Whoever has it already keeps it. Returns the session's id. Throws Problem `not-found`,
 * `not-possible` with `desk-taken`, `at-another-desk`, `at-another-office`, `not-employed`, or `invalid` with `unknown-need`.
 */
export function openDesk(asker: AtDesk, officeId: number, given: OpenDesk): Promise<number> {
  return inLine(asker, officeId, async (db, line) => {
    const desk = await db.maybe<{
      name: string;
      kind: string;
      takenBy: string | null;
      takenById: number | null;
    }>(sql`
      select d.name, d.kind, o.name as "takenBy", o.id as "takenById" from desk d
        left join desk_session s on s.desk_id = d.id and s.closed_at is null and not s.on_floor
        left join officer o on o.id = s.officer_id
      where d.id = ${given.deskId} and d.office_id = ${officeId} and d.ended_at is null`);
    if (desk === undefined) throw new Problem('not-found');
    if (desk.takenBy !== null && desk.takenById !== asker.officerId)
      throw new Problem('not-possible', { reason: 'desk-taken', officer: desk.takenBy });
    const at = await db.maybe<{ id: number; deskId: number; name: string; officeId: number }>(sql`
      select s.id, s.desk_id as "deskId", d.name, s.office_id as "officeId" from desk_session s join desk d on d.id = s.desk_id
      where s.officer_id = ${asker.officerId} and s.closed_at is null`);
    if (at !== undefined && at.deskId === given.deskId) return at.id;
    if (at !== undefined && at.officeId !== officeId) throw atAnotherOffice();
    if (at !== undefined) throw new Problem('not-possible', { reason: 'at-another-desk', desk: at.name });
    const employed = await db.maybe(sql`
      select from officer where id = ${asker.officerId} and employed @> ${swedishDay(line.now)}::date`);
    if (employed === undefined) throw new Problem('not-possible', { reason: 'not-employed' });
    const needs = await needsOf(db, officeId);
    if (!given.needs.every((id) => needs.some((need) => need.id === id)))
      throw new Problem('invalid', {}, [{ field: 'needs', code: 'unknown-need' }]);
    const may = await mayServe(db, asker, line, await needsOf(db, officeId, { served: true }));
    const { id } = await db
      .one<{ id: number }>(sql`
      insert into desk_session (office_id, desk_id, officer_id, state, state_at, needs, languages, may_serve, on_floor, opened_at)
      values (${officeId}, ${given.deskId}, ${asker.officerId}, 'open', ${line.now}, ${given.needs}, ${given.languages}, ${may},
        ${desk.kind === 'floor'}, ${line.now})
      returning id`)
      .catch((error) => {
        // An office whose queue the officer sees no more, or opened at the same moment (an_officer_sits_at_one_desk).
        throw (error as { code?: unknown }).code === '23505' ? atAnotherOffice() : error;
      });
    await tell(db, asker, line, { kind: 'desk-opened', sessionId: id, deskId: given.deskId });
    return id;
  });
}

const atAnotherOffice = () => new Problem('not-possible', { reason: 'at-another-office' });

/** The officer pauses, works in the back office, or is back at the desk. */
export function setDeskState(
  asker: AtDesk,
  officeId: number,
  state: 'open' | 'break' | 'back-office',
): Promise<void> {
  return inLine(asker, officeId, async (db, line) => {
    const session = await ownSession(db, asker, officeId, { evenOnBreak: true });
    if (session.state === state) return;
    await db.run(sql`
      update desk_session set state = ${state}, state_at = ${line.now} where id = ${session.sessionId}`);
    await tell(db, asker, line, {
      kind: `desk-${state}`,
      sessionId: session.sessionId,
      deskId: session.deskId,
    });
  });
}

/** Closes the officer's desk. Throws Problem `not-possible` with `has-a-visitor` while somebody is being served or held. */
export function closeDesk(asker: AtDesk, officeId: number): Promise<void> {
  return inLine(asker, officeId, async (db, line) => {
    const session = await ownSession(db, asker, officeId, { evenOnBreak: true });
    await requireNobody(db, session.officerId, officeId);
    await db.run(sql`update desk_session set closed_at = ${line.now} where id = ${session.sessionId}`);
    await tell(db, asker, line, {
      kind: 'desk-closed',
      sessionId: session.sessionId,
      deskId: session.deskId,
    });
  });
}

async function requireNobody(db: Db, officerId: number, officeId: number): Promise<void> {
  const busy = await db.maybe<{ prefix: string; number: number }>(sql`
    select prefix, number from ticket where office_id = ${officeId} and officer_id = ${officerId}
      and state in ('called', 'serving', 'held') limit 1`);
  if (busy !== undefined)
    throw new Problem('not-possible', { reason: 'has-a-visitor', ticket: ticketLabel(busy) });
}
