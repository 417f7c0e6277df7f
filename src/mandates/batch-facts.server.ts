import { loadAgreementTasks, loadCompetences } from '../agreements/facts.server.ts';
import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { AgreementTask, Competence, LawContent, Officer } from '../law/facts.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import type { BatchRow, Terms } from './batch.ts';
import { judgeRow, type RowFrame, type RowVerdict } from './rules/row-reasons.ts';
import { officesOf } from './works-at.server.ts';

interface OfficerFacts extends Officer {
  /** Where the officer works. */
  readonly offices: readonly number[];
}
interface Version {
  readonly agreementId: number;
  readonly valid: Period;
}

/** What the rules ask of all rows of an operation, in a handful of statements. */
export interface BatchFacts {
  readonly law: LawContent;
  readonly today: PlainDate;
  readonly officers: ReadonlyMap<number, OfficerFacts>;
  readonly versions: ReadonlyMap<number, readonly Version[]>;
  /** By agreement and principal. */
  readonly agreed: ReadonlyMap<string, readonly AgreementTask[]>;
  /** By officer, agreement and principal: what is held already, and what this operation gives. */
  readonly held: Map<string, Period[]>;
  readonly competences: ReadonlyMap<number, readonly Competence[]>;
}

export async function loadBatchFacts(
  db: Db,
  parts: readonly Terms[],
  rows: readonly BatchRow[],
  today: PlainDate,
): Promise<BatchFacts> {
  const agreements = [...new Set(parts.map((part) => part.agreementId))];
  const principals = [...new Set(parts.map((part) => part.principalId))];
  const officerIds = [...new Set(rows.map((row) => row.officerId))];
  const officers = await db.many<OfficerFacts>(sql`
    select o.id, o.employer_id as "employerId", ${periodOf(sql`o.employed`)} as employed,
      array${officesOf(sql`o.id`, sql`o.home_office_id`)} as offices
    from officer o where o.id = any (${officerIds})`);
  const versions = await db.many<Version>(sql`
    select agreement_id as "agreementId", ${periodOf(sql`valid`)} as valid
    from agreement_version where agreement_id = any (${agreements})`);
  const tasks = await loadAgreementTasks(
    db,
    sql`at.agreement_id = any (${agreements}) and at.principal_id = any (${principals})`,
  );
  const held = await db.many<{ key: string; valid: Period }>(sql`
    select concat_ws(' ', officer_id, agreement_id, principal_id) as key, ${periodOf(sql`valid`)} as valid from mandate
    where agreement_id = any (${agreements}) and principal_id = any (${principals})
      and officer_id = any (${officerIds}) and withdrawn_on is null`);
  const competences = await loadCompetences(
    db,
    sql`c.officer_id = any (${officerIds}) and c.principal_id = any (${principals})`,
  );
  return {
    competences: Map.groupBy(competences, (each) => each.officerId),
    law: await loadLaw(db),
    today,
    officers: new Map(officers.map((officer) => [officer.id, officer])),
    versions: Map.groupBy(versions, (version) => version.agreementId),
    agreed: Map.groupBy(tasks, (task) => `${task.agreementId} ${task.principal.id}`),
    held: new Map(
      [...Map.groupBy(held, ({ key }) => key)].map(([key, all]) => [key, all.map(({ valid }) => valid)]),
    ),
  };
}

/** Judges one row, and holds what it gives against the rows after it. */
export function judge(facts: BatchFacts, terms: Terms, row: BatchRow): RowVerdict {
  const key = `${row.officerId} ${terms.agreementId} ${terms.principalId}`;
  const officer = facts.officers.get(row.officerId) ?? null;
  const held = facts.held.get(key) ?? [];
  const frame: RowFrame = {
    officer,
    offices: officer?.offices ?? [],
    versions: (facts.versions.get(terms.agreementId) ?? []).map((version) => version.valid),
    agreed: facts.agreed.get(`${terms.agreementId} ${terms.principalId}`) ?? [],
    held,
    law: facts.law,
    today: facts.today,
    competences: facts.competences.get(row.officerId) ?? [],
  };
  const verdict = judgeRow(terms, row.officerId, frame);
  if (verdict.mandate !== null)
    facts.held.set(key, [...held, { from: verdict.mandate.from, to: verdict.mandate.to }]);
  return verdict;
}
