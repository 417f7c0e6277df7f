import { type Db, inTransaction, type Pool, sql } from '../../platform/database.server.ts';
import type { SealingKey } from '../../platform/sealed.server.ts';
import { waitAfter } from '../../post/rules/tries.ts';
import type { Locale } from '../../ui/texts.ts';
import { writeEnd } from '../commands/handle-fault.server.ts';
import type { Answers } from '../rules/questions.ts';
import { moment } from './answers.ts';
import { type Answer, ask, type Endpoint, hand } from './client.server.ts';
import { endpointOf, type Kept, kept, sealKeysOfBefore } from './endpoint.server.ts';
import { type OfBody, photoForReceiver } from './for-receiver.server.ts';
import { textOf } from './xml.ts';

export interface Forwarder {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly ending: AbortSignal;
  /** `https://example.se` */
  readonly origin: string;
  /** What the keys to other systems are sealed with; null: they cannot be opened. */
  readonly key: SealingKey | null;
}

/** As the background works: over all bodies' reports, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;
/** How long a process has a report for itself: longer than an exchange can last. */
const LEASE = { minutes: 5 };
const POLL = { minutes: 15 };

interface Due extends OfBody {
  readonly claim: string;
  readonly tries: number;
  /** Whether it may have arrived already: then it is looked for there first. */
  readonly before: 'queued' | 'uncertain';
  readonly endpoint: Endpoint;
  /** 2 and on: opened again after they had closed it. */
  readonly round: number;
  /** What they called it the time before. */
  readonly previousId: string | null;
  /** What the reporter said when it was opened again. */
  readonly said: string | null;
  readonly reference: string;
  readonly code: string;
  readonly receivedAt: Temporal.Instant;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly place: string;
  readonly description: string;
  readonly answers: Answers;
  /** The first photo, and one at another's address. */
  readonly photoId: string | null;
  readonly mediaUrl: string | null;
  /** What the reporter has added before it was sent. */
  readonly added: readonly string[];
}

/**
 * Sends the reports of bodies that have a system of their own, and fetches what has become of those that it has. A report
 * goes there once: before it is handed over its row says so, and one whose answer was lost is looked for before it is sent again.
 */
export async function forwardFaults(forwarder: Forwarder): Promise<void> {
  await sealKeysOfBefore(forwarder.pool, forwarder.key);
  // A system that is down fails each; so many in a run, and the others in the next.
  for (let n = 0; n < 100 && !forwarder.ending.aborted; n += 1) {
    const due = await claimNext(forwarder);
    if (due === null) break;
    await forward(forwarder, due);
  }
  for (let n = 0; n < 100 && !forwarder.ending.aborted; n += 1) if (!(await pollNext(forwarder))) return;
}

/** Committed when it returns: a process that is killed from here on leaves it `sending`, which is taken up as uncertain. */
async function claimNext({ pool, clock, key }: Forwarder): Promise<Due | null> {
  const now = clock();
  const claimed = await inTransaction(pool, SCOPE, async (db) => {
    const found = await db.maybe<{ id: string; state: string }>(sql`
      select f.report_id as id, f.state from fault_forward f join fault_forwarding w on w.body_id = f.body_id and w.active
      where (f.state in ('queued', 'uncertain') and f.not_before <= ${now}) or (f.state = 'sending' and f.claimed_until <= ${now})
      order by f.not_before limit 1 for update of f skip locked`);
    if (found === undefined) return null;
    await db.run(sql`
      update fault_forward set state = 'sending', tries = tries + 1, claim = gen_random_uuid(), claimed_until = ${now.add(LEASE)}
      where report_id = ${found.id}`);
    const due = await db.one<Omit<Due, 'before' | 'endpoint'> & Kept>(sql`
      select r.id, f.claim, f.tries, f.round, f.previous_id as "previousId", ${kept},
        (select e.words from fault_event e where e.report_id = r.id and e.kind = 'added' and e.words <> '' and e.id > (select max(o.id)
          from fault_event o where o.report_id = r.id and o.kind = 'reopened') order by e.id limit 1) as said,
        r.reference, r.body_id as "bodyId", c.service_code as code, r.received_at as "receivedAt", r.latitude, r.longitude, r.place,
        r.description, r.answers, r.media_url as "mediaUrl",
        (select p.id from fault_photo p where p.report_id = r.id order by p.position limit 1) as "photoId",
        array(select e.words from fault_event e where e.report_id = r.id and e.kind = 'added' and e.words <> '' order by e.id) as added
      from fault_forward f join fault_forwarding w on w.body_id = f.body_id join fault_report r on r.id = f.report_id
        join fault_category c on c.id = r.category_id
      where f.report_id = ${found.id}`);
    return { ...due, before: found.state === 'queued' ? ('queued' as const) : ('uncertain' as const) };
  });
  return claimed === null ? null : { ...claimed, endpoint: endpointOf(claimed, key) };
}

/** By this it is known there again, also by a system that has no letters like ä. */
const mark = ({ reference, round }: Due) => (round === 1 ? `${reference}]` : `${reference} #${round}]`);

async function forward(forwarder: Forwarder, due: Due): Promise<void> {
  const { ending } = forwarder;
  if (due.before === 'uncertain') {
    const there = await lookFor(due, ending);
    if (there.end === 'found') return sent(forwarder, due, there.id, null);
    // Not known whether it is there: nothing is sent.
    if (there.end === 'unknown') return later(forwarder, due, 'uncertain', there.said);
  }
  const once = due.round === 1 ? due.id : `${due.id}:${due.round}`;
  const answer = await hand(due.endpoint, fieldsOf(forwarder, due), once, ending);
  return record(forwarder, due, answer);
}

function fieldsOf({ key, origin }: Forwarder, due: Due): (readonly [string, string])[] {
  const own = due.photoId === null ? null : photoForReceiver(key, due, due.photoId);
  const photo = own === null ? due.mediaUrl : `${origin}${own}`;
  return [
    ['service_code', due.code],
    ...(due.latitude === null || due.longitude === null
      ? []
      : ([
          ['lat', String(due.latitude)],
          ['long', String(due.longitude)],
        ] as const)),
    ...(due.place === '' ? [] : [['address_string', due.place] as const]),
    ...(photo === null ? [] : [['media_url', photo] as const]),
    ['description', describedAs(due, origin)],
    ...Object.entries(due.answers).flatMap(([code, value]) =>
      typeof value === 'string'
        ? [[`attribute[${code}]`, value] as const]
        : value.map((each) => [`attribute[${code}][]`, each] as const),
    ),
  ];
}

/**
 * GeoReport v2 knows no way to open a request again: it is a new one there, which says what it was and why. Nor one to add to
 * it: what comes later the receiving body sees here. A description may be shown to everybody, so no secret stands in it.
 */
function describedAs(due: Due, origin: string): string {
  const again =
    due.round === 1
      ? ''
      : `Anmäld igen: den som anmälde säger att felet är kvar. Tidigare nummer hos er: ${due.previousId ?? '–'}.\n${due.said === null ? '' : `${due.said.slice(0, 1000)}\n`}\n`;
  const added = due.round > 1 || due.added.length === 0 ? '' : `\n\n${due.added.join('\n')}`;
  const more = `Foton och det som läggs till senare, för er som loggar in: ${origin}/felanmalningar/${due.reference}\n`;
  const end = `\n\n${more}[Samtjänst ${mark(due)}`;
  return `${`${again}${due.description}${added}`.slice(0, 4000 - end.length)}${end}`;
}

async function lookFor(
  due: Due,
  ending: AbortSignal,
): Promise<{ end: 'found'; id: string } | { end: 'not-there' } | { end: 'unknown'; said: string }> {
  // What was opened again is there, if at all, since lately: the same window that they give by themselves.
  const start = due.round === 1 ? moment(due.receivedAt.subtract({ minutes: 5 })) : null;
  const answer = await ask(
    due.endpoint,
    'requests',
    { service_code: due.code, ...(start === null ? {} : { start_date: start }) },
    ending,
  );
  if (answer.end !== 'read') return { end: 'unknown', said: answer.said };
  const found = answer.root.within.find((each) => textOf(each, 'description')?.includes(mark(due)));
  const id = found === undefined ? null : textOf(found, 'service_request_id');
  return id === null ? { end: 'not-there' } : { end: 'found', id };
}

function record(forwarder: Forwarder, due: Due, answer: Answer): Promise<void> {
  if (answer.end === 'refused')
    return give(forwarder, due, sql`state = 'failed', last_error = ${answer.said}`);
  if (answer.end !== 'read')
    return later(forwarder, due, answer.end === 'uncertain' ? 'uncertain' : 'queued', answer.said);
  const [request] = answer.root.within;
  const [id, token] =
    request === undefined ? [null, null] : [textOf(request, 'service_request_id'), textOf(request, 'token')];
  if (answer.root.name !== 'service_requests' || (id === null && token === null))
    return later(forwarder, due, 'uncertain', 'an answer without number or token');
  return sent(forwarder, due, id, token);
}

function later(forwarder: Forwarder, due: Due, state: 'queued' | 'uncertain', said: string): Promise<void> {
  const wait = waitAfter(due.tries);
  if (wait === null) return give(forwarder, due, sql`state = 'failed', last_error = ${said}`);
  const next = forwarder.clock().add({ minutes: wait });
  return give(forwarder, due, sql`state = ${state}, last_error = ${said}, not_before = ${next}`);
}

/** What came of it, when it is still this process's to say. */
async function give({ pool }: Forwarder, due: Due, change: ReturnType<typeof sql>): Promise<void> {
  await inTransaction(pool, SCOPE, (db) => written(db, due, change));
}
const written = (db: Db, due: Due, change: ReturnType<typeof sql>) =>
  db.run(
    sql`update fault_forward set ${change}, claimed_until = null where report_id = ${due.id} and claim = ${due.claim} and state = 'sending'`,
  );

function sent({ pool, clock }: Forwarder, due: Due, id: string | null, token: string | null): Promise<void> {
  const now = clock();
  return inTransaction(pool, SCOPE, async (db) => {
    const mine = await written(
      db,
      due,
      sql`state = 'sent', last_error = null, external_id = ${id}, token = ${token}, external_status = 'open', sent_at = ${now}, poll_at = ${now.add(POLL)}`,
    );
    if (mine === 0) return;
    await db.run(sql`
      insert into fault_event (report_id, body_id, at, kind, public, details, actor)
      select id, body_id, ${now}, 'forwarded', true, ${JSON.stringify({ id, token, ...(due.round === 1 ? {} : { round: due.round }) })}::jsonb, 'system' from fault_report where id = ${due.id}`);
  });
}

interface Sent {
  readonly id: string;
  readonly externalId: string | null;
  readonly token: string | null;
  readonly externalStatus: string | null;
}

/** Asks what has become of one; false when there is none to ask about. */
async function pollNext(forwarder: Forwarder): Promise<boolean> {
  const { pool, clock, ending, key } = forwarder;
  const now = clock();
  const next = await inTransaction(pool, SCOPE, async (db) => {
    const found = await db.maybe<Sent & Kept>(sql`
      select f.report_id as id, f.external_id as "externalId", f.token, f.external_status as "externalStatus",
        ${kept}
      from fault_forward f join fault_forwarding w on w.body_id = f.body_id
      where f.state = 'sent' and f.poll_at <= ${now} order by f.poll_at limit 1 for update of f skip locked`);
    if (found !== undefined)
      await db.run(sql`update fault_forward set poll_at = ${now.add(POLL)} where report_id = ${found.id}`);
    return found;
  });
  if (next === undefined) return false;
  const endpoint = endpointOf(next, key);
  if (next.externalId === null) {
    const answer = await ask(endpoint, `tokens/${encodeURIComponent(next.token ?? '')}`, {}, ending);
    const id =
      answer.end === 'read' && answer.root.within[0] !== undefined
        ? textOf(answer.root.within[0], 'service_request_id')
        : null;
    if (id !== null)
      await inTransaction(pool, SCOPE, (db) =>
        db.run(sql`update fault_forward set external_id = ${id} where report_id = ${next.id}`),
      );
    return true;
  }
  const answer = await ask(endpoint, `requests/${encodeURIComponent(next.externalId)}`, {}, ending);
  const request = answer.end === 'read' ? answer.root.within[0] : undefined;
  const status = request === undefined ? null : (textOf(request, 'status')?.toLowerCase() ?? null);
  if (request !== undefined && status !== null && status !== next.externalStatus)
    await follow(forwarder, next, status, textOf(request, 'status_notes') ?? '');
  return true;
}

/** Its state there has changed. Closed there is closed here, as their word; who reported can still say that it is not mended. */
function follow(
  { pool, clock, origin }: Forwarder,
  { id, externalStatus }: Sent,
  status: string,
  notes: string,
): Promise<void> {
  return inTransaction(pool, SCOPE, async (db) => {
    const report = await db.one<{
      id: string;
      reference: string;
      bodyId: number;
      state: 'received' | 'started' | 'closed';
      language: Locale;
    }>(
      sql`select id, reference, body_id as "bodyId", state, language from fault_report where id = ${id} for update`,
    );
    // Two processes that heard the same: the second finds it followed.
    const changed = await db.run(sql`
      update fault_forward set external_status = ${status.slice(0, 50)}
      where report_id = ${id} and external_status is not distinct from ${externalStatus}`);
    if (changed === 0) return;
    const by = { clock, actor: { userId: 'system' } };
    if (status === 'closed' && report.state !== 'closed')
      await writeEnd(by, db, origin, report, 'fixed', notes.slice(0, 2000), null);
    else
      await db.run(sql`
        insert into fault_event (report_id, body_id, at, kind, public, words, actor)
        values (${id}, ${report.bodyId}, ${clock()}, 'noted', false, ${`${status}. ${notes}`.slice(0, 2000)}, 'system')`);
  });
}
