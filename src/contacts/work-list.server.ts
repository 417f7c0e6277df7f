import { officesOf } from '../access/actor.ts';
import { type Context, read, statement } from '../access/context.server.ts';
import { raw, type Sql, sql } from '../platform/database.server.ts';
import { PAGE_SIZE } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import type { Channel, EndedAs } from './contact.ts';
import { readReference } from './reference.ts';
import { searchWords } from './rules/search-words.ts';

/** `waiting`: nobody has taken it. `mine`: the actor has it. Both and `open` are not closed. */
export const VIEWS = ['waiting', 'mine', 'open', 'all'] as const;
export type View = (typeof VIEWS)[number];

export interface WorkListQuestion {
  readonly officeId: number;
  readonly view: View;
  readonly channel?: Channel | undefined;
  readonly principalId?: number | undefined;
  /** A reference, or words of the subject. */
  readonly search?: string | undefined;
  readonly page: number;
}

export interface ContactRow {
  readonly id: string;
  readonly reference: string;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly openedAt: Temporal.Instant;
  readonly takenBy: string | null;
  readonly closedAt: Temporal.Instant | null;
  readonly closedAs: EndedAs | null;
  /** The authorities of its matters, by their letter marks. */
  readonly principals: readonly string[];
  /** When the next promise of it is due. */
  readonly promisedAt: Temporal.Instant | null;
  /** The office that answers it, or did; and the one that it came from, where this one helps. */
  readonly awayTo: string | null;
  readonly cameFrom: string | null;
}

export interface WorkList {
  readonly rows: readonly ContactRow[];
  readonly page: number;
  readonly more: boolean;
}

/** How far one may leaf: beyond it one searches, or narrows. */
export const MOST_PAGES = 200;

/**
 * A page of an office's contacts: those that wait in the order they came, the others newest first. A reference that is searched
 * for is found whatever the view. Throws Problem `forbidden` at another office.
 */
export async function workList(ctx: Context, question: WorkListQuestion): Promise<WorkList> {
  const { officer } = ctx.actor;
  const { officeId, view, channel = null, principalId = null, search = '' } = question;
  if (officer === null || !officesOf(ctx.actor).includes(officeId)) throw new Problem('forbidden');
  const page = Math.min(question.page, MOST_PAGES);
  const skip = (page - 1) * PAGE_SIZE;
  const reference = readReference(search);
  const words = searchWords(search);
  if (search.trim() !== '' && reference === null && words === null) return { rows: [], page: 1, more: false };
  const state = view === 'mine' || view === 'all' ? null : view;
  const mine = view === 'mine' ? officer.id : null;
  const found = (): Sql => {
    // Of an authority, whatever its state: by the words' function too, which knows how to look for few among many.
    if (words !== null || (view === 'all' && principalId !== null))
      return sql`
        select v.* from contacts_found(${officeId}, ${words}, ${channel}, ${state}, ${mine}, ${principalId}, ${skip}, ${PAGE_SIZE + 1}) f
          join visit v on v.id = f.id`;
    const standing = {
      waiting: sql`v.taken_by is null and v.closed_at is null and v.away_to is null`,
      mine: sql`v.taken_by = ${officer.id} and v.closed_at is null and v.away_to is null`,
      open: sql`v.closed_at is null`,
      all: sql`true`,
    }[view];
    const ofChannel = channel === null ? sql`true` : sql`v.channel = ${channel}`;
    const ofPrincipal =
      principalId === null
        ? sql`true`
        : sql`exists (select from matter m where m.office_id = ${officeId} and m.principal_id = ${principalId} and m.visit_id = v.id)`;
    const order = view === 'waiting' ? sql`v.opened_at` : sql`v.opened_at desc`;
    return sql`
      select v.* from visit v where v.office_id = ${officeId} and ${standing} and ${ofChannel} and ${ofPrincipal}
      order by ${order} limit ${raw(String(PAGE_SIZE + 1))} offset ${skip}`;
  };
  const named =
    reference === null ? [] : await read<ContactRow>(ctx, rowsOf(byReference(officeId, reference), view));
  if (named.length > 0) return { rows: named, page: 1, more: false };
  const asked = rowsOf(found(), view);
  // What is looked for may take its time, and then keeps no other reads waiting.
  const rows =
    words === null ? await read<ContactRow>(ctx, asked, 'one') : await statement<ContactRow>(ctx, asked);
  return { rows: rows.slice(0, PAGE_SIZE), page, more: rows.length > PAGE_SIZE && page < MOST_PAGES };
}

function byReference(officeId: number, reference: string): Sql {
  return sql`select v.* from visit v where v.reference = ${reference} and v.office_id = ${officeId}`;
}

function rowsOf(contacts: Sql, view: View): Sql {
  const order = view === 'waiting' ? sql`v.opened_at` : sql`v.opened_at desc`;
  return sql`
    select v.id, v.reference, v.channel, v.subject, v.opened_at as "openedAt", o.name as "takenBy", v.closed_at as "closedAt",
      v.closed_as as "closedAs", ${officeName(sql`v.away_to`)} as "awayTo", ${officeName(sql`v.came_from`)} as "cameFrom",
      array(select distinct p.short_name from matter m join authority p on p.id = m.principal_id where m.visit_id = v.id order by 1)
        as principals,
      (select min(due_at) from promise p where p.visit_id = v.id and p.kept_at is null and p.moved_at is null) as "promisedAt"
    from (${contacts}) v left join officer o on o.id = v.taken_by order by ${order}`;
}

/** Most rows have none: without `case` PostgreSQL would read the offices for each of them all the same. */
function officeName(id: Sql): Sql {
  return sql`case when ${id} is not null then (select f.name from office f where f.id = ${id}) end`;
}

export interface OfficeCounts {
  readonly waiting: number;
  readonly mine: number;
}

/** How many wait and how many the actor has, each to a thousand. */
export async function contactCounts(ctx: Context, officeId: number): Promise<OfficeCounts> {
  const [counts] = await read<OfficeCounts>(
    ctx,
    sql`
      select (select count(*) from (select from visit v where v.office_id = ${officeId} and v.taken_by is null and v.closed_at is null
          and v.away_to is null limit 1000) w) as waiting,
        (select count(*) from (select from visit v where v.office_id = ${officeId} and v.taken_by = ${ctx.actor.officer?.id ?? null}
          and v.closed_at is null and v.away_to is null limit 1000) m) as mine`,
  );
  return counts ?? { waiting: 0, mine: 0 };
}

/** The contacts that the actor has open, those worked in longest first: at most 12, to go between. */
export async function openOfMine(
  ctx: Context,
): Promise<Pick<ContactRow, 'id' | 'reference' | 'channel' | 'subject'>[]> {
  return read(
    ctx,
    sql`
      select id, reference, channel, subject from visit v
      where v.taken_by = ${ctx.actor.officer?.id ?? null} and v.closed_at is null and v.away_to is null
      order by v.taken_at desc limit 12`,
  );
}

/** The authorities that one can filter by: those that an agreement at hand is of. */
export async function principalChoices(ctx: Context): Promise<{ id: number; name: string }[]> {
  return read(
    ctx,
    sql`select id, name from authority a where exists (select from agreement_task t where t.principal_id = a.id) order by name`,
  );
}
