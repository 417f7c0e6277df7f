import { sharedLine } from '../../queue/shared-line.server.ts';
import type { Http } from '../../shell/http.ts';
import { hoursNow } from '../hours-now.server.ts';
import { type Board, boardOf } from './board.ts';

/**
 * What the wall of an office shows now, not older than an event that the asker has heard of. Whoever calls has established
 * that the asker is a board of the office or its staff. Throws Problem `not-found` for an office without a queue.
 */
export async function boardNow(c: Http, officeId: number, atLeast = 0): Promise<Board> {
  const { database, clock } = c.get('services');
  const now = clock();
  const { queue, estimates } = await sharedLine(database.pool, officeId, now, atLeast);
  const hours = await hoursNow(database.pool, officeId, queue.revision);
  return boardOf(queue, estimates.needs, hours, now);
}
