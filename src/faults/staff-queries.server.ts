import type { Context } from '../access/context.server.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { empty, inTransaction, type Pool, type Sql, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import type { Photo, PublicFault } from './public.server.ts';
import { publicColumns } from './public.server.ts';
import type { Answers } from './rules/questions.ts';
import { asStaff, idsOf, type StaffBody } from './staff.server.ts';

export const LISTS = ['new', 'open', 'late', 'denied', 'closed'] as const;
export type ListKind = (typeof LISTS)[number];

export interface FaultRow extends PublicFault {
  readonly late: boolean;
  readonly forwarding: string | null;
}
export interface FaultList extends PageOf<FaultRow> {
  readonly bodies: readonly StaffBody[];
  readonly counts: Readonly<Record<ListKind, number>>;
}

const listed = (kind: ListKind, today: PlainDate): Sql =>
  ({
    new: sql`v.state = 'received'`,
    open: sql`v.state <> 'closed'`,
    late: sql`v.state <> 'closed' and v.expected_on < ${today}`,
    denied: sql`v.state <> 'closed' and v.said_by_reporter = 'denied'`,
    closed: sql`v.state = 'closed'`,
  })[kind];

/** Reports of the actor's bodies. `word`: a reference, or what stands in place, kind or description. */
export function faultList(
  ctx: Context,
  asked: { readonly kind: ListKind; readonly word: string; readonly page: number },
): Promise<FaultList> {
  const today = swedishDay(ctx.clock());
  return asStaff(ctx, async (db, bodies) => {
    const ids = idsOf(bodies);
    const like = `%${asked.word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const matches =
      asked.word === ''
        ? empty
        : sql`and (v.reference ilike ${like} or v.place ilike ${like} or v.description ilike ${like} or v.name_sv ilike ${like})`;
    const which = sql`v.body_id = any (${ids}) and ${listed(asked.kind, today)} ${matches}`;
    const counts = await db.one<Record<ListKind, number>>(sql`
      select count(*) filter (where state = 'received') as new, count(*) filter (where state <> 'closed') as open,
        count(*) filter (where state <> 'closed' and expected_on < ${today}) as late,
        count(*) filter (where state <> 'closed' and said_by_reporter = 'denied') as denied,
        count(*) filter (where state = 'closed') as closed
      from fault_report where body_id = any (${ids})`);
    const { total } = await db.one<{ total: number }>(
      sql`select count(*) as total from public_fault v where ${which}`,
    );
    const { page, pages, offset } = pageAt(asked.page, total);
    const rows = await db.many<FaultRow>(sql`
      select ${publicColumns}, coalesce(v.state <> 'closed' and v.expected_on < ${today}, false) as late, f.state as forwarding
      from public_fault v left join fault_forward f on f.report_id = v.id
      where ${which} order by v.received_at desc, v.id limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages, bodies, counts };
  });
}

export interface StaffFault extends PublicFault {
  readonly full: string;
  readonly answers: Answers;
  /** Whose questions they answer. */
  readonly asked: { readonly id: number; readonly version: number };
  /** A photo at another's address, and whether the public is shown it. */
  readonly media: { readonly url: string; readonly shown: boolean } | null;
  readonly withheld: boolean;
  readonly source: 'web' | 'open311';
  readonly contact: {
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
  } | null;
  /** Mail about it that did not arrive: to whom, and what the server said. */
  readonly notArrived: readonly { readonly to: string; readonly said: string | null }[];
  readonly photos: readonly { readonly id: string; readonly orientation: number; readonly shown: boolean }[];
  readonly forward: {
    readonly state: string;
    readonly tries: number;
    readonly error: string | null;
    readonly externalId: string | null;
    readonly externalStatus: string | null;
  } | null;
  readonly events: readonly {
    readonly at: Temporal.Instant;
    readonly kind: string;
    readonly public: boolean;
    readonly words: string;
    readonly details: Readonly<Record<string, unknown>>;
    readonly body: string;
    readonly who: string | null;
  }[];
}

/** Mail about a report or a complaint that a server refused or sent back, the last to each address. */
export const notArrived = (id: Sql) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('to', m.recipients[1], 'said', m.last_error)), '[]') from (
    select distinct on (recipients) recipients, state, last_error from outgoing_mail
    where about_id = ${id}::text and about in ('fault', 'complaint') and mail_key !~ '^complaint-(due|late):'
    order by recipients, queued_at desc) m where m.state = 'failed')`;

/** One report of the actor's bodies, whole. Throws Problem `not-found` for another's. */
export function staffFault(ctx: Context, reference: string): Promise<StaffFault> {
  return asStaff(ctx, async (db, bodies) => {
    const fault = await db.maybe<Omit<StaffFault, 'events'>>(sql`
      select ${publicColumns}, r.description as full, r.answers, r.withheld, r.source,
        jsonb_build_object('id', r.asked_id, 'version', r.asked_version) as asked,
        case when r.media_url is not null then jsonb_build_object('url', r.media_url, 'shown', r.media_shown_at is not null) end as media,
        (select jsonb_build_object('email', k.email, 'name', k.name, 'phone', k.phone) from fault_contact k where k.report_id = r.id) as contact,
        ${notArrived(sql`r.id`)} as "notArrived",
        (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'orientation', p.orientation, 'shown', p.published_at is not null)
          order by p.position), '[]') from fault_photo p where p.report_id = r.id) as photos,
        (select jsonb_build_object('state', w.state, 'tries', w.tries, 'error', w.last_error, 'externalId', w.external_id,
          'externalStatus', w.external_status) from fault_forward w where w.report_id = r.id) as forward
      from fault_report r join public_fault v on v.id = r.id
      where r.reference = ${reference} and r.body_id = any (${idsOf(bodies)})`);
    if (fault === undefined) throw new Problem('not-found');
    const events = await db.many<StaffFault['events'][number]>(sql`
      select e.at, e.kind, e.public, e.words, e.details, a.name as body, u.name as who
      from fault_event e join authority a on a.id = e.body_id left join account_user u on u.id = e.actor
      where e.report_id = ${fault.id} order by e.id limit 1000`);
    return { ...fault, events };
  });
}

/** A photo of a report that a body has: for its people, and for who reported. */
export function photoOfBody(pool: Pool, bodyId: number, reportId: string, id: string): Promise<Photo | null> {
  return inTransaction(
    pool,
    { authorities: [bodyId] },
    async (db) =>
      (await db.maybe<Photo>(sql`
        select media_type as "mediaType", content from fault_photo where id = ${id} and report_id = ${reportId}`)) ??
      null,
  );
}

/** The same for who is signed in. Throws Problem `not-found`. */
export function staffPhoto(ctx: Context, reference: string, id: string): Promise<Photo> {
  return asStaff(ctx, async (db, bodies) => {
    const photo = await db.maybe<Photo>(sql`
      select p.media_type as "mediaType", p.content from fault_photo p join fault_report r on r.id = p.report_id
      where p.id = ${id} and r.reference = ${reference} and r.body_id = any (${idsOf(bodies)})`);
    if (photo === undefined) throw new Problem('not-found');
    return photo;
  });
}
