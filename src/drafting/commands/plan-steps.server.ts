import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { AddStep } from '../plan.ts';
import { type AgreementHead, agreementHead } from '../queries/plan.server.ts';
import { openDraftIn } from './open-draft.server.ts';

/** Plans a coming step. Returns its id. Throws Problem `forbidden`, `not-found`, `invalid` for offices that are not. */
export async function addStep(ctx: Context, agreementId: number, step: AddStep): Promise<number> {
  return transaction(ctx, async (db) => {
    const head = await agreementHead(ctx, db, agreementId);
    const author = head.mine[0]?.id ?? 0;
    await requireOffices(db, head, step.offices);
    const { id } = await db.one<{ id: number }>(sql`
      insert into agreement_step (agreement_id, author_id, planned_on, title, remaining)
      values (${agreementId}, ${author}, ${step.plannedOn}, ${step.title}, ${step.remaining}) returning id`);
    await storeOffices(db, id, step.offices);
    await told(ctx, db, agreementId, author, 'step-planned', { stepId: id, plannedOn: step.plannedOn });
    return id;
  });
}

/** Offices run by a party. Throws `invalid`. */
async function requireOffices(db: Db, { parties }: AgreementHead, offices: readonly number[]): Promise<void> {
  const { known } = await db.one<{ known: number }>(sql`
    select count(*) as known from office where id = any (${offices}::int[])
      and operator_id = any (${parties.map((party) => party.id)}::int[])`);
  if (known < new Set(offices).size)
    throw new Problem('invalid', {}, [{ field: 'offices', code: 'unknown-office' }]);
}

async function storeOffices(db: Db, stepId: number, offices: readonly number[]): Promise<void> {
  await db.run(sql`
    insert into agreement_step_office (step_id, office_id)
    select distinct ${stepId}::int, office_id from unnest(${offices}::int[]) as office_id`);
}

/** Changes a planned step; a draft that was made from it stays as it is. Throws as `addStep`, `not-possible` when closed. */
export async function changeStep(
  ctx: Context,
  agreementId: number,
  stepId: number,
  step: AddStep,
): Promise<void> {
  await transaction(ctx, async (db) => {
    const before = await lockStep(ctx, db, agreementId, stepId);
    await requireOffices(db, await agreementHead(ctx, db, agreementId), step.offices);
    await db.run(sql`
      update agreement_step set planned_on = ${step.plannedOn}, title = ${step.title}, remaining = ${step.remaining}
      where id = ${stepId}`);
    await db.run(sql`delete from agreement_step_office where step_id = ${stepId}`);
    await storeOffices(db, stepId, step.offices);
    await told(ctx, db, agreementId, before.authorId, 'step-changed', {
      ...{ stepId, plannedOn: step.plannedOn },
      before: { plannedOn: before.plannedOn, title: before.title, offices: before.offices },
    });
  });
}

interface StepRow {
  readonly id: number;
  readonly authorId: number;
  readonly plannedOn: PlainDate;
  readonly title: string;
  readonly state: string;
  readonly draftId: number | null;
  readonly offices: readonly number[];
}

async function lockStep(ctx: Context, db: Db, agreementId: number, stepId: number): Promise<StepRow> {
  const head = await agreementHead(ctx, db, agreementId);
  const row = await db.maybe<StepRow>(sql`
    select s.id, s.author_id as "authorId", s.planned_on as "plannedOn", s.title, s.state,
      (select d.id from agreement_draft d where d.id = s.draft_id and d.state <> 'discarded') as "draftId",
      array(select office_id from agreement_step_office x where x.step_id = s.id order by 1) as offices
    from agreement_step s where s.id = ${stepId} and s.agreement_id = ${agreementId}
      and s.author_id = any (${head.mine.map((party) => party.id)}::int[]) for update`);
  if (row === undefined) throw new Problem('not-found');
  if (row.state !== 'planned') throw new Problem('not-possible', { reason: 'step-closed' });
  return row;
}

/** Turns a step into a draft amendment from its day with its offices added; asked again, it is the same draft. */
export async function draftOfStep(ctx: Context, agreementId: number, stepId: number): Promise<number> {
  return transaction(ctx, async (db) => {
    const step = await lockStep(ctx, db, agreementId, stepId);
    if (step.draftId !== null) return step.draftId;
    const draft = { authorityId: step.authorId, amends: agreementId };
    const id = await openDraftIn(ctx, db, draft, (start) => ({
      ...start,
      from: step.plannedOn,
      summary: step.title,
      offices: start.offices === 'all' ? 'all' : [...new Set([...start.offices, ...step.offices])],
    }));
    await db.run(sql`update agreement_step set draft_id = ${id} where id = ${stepId}`);
    await told(ctx, db, agreementId, step.authorId, 'step-drafted', { stepId, draftId: id });
    return id;
  });
}

/** Closes a step that was carried through some other way, or will not be. */
export async function closeStep(
  ctx: Context,
  agreementId: number,
  stepId: number,
  state: 'done' | 'cancelled',
): Promise<void> {
  await transaction(ctx, async (db) => {
    const step = await lockStep(ctx, db, agreementId, stepId);
    await db.run(sql`update agreement_step set state = ${state} where id = ${stepId}`);
    await told(ctx, db, agreementId, step.authorId, `step-${state}`, { stepId, plannedOn: step.plannedOn });
  });
}

async function told(
  ctx: Context,
  db: Db,
  agreementId: number,
  authorityId: number,
  kind: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind,
    subject: 'agreement',
    subjectId: agreementId,
    authorityId,
    details,
  });
}
