import { type HoursOfOffice, hoursOf } from '../../hours/store.server.ts';
import { inTransaction, type Pool } from '../../platform/database.server.ts';
import { sharedLine } from '../../queue/shared-line.server.ts';
import type { Http } from '../../shell/http.ts';
import { type Board, boardOf } from './board.ts';

/** How long the hours of an office stand, in milliseconds: they change by the week, and on the wall within half a minute. */
const STANDS = 30_000;

const kept = new WeakMap<
  Pool,
  Map<number, { readonly at: number; readonly hours: Promise<HoursOfOffice> }>
>();

/** Read once for all boards of an office. Hours are public. */
function hoursNow(pool: Pool, officeId: number): Promise<HoursOfOffice> {
  const offices = kept.get(pool) ?? new Map();
  kept.set(pool, offices);
  const there = offices.get(officeId);
  if (there !== undefined && Date.now() - there.at < STANDS) return there.hours;
  const hours = inTransaction(pool, {}, (db) => hoursOf(db, { id: officeId }));
  offices.set(officeId, { at: Date.now(), hours });
  hours.catch(() => offices.delete(officeId));
  return hours;
}

/**
 * What the wall of an office shows now, not older than an event that the asker has heard of. Whoever calls has established
 * that the asker is a board of the office or its staff. Throws Problem `not-found` for an office without a queue.
 */
export async function boardNow(c: Http, officeId: number, atLeast = 0): Promise<Board> {
  const { database, clock } = c.get('services');
  const now = clock();
  const [{ queue, estimates }, hours] = await Promise.all([
    sharedLine(database.pool, officeId, now, atLeast),
    hoursNow(database.pool, officeId),
  ]);
  return boardOf(queue, estimates.needs, hours, now);
}
