import type { Context } from '../access/context.server.ts';
import { scopeOf } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, inTransaction, type Pool, type Scope, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { endDay } from './day-end.server.ts';
import type { StepRole } from './ticket.ts';

/** Who takes a step in a queue: a person, a device, a visitor, or the program itself. */
export interface Asker {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly scope: Scope;
  /** As it stands in the events: an account's id, `device-7`, `visitor`, `system`. */
  readonly actor: string;
  readonly role: StepRole;
  readonly officerId: number | null;
}

/** A signed-in person as officer or office manager. */
export function asPerson(ctx: Context, role: 'officer' | 'office-manager'): Asker {
  return {
    pool: ctx.pool,
    clock: ctx.clock,
    scope: scopeOf(ctx.actor),
    actor: ctx.actor.userId,
    role,
    officerId: ctx.actor.officer?.id ?? null,
  };
}

/** The queue of an office, locked: until the transaction ends nobody else takes a step in it. */
export interface Line {
  readonly officeId: number;
  readonly now: Temporal.Instant;
  readonly day: PlainDate;
  readonly returnWithinMinutes: number;
  readonly ticketsAMinute: number;
  readonly closedEarlyAt: Temporal.Instant | null;
  /** What the registers are as of this transaction (`register_revision`). */
  readonly revision: number;
}

interface Row extends Omit<Line, 'now'> {
  readonly keepOvernight: boolean;
}

/**
 * One step, or several that belong together, in the queue of an office: one at a time, because the office's row is locked
 * first. The first of a new day ends the day before. Throws Problem `not-found` when the office has no queue that the asker
 * sees.
 */
export function inLine<T>(
  asker: Asker,
  officeId: number,
  work: (db: Db, line: Line) => Promise<T>,
): Promise<T> {
  return inTransaction(asker.pool, asker.scope, async (db) => work(db, await lockLine(db, asker, officeId)));
}

/**
 * The same in a transaction under way. Who takes steps at two offices locks the one with the lower id first, so that no two
 * wait for each other. Throws Problem `not-found`.
 */
export async function lockLine(db: Db, asker: Pick<Asker, 'clock'>, officeId: number): Promise<Line> {
  const row = await db.maybe<Row>(sql`
      select office_id as "officeId", day, keep_overnight as "keepOvernight", return_within_minutes as "returnWithinMinutes",
        tickets_a_minute as "ticketsAMinute", closed_early_at as "closedEarlyAt",
        (select revision from register_revision) as revision
      from queue_office where office_id = ${officeId} for no key update`);
  if (row === undefined) throw new Problem('not-found');
  const now = asker.clock();
  const today = swedishDay(now);
  const { keepOvernight, ...line } = row;
  if (row.day >= today) return { ...line, now };
  await endDay(db, { officeId, day: today, now, keepOvernight });
  return { ...line, now, day: today, closedEarlyAt: null };
}

/**
 * The ticket that an earlier request with the same key has stepped, or null: who lost an answer asks again, and a double click
 * does the thing once.
 */
export async function alreadyDone(db: Db, officeId: number, key: string | undefined): Promise<string | null> {
  if (key === undefined) return null;
  const found = await db.maybe<{ id: string }>(sql`
    select ticket_id as id from queue_event where office_id = ${officeId} and key = ${key} and ticket_id is not null`);
  return found?.id ?? null;
}
