import { type Context, transaction } from '../../access/context.server.ts';
import { factsOf, loadFacts } from '../../agreements/facts.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { decide } from '../../law/decide.ts';
import type { Verdict } from '../../law/verdict.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { fitsChannel, type RecordAct } from '../act.ts';
import { unconfirmed } from '../rules/unconfirmed.ts';
import { officerAtVisit } from './officer-at-visit.server.ts';
import { mustBeRepresented } from './representation.server.ts';

export type Recorded =
  /** No verdict: it had been recorded before, and this is the same request again. */
  | { readonly ok: true; readonly actId: string; readonly verdict: Verdict | null }
  | { readonly ok: false; readonly refusal: 'law'; readonly verdict: Verdict }
  | { readonly ok: false; readonly refusal: 'conditions'; readonly unconfirmed: readonly string[] };

interface Matter {
  readonly taskId: number;
  readonly principalId: number;
}

/**
 * Records what was done in a matter, in the responsible authority's name. The law is asked inside the transaction that
 * records it, and the act keeps the agreement version, mandate, catalogue version, office and role that it rested on.
 * A refusal is a value with its grounds; nothing is stored. Sent again with the same `actId`, it is recorded once.
 * Throws Problem `not-found`, `visit-closed`, `already-recorded` (the id is another act's), `not-possible`
 * (`conflict-of-interest`, `representation-…`).
 */
export async function recordAct(
  ctx: Context,
  visitId: string,
  matterId: string,
  act: RecordAct,
): Promise<Recorded> {
  try {
    return await transaction(ctx, (db) => recordIn(ctx, db, visitId, matterId, act));
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'nobody_with_a_conflict_of_interest')
      throw new Problem('not-possible', { reason: 'conflict-of-interest' });
    // A mandate was withdrawn between the question and the writing: the database refused. Asked again, the law says why.
    if ((error as { constraint?: unknown }).constraint !== 'act_rests_on_a_mandate_in_force') throw error;
    return transaction(ctx, (db) => recordIn(ctx, db, visitId, matterId, act));
  }
}

export async function recordIn(
  ctx: Context,
  db: Db,
  visitId: string,
  matterId: string,
  act: RecordAct,
): Promise<Recorded> {
  if (act.actId !== undefined && (await isRecorded(ctx, db, matterId, act, act.actId)))
    return { ok: true, actId: act.actId, verdict: null };
  const { officerId, officeId, channel } = await officerAtVisit(ctx, db, visitId);
  if (!fitsChannel(act.helpForm, channel))
    throw new Problem('invalid', {}, [{ field: 'helpForm', code: 'other-channel' }]);
  const matter = await db.maybe<Matter>(sql`
    select task_id as "taskId", principal_id as "principalId" from matter where id = ${matterId} and visit_id = ${visitId}`);
  if (matter === undefined) throw new Problem('not-found');
  const now = ctx.clock();
  const today = swedishDay(now);
  if (act.representationId !== undefined) await mustBeRepresented(db, act.representationId, matterId, today);
  const loaded = await loadFacts(db, { officerId, officeId, taskIds: [matter.taskId] });
  const verdict = decide(factsOf(loaded, matter.taskId, matter.principalId, act.level), today);
  if (!verdict.permitted) return { ok: false, refusal: 'law', verdict };
  const missing = unconfirmed(verdict.conditions, act.conditions);
  if (missing.length > 0) return { ok: false, refusal: 'conditions', unconfirmed: missing };

  const { basis } = verdict;
  const written = await db.maybe<{ id: string }>(sql`
    insert into act (id, matter_id, visit_id, task_id, principal_id, office_id, officer_id, actor, role, level, help_form,
      outcome, acted_at, acted_on, agreement_id, agreement_version, mandate_id, catalogue_code, catalogue_version, conditions,
      channel, representation_id)
    values (coalesce(${act.actId ?? null}::uuid, uuidv7()), ${matterId}, ${visitId}, ${matter.taskId}, ${matter.principalId},
      ${officeId}, ${officerId}, ${ctx.actor.userId}, 'officer', ${act.level}, ${act.helpForm}, ${act.outcome}, ${now},
      ${today}, ${basis?.agreement.agreementId ?? null}, ${basis?.agreement.version ?? null}, ${basis?.mandate?.id ?? null},
      ${basis?.item?.code ?? null}, ${basis?.item?.version ?? null}, ${verdict.conditions}, ${channel},
      ${act.representationId ?? null})
    on conflict (id) do nothing returning id`);
  if (written !== undefined) return { ok: true, actId: written.id, verdict };
  // Another request with the same id was first, while this one asked the law.
  if (act.actId === undefined || !(await isRecorded(ctx, db, matterId, act, act.actId)))
    throw new Problem('already-recorded');
  return { ok: true, actId: act.actId, verdict };
}

/**
 * Whether this very act has been recorded: a client whose answer was lost asks again, also after the visit was closed or
 * the mandate withdrawn. Throws Problem `already-recorded` when the id is another act's.
 */
async function isRecorded(
  ctx: Context,
  db: Db,
  matterId: string,
  act: RecordAct,
  actId: string,
): Promise<boolean> {
  const found = await db.maybe<{ same: boolean }>(sql`
    select matter_id = ${matterId} and officer_id = ${ctx.actor.officer?.id ?? null} and level = ${act.level}
      and help_form = ${act.helpForm} and outcome = ${act.outcome} as same
    from act where id = ${actId}`);
  if (found !== undefined && found.same !== true) throw new Problem('already-recorded');
  return found !== undefined;
}
