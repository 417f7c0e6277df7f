import { type HoursOfOffice, hoursOf } from '../hours/store.server.ts';
import { inTransaction, type Pool } from '../platform/database.server.ts';

interface Kept {
  readonly revision: number;
  readonly hours: Promise<HoursOfOffice>;
}
const kept = new WeakMap<Pool, Map<number, Kept>>();

/**
 * The hours of an office, read once for all its boards, kiosks and telephones for as long as the registers stand: `revision` is
 * what `register_revision` says to who asks. Hours are public. Throws Problem `not-found` for an office that is not there.
 */
export function hoursNow(pool: Pool, officeId: number, revision: number): Promise<HoursOfOffice> {
  const offices = kept.get(pool) ?? new Map<number, Kept>();
  kept.set(pool, offices);
  const there = offices.get(officeId);
  // Who asks with an older revision gets what is newer.
  if (there !== undefined && there.revision >= revision) return there.hours;
  const hours = inTransaction(pool, {}, (db) => hoursOf(db, { id: officeId }));
  const fresh = { revision, hours };
  offices.set(officeId, fresh);
  hours.catch(() => {
    if (offices.get(officeId) === fresh) offices.delete(officeId);
  });
  return hours;
}
