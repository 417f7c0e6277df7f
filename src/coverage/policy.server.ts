import { type Actor, authoritiesOf, hasRole, managedOfficesOf } from '../access/actor.ts';
import { loadAgreementTasks, loadCompetences, loadMandates } from '../agreements/facts.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Office, Officer, Task } from '../law/facts.ts';
import type { Policy, PrincipalTask } from '../law/matrix.ts';
import { loadLaw, loadLawAsKnown } from '../law/store.server.ts';
import { type Db, empty, type Sql, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { Problem } from '../platform/problem.ts';

// What the law is asked with about everybody at once, loaded in seven statements: officers, offices, agreements, mandates,
// competence, names of tasks, and the law's own content when it has changed.

export interface PolicyOfficer extends Officer {
  readonly code: string;
  readonly name: string;
  readonly homeOfficeId: number;
}
export interface PolicyOffice extends Office {
  readonly name: string;
  readonly locality: string;
  readonly countyCode: string;
  readonly county: string;
  readonly region: string | null;
  readonly latitude: number;
  readonly longitude: number;
}
export interface PolicyTask extends PrincipalTask {
  readonly nameSv: string;
  readonly nameEn: string;
  readonly principal: string;
  readonly principalShort: string;
}
export interface RegisterPolicy extends Policy {
  readonly officers: readonly PolicyOfficer[];
  readonly offices: readonly PolicyOffice[];
  readonly tasks: readonly PolicyTask[];
}

/** Of which days and tasks; what is left out is not narrowed. */
export interface PolicyQuestion {
  readonly day: PlainDate;
  readonly known: Temporal.Instant | null;
  readonly taskIds?: readonly number[];
  readonly principalIds?: readonly number[];
  /** The answer names officers (`seenWhole`). */
  readonly named?: boolean;
}

/**
 * Whose coverage the actor may see whole: tasks of the own authorities, and what their staff, the own employer's and that of
 * a managed office do. Of others the database hides the mandates, and to count without them would be to say that nobody may.
 * A report author sees, in numbers, the own authority's tasks alone: the report is about what is done in its name, and what
 * its staff may do for others is the others' and its coordinator's. `named`: where officers are named, and a report author
 * has no part. `performers` is an SQL array of ids. Throws `forbidden`.
 */
export function seenWhole(
  actor: Actor,
  named = false,
): { readonly principals: number[]; readonly performers: Sql } {
  const coordinated = authoritiesOf(actor, 'coordinator');
  const principals = named ? coordinated : authoritiesOf(actor, 'coordinator', 'report-author');
  const employer = hasRole(actor, 'officer') ? (actor.officer?.employerId ?? null) : null;
  if (principals.length === 0 && employer === null && managedOfficesOf(actor).length === 0)
    throw new Problem('forbidden');
  const employers = employer === null ? coordinated : [...coordinated, employer];
  return { principals, performers: sql`(${employers}::int[] || (select scope_operators()))` };
}

/** The registers as they are on one day, within what the transaction and the actor may see. */
export function loadPolicy(db: Db, actor: Actor, question: PolicyQuestion): Promise<RegisterPolicy> {
  const { principals, performers } = seenWhole(actor, question.named);
  return policyOf(
    db,
    sql`(at.principal_id = any (${principals}) or at.performer_id = any (${performers}))`,
    question,
  );
}

/**
 * The same for every authority: for an answer that is nobody's matter, in a transaction over the registers of the whole
 * system. The caller lets nothing of persons out of it.
 */
export function loadWholePolicy(db: Db, question: PolicyQuestion): Promise<RegisterPolicy> {
  return policyOf(db, sql`true`, question);
}

async function policyOf(db: Db, seen: Sql, question: PolicyQuestion): Promise<RegisterPolicy> {
  const { day, taskIds, principalIds } = question;
  const known = question.known ?? undefined;
  const as = (table: 'officer' | 'office'): Sql => {
    if (known === undefined) return table === 'officer' ? sql`officer` : sql`office`;
    return table === 'officer' ? sql`officer_as_known(${known})` : sql`office_as_known(${known})`;
  };
  const law = known === undefined ? await loadLaw(db) : await loadLawAsKnown(db, known);
  const agreements = await loadAgreementTasks(
    db,
    // Where amendments need an approval the version that was approved goes on past its days: the law says until when.
    sql`(v.valid @> ${day}::date
        or a.regime_id in (select id from regime where (rules->>'amendmentsApproved')::boolean))
      and ${seen}
      ${taskIds === undefined ? empty : sql`and at.task_id = any (${taskIds})`}
      ${principalIds === undefined ? empty : sql`and at.principal_id = any (${principalIds})`}`,
    known,
  );
  const of = {
    performers: [...new Set(agreements.map((a) => a.performer.id))],
    principals: [...new Set(agreements.map((a) => a.principal.id))],
  };
  const officers = await db.many<PolicyOfficer>(sql`
    select o.id, o.code, o.name, o.employer_id as "employerId", ${periodOf(sql`o.employed`)} as employed,
      o.home_office_id as "homeOfficeId"
    from ${as('officer')} o where o.employer_id = any (${of.performers}) and o.employed @> ${day}::date
    order by o.name collate "sv-x-icu", o.code`);
  const offices = await db.many<PolicyOffice>(sql`
    select f.id, f.name, f.locality, f.operator_id as "operatorId", ${periodOf(sql`f.open`)} as open,
      c.code as "countyCode", c.name as county, g.name as region, f.latitude, f.longitude
    from ${as('office')} f join municipality m on m.code = f.municipality_code join county c on c.code = m.county_code
      left join office_area x on x.id = f.area_id left join service_region g on g.id = x.region_id
    where f.operator_id = any (${of.performers}) and f.open @> ${day}::date order by f.name collate "sv-x-icu", f.id`);
  const mandates = await loadMandates(
    db,
    sql`m.valid @> ${day}::date and m.principal_id = any (${of.principals})`,
    known,
  );
  const competences = await loadCompetences(
    db,
    sql`c.valid @> ${day}::date and c.principal_id = any (${of.principals})`,
    known,
  );
  const tasks = await namedTasks(db, agreements);
  return { officers, offices, tasks, agreements, mandates, competences, law };
}

async function namedTasks(db: Db, agreements: Policy['agreements']): Promise<PolicyTask[]> {
  const pairs = [...new Map(agreements.map((a) => [`${a.taskId} ${a.principal.id}`, a])).values()];
  const rows = await db.many<Omit<PolicyTask, 'task'> & Task>(sql`
    select t.id, t.code, t.sphere, t.authority_id as "authorityId", p.id as "principalId", t.name_sv as "nameSv",
      t.name_en as "nameEn", p.name as principal, p.short_name as "principalShort"
    from unnest(${pairs.map((a) => a.taskId)}::int[], ${pairs.map((a) => a.principal.id)}::int[]) as x (task_id, principal_id)
      join task t on t.id = x.task_id join authority p on p.id = x.principal_id
    order by p.name collate "sv-x-icu", t.name_sv collate "sv-x-icu", t.id`);
  return rows.map(({ id, code, sphere, authorityId, ...names }) => ({
    task: { id, code, sphere, authorityId },
    ...names,
  }));
}
