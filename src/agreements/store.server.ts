import type { Period, PlainDate } from '../kernel/plain-date.ts';
import type { CompetenceDemand } from '../law/facts.ts';
import { copyDuty } from '../law/rules/duties.ts';
import { loadLaw } from '../law/store.server.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { daterange } from '../platform/daterange.server.ts';
import type { AmendAgreement } from './amendment.ts';
import type { ApproveAmendment } from './approval.ts';

// The only writer of agreements and their versions: amendments and imported files both come here.

/** What is true of an agreement whatever its version. */
export interface NewAgreement {
  readonly diaryNumber: string;
  readonly name: string;
  readonly regimeId: string;
  readonly signedOn: PlainDate;
  readonly governmentDirected: boolean;
  readonly approvedOn: PlainDate | null;
  readonly termEndsOn: PlainDate | null;
  readonly source: string;
  readonly note: string;
  readonly parties: readonly number[];
}

/** Writes an agreement that has no version yet. Returns its id. */
export async function storeAgreement(db: Db, agreement: NewAgreement): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into agreement (diary_number, name, regime_id, signed_on, government_directed, approved_on, term_ends_on,
      source, note)
    values (${agreement.diaryNumber}, ${agreement.name}, ${agreement.regimeId}, ${agreement.signedOn},
      ${agreement.governmentDirected}, ${agreement.approvedOn}, ${agreement.termEndsOn}, ${agreement.source},
      ${agreement.note}) returning id`);
  await db.run(sql`
    insert into agreement_party (agreement_id, authority_id)
    select distinct ${id}::int, authority_id from unnest(${agreement.parties}::int[]) as authority_id`);
  return id;
}

/** A version's content; what it says of competence is said, not left to a default. */
export type NewVersion = Omit<AmendAgreement, 'amends' | 'competence'> & {
  readonly competence: CompetenceDemand;
};

/** Ends a version; a version that ends before that day stays as it is. */
export async function cutVersion(
  db: Db,
  agreementId: number,
  { version, valid }: { readonly version: number; readonly valid: Period },
  lastDay: PlainDate,
): Promise<void> {
  if (valid.to !== null && valid.to <= lastDay) return;
  await db.run(sql`
    update agreement_version set valid = ${daterange({ from: valid.from, to: lastDay })}
    where agreement_id = ${agreementId} and version = ${version}`);
}

/** Writes that an amendment is approved by itself; recorded once, it stays. */
export async function storeAmendmentApproval(
  db: Db,
  agreementId: number,
  { version, approvedOn, decision }: ApproveAmendment,
): Promise<void> {
  await db.run(sql`
    insert into amendment_approval (agreement_id, version, approved_on, decision)
    values (${agreementId}, ${version}, ${approvedOn}, ${decision})`);
}

/**
 * Writes a version with its offices and tasks, none where they are not known, and the duty to send a copy of it (R5);
 * `copySentOn` where that was done long ago.
 */
export async function storeVersion(
  db: Db,
  agreementId: number,
  version: number,
  { from, to, decidedOn, summary, offices, competence, tasks }: NewVersion,
  copySentOn: PlainDate | null = null,
): Promise<void> {
  await db.run(sql`
    insert into agreement_version (agreement_id, version, valid, decided_on, office_scope, summary, recorded_by, competence)
    values (${agreementId}, ${version}, ${daterange({ from, to })}, ${decidedOn},
      ${offices === 'all' ? 'all' : 'listed'}, ${summary}, scope_actor(), ${competence})`);
  if (offices !== 'all')
    await db.run(sql`
      insert into agreement_version_office (agreement_id, version, office_id)
      select distinct ${agreementId}::int, ${version}::int, office_id from unnest(${offices}::int[]) as office_id`);
  const given = sql`jsonb_to_recordset(${JSON.stringify(
    tasks.map((task) => ({ ...task, listed: task.offices !== 'all', offices: listed(task.offices) })),
  )}::jsonb) as x("taskId" int, "principalId" int, "performerId" int, "exercisesAuthority" boolean,
    "requiresPersonalData" boolean, "listedSeparately" boolean, "performersNamed" boolean, "catalogueCode" text,
    access int[], listed boolean, offices int[])`;
  await db.run(sql`
    insert into agreement_task (agreement_id, version, task_id, principal_id, performer_id, exercises_authority,
      requires_personal_data, listed_separately, performers_named, catalogue_code, office_scope)
    select ${agreementId}::int, ${version}::int, x."taskId", x."principalId", x."performerId", x."exercisesAuthority",
      x."requiresPersonalData", x."listedSeparately", x."performersNamed", x."catalogueCode",
      case when x.listed then 'listed' else 'as the agreement' end from ${given}`);
  await db.run(sql`
    insert into agreement_task_access (agreement_id, version, task_id, principal_id, system_id)
    select distinct ${agreementId}::int, ${version}::int, x."taskId", x."principalId", system_id
    from ${given}, unnest(x.access) as system_id`);
  await db.run(sql`
    insert into agreement_task_office (agreement_id, version, task_id, principal_id, office_id)
    select distinct ${agreementId}::int, ${version}::int, x."taskId", x."principalId", office_id
    from ${given}, unnest(x.offices) as office_id`);
  await recordCopyDuty(db, agreementId, version, decidedOn, copySentOn);
}

/** R5, in the transaction that makes the version: the database takes no version without it (each_version_has_its_copy). */
async function recordCopyDuty(
  db: Db,
  agreementId: number,
  version: number,
  decidedOn: PlainDate,
  sentOn: PlainDate | null,
): Promise<void> {
  const agreement = await db.one<{ regimeId: string; governmentDirected: boolean }>(sql`
    select regime_id as "regimeId", government_directed as "governmentDirected" from agreement where id = ${agreementId}`);
  const regime = (await loadLaw(db)).regimes.get(agreement.regimeId);
  if (regime === undefined) throw new Error(`no regime ${agreement.regimeId}`);
  const duty = copyDuty(regime, { ...agreement, parties: [] });
  const state = duty.owed ? (sentOn === null ? 'due' : 'sent') : 'exempt';
  await db.run(sql`
    insert into agreement_copy (agreement_id, version, owed, why, provision, addressee, due_since, state, sent_on)
    values (${agreementId}, ${version}, ${duty.owed}, ${duty.owed ? null : duty.why}, ${duty.provision?.ref ?? null},
      ${duty.owed ? duty.to : null}, ${decidedOn}, ${state}, ${state === 'sent' ? sentOn : null})`);
}

function listed(offices: 'all' | readonly number[]): readonly number[] {
  return offices === 'all' ? [] : offices;
}
