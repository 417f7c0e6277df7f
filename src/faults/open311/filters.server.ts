import { empty, join, type Sql, sql } from '../../platform/database.server.ts';
import type { Http } from '../../shell/http.ts';
import { readReference } from '../reference.server.ts';
import { Refusal } from './answer.server.ts';

/** "Default query limit is a span of 90 days or first 1000 requests returned, whichever is smallest." */
export const MOST = 1000;
const SPAN = { hours: 90 * 24 };

/** Which requests are asked for, of `public_fault v`; the newest first. */
export function whichAsked(c: Http): { which: Sql; limit: number; offset: number } {
  const ids = readIds(c);
  // It overrides all other arguments.
  if (ids !== null) return { which: sql`v.reference = any (${ids})`, limit: MOST, offset: 0 };
  const states = list(c, 'status').map((state) => state.toLowerCase());
  if (states.some((state) => state !== 'open' && state !== 'closed'))
    throw new Refusal(400, 'status must be open or closed');
  const codes = list(c, 'service_code');
  const page = whole(c, 'page', 1, 1_000_000);
  const size = whole(c, 'page_size', c.req.query('page') === undefined ? MOST : 50, MOST);
  const parts = [
    times(c),
    codes.length === 0 ? empty : sql`v.service_code = any (${codes})`,
    new Set(states).size !== 1
      ? empty
      : states[0] === 'open'
        ? sql`v.state <> 'closed'`
        : sql`v.state = 'closed'`,
  ].filter((part) => part !== empty);
  return { which: join(parts, ' and '), limit: size, offset: (page - 1) * size };
}

/** Reports that are asked for by their numbers; null: by something else. What is no number of ours is nobody's. */
export function readIds(c: Http): string[] | null {
  const ids = list(c, 'service_request_id');
  if (ids.length > MOST) throw new Refusal(400, `At most ${MOST} service_request_id at a time`);
  return ids.length === 0 ? null : ids.flatMap((id) => readReference(id) ?? []);
}

/**
 * By when it was reported (`start_date`, `end_date`), and by when something last happened to it (`updated_after`, `updated_before`, as
 * many servers and the draft of 2.1 have it). Where nothing is asked, the last 90 days.
 */
function times(c: Http): Sql {
  const reported = span(c, 'start_date', 'end_date');
  const updated = span(c, 'updated_after', 'updated_before');
  const parts = [
    reported === null ? empty : sql`v.received_at between ${reported.from} and ${reported.to}`,
    updated === null ? empty : sql`v.updated_at between ${updated.from} and ${updated.to}`,
  ].filter((part) => part !== empty);
  if (parts.length > 0) return join(parts, ' and ');
  const now = c.get('services').clock();
  return sql`v.received_at between ${now.subtract(SPAN)} and ${now}`;
}

export function span(
  c: Http,
  first: string,
  last: string,
): { from: Temporal.Instant; to: Temporal.Instant } | null {
  const [start, end] = [momentAsked(c, first, 'start'), momentAsked(c, last, 'end')];
  if (start === null && end === null) return null;
  const now = c.get('services').clock();
  const to = end ?? earlier(start!.add(SPAN), now);
  const from = start ?? to.subtract(SPAN);
  if (start !== null && end !== null && Temporal.Instant.compare(from, to) > 0)
    throw new Refusal(400, `${first} is after ${last}`);
  // A day for its end, which a date without a time has.
  if (Temporal.Instant.compare(from.add(SPAN).add({ hours: 24 }), to) < 0)
    throw new Refusal(400, `${first} and ${last} may not span more than 90 days`);
  return { from, to };
}

/** A moment with its offset, or a date (W3C note on date and time): its first or last moment in Sweden. */
function momentAsked(c: Http, name: string, edge: 'start' | 'end'): Temporal.Instant | null {
  const text = c.req.query(name)?.trim();
  if (text === undefined || text === '') return null;
  try {
    if (!/^\d{4}-/.test(text)) throw new RangeError('No year of four digits');
    if (/^\d{4}-\d\d-\d\d$/.test(text)) {
      const day = Temporal.PlainDate.from(text).add({ days: edge === 'end' ? 1 : 0 });
      const midnight = day.toZonedDateTime('Europe/Stockholm').toInstant();
      return edge === 'end' ? midnight.subtract({ milliseconds: 1 }) : midnight;
    }
    // A plus that nobody escaped has become a space.
    const moment = Temporal.Instant.from(text.replace(/ (\d\d:?\d\d)$/, '+$1'));
    // We say whole seconds, so one that ends what is asked for is asked for to its end.
    return edge === 'end' && !text.includes('.')
      ? moment.add({ milliseconds: 999, microseconds: 999 })
      : moment;
  } catch {
    throw new Refusal(400, `${name} must be a date and time with offset, such as 2026-11-18T00:00:00Z`);
  }
}

/** Several values: comma delimited, or the argument several times. */
const list = (c: Http, name: string) =>
  (c.req.queries(name) ?? [])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

function whole(c: Http, name: string, usual: number, most: number): number {
  const text = c.req.query(name);
  if (text === undefined || text === '') return usual;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Refusal(400, `${name} must be a whole number from 1`);
  return Math.min(Number(text), most);
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b);
