import { authoritiesOf } from '../../access/actor.ts';
import { recordEvent } from '../../access/audit.server.ts';
import { type Context, transaction } from '../../access/context.server.ts';
import { type Period, swedishDay } from '../../kernel/plain-date.ts';
import type { Officer } from '../../law/facts.ts';
import { loadLaw } from '../../law/store.server.ts';
import { type Db, sql } from '../../platform/database.server.ts';
import { periodOf } from '../../platform/daterange.server.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import type { IssueMandate } from '../mandate.ts';
import { storeMandates } from '../mandate-store.server.ts';
import { type MandateFault, type MandateFrame, mandateFaults } from '../rules/mandate-fits.ts';
import { tellingFields } from './refused-by-database.server.ts';

/**
 * Issues a mandate in the name of an authority that the actor coordinates. Returns its id.
 * Throws Problem `forbidden` for who coordinates no authority, `not-found` for another authority's agreement, `invalid`
 * with the fields that do not fit the agreement or overlap another mandate of the officer.
 */
export async function issueMandate(ctx: Context, mandate: IssueMandate): Promise<number> {
  const mine = authoritiesOf(ctx.actor, 'coordinator');
  if (mine.length === 0) throw new Problem('forbidden');
  if (!mine.includes(mandate.principalId)) throw new Problem('not-found');
  return tellingFields(() =>
    transaction(ctx, async (db) => {
      const frame = await frameOf(ctx, db, mandate);
      const faults = mandateFaults(mandate, frame);
      if (faults.length > 0) throw new Problem('invalid', {}, oneForEachField(faults));
      const [id] = await storeMandates(db, [mandate]);
      if (id == null) throw new Problem('invalid', {}, [{ field: 'from', code: 'overlapping-mandate' }]);
      await recordEvent(db, {
        actor: ctx.actor.userId,
        role: 'coordinator',
        kind: 'mandate-issued',
        subject: 'mandate',
        subjectId: id,
        authorityId: mandate.principalId,
        details: { officerId: mandate.officerId, agreementId: mandate.agreementId },
      });
      return id;
    }),
  );
}

async function frameOf(
  ctx: Context,
  db: Db,
  { agreementId, principalId, officerId }: IssueMandate,
): Promise<MandateFrame> {
  const party = await db.maybe(sql`
    select from agreement_party where agreement_id = ${agreementId} and authority_id = ${principalId}`);
  if (party === undefined) throw new Problem('not-found');
  const officer = await db.maybe<Officer>(sql`
    select id, employer_id as "employerId", ${periodOf(sql`employed`)} as employed from officer where id = ${officerId}`);
  const versions = await db.many<{ valid: Period }>(sql`
    select ${periodOf(sql`valid`)} as valid from agreement_version where agreement_id = ${agreementId}`);
  return {
    officer: officer ?? null,
    versions: versions.map((version) => version.valid),
    agreed: await loadAgreementTasks(
      db,
      sql`at.agreement_id = ${agreementId} and at.principal_id = ${principalId}`,
    ),
    law: await loadLaw(db),
    today: swedishDay(ctx.clock()),
  };
}

function oneForEachField(faults: readonly MandateFault[]): FieldError[] {
  const first = new Map(faults.toReversed().map(({ field, code }) => [field, code]));
  return [...first].map(([field, code]) => ({ field, code })).reverse();
}
