import { type Db, inTransaction, type Pool, sql } from '../platform/database.server.ts';
import { secretHash } from './reference.server.ts';
import { kmBetween, type Point } from './rules/place.ts';
import type { CloseKind, State } from './states.ts';

/** A report as everybody may see it (the view public_fault): there is no person in it. */
export interface PublicFault {
  readonly id: string;
  readonly reference: string;
  readonly bodyId: number;
  readonly body: string;
  readonly jurisdiction: string;
  readonly categoryId: number;
  readonly code: string;
  readonly name: { readonly sv: string; readonly en: string };
  readonly municipality: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly place: string;
  /** The place as a sender's system calls it. */
  readonly addressId: string | null;
  /** As it was written: pass it through `publicText`. Empty when it is withheld. */
  readonly description: string;
  readonly state: State;
  readonly closeKind: CloseKind | null;
  readonly saidByReporter: 'confirmed' | 'denied' | null;
  readonly expectedOn: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly duplicateOf: string | null;
  readonly followers: number;
  readonly photoId: string | null;
  /** EXIF's 1–8. */
  readonly photoTurned: number | null;
  /** A photo at another's address, when the body has shown it. */
  readonly mediaUrl: string | null;
}

/** The columns of `public_fault v` as a PublicFault. */
export const publicColumns = sql`
  v.id, v.reference, v.body_id as "bodyId", v.body, v.jurisdiction, v.category_id as "categoryId", v.service_code as code,
  jsonb_build_object('sv', v.name_sv, 'en', v.name_en) as name, v.municipality_code as municipality, v.latitude, v.longitude,
  v.place, v.description, v.state, v.close_kind as "closeKind", v.said_by_reporter as "saidByReporter", v.expected_on as "expectedOn",
  v.received_at as "receivedAt", v.updated_at as "updatedAt", v.closed_at as "closedAt", v.duplicate_of as "duplicateOf",
  v.followers, v.photo_id as "photoId", v.photo_turned as "photoTurned",
  v.address_id as "addressId", v.media_url as "mediaUrl"`;

export interface PublicEvent {
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly words: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface PublicStatus {
  readonly fault: PublicFault;
  readonly events: readonly PublicEvent[];
}

/** A report by its reference, and what has happened to it; null when there is none. */
export function statusOf(pool: Pool, reference: string): Promise<PublicStatus | null> {
  return inTransaction(pool, {}, async (db) => {
    const fault = await db.maybe<PublicFault>(
      sql`select ${publicColumns} from public_fault v where v.reference = ${reference}`,
    );
    if (fault === undefined) return null;
    const events = await db.many<PublicEvent>(sql`
      select at, kind, words, details, body from public_fault_event where report_id = ${fault.id} order by id limit 500`);
    return { fault, events };
  });
}

/** What the reporter alone sees, with the secret link; null for a link that is none. */
export interface OwnReport {
  readonly photos: readonly { readonly id: string; readonly orientation: number }[];
  readonly said: readonly { readonly at: Temporal.Instant; readonly words: string }[];
  readonly description: string;
}
export function ownReport(pool: Pool, reference: string, secret: string): Promise<OwnReport | null> {
  return inTransaction(pool, {}, async (db) => {
    const own = await db.one<{ id: string | null; bodyId: number | null }>(sql`
      select f.id, v.body_id as "bodyId" from (select fault_of_reporter(${reference}, ${secretHash(secret)}) as id) f
        left join public_fault v on v.id = f.id`);
    return own.id === null || own.bodyId === null ? null : { id: own.id, bodyId: own.bodyId };
  }).then((own) =>
    own === null
      ? null
      : // The link proves whose it is: what the body sees of this one report, the reporter sees.
        saidInReport(pool, { id: own.id, bodyId: own.bodyId }),
  );
}

/** What was said and shown in one report of a body: for whoever has proved that it is theirs to see. */
export function saidInReport(
  pool: Pool,
  { id, bodyId }: { readonly id: string; readonly bodyId: number },
): Promise<OwnReport> {
  return inTransaction(pool, { authorities: [bodyId] }, async (db) => ({
    ...(await db.one<{ description: string }>(sql`select description from fault_report where id = ${id}`)),
    photos: await db.many<OwnReport['photos'][number]>(sql`
      select id, orientation from fault_photo where report_id = ${id} order by position`),
    said: await db.many<OwnReport['said'][number]>(sql`
      select at, words from fault_event where report_id = ${id} and kind = 'added' and words <> '' order by id`),
  }));
}

export interface Photo {
  readonly mediaType: string;
  readonly content: Buffer;
}
/** A photo that the body has shown to everybody. */
export async function publicPhoto(pool: Pool, id: string): Promise<Photo | null> {
  return inTransaction(
    pool,
    {},
    async (db) =>
      (await db.maybe<Photo>(
        sql`select media_type as "mediaType", content from public_fault_photo where id = ${id}`,
      )) ?? null,
  );
}

/** How far away the same fault may have been pointed out, km: a map without streets, and lamps stand close. */
const SAME_WITHIN = 0.25;

/** Open reports, and those closed within two weeks, of the same group near a point: maybe the same. Nearest first, at most five. */
export async function nearby(
  db: Db,
  bodyId: number,
  parentId: number,
  point: Point,
  at: Temporal.Instant,
): Promise<(PublicFault & { readonly metres: number })[]> {
  const rows = await db.many<PublicFault & Point>(sql`
    select ${publicColumns} from public_fault v join fault_category c on c.id = v.category_id
    where v.body_id = ${bodyId} and c.parent_id = ${parentId} and v.duplicate_of is null
      and v.latitude between ${point.latitude - 0.0025} and ${point.latitude + 0.0025}
      and v.longitude between ${point.longitude - 0.008} and ${point.longitude + 0.008}
      and (v.state <> 'closed' or v.closed_at > ${at.subtract({ hours: 14 * 24 })})
    order by v.received_at desc limit 200`);
  return rows
    .map((row) => ({ ...row, metres: Math.round(kmBetween(point, row) * 1000) }))
    .filter(({ metres }) => metres <= SAME_WITHIN * 1000)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, 5);
}
