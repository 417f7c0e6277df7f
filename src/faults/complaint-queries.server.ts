import type { Context } from '../access/context.server.ts';
import { addWorkingDays } from '../hours/rules/working-days.ts';
import { type PlainDate, swedishDay } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import { secretHash } from './reference.server.ts';
import { WARN_BEFORE } from './rules/answer-duty.ts';
import { asStaff, idsOf } from './staff.server.ts';
import { notArrived } from './staff-queries.server.ts';
import type { ComplaintKind } from './states.ts';

export interface ComplaintRow {
  readonly id: string;
  readonly reference: string;
  readonly kind: ComplaintKind;
  readonly authorityId: number;
  readonly authority: string;
  readonly words: string;
  readonly wantsAnswer: boolean;
  readonly receivedAt: Temporal.Instant;
  readonly dueOn: PlainDate | null;
  /** Null while an answer is waited for. */
  readonly answeredAt: Temporal.Instant | null;
  readonly email: string | null;
}
export interface Said {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly byAuthor: boolean;
  readonly words: string;
}
export interface StaffComplaint extends ComplaintRow {
  /** After the complaint itself, the oldest first. */
  readonly said: readonly (Said & { readonly who: string | null })[];
  readonly notArrived: readonly { readonly to: string; readonly said: string | null }[];
}
/** Of the actor's authorities: answers that are due within two working days, and those that are late. */
export interface DueCounts {
  readonly soon: number;
  readonly late: number;
}

const complaints = sql`
  select c.id, c.reference, c.kind, c.authority_id as "authorityId", a.name as authority, c.words, c.wants_answer as "wantsAnswer",
    c.received_at as "receivedAt", c.due_on as "dueOn", c.answered_at as "answeredAt",
    (select k.email from complaint_contact k where k.complaint_id = c.id) as email
  from complaint c join authority a on a.id = c.authority_id`;

/** What has been written to the actor's authorities: first what waits for an answer, by when it is due. */
export function complaintList(ctx: Context, asked: number): Promise<PageOf<ComplaintRow> & DueCounts> {
  return asStaff(ctx, async (db, bodies) => {
    const which = sql`c.authority_id = any (${idsOf(bodies)})`;
    const { total } = await db.one<{ total: number }>(
      sql`select count(*) as total from complaint c where ${which}`,
    );
    const { page, pages, offset } = pageAt(asked, total);
    const rows = await db.many<ComplaintRow>(sql`
      ${complaints} where ${which}
      order by c.answered_at is not null or c.due_on is null, c.due_on, c.received_at desc limit ${PAGE_SIZE} offset ${offset}`);
    return { rows, total, page, pages, ...(await counts(db, idsOf(bodies), ctx.clock())) };
  });
}

function counts(db: Db, bodies: readonly number[], at: Temporal.Instant): Promise<DueCounts> {
  const today = swedishDay(at);
  return db.one<DueCounts>(sql`
    select count(*) filter (where due_on >= ${today}) as soon, count(*) filter (where due_on < ${today}) as late from complaint
    where authority_id = any (${bodies}) and answered_at is null and due_on <= ${addWorkingDays(today, WARN_BEFORE)}`);
}

/** The same, for the start page. Throws Problem `forbidden` for who handles none. */
export const dueComplaints = (ctx: Context): Promise<DueCounts> =>
  asStaff(ctx, (db, bodies) => counts(db, idsOf(bodies), ctx.clock()));

/** One of them. Throws Problem `not-found` for another authority's. */
export function complaintOf(ctx: Context, reference: string): Promise<StaffComplaint> {
  return asStaff(ctx, async (db, bodies) => {
    const row = await db.maybe<ComplaintRow>(
      sql`${complaints} where c.reference = ${reference} and c.authority_id = any (${idsOf(bodies)})`,
    );
    if (row === undefined) throw new Problem('not-found');
    const said = await db.many<StaffComplaint['said'][number]>(sql`
      select m.id, m.at, m.by_author as "byAuthor", m.words, u.name as who
      from complaint_message m left join account_user u on u.id = m.actor where m.complaint_id = ${row.id} order by m.id`);
    const { notArrived: failed } = await db.one<Pick<StaffComplaint, 'notArrived'>>(
      sql`select ${notArrived(sql`${row.id}::uuid`)} as "notArrived"`,
    );
    return { ...row, said, notArrived: failed };
  });
}

/** What everybody may see of a complaint who knows its number; undefined when there is none. */
export interface PublicComplaint {
  readonly reference: string;
  readonly kind: ComplaintKind;
  readonly authority: string;
  readonly receivedAt: Temporal.Instant;
  readonly dueOn: PlainDate | null;
  readonly answeredAt: Temporal.Instant | null;
}
export const publicComplaint = (db: Db, reference: string): Promise<PublicComplaint | undefined> =>
  db.maybe<PublicComplaint>(sql`
    select reference, kind, authority, received_at as "receivedAt", due_on as "dueOn", answered_at as "answeredAt"
    from public_complaint where reference = ${reference}`);

/** What its author reads, by the secret link; undefined for a link that is none. */
export async function ownComplaint(
  db: Db,
  reference: string,
  secret: string,
): Promise<{ readonly words: string; readonly said: readonly Said[] } | undefined> {
  const own = await db.maybe<{ words: string }>(
    sql`select words from complaint_of_author(${reference}, ${secretHash(secret)})`,
  );
  if (own === undefined) return undefined;
  const said = await db.many<Said>(sql`
    select id, at, by_author as "byAuthor", words from complaint_messages_of_author(${reference}, ${secretHash(secret)})`);
  return { ...own, said };
}
