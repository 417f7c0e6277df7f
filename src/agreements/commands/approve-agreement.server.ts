import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import type { Regime } from '../../law/facts.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import type { Approve, ApproveAmendment, RevokeApproval } from '../approval.ts';
import { approvalOfAmendment } from '../queries/agreement-rows.server.ts';
import { coordinated } from '../queries/who-sees.server.ts';
import {
  type ApprovalRecord,
  amendmentApprovalFaults,
  approvalFaults,
  revocationFaults,
} from '../rules/approval-fits.ts';
import { storeAmendmentApproval } from '../store.server.ts';

/**
 * Records the approval of an agreement under a regime that asks for one (R14): from its day the agreement can hold. A
 * coordinator of a party may. Throws Problem `forbidden`, `not-found` for others' agreements, `invalid` at `approvedOn`:
 * a regime that asks for none, an approval that is on record already, a day that has not been.
 */
export async function approveAgreement(
  ctx: Context,
  id: number,
  { approvedOn, decision }: Approve,
): Promise<ApprovalRecord> {
  return transaction(ctx, async (db) => {
    const { record, regime, partyId } = await lockApproval(ctx, db, id);
    const faults = approvalFaults(approvedOn, record, regime, swedishDay(ctx.clock()));
    if (faults.length > 0) throw new Problem('invalid', {}, faults);
    await db.run(sql`update agreement set approved_on = ${approvedOn} where id = ${id}`);
    await told(ctx, db, id, partyId, 'agreement-approved', { from: approvedOn, reason: decision });
    return { ...record, approvedOn };
  });
}

/**
 * Records the approval of an amendment by itself, under a regime that asks for one: from its day the amended version is
 * applied, and until then the one before it. Throws as `approveAgreement`; `not-found` for a version that there is not.
 */
export async function approveAmendment(
  ctx: Context,
  id: number,
  { version, approvedOn, decision }: ApproveAmendment,
): Promise<{ readonly version: number; readonly approvedOn: PlainDate }> {
  return transaction(ctx, async (db) => {
    const { record, regime, partyId } = await lockApproval(ctx, db, id);
    const amendment = await db.maybe<{ decidedOn: PlainDate; amendmentApprovedOn: PlainDate | null }>(sql`
      select v.decided_on as "decidedOn", ${approvalOfAmendment(null)} as "amendmentApprovedOn"
      from agreement_version v where v.agreement_id = ${id} and v.version = ${version} and v.version > 1`);
    if (amendment === undefined) throw new Problem('not-found');
    const today = swedishDay(ctx.clock());
    const faults = amendmentApprovalFaults(approvedOn, amendment, record, regime, today);
    if (faults.length > 0) throw new Problem('invalid', {}, faults);
    await storeAmendmentApproval(db, id, { version, approvedOn, decision });
    const details = { version, from: approvedOn, reason: decision };
    await told(ctx, db, id, partyId, 'amendment-approved', details);
    return { version, approvedOn };
  });
}

/**
 * Records that the approval was revoked: from that day nobody may act under the agreement; what was done before stands.
 * Throws as `approveAgreement`, with the field `revokedOn`.
 */
export async function revokeApproval(
  ctx: Context,
  id: number,
  { revokedOn, decision }: RevokeApproval,
): Promise<ApprovalRecord> {
  return transaction(ctx, async (db) => {
    const { record, regime, partyId } = await lockApproval(ctx, db, id);
    const faults = revocationFaults(revokedOn, record, regime);
    if (faults.length > 0) throw new Problem('invalid', {}, faults);
    await db.run(sql`update agreement set approval_revoked_on = ${revokedOn} where id = ${id}`);
    await told(ctx, db, id, partyId, 'approval-revoked', { from: revokedOn, reason: decision });
    return { ...record, approvalRevokedOn: revokedOn };
  });
}

interface Locked {
  readonly record: ApprovalRecord;
  readonly regime: Regime;
  readonly partyId: number;
}

/** What is on record, held until the transaction ends: of two who record at once, one is told of the other. */
async function lockApproval(ctx: Context, db: Db, id: number): Promise<Locked> {
  const mine = coordinated(ctx.actor);
  const party = await db.maybe<{ id: number }>(sql`
    select authority_id as id from agreement_party where agreement_id = ${id} and authority_id = any (${mine})
    order by 1 limit 1`);
  if (party === undefined) throw new Problem('not-found');
  const { regimeId, ...record } = await db.one<ApprovalRecord & { regimeId: string }>(sql`
    select approved_on as "approvedOn", approval_revoked_on as "approvalRevokedOn", regime_id as "regimeId"
    from agreement where id = ${id} for update`);
  const regime = (await loadLaw(db)).regimes.get(regimeId);
  if (regime === undefined) throw new Error(`no regime ${regimeId}`);
  return { record, regime, partyId: party.id };
}

function told(
  ctx: Context,
  db: Db,
  id: number,
  authorityId: number,
  kind: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordEvent(db, {
    actor: ctx.actor.userId,
    role: 'coordinator',
    kind,
    subject: 'agreement',
    subjectId: id,
    authorityId,
    details,
  });
}
