import type {
  AgreementTask,
  Competence,
  Facts,
  LawContent,
  Level,
  Mandate,
  Office,
  Officer,
  Task,
} from '../law/facts.ts';
import { loadLaw, loadLawAsKnown } from '../law/store.server.ts';
import { type Db, type Sql, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';

/** Who, where and which tasks a set of facts is about. */
export interface FactsQuestion {
  readonly officerId: number;
  readonly officeId: number;
  readonly taskIds: readonly number[];
  /** The second clock: as the registers knew it then. Absent: as they know it now. */
  readonly known?: Temporal.Instant;
}

/** What the registers know, ready to be asked about each task, authority and level. */
export interface LoadedFacts {
  readonly officer: Officer | null;
  readonly office: Office | null;
  readonly tasks: readonly Task[];
  readonly agreements: readonly AgreementTask[];
  readonly mandates: readonly Mandate[];
  readonly competences: readonly Competence[];
  readonly law: LawContent;
}

/** Facts of one officer at one office for some tasks, in one statement besides the law's reference data. */
export async function loadFacts(db: Db, question: FactsQuestion): Promise<LoadedFacts> {
  const { officerId, officeId, taskIds, known } = question;
  const law = known === undefined ? await loadLaw(db) : await loadLawAsKnown(db, known);
  const officers = known === undefined ? sql`officer` : sql`officer_as_known(${known})`;
  const offices = known === undefined ? sql`office` : sql`office_as_known(${known})`;
  const row = await db.one<Omit<LoadedFacts, 'law'>>(sql`
    select
      (select jsonb_build_object('id', o.id, 'employerId', o.employer_id, 'employed', ${periodOf(sql`o.employed`)})
        from ${officers} o where o.id = ${officerId}) as officer,
      (select jsonb_build_object('id', o.id, 'operatorId', o.operator_id, 'open', ${periodOf(sql`o.open`)})
        from ${offices} o where o.id = ${officeId}) as office,
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'code', t.code, 'sphere', t.sphere,
        'authorityId', t.authority_id)), '[]')
        from task t where t.id = any (${taskIds})) as tasks,
      (select coalesce(json_agg(a.fact), '[]') from (${agreementTasks(sql`at.task_id = any (${taskIds})`, known)}) a) as agreements,
      (select coalesce(json_agg(m.fact), '[]') from (${mandates(sql`m.officer_id = ${officerId}`, known)}) m) as mandates,
      (select coalesce(json_agg(c.fact), '[]') from (${competences(sql`c.officer_id = ${officerId}`, known)}) c) as competences`);
  return { ...row, law };
}

/** The facts of one question; an authority without agreement, or a task that is unknown, leaves them empty. */
export function factsOf(loaded: LoadedFacts, taskId: number, principalId: number, level: Level): Facts {
  return {
    level,
    task: loaded.tasks.find((task) => task.id === taskId) ?? null,
    officer: loaded.officer,
    office: loaded.office,
    agreements: loaded.agreements.filter((a) => a.taskId === taskId && a.principal.id === principalId),
    mandates: loaded.mandates.filter((m) => m.principalId === principalId),
    competences: loaded.competences.filter((c) => c.principalId === principalId),
    law: loaded.law,
  };
}

/** All agreement tasks that the transaction may see, as known now or at an instant. */
export async function loadAgreementTasks(
  db: Db,
  where: Sql = sql`true`,
  known?: Temporal.Instant,
): Promise<AgreementTask[]> {
  return (await db.many<{ fact: AgreementTask }>(agreementTasks(where, known))).map((row) => row.fact);
}

/** All mandates that the transaction may see, as known now or at an instant. */
export async function loadMandates(
  db: Db,
  where: Sql = sql`true`,
  known?: Temporal.Instant,
): Promise<Mandate[]> {
  return (await db.many<{ fact: Mandate }>(mandates(where, known))).map((row) => row.fact);
}

/** All competence that the transaction may see. */
export async function loadCompetences(
  db: Db,
  where: Sql = sql`true`,
  known?: Temporal.Instant,
): Promise<Competence[]> {
  return (await db.many<{ fact: Competence }>(competences(where, known))).map((row) => row.fact);
}

// All select one column, `fact`, in the shape of src/law/facts.ts: the law reads it as it comes. As json and not jsonb: it
// is written once and read once, and a thousand of them are much sooner written as text.
// `where` speaks of `at`, `v` and `a`. What a version says is read for the first of its tasks and handed to the others.
function agreementTasks(where: Sql, known?: Temporal.Instant): Sql {
  const agreement = known === undefined ? sql`agreement` : sql`agreement_as_known(${known})`;
  const version = known === undefined ? sql`agreement_version` : sql`agreement_version_as_known(${known})`;
  const asKnown = known === undefined ? sql`true` : sql`p.recorded_at <= ${known}`;
  return sql`
    with task as (
      select at.*, v.valid, v.decided_on, v.competence, v.office_scope as agreed_scope, a.diary_number, a.regime_id, a.signed_on,
        a.government_directed, a.approved_on, a.approval_revoked_on, a.term_ends_on,
        row_number() over (partition by at.agreement_id, at.version) as nth
      from agreement_task at
        join ${version} v on v.agreement_id = at.agreement_id and v.version = at.version
        join ${agreement} a on a.id = at.agreement_id
      where ${where}),
    said as (
      select t.*,
        case when t.nth = 1 then (
          select json_build_object('version', n.version, 'until',
            (select nullif(max(coalesce(upper(l.valid), 'infinity')), 'infinity') - 1 from ${version} l
              where l.agreement_id = t.agreement_id),
            'approvedFrom', (select min(greatest(p.approved_on, lower(l.valid))) from amendment_approval p
              join ${version} l using (agreement_id, version)
              where p.agreement_id = t.agreement_id and p.version > t.version and ${asKnown}))
          from ${version} n where n.agreement_id = t.agreement_id and n.version = t.version + 1
            and lower(n.valid) = upper(t.valid)) end as followed,
        case when t.nth = 1 then case t.agreed_scope when 'all' then '"all"'::json else to_json(array(
          select x.office_id from agreement_version_office x where x.agreement_id = t.agreement_id
            and x.version = t.version order by 1)) end end as offices
      from task t)
    select json_build_object('agreementId', t.agreement_id, 'diaryNumber', t.diary_number, 'version', t.version,
      'decidedOn', t.decided_on, 'regimeId', t.regime_id, 'signedOn', t.signed_on, 'governmentDirected', t.government_directed,
      'approvedOn', t.approved_on, 'approvalRevokedOn', t.approval_revoked_on, 'termEndsOn', t.term_ends_on,
      'amendmentApprovedOn', (select p.approved_on from amendment_approval p
        where p.agreement_id = t.agreement_id and p.version = t.version and ${asKnown}),
      'valid', ${periodOf(sql`t.valid`)}, 'followed', first_value(t.followed) over of_version,
      'principal', json_build_object('id', p.id, 'kind', p.kind),
      'performer', json_build_object('id', d.id, 'kind', d.kind),
      'taskId', t.task_id, 'exercisesAuthority', t.exercises_authority,
      'requiresPersonalData', t.requires_personal_data, 'listedSeparately', t.listed_separately,
      'performersNamed', t.performers_named, 'catalogueCode', t.catalogue_code,
      'access', array(select x.system_id from agreement_task_access x where x.agreement_id = t.agreement_id
        and x.version = t.version and x.task_id = t.task_id and x.principal_id = t.principal_id order by 1),
      'competence', t.competence,
      'offices', json_build_object('agreement', first_value(t.offices) over of_version,
        'task', case t.office_scope when 'as the agreement' then '"all"'::json else to_json(array(
          select x.office_id from agreement_task_office x where x.agreement_id = t.agreement_id
            and x.version = t.version and x.task_id = t.task_id and x.principal_id = t.principal_id order by 1)) end)
      ) as fact
    from said t join authority p on p.id = t.principal_id join authority d on d.id = t.performer_id
    window of_version as (partition by t.agreement_id, t.version order by t.nth)
    order by t.valid desc`;
}

function mandates(where: Sql, known?: Temporal.Instant): Sql {
  const mandate = known === undefined ? sql`mandate` : sql`mandate_as_known(${known})`;
  return sql`
    select json_build_object('id', m.id, 'officerId', m.officer_id, 'agreementId', m.agreement_id,
      'principalId', m.principal_id, 'kind', m.kind, 'valid', ${periodOf(sql`m.valid`)},
      'signedByPrincipalOn', m.signed_by_principal_on, 'signedByOfficerOn', m.signed_by_officer_on,
      'withdrawnOn', m.withdrawn_on, 'delegationStated', m.kind <> 'delegation' or exists (select from mandate_delegation d
        where d.mandate_id = m.id and ${known === undefined ? sql`true` : sql`d.recorded_at <= ${known}`}),
      'tasks', (select coalesce(json_agg(json_build_object('taskId', x.task_id, 'level', x.level)), '[]')
        from mandate_task x where x.mandate_id = m.id),
      'access', array(select x.system_id from mandate_access x where x.mandate_id = m.id order by 1)) as fact
    from ${mandate} m where ${where} order by m.valid desc`;
}

function competences(where: Sql, known?: Temporal.Instant): Sql {
  const competence =
    known === undefined ? sql`officer_competence` : sql`officer_competence_as_known(${known})`;
  return sql`
    select json_build_object('id', c.id, 'officerId', c.officer_id, 'principalId', c.principal_id,
      'taskId', c.task_id, 'valid', ${periodOf(sql`c.valid`)}, 'withdrawnOn', c.withdrawn_on) as fact
    from ${competence} c where ${where} order by c.valid desc`;
}
