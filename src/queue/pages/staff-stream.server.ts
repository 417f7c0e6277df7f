import { scopeOf } from '../../access/context.server.ts';
import { actorOfSession } from '../../access/who-asks.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { queueStream } from '../stream.server.ts';
import { mayWatch } from '../who-may-watch.ts';

/** GET /ko/:office/strom: for who works at the office or manages it, for as long as the session lasts and the role holds. */
export async function staffStream(c: Http): Promise<Response> {
  const { pool, actor } = contextOf(c);
  const officeId = idParam(c, 'office');
  if (!mayWatch(actor, officeId)) throw new Problem('forbidden');
  const token = c.get('token');
  const mayStill = async () => {
    const now = token === null ? null : await actorOfSession(pool, token);
    return now !== null && mayWatch(now, officeId);
  };
  return queueStream(c, officeId, scopeOf(actor), mayStill, { atDesk: true });
}
