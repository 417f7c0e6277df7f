import type { ImapFlow } from 'imapflow';
import { alone } from '../platform/background.server.ts';
import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import type { SealingKey } from '../platform/sealed.server.ts';
import { unseal } from '../platform/sealed.server.ts';
import { contentHash } from './content-hash.server.ts';
import { inFolder, MailboxProblem } from './imap.server.ts';
import { type Security, usedFor, waitMinutes } from './mailbox.ts';

export interface Fetching {
  readonly pool: Pool;
  readonly clock: () => Temporal.Instant;
  readonly key: SealingKey | null;
  /** Breaks the connection off: what is not stored yet stays on the server. */
  readonly ending: AbortSignal;
}

/** The most that a mail may be, bytes; of a larger one only the head is kept, and it stays on the server. */
export const LARGEST = 25 * 1024 * 1024;
/** As the background works: over all offices, and nobody's account. */
const SCOPE = { registers: true, actor: 'system' } as const;
/** Two processes never read one mailbox at once: an advisory lock of its own each. */
const LOCK = 65_000_000;

interface Mailbox {
  readonly id: number;
  readonly officeId: number;
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly user: string;
  readonly secret: Buffer;
  readonly folder: string;
  readonly uidValidity: number | null;
  readonly lastUid: number;
  readonly checkedAt: Temporal.Instant | null;
  readonly failures: number;
}

/** Reads each mailbox that is due. One that cannot be read is told of, and does not stand in the way of the others. */
export async function fetchMail(fetching: Fetching): Promise<number> {
  const { pool, clock, ending } = fetching;
  const due = await inTransaction(pool, SCOPE, (db) =>
    db.many<{ id: number }>(sql`
      select id from mailbox where ended_at is null and next_at <= ${clock()} order by next_at`),
  );
  let stored = 0;
  for (const { id } of due) {
    if (ending.aborted) break;
    try {
      await alone(pool, LOCK + id, async () => {
        stored += await readMailbox(fetching, id);
      });
    } catch (error) {
      console.error(`mailbox ${id}:`, error);
    }
  }
  return stored;
}

/** Reads one mailbox now and notes how it went. Returns how many mails were new. */
export async function readMailbox(fetching: Fetching, id: number): Promise<number> {
  const { pool, clock, key, ending } = fetching;
  const box = await inTransaction(pool, SCOPE, (db) =>
    db.maybe<Mailbox>(sql`
      select id, office_id as "officeId", host, port, security, user_name as "user", mailbox_secret(id) as secret, folder,
        uid_validity as "uidValidity", last_uid as "lastUid", checked_at as "checkedAt", failures
      from mailbox where id = ${id} and ended_at is null`),
  );
  if (box === undefined) return 0;
  try {
    const password = key === null ? null : unseal(key, box.secret, usedFor(box));
    if (password === null) throw new MailboxProblem('no-key', '');
    const { stored, full } = await inFolder({ ...box, password }, ending, (client) =>
      readFolder(fetching, box, client),
    );
    await inTransaction(pool, SCOPE, (db) =>
      db.run(sql`
        update mailbox set state = 'working', last_error = null, last_said = null, failing_since = null, failures = 0,
          checked_at = ${clock()}, next_at = ${clock()}, full_percent = ${full} where id = ${id}`),
    );
    return stored;
  } catch (error) {
    if (!(error instanceof MailboxProblem)) throw error;
    if (ending.aborted) return 0;
    const { code, said } = error;
    await inTransaction(pool, SCOPE, (db) =>
      db.run(sql`
        update mailbox set state = 'failing', last_error = ${code}, last_said = ${said}, failures = failures + 1,
          failing_since = coalesce(failing_since, ${clock()}),
          next_at = ${clock().add({ minutes: waitMinutes(code, box.failures + 1) })} where id = ${id}`),
    );
    return 0;
  }
}

/**
 * Stores what is new, each mail in a transaction of its own, and only then tells the server that it was read. Killed between
 * the two, the next run tells it; killed before, the next run stores it.
 */
async function readFolder(
  { pool, ending }: Fetching,
  box: Mailbox,
  client: ImapFlow,
): Promise<{ stored: number; full: number | null }> {
  if (client.mailbox === false) throw new MailboxProblem('no-folder', '');
  const validity = Number(client.mailbox.uidValidity);
  const next = client.mailbox.uidNext;
  await markLeft(pool, client, box, validity);
  const known = box.uidValidity === validity;
  const uids = client.mailbox.exists === 0 ? [] : await newUids(client, box, known);
  let stored = 0;
  for (const uid of uids) {
    if (ending.aborted) return { stored, full: null };
    const found = await load(client, uid);
    if (found === null) {
      if (!client.usable) throw new MailboxProblem('broken-off', 'FETCH');
      // Somebody has deleted it since.
      continue;
    }
    const made = await inTransaction(pool, SCOPE, (db) => store(db, box, { validity, uid, known }, found));
    if (made !== null) stored += 1;
    await mark(pool, client, made, uid);
  }
  if (!known)
    await inTransaction(pool, SCOPE, (db) =>
      db.run(sql`
        update mailbox set uid_validity = ${validity}, last_uid = ${Math.max((next ?? 1) - 1, uids.at(-1) ?? 0)}
        where id = ${box.id}`),
    );
  return { stored, full: await fullPercent(client) };
}

/**
 * The mails that may be new, the oldest first. The first time those that nobody has read; after the server has numbered its
 * mail anew also all since shortly before the last look, read or not: what is here already is known by its content.
 */
async function newUids(client: ImapFlow, box: Mailbox, known: boolean): Promise<number[]> {
  const search = async (query: Parameters<ImapFlow['search']>[0]) => {
    const found = await client.search(query, { uid: true });
    // Its word for an error, which is something else than nothing found.
    if (!Array.isArray(found))
      throw new MailboxProblem(client.usable ? 'server-says-no' : 'broken-off', 'SEARCH');
    return found;
  };
  if (known) {
    const found = await search({ uid: `${box.lastUid + 1}:*` });
    // `n:*` gives the last mail even when its number is less than n (RFC 3501 6.4.8).
    return found.filter((uid) => uid > box.lastUid).toSorted((a, b) => a - b);
  }
  const unread = await search({ seen: false });
  const since = box.uidValidity === null ? null : (box.checkedAt?.subtract({ hours: 48 }) ?? null);
  const recent = since === null ? [] : await search({ since: new Date(since.epochMilliseconds) });
  return [...new Set([...unread, ...recent])].toSorted((a, b) => a - b);
}

interface Loaded {
  readonly raw: Buffer;
  readonly bytes: number;
  readonly whole: boolean;
  readonly receivedAt: Temporal.Instant;
}

async function load(client: ImapFlow, uid: number): Promise<Loaded | null> {
  const about = await client.fetchOne(`${uid}`, { uid: true, size: true, internalDate: true }, { uid: true });
  if (about === false || about === undefined) return null;
  const date = new Date(about.internalDate ?? Number.NaN);
  const receivedAt = Number.isNaN(date.getTime())
    ? Temporal.Now.instant()
    : Temporal.Instant.fromEpochMilliseconds(date.getTime());
  const bytes = about.size ?? 0;
  if (bytes <= LARGEST) {
    const got = await client.fetchOne(`${uid}`, { uid: true, source: true }, { uid: true });
    if (got === false || got?.source === undefined) return null;
    if (got.source.length <= LARGEST)
      return { raw: got.source, bytes: got.source.length, whole: true, receivedAt };
  }
  const got = await client.fetchOne(`${uid}`, { uid: true, headers: true }, { uid: true });
  if (got === false || got?.headers === undefined) return null;
  return {
    raw: got.headers.subarray(0, 1024 * 1024),
    bytes: Math.max(bytes, LARGEST + 1),
    whole: false,
    receivedAt,
  };
}

/** Returns the new mail's id; null when it is here already. */
async function store(
  db: Db,
  box: Mailbox,
  at: { readonly validity: number; readonly uid: number; readonly known: boolean },
  { raw, bytes, whole, receivedAt }: Loaded,
): Promise<string | null> {
  const made = await db.maybe<{ id: string }>(sql`
    insert into incoming_mail (mailbox_id, office_id, content_hash, uid_validity, uid, received_at, bytes, raw, why)
    values (${box.id}, ${box.officeId}, ${contentHash(raw)}, ${at.validity}, ${at.uid}, ${receivedAt}, ${bytes}, ${raw},
      ${whole ? null : 'too-large'})
    on conflict (office_id, content_hash) do nothing returning id`);
  if (at.known)
    await db.run(sql`
      update mailbox set last_uid = ${at.uid}
      where id = ${box.id} and uid_validity = ${at.validity} and last_uid < ${at.uid}`);
  return made?.id ?? null;
}

async function mark(pool: Pool, client: ImapFlow, id: string | null, uid: number): Promise<void> {
  const told = await client.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true });
  // A server that will not take it (a folder that may only be read) is not asked again.
  if (!told && !client.usable) throw new MailboxProblem('broken-off', 'STORE');
  if (id !== null)
    await inTransaction(pool, SCOPE, (db) =>
      db.run(sql`update incoming_mail set marked_at = clock_timestamp() where id = ${id}`),
    );
}

/** What was stored by a run that ended before it could tell the server. In another numbering there is nothing to tell. */
async function markLeft(pool: Pool, client: ImapFlow, box: Mailbox, validity: number): Promise<void> {
  const left = await inTransaction(pool, SCOPE, (db) =>
    db.many<{ id: string; uid: number; validity: number }>(sql`
      select id, uid, uid_validity as validity from incoming_mail where mailbox_id = ${box.id} and marked_at is null`),
  );
  for (const { id, uid, validity: of } of left)
    if (of === validity) await mark(pool, client, id, uid);
    else
      await inTransaction(pool, SCOPE, (db) =>
        db.run(sql`update incoming_mail set marked_at = clock_timestamp() where id = ${id}`),
      );
}

/** How full the server says that the mailbox is (RFC 9208); null when it does not say. */
async function fullPercent(client: ImapFlow): Promise<number | null> {
  if (!client.capabilities.has('QUOTA')) return null;
  const quota = await client.getQuota('INBOX').catch(() => false as const);
  const storage = quota === false ? undefined : quota?.storage;
  if (storage?.limit === undefined || storage.usage === undefined || storage.limit === 0) return null;
  return Math.round((100 * storage.usage) / storage.limit);
}
