import { loadCompetences, loadMandates } from '../agreements/facts.server.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { decide } from '../law/decide.ts';
import type { Competence, Facts, Mandate, Office, Officer } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { periodOf } from '../platform/daterange.server.ts';
import { type Step, whoElse } from './ladder.ts';

/** Who else may do what was refused here. Handing over to the authority is always open. */
export interface Alternatives {
  readonly level: Step['level'];
  /** Officers of this office who may. */
  readonly colleagues: readonly { readonly id: number; readonly name: string }[];
  readonly office: NearestOffice | null;
}

export interface NearestOffice {
  readonly id: number;
  readonly name: string;
  readonly locality: string;
  /** Great-circle distance, km. */
  readonly distance: number;
}

interface Candidate {
  readonly officer: Officer & { readonly name: string };
  readonly office: Office & Omit<NearestOffice, 'id'>;
}

/**
 * The registers propose, the law decides: candidates come nearest first, and each is asked as the officer was. Nothing is
 * searched for when the agreement itself stands in the way: then nobody may.
 */
export async function alternativesTo(
  db: Db,
  facts: Facts,
  refused: Step,
  at: PlainDate,
): Promise<Alternatives> {
  const none: Alternatives = { level: refused.level, colleagues: [], office: null };
  const search = whoElse(refused.verdict);
  const { office, officer } = facts;
  if (search === 'nobody' || office === null || officer === null) return none;

  const candidates = await proposals(db, facts, office.id, officer.id, at);
  if (candidates.length === 0) return none;
  const ids = candidates.map((candidate) => candidate.officer.id);
  const mandates = await loadMandates(
    db,
    sql`m.officer_id = any (${ids}) and m.principal_id = ${principalOf(facts)}`,
  );
  const competences = await loadCompetences(
    db,
    sql`c.officer_id = any (${ids}) and c.principal_id = ${principalOf(facts)}`,
  );
  const able = candidates.filter((candidate) => mayDo(facts, candidate, { mandates, competences }, at));
  const here = able.filter((candidate) => candidate.office.id === office.id);
  const elsewhere = able.find((candidate) => candidate.office.id !== office.id);
  return {
    level: refused.level,
    colleagues: here.slice(0, 3).map(({ officer: { id, name } }) => ({ id, name })),
    office: elsewhere === undefined ? null : pick(elsewhere.office),
  };
}

function pick({ id, name, locality, distance }: Candidate['office']): NearestOffice {
  return { id, name, locality, distance };
}

function principalOf(facts: Facts): number | null {
  return facts.agreements[0]?.principal.id ?? null;
}

function mayDo(
  facts: Facts,
  { officer, office }: Candidate,
  held: { readonly mandates: readonly Mandate[]; readonly competences: readonly Competence[] },
  at: PlainDate,
): boolean {
  return decide({ ...facts, officer, office, ...held }, at).permitted;
}

/**
 * Colleagues at this office, then for each of the nearest offices one officer; for a level that needs a mandate only
 * officers who hold one for the task, and where every agreement asks for competence only those who have it.
 */
async function proposals(
  db: Db,
  { level, task, agreements }: Facts,
  officeId: number,
  officerId: number,
  at: PlainDate,
): Promise<Candidate[]> {
  const performers = [...new Set(agreements.map((agreement) => agreement.performer.id))];
  const principal = agreements[0]?.principal.id ?? null;
  const needsMandate = level === 'personal-data' || level === 'authority';
  const able = needsMandate
    ? sql`exists (select from mandate m join mandate_task x on x.mandate_id = m.id
        where m.officer_id = o.id and m.principal_id = ${principal} and x.task_id = ${task?.id ?? null} and x.level = ${level} and m.valid @> ${at}::date
          and mandate_is_made(m.kind, m.signed_by_principal_on, m.signed_by_officer_on, ${at}::date)
          and (m.withdrawn_on is null or m.withdrawn_on > ${at}::date))`
    : sql`true`;
  const learnt = agreements.every((agreement) => agreement.competence === 'blocks')
    ? sql`exists (select from officer_competence c where c.officer_id = o.id and c.principal_id = ${principal}
        and c.task_id = ${task?.id ?? null} and c.valid @> ${at}::date
        and (c.withdrawn_on is null or c.withdrawn_on > ${at}::date))`
    : sql`true`;
  const officerJson = sql`jsonb_build_object('id', o.id, 'name', o.name, 'employerId', o.employer_id,
    'employed', ${periodOf(sql`o.employed`)})`;
  return db.many<Candidate>(sql`
    with here as (select latitude, longitude from office where id = ${officeId}),
    ranked as (
      select f.*, 2 * 6371 * asin(sqrt(power(sin(radians(f.latitude - here.latitude) / 2), 2)
        + cos(radians(f.latitude)) * cos(radians(here.latitude))
          * power(sin(radians(f.longitude - here.longitude) / 2), 2))) as distance
      from office f, here where f.operator_id = any (${performers}) and f.open @> ${at}::date)
    select jsonb_build_object('id', f.id, 'name', f.name, 'locality', f.locality, 'operatorId', f.operator_id,
        'open', ${periodOf(sql`f.open`)}, 'distance', round(f.distance)) as office, o.officer
    from ranked f,
      lateral (select ${officerJson} as officer, o.id from officer o
        where o.home_office_id = f.id and o.id <> ${officerId} and o.employed @> ${at}::date and ${able} and ${learnt}
        order by o.name limit case when f.id = ${officeId} then 5 else 1 end) o
    order by f.distance, o.id`);
}
