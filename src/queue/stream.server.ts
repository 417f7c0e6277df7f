import { streamSSE } from 'hono/streaming';
import { type Scope, shortRead, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import type { Http } from '../shell/http.ts';
import { watchWanted } from './give-back.server.ts';
import { watchOffice } from './live.server.ts';
import { openStream } from './stream-limit.server.ts';

/**
 * The events of an office's queue as server-sent events, for whoever `mayStill` see it: asked at the start and at every beat.
 * Each has the number of the office's last event as its id and its data; the first is where the queue stands, so that a page
 * that was away, whatever it missed, knows whether to ask again. Desks are also asked to give visitors back (`give-back`).
 * `who` has so many streams at most. Throws Problem `not-found` for an office without queue, `too-many-tries`.
 */
export async function queueStream(
  c: Http,
  officeId: number,
  scope: Scope,
  mayStill: () => Promise<boolean> = async () => true,
  {
    atDesk = false,
    who = `${scope.actor} ${officeId}`,
  }: { readonly atDesk?: boolean; readonly who?: string } = {},
): Promise<Response> {
  const { beat, database } = c.get('services');
  const { pool } = database;
  const seqNow = async (): Promise<number | undefined> => {
    const [row] = await shortRead<{ seq: number }>(
      pool,
      scope,
      sql`select seq from queue_office where office_id = ${officeId}`,
    );
    return row?.seq;
  };
  if ((await seqNow()) === undefined) throw new Problem('not-found');
  const ended = openStream(pool, who);
  c.req.raw.signal.addEventListener('abort', ended);
  // A proxy that gathers would keep the news from those who wait for it.
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let newest = -1;
    // At first, and after the database was away: what is newest has to be asked for.
    let unsure = true;
    let wake = () => {};
    const end = await watchOffice(pool, officeId, (seq) => {
      if (seq === null) unsure = true;
      else newest = Math.max(newest, seq);
      wake();
    });
    const asked: string[] = [];
    const endAsking = atDesk
      ? watchWanted(pool, officeId, (wanted) => {
          asked.push(wanted);
          wake();
        })
      : () => {};
    stream.onAbort(() => wake());
    const news = () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, beat);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (unsure || newest > told || asked.length > 0 || stream.aborted) wake();
      });
    let told = -1;
    let checkedAt = Date.now();
    try {
      while (!stream.aborted && !stream.closed) {
        if (unsure) {
          unsure = false;
          newest = Math.max(newest, (await seqNow()) ?? -1);
        }
        const wanted = asked.shift();
        if (wanted !== undefined) await stream.writeSSE({ event: 'give-back', data: wanted });
        if (newest > told) {
          told = newest;
          await stream.writeSSE({ event: 'queue', id: String(told), data: String(told) });
        } else if (wanted === undefined) await stream.writeSSE({ event: 'beat', data: String(told) });
        await news();
        if (Date.now() - checkedAt < beat) continue;
        checkedAt = Date.now();
        if (!(await mayStill())) return;
      }
    } catch (error) {
      // The page connects again, and is told where the queue stands.
      if (!stream.aborted) console.error('a stream ended:', (error as Error).message);
    } finally {
      ended();
      end();
      endAsking();
    }
  });
}
