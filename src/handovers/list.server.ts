import { type Context, read, scopeOf } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Sql, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import type { State } from './rules/steps.ts';
import { mayFollow } from './store.server.ts';

export const FILTERS = ['ours', 'mine', 'theirs', 'late', 'done', 'all'] as const;
export type Filter = (typeof FILTERS)[number];

export interface HandOverRow {
  readonly id: string;
  readonly reference: string;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly office: string;
  readonly authority: string;
  readonly authorityShort: string;
  readonly department: string;
  readonly state: State;
  readonly responsible: 'front-desk' | 'receiver';
  readonly assignedTo: string | null;
  readonly dueOn: PlainDate;
  readonly offeredOn: PlainDate;
  readonly wants: string;
}

/** Which side the work list is of: a receiver's account sees the receiver's, everybody else the front desk's. */
export function sideOf({ actor }: Pick<Context, 'actor'>): 'front-desk' | 'receiver' {
  const receives = actor.assignments.some(({ role }) => role === 'receiver' || role === 'coordinator');
  const atOffice = actor.assignments.some(({ role }) => role === 'officer' || role === 'office-manager');
  return receives && !atOffice ? 'receiver' : 'front-desk';
}

const open = sql`h.state not in ('closed', 'rerouted')`;
/** How far one may leaf in what is done: 200 pages. */
const MOST = 10_000;

/** What row-level security shows of the actor's offices and authorities, said so that an index can be used. */
function ofActor({ actor }: Pick<Context, 'actor'>): Sql {
  const { offices = [], managedOffices = [], receiving = [] } = scopeOf(actor);
  const desks = [...new Set([...offices, ...managedOffices])];
  // Of one it is said alone: then the index gives them in their order.
  const [desk, authority] = [desks[0] ?? null, receiving[0] ?? null];
  if (desks.length === 0)
    return receiving.length === 1
      ? sql`h.principal_id = ${authority}`
      : sql`h.principal_id = any (${receiving}::int[])`;
  if (receiving.length === 0)
    return desks.length === 1 ? sql`h.office_id = ${desk}` : sql`h.office_id = any (${desks}::int[])`;
  return sql`(h.office_id = any (${desks}::int[]) or h.principal_id = any (${receiving}::int[]))`;
}

/** The hand-overs of one's side, the nearest deadline first; what is done by when it was offered, newest first. */
export async function listHandOvers(
  ctx: Context,
  question: {
    readonly filter: Filter;
    readonly today: PlainDate;
    readonly page: number;
    readonly reference?: string | undefined;
  },
): Promise<
  PageOf<HandOverRow> & { readonly counts: Readonly<Record<'ours' | 'mine' | 'theirs' | 'late', number>> }
> {
  mayFollow(ctx);
  const side = sideOf(ctx);
  const { today, filter, reference } = question;
  const us = ctx.actor.userId;
  const among = {
    ours: sql`h.responsible = ${side}`,
    mine: sql`(h.assigned_to = ${us} or (${side} = 'front-desk' and h.offered_by = ${us}))`,
    theirs: sql`h.responsible <> ${side}`,
    late: sql`h.due_on < ${today}::date`,
  } as const;
  const of = ofActor(ctx);
  const byDeadline = sql`h.due_on, h.id`;
  const named =
    reference === undefined
      ? []
      : await read<HandOverRow>(ctx, rowsOf(sql`${of} and h.reference = ${reference}`, byDeadline, 0));
  // Without their state: that they are open is said beside it, and the rest stands in the index.
  const [counts] = await read<Record<keyof typeof among, number>>(
    ctx,
    sql`
      select count(*) filter (where ${among.ours}) as ours, count(*) filter (where ${among.mine}) as mine,
        count(*) filter (where ${among.theirs}) as theirs, count(*) filter (where ${among.late}) as late
      from hand_over h where ${of} and ${open}`,
  );
  if (counts === undefined) throw new Error('a count has a row');
  if (reference !== undefined)
    return { rows: named, total: named.length, ...pageAt(1, named.length), counts };
  const stillOpen = counts.ours + counts.theirs;
  const total =
    filter === 'done' || filter === 'all'
      ? (await atMost(ctx, of, MOST + stillOpen)) - (filter === 'done' ? stillOpen : 0)
      : counts[filter];
  const { page, pages, offset } = pageAt(question.page, Math.min(total, MOST));
  const where =
    filter === 'all'
      ? of
      : filter === 'done'
        ? sql`${of} and not (${open})`
        : sql`${of} and ${open} and ${among[filter]}`;
  const order = filter === 'done' || filter === 'all' ? sql`h.id desc` : byDeadline;
  const rows = await read<HandOverRow>(ctx, rowsOf(where, order, offset));
  return { rows, total: Math.min(total, MOST), page, pages, counts };
}

/** How many there are of the actor's, counted as far as `most`. */
async function atMost(ctx: Context, of: Sql, most: number): Promise<number> {
  const [counted] = await read<{ total: number }>(
    ctx,
    sql`select count(*) as total from (select from hand_over h where ${of} limit ${most}) counted`,
  );
  return counted?.total ?? 0;
}

function rowsOf(where: Sql, order: Sql, offset: number): Sql {
  return sql`
    select h.id, h.reference, t.name_sv as "taskSv", t.name_en as "taskEn", f.name as office, p.name as authority,
      p.short_name as "authorityShort", h.department, h.state, h.responsible, u.name as "assignedTo", h.due_on as "dueOn",
      h.offered_on as "offeredOn", h.wants
    from (select * from hand_over h where ${where} order by ${order} limit ${PAGE_SIZE} offset ${offset}) h
      join task t on t.id = h.task_id join office f on f.id = h.office_id join authority p on p.id = h.principal_id
      left join account_user u on u.id = h.assigned_to
    order by ${order}`;
}
