import { z } from 'zod';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { sha256 } from '../../platform/sha256.server.ts';
import type { Http } from '../../shell/http.ts';
import { keyHash } from '../commands/configure.server.ts';
import { readReference } from '../reference.server.ts';
import { answer, Refusal } from './answer.server.ts';
import { firstOf, givenIn, optional, readAs, WebAddress, whoPosts } from './posted.server.ts';

const MOST_PHOTOS = 3;
/** With room for the state that is told beside it. */
const LONGEST = 3950;
const Update = z.object({
  service_request_id: optional(40),
  /** Theirs: what is sent again with it is the same update. */
  update_id: optional(100),
  updated_datetime: optional(40),
  status: optional(40).refine(
    (text) => text === undefined || /^[a-z_]+$/i.test(text),
    'is no state, such as OPEN, REOPEN, FIXED or CLOSED',
  ),
  description: optional(LONGEST),
});

/**
 * POST /servicerequestupdates: what who reported through another program adds there, or says of whether it is mended (FixMyStreet sends
 * it so). Of a report that came through a key of the same name alone. A report that is closed is opened again by OPEN or REOPEN that
 * was written after it was closed, and confirmed by FIXED; CLOSED says no more than that they know.
 */
export async function postUpdate(c: Http): Promise<Response> {
  const { database, clock } = c.get('services');
  const given = await givenIn(c);
  const first = firstOf(given);
  const { apiKey } = await whoPosts(c, first);
  const data = readAs(Update, first);
  if (data.service_request_id === undefined) throw new Refusal(400, 'service_request_id was not provided');
  if (data.description === undefined) throw new Refusal(400, 'description was not provided');
  if (Object.values(given).some((each) => [each].flat().some((one) => one instanceof File)))
    throw new Refusal(400, 'A photo is sent with an update as media_url, the address of it');
  const photos = addressesOf(given.media_url ?? given['media_url[]']);
  const words = [data.description, ...photos].join('\n');
  if (words.length > LONGEST) throw new Refusal(400, `description: at most ${LONGEST} characters`);
  const idempotency = c.req.header('idempotency-key');
  const theirs = data.update_id ?? (idempotency === undefined ? null : sha256(`open311 ${idempotency}`));
  const said = await inTransaction(database.pool, {}, (db) =>
    db.one<{ event: number | null }>(sql`
      select open311_update(${keyHash(apiKey)}, ${readReference(data.service_request_id ?? '')}, ${theirs},
        ${data.status?.toUpperCase() ?? ''}, ${words}, ${writtenAt(data.updated_datetime)}, ${clock()}) as event`),
  );
  if (said.event === null) throw new Refusal(404, 'service_request_id provided was not found');
  return answer(c, 'service_request_updates', [{ update_id: String(said.event) }]);
}

function addressesOf(given: unknown): string[] {
  const all = [given ?? []].flat().flatMap((each) => WebAddress.safeParse(each));
  if (all.some(({ success }) => !success)) throw new Refusal(400, 'media_url: is no address of the web');
  const found = all.flatMap(({ data }) => data ?? []);
  if (found.length > MOST_PHOTOS) throw new Refusal(400, `media_url: at most ${MOST_PHOTOS}`);
  return found;
}

function writtenAt(given: string | undefined): Temporal.Instant | null {
  if (given === undefined) return null;
  try {
    return Temporal.Instant.from(given);
  } catch {
    throw new Refusal(
      400,
      'updated_datetime must be a date and time with offset, such as 2026-11-18T00:00:00Z',
    );
  }
}
