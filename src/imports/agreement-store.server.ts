import { type Db, sql } from '../platform/database.server.ts';
import { daterange } from '../platform/daterange.server.ts';
import type { AgreementRow } from './agreement-row.ts';
import type { NewVersion } from './agreement-versions.ts';
import type { KnownAgreement } from './known-agreements.server.ts';

/** Stores versions in their order; the ids of agreements made on the way are kept for their later versions. */
export async function storeAgreements(
  db: Db,
  versions: readonly NewVersion[],
  known: ReadonlyMap<string, KnownAgreement>,
): Promise<void> {
  const ids = new Map<string, number>();
  for (const version of versions) {
    const { diaryNumber } = version.first;
    const id = ids.get(diaryNumber) ?? known.get(diaryNumber)?.id ?? (await storeAgreement(db, version));
    ids.set(diaryNumber, id);
    await storeVersion(db, id, version);
  }
}

async function storeAgreement(db: Db, { first, regime }: NewVersion): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into agreement (diary_number, name, regime_id, signed_on, government_directed, approved_on, term_ends_on,
      source, note)
    values (${first.diaryNumber}, ${first.name}, ${regime.id}, ${first.signedOn}, ${first.governmentDirected},
      ${first.approvedOn}, ${first.termEndsOn}, ${first.source}, ${first.note}) returning id`);
  await db.run(sql`
    insert into agreement_party (agreement_id, authority_id)
    select distinct ${id}::int, authority_id
    from unnest(${first.parties.map((party) => party.id)}::int[]) as authority_id`);
  return id;
}

async function storeVersion(
  db: Db,
  id: number,
  { first, decidedOn, tasks, cuts }: NewVersion,
): Promise<void> {
  if (cuts !== null)
    await db.run(sql`
      update agreement_version set valid = daterange(lower(valid), ${cuts.to}::date, '[]')
      where agreement_id = ${id} and version = ${cuts.version}`);
  const { version, offices } = first;
  // The note of the first version is the agreement's own; a later one tells what the amendment is about.
  const summary =
    version === 1 ? '' : [first.note, `Källa: ${first.source}`].filter((part) => part !== '').join(' ');
  await db.run(sql`
    insert into agreement_version (agreement_id, version, valid, decided_on, office_scope, summary, recorded_by)
    values (${id}, ${version}, ${daterange({ from: first.validFrom, to: first.validTo })}, ${decidedOn},
      ${offices === 'all' ? 'all' : 'listed'}, ${summary}, scope_actor())`);
  if (offices !== 'all')
    await db.run(sql`
      insert into agreement_version_office (agreement_id, version, office_id)
      select distinct ${id}::int, ${version}::int, office_id
      from unnest(${offices.map((office) => office.id)}::int[]) as office_id`);
  await storeTasks(db, id, version, tasks);
}

async function storeTasks(
  db: Db,
  id: number,
  version: number,
  tasks: readonly AgreementRow[],
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = JSON.stringify(
    tasks.map((row) => ({
      task: row.task?.id,
      principal: row.principal?.id,
      performer: row.performer?.id,
      authority: row.exercisesAuthority,
      data: row.requiresPersonalData,
      listed: row.listedSeparately,
      named: row.performersNamed,
      item: row.catalogueItem,
      access: row.access.map((system) => system.id),
      offices: row.taskOffices.map((office) => office.id),
    })),
  );
  const x = sql`jsonb_to_recordset(${rows}::jsonb) as x(task int, principal int, performer int, authority boolean,
    data boolean, listed boolean, named boolean, item text, access int[], offices int[])`;
  await db.run(sql`
    insert into agreement_task (agreement_id, version, task_id, principal_id, performer_id, exercises_authority,
      requires_personal_data, listed_separately, performers_named, catalogue_code, office_scope)
    select ${id}::int, ${version}::int, x.task, x.principal, x.performer, x.authority, x.data, x.listed, x.named, x.item,
      case when cardinality(x.offices) = 0 then 'as the agreement' else 'listed' end from ${x}`);
  await db.run(sql`
    insert into agreement_task_access (agreement_id, version, task_id, principal_id, system_id)
    select distinct ${id}::int, ${version}::int, x.task, x.principal, system_id
    from ${x}, unnest(x.access) as system_id`);
  await db.run(sql`
    insert into agreement_task_office (agreement_id, version, task_id, principal_id, office_id)
    select distinct ${id}::int, ${version}::int, x.task, x.principal, office_id
    from ${x}, unnest(x.offices) as office_id`);
}
