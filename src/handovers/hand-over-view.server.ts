import { officesOf } from '../access/actor.ts';
import { type Context, transaction } from '../access/context.server.ts';
import type { Channel } from '../contacts/contact.ts';
import type { RepresentationView } from '../contacts/representation.ts';
import { representationsJson } from '../contacts/representations.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { barredFrom, conflictsIn } from './commands/conflict.server.ts';
import type { HandOverRow } from './list.server.ts';
import { type StepName, stepsOf, type Taker } from './rules/steps.ts';
import { standingOf, takersOf } from './store.server.ts';

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
  /** Who spoke for the person in it; null: the person themself. */
  readonly represented: string | null;
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
export interface Delivery {
  readonly id: string;
  readonly channel: 'webhook' | 'mail' | 'follow-mail';
  readonly state: 'waiting' | 'posted' | 'delivered' | 'failed';
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
  readonly matterId: string;
  readonly channel: Channel | null;
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
  /** The person has asked for the answer in plain Swedish or in English. */
  readonly answerIn: 'plain' | 'en' | null;
  readonly followsByMail: boolean;
  readonly reroutedTo: { readonly id: string; readonly reference: string } | null;
  readonly continues: { readonly id: string; readonly reference: string } | null;
  readonly events: readonly ThreadEvent[];
  readonly documents: readonly HandedDocument[];
  readonly representations: readonly RepresentationView[];
  readonly deliveries: readonly Delivery[];
}

/** What is shown of one: to who is barred by a conflict of interest that there is one, and nothing of it. */
export type Shown =
  | { readonly is: 'barred'; readonly barred: NonNullable<Awaited<ReturnType<typeof barredFrom>>> }
  | {
      readonly is: 'open';
      readonly view: HandOverView;
      readonly takers: readonly Taker[];
      readonly may: readonly StepName[];
      readonly conflicts: Awaited<ReturnType<typeof conflictsIn>>;
    };

/** One hand-over as the actor's side sees it, and what the actor may do. Throws Problem `not-found` for who is no party. */
export async function shownHandOver(ctx: Context, id: string): Promise<Shown> {
  return transaction(ctx, async (db) => {
    const barred = await barredFrom(db, id);
    if (barred !== undefined) return { is: 'barred', barred };
    const view = await viewIn(db, id);
    const takers = takersOf(ctx.actor, view);
    const conflicts = await conflictsIn(ctx, db, view);
    const may = stepsOf(
      takers,
      standingOf({ ...view, assignedTo: view.assignedId }, ctx.actor.userId),
    ).filter((step) =>
      step === 'lift-conflict'
        ? conflicts.some(({ mayLift }) => mayLift)
        : step !== 'reroute' || officesOf(ctx.actor).includes(view.officeId),
    );
    return { is: 'open', view, takers, may, conflicts };
  });
}

/** The same for a program: who is barred is told so. Throws Problem `not-found`, `not-possible` (`conflict-of-interest`). */
export async function handOverView(
  ctx: Context,
  id: string,
): Promise<HandOverView & { readonly takers: readonly Taker[]; readonly may: readonly StepName[] }> {
  const shown = await shownHandOver(ctx, id);
  if (shown.is === 'barred') throw new Problem('not-possible', { reason: 'conflict-of-interest' });
  return { ...shown.view, takers: shown.takers, may: shown.may };
}

export async function viewIn(db: Db, id: string): Promise<HandOverView> {
  const found = await db.maybe<HandOverView>(sql`
    select h.id, h.reference, h.visit_id as "visitId", h.matter_id as "matterId",
      (select v.channel from visit v where v.id = h.visit_id) as channel, h.answer_in as "answerIn", h.task_id as "taskId", t.name_sv as "taskSv", t.name_en as "taskEn",
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
      (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'at', e.at, 'kind', e.kind, 'side', e.side,
          'audience', e.audience, 'by', a.name, 'reasonKind', e.reason_kind, 'detail', e.detail,
          'represented', (select r.name from representation r where r.id = e.representation_id),
          'message', case when m.seq is null then null else jsonb_build_object('kind', m.kind, 'text', m.text,
            'toldAt', m.told_at, 'toldBy', m.told_by) end) order by e.seq), '[]')
        from hand_over_event e left join account_user a on a.id = e.actor
          left join hand_over_message m on m.hand_over_id = e.hand_over_id and m.seq = e.seq
        where e.hand_over_id = h.id) as events,
      (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'what', d.what, 'onPaper', d.on_paper, 'fileName', d.file_name,
          'size', d.size, 'handedAt', d.handed_at, 'side', d.side, 'by', a.name) order by d.seq), '[]')
        from hand_over_document d left join account_user a on a.id = d.handed_by where d.hand_over_id = h.id) as documents,
      ${representationsJson(sql`h.matter_id`)} as representations,
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
