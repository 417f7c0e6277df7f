import { type Context, read, scopeOf, transaction } from '../access/context.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { PAGE_SIZE, type PageOf, pageAt } from '../platform/paging.ts';
import { Problem } from '../platform/problem.ts';
import type { State, Taker } from './rules/steps.ts';
import { type StepName, stepsOf } from './rules/steps.ts';
import { mayFollow, standingOf, takersOf } from './store.server.ts';

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

export interface ThreadEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly side: 'front-desk' | 'receiver' | 'citizen' | 'rule';
  readonly audience: 'own-side' | 'both' | 'citizen';
  /** Null: the person, or a rule. */
  readonly by: string | null;
  readonly reasonKind: string | null;
  readonly detail: string;
  readonly message: {
    readonly kind: string;
    readonly text: string;
    readonly toldAt: string | null;
    readonly toldBy: string | null;
  } | null;
}
export interface HandedDocument {
  readonly id: string;
  readonly what: string;
  readonly onPaper: boolean;
  readonly fileName: string | null;
  readonly size: number | null;
  readonly handedAt: string;
  readonly side: string;
  readonly by: string | null;
}
export interface Representation {
  readonly kind: string;
  readonly name: string;
  readonly powers: string;
  readonly proof: string;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly lookedUpBy: string;
  readonly lookedUpAt: string;
}
export interface Delivery {
  readonly id: string;
  readonly channel: 'webhook' | 'mail' | 'follow-mail';
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly seq: number;
  readonly resent: boolean;
}

export interface HandOverView extends HandOverRow {
  readonly officeId: number;
  readonly principalId: number;
  readonly taskId: number;
  readonly visitId: string;
  readonly offeredBy: string;
  readonly offeredAt: Temporal.Instant;
  readonly done: string;
  readonly consent: string;
  readonly reachBy: string;
  readonly reach: string;
  readonly arrivedOn: PlainDate;
  readonly reachedBy: 'system' | 'post';
  readonly reachedOn: PlainDate;
  readonly termsFrom: 'agreement' | 'authority' | 'default';
  readonly firstDays: number;
  readonly finalDays: number;
  readonly firstAnswerDue: PlainDate;
  readonly finalAnswerDue: PlainDate;
  readonly diaryNumber: string | null;
  readonly agreementVersion: number | null;
  readonly receiverNumber: string | null;
  readonly assignedId: string | null;
  readonly firstAnswered: boolean;
  readonly everAnswered: boolean;
  readonly solved: boolean | null;
  readonly followsByMail: boolean;
  readonly reroutedTo: { readonly id: string; readonly reference: string } | null;
  readonly continues: { readonly id: string; readonly reference: string } | null;
  readonly events: readonly ThreadEvent[];
  readonly documents: readonly HandedDocument[];
  readonly representations: readonly Representation[];
  readonly deliveries: readonly Delivery[];
  /** Whether the one who asks is barred by a conflict of interest. */
  readonly barred: boolean;
}

/** One hand-over as the actor's side sees it, and what the actor may do. Throws Problem `not-found` for who is no party. */
export async function handOverView(
  ctx: Context,
  id: string,
): Promise<HandOverView & { readonly takers: readonly Taker[]; readonly may: readonly StepName[] }> {
  const view = await transaction(ctx, (db) => viewIn(db, id, ctx.actor.userId));
  const takers = takersOf(ctx.actor, view);
  const standing = standingOf({ ...view, assignedTo: view.assignedId }, ctx.actor.userId);
  const may = view.barred ? [] : stepsOf(takers, standing);
  return { ...view, takers, may };
}

export async function viewIn(db: Db, id: string, actor: string): Promise<HandOverView> {
  const found = await db.maybe<HandOverView>(sql`
    select h.id, h.reference, h.visit_id as "visitId", h.task_id as "taskId", t.name_sv as "taskSv", t.name_en as "taskEn",
      f.name as office, h.office_id as "officeId", p.name as authority, p.short_name as "authorityShort",
      h.principal_id as "principalId", h.department, h.state, h.responsible, u.name as "assignedTo",
      h.assigned_to as "assignedId", h.due_on as "dueOn", h.offered_on as "offeredOn", h.offered_at as "offeredAt",
      o.name as "offeredBy", h.wants, h.done, h.consent, h.reach_by as "reachBy", h.reach, h.arrived_on as "arrivedOn",
      h.reached_by as "reachedBy", h.reached_on as "reachedOn", h.terms_from as "termsFrom", h.first_days as "firstDays",
      h.final_days as "finalDays", h.first_answer_due as "firstAnswerDue", h.final_answer_due as "finalAnswerDue",
      (select a.diary_number from agreement a where a.id = h.agreement_id) as "diaryNumber",
      h.agreement_version as "agreementVersion", h.receiver_number as "receiverNumber",
      h.first_answered_at is not null as "firstAnswered", h.final_answered_at is not null as "everAnswered", h.solved,
      h.follow_mail is not null as "followsByMail",
      (select jsonb_build_object('id', n.id, 'reference', n.reference) from hand_over n where n.id = h.rerouted_to) as "reroutedTo",
      (select jsonb_build_object('id', n.id, 'reference', n.reference) from hand_over n where n.id = h.continues) as continues,
      exists (select from conflict_of_interest c where c.matter_id = h.matter_id and c.user_id = ${actor}) as barred,
      (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', e.at, 'kind', e.kind, 'side', e.side,
          'audience', e.audience, 'by', a.name, 'reasonKind', e.reason_kind, 'detail', e.detail,
          'message', case when m.seq is null then null else jsonb_build_object('kind', m.kind, 'text', m.text,
            'toldAt', m.told_at, 'toldBy', m.told_by) end) order by e.seq), '[]')
        from hand_over_event e left join account_user a on a.id = e.actor
          left join hand_over_message m on m.hand_over_id = e.hand_over_id and m.seq = e.seq
        where e.hand_over_id = h.id) as events,
      (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'what', d.what, 'onPaper', d.on_paper, 'fileName', d.file_name,
          'size', d.size, 'handedAt', d.handed_at, 'side', d.side, 'by', a.name) order by d.seq), '[]')
        from hand_over_document d left join account_user a on a.id = d.handed_by where d.hand_over_id = h.id) as documents,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'name', r.name, 'powers', r.powers, 'proof', r.proof,
          'from', lower(r.valid), 'to', upper(r.valid) - 1, 'lookedUpBy', a.name, 'lookedUpAt', r.looked_up_at) order by r.id), '[]')
        from hand_over_representation r left join account_user a on a.id = r.looked_up_by where r.hand_over_id = h.id)
        as representations,
      (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'channel', d.channel, 'state', d.state, 'attempts', d.attempts,
          'lastError', d.last_error, 'seq', d.seq, 'resent', exists (select from hand_over_delivery r where r.resend_of = d.id))
          order by d.id), '[]') from hand_over_delivery d where d.hand_over_id = h.id) as deliveries
    from hand_over h join task t on t.id = h.task_id join office f on f.id = h.office_id
      join authority p on p.id = h.principal_id left join account_user u on u.id = h.assigned_to
      left join account_user o on o.id = h.offered_by
    where h.id = ${id}`);
  if (found === undefined) throw new Problem('not-found');
  return found;
}

/** The file of a document that was handed over. Throws Problem `not-found`. */
export async function handedFile(
  ctx: Context,
  id: string,
  documentId: string,
): Promise<{ fileName: string; mediaType: string; content: Buffer }> {
  const file = await transaction(ctx, (db) =>
    db.maybe<{ fileName: string; mediaType: string; content: Buffer }>(sql`
      select file_name as "fileName", media_type as "mediaType", content from hand_over_document
      where id = ${documentId} and hand_over_id = ${id} and not on_paper`),
  );
  if (file === undefined) throw new Problem('not-found');
  return file;
}

export interface MatterToHandOver {
  readonly matterId: string;
  readonly visitId: string;
  readonly taskSv: string;
  readonly taskEn: string;
  readonly authority: string;
  readonly authorityShort: string;
  readonly handOver: { readonly id: string; readonly reference: string } | null;
  /** Hand-overs of the same visit that came back. */
  readonly cameBack: readonly {
    readonly id: string;
    readonly reference: string;
    readonly authority: string;
  }[];
}

/** The matter that is to be handed over. Throws Problem `not-found` for another office's. */
export async function matterToHandOver(ctx: Context, matterId: string): Promise<MatterToHandOver> {
  if (ctx.actor.officer === null) throw new Problem('forbidden');
  const found = await transaction(ctx, (db) =>
    db.maybe<MatterToHandOver>(sql`
      select m.id as "matterId", m.visit_id as "visitId", t.name_sv as "taskSv", t.name_en as "taskEn", p.name as authority,
        p.short_name as "authorityShort",
        (select jsonb_build_object('id', h.id, 'reference', h.reference) from hand_over h
          where h.matter_id = m.id and ${open}) as "handOver",
        (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'reference', h.reference, 'authority', q.name)), '[]')
          from hand_over h join authority q on q.id = h.principal_id
          where h.visit_id = m.visit_id and h.matter_id <> m.id and h.state in ('refused', 'returned')) as "cameBack"
      from matter m join task t on t.id = m.task_id join authority p on p.id = m.principal_id where m.id = ${matterId}`),
  );
  if (found === undefined) throw new Problem('not-found');
  return found;
}
