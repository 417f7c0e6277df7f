import type { Pool } from '../platform/database.server.ts';
import { type Estimates, estimatesOf, expectedOf } from '../queue/estimates.server.ts';
import type { Asker } from '../queue/line.server.ts';
import { queueState } from '../queue/queries.server.ts';

/** How long estimates stand while nothing happens, in milliseconds. */
const STANDS = 20_000;

interface Kept {
  readonly seq: number;
  readonly at: number;
  readonly estimates: Promise<Estimates>;
}
const kept = new WeakMap<Pool, Map<number, Kept>>();

/** The estimates of an office as its queue stands after event `seq`: reckoned once for all telephones that ask at once. */
export function estimatesNow(
  { pool, scope, clock }: Pick<Asker, 'pool' | 'scope' | 'clock'>,
  officeId: number,
  seq: number,
): Promise<Estimates> {
  const offices = kept.get(pool) ?? new Map<number, Kept>();
  kept.set(pool, offices);
  const now = clock();
  const at = now.epochMilliseconds;
  const there = offices.get(officeId);
  if (there !== undefined && there.seq >= seq && Math.abs(at - there.at) < STANDS) return there.estimates;
  const estimates = queueState(pool, scope, officeId).then(async (queue) =>
    estimatesOf(queue, await expectedOf(pool, scope, { officeId, needs: queue.needs, now }), now),
  );
  offices.set(officeId, { seq, at, estimates });
  estimates.catch(() => offices.delete(officeId));
  return estimates;
}
