import { type Pool, type Scope, shortRead, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { type Estimates, estimatesOf, expectedOf } from './estimates.server.ts';
import { watchOffice } from './live.server.ts';
import { type QueueState, queueState } from './queries.server.ts';

/** How long a state stands without having been told of a newer one, in milliseconds: also when notifications do not come. */
const STANDS = 5_000;
/** How long estimates stand while nothing happens: waiting goes on without events. */
const ESTIMATES_STAND = 15_000;
/** How long an office is listened to after somebody last asked for it. */
const LISTENS = 60_000;

/** The queue of an office as everybody sees it who is there for it, with its estimates. */
export interface SharedLine {
  readonly queue: QueueState;
  readonly estimates: Estimates;
}

interface Reading {
  /** On the clock of the machine, in milliseconds. */
  readonly begun: number;
  readonly queue: Promise<QueueState>;
}
interface Kept {
  /** The newest event that has been told of. */
  newest: number;
  reading: Reading | null;
  estimates: { readonly seq: number; readonly at: number; readonly estimates: Promise<Estimates> } | null;
  askedAt: number;
  readonly listening: Promise<void>;
}

const kept = new WeakMap<Pool, Map<number, Kept>>();

/**
 * The queue of an office for its boards, kiosks and visitors' telephones: read once for all who ask, for as long as no newer
 * event is told of. Whoever calls has established that the asker is one of them; staff, who have to see what they just did,
 * ask by `lineNow`. `atLeast`: an event that the asker has heard of; what is given is not older. Throws Problem `not-found` for
 * an office without a queue.
 */
export async function sharedLine(
  pool: Pool,
  officeId: number,
  now: Temporal.Instant,
  atLeast = 0,
): Promise<SharedLine> {
  const office = officeOf(pool, officeId);
  const queue = await sharedQueue(pool, officeId, office, atLeast);
  return { queue, estimates: await estimated(pool, office, queue, now) };
}

/**
 * The queue of an office as it stands now, for whoever sees it: asked under the asker's own scope which event is the last, and
 * read once for all who ask between two events. What changes without an event is asked each time: what desks hold, and when
 * they were last heard of. Throws Problem `not-found` where there is no queue that the asker sees.
 */
export async function lineNow(pool: Pool, scope: Scope, officeId: number): Promise<QueueState> {
  const [now] = await shortRead<{ seq: number; revision: number; desks: readonly Changing[] }>(
    pool,
    scope,
    sql`
      select q.seq, (select revision from register_revision) as revision,
        (select coalesce(jsonb_agg(jsonb_build_object('sessionId', s.id, 'share', to_jsonb(s.share), 'beatAt', s.beat_at,
            'mayServe', to_jsonb(s.may_serve))), '[]')
          from desk_session s where s.office_id = q.office_id and s.closed_at is null) as desks
      from queue_office q where q.office_id = ${officeId}`,
  );
  if (now === undefined) throw new Problem('not-found');
  const queue = await sharedQueue(pool, officeId, officeOf(pool, officeId), now.seq);
  const desks = new Map(now.desks.map((desk) => [desk.sessionId, desk]));
  return {
    ...queue,
    revision: now.revision,
    sessions: queue.sessions.map((session) => ({ ...session, ...desks.get(session.sessionId) })),
  };
}

type Changing = Pick<QueueState['sessions'][number], 'sessionId' | 'share' | 'beatAt' | 'mayServe'>;

async function sharedQueue(pool: Pool, officeId: number, office: Kept, atLeast: number): Promise<QueueState> {
  office.askedAt = Date.now();
  await office.listening;
  const queue = await read(pool, officeId, office);
  // Once: an asker who says more than there is gets what there is.
  return queue.seq < atLeast ? read(pool, officeId, office, queue) : queue;
}

function scopeOfAll(officeId: number): Scope {
  return { actor: 'visitor', queueOffices: [officeId] };
}

function officeOf(pool: Pool, officeId: number): Kept {
  const offices = kept.get(pool) ?? new Map<number, Kept>();
  kept.set(pool, offices);
  const there = offices.get(officeId);
  if (there !== undefined) return there;
  const watching = watchOffice(pool, officeId, (seq) => {
    if (seq === null) office.reading = null;
    else office.newest = Math.max(office.newest, seq);
  });
  const office: Kept = {
    ...{ newest: -1, reading: null, estimates: null, askedAt: 0 },
    listening: watching.then(() => {}),
  };
  offices.set(officeId, office);
  const leave = setInterval(() => {
    if (Date.now() - office.askedAt < LISTENS) return;
    clearInterval(leave);
    offices.delete(officeId);
    void watching.then((end) => end());
  }, LISTENS);
  leave.unref();
  return office;
}

/** What stands, or one reading for everybody who asks while it is under way. `than`: something that is too old. */
async function read(pool: Pool, officeId: number, office: Kept, than?: QueueState): Promise<QueueState> {
  const { reading } = office;
  if (reading !== null && Date.now() - reading.begun < STANDS) {
    const queue = await reading.queue;
    if (queue !== than && queue.seq >= office.newest) return queue;
    // Somebody else has begun another meanwhile: it began after what this asker has heard of.
    if (office.reading !== reading && office.reading !== null) return office.reading.queue;
  }
  const queue = queueState(pool, scopeOfAll(officeId), officeId);
  const fresh = { begun: Date.now(), queue };
  office.reading = fresh;
  queue.catch(() => {
    if (office.reading === fresh) office.reading = null;
  });
  return queue;
}

function estimated(pool: Pool, office: Kept, queue: QueueState, now: Temporal.Instant): Promise<Estimates> {
  const at = now.epochMilliseconds;
  const there = office.estimates;
  if (there !== null && there.seq === queue.seq && Math.abs(at - there.at) < ESTIMATES_STAND)
    return there.estimates;
  const { officeId, needs, seq } = queue;
  const estimates = expectedOf(pool, scopeOfAll(officeId), { officeId, needs, now }).then((expected) =>
    estimatesOf(queue, expected, now),
  );
  const fresh = { seq, at, estimates };
  office.estimates = fresh;
  estimates.catch(() => {
    if (office.estimates === fresh) office.estimates = null;
  });
  return estimates;
}
