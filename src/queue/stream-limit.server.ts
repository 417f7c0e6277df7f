import type { Pool } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';

/** How many streams one asker may have open at an office at this process: many windows, never a flood. */
const MOST = { anybody: 60, ticket: 12 };
/** Seconds. Nobody knows when a window is closed; one that is left without an answer ends at its next beat. */
const A_WINDOW_CLOSES = 30;
const open = new WeakMap<Pool, Map<string, number>>();

/**
 * Notes that somebody opens one stream more; what is answered says that it has ended. `who`: a person, a device, or one ticket,
 * which has fewer. Throws Problem `too-many-tries`.
 */
export function openStream(pool: Pool, who: string): () => void {
  const streams = open.get(pool) ?? new Map<string, number>();
  open.set(pool, streams);
  const there = streams.get(who) ?? 0;
  if (there >= (who.startsWith('ticket ') ? MOST.ticket : MOST.anybody))
    throw new Problem('too-many-tries', { retryAfter: A_WINDOW_CLOSES });
  streams.set(who, there + 1);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const left = (streams.get(who) ?? 1) - 1;
    if (left === 0) streams.delete(who);
    else streams.set(who, left);
  };
}
