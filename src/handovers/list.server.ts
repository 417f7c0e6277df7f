import { type Context, transaction } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { sql } from '../platform/database.server.ts';
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
  const { today } = question;
  const reference = question.reference ?? null;
  const filters = {
    ours: sql`${open} and h.responsible = ${side}`,
    mine: sql`${open} and (h.assigned_to = ${ctx.actor.userId} or (${side} = 'front-desk' and h.offered_by = ${ctx.actor.userId}))`,
    theirs: sql`${open} and h.responsible <> ${side}`,
    late: sql`${open} and h.due_on < ${today}::date`,
    done: sql`not (${open})`,
    all: sql`true`,
  } as const;
  const where = reference === null ? filters[question.filter] : sql`h.reference = ${reference}`;
  const order =
    question.filter === 'done' || question.filter === 'all' ? sql`h.id desc` : sql`h.due_on, h.id`;
  return transaction(ctx, async (db) => {
    const counts = await db.one<Record<'ours' | 'mine' | 'theirs' | 'late', number>>(sql`
      select count(*) filter (where ${filters.ours}) as ours, count(*) filter (where ${filters.mine}) as mine,
        count(*) filter (where ${filters.theirs}) as theirs, count(*) filter (where ${filters.late}) as late
      from hand_over h where ${open}`);
    const total =
      question.filter in counts && reference === null
        ? counts[question.filter as keyof typeof counts]
        : (
            await db.one<{ total: number }>(sql`
            select count(*) as total from (select from hand_over h where ${where} limit 10000) counted`)
          ).total;
    const { page, pages, offset } = pageAt(question.page, total);
    const rows = await db.many<HandOverRow>(sql`
      select h.id, h.reference, t.name_sv as "taskSv", t.name_en as "taskEn", f.name as office, p.name as authority,
        p.short_name as "authorityShort", h.department, h.state, h.responsible, u.name as "assignedTo", h.due_on as "dueOn",
        h.offered_on as "offeredOn", h.wants
      from (select * from hand_over h where ${where} order by ${order} limit ${PAGE_SIZE} offset ${offset}) h
        join task t on t.id = h.task_id join office f on f.id = h.office_id join authority p on p.id = h.principal_id
        left join account_user u on u.id = h.assigned_to
      order by ${order}`);
    return { rows, total, page, pages, counts };
  });
}
